"""One SPARQL server over HTTP: who asks, how often, how long, and what its refusals mean.

Credentials come from the environment (``KG_TOKEN``, or ``KG_USER`` and ``KG_PASSWORD``) and go into one header;
nothing here shows them, and no redirect is followed, so no other server gets them.
"""

from __future__ import annotations

import base64
import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.util.retry import Retry

from kg import __version__
from kg.errors import GraphError, KGError

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

CONNECT = 10.0  # seconds until a connection stands
PATIENCE = 30.0  # seconds until an answer begins, and between its parts, where little is asked
LONG = 600.0  # seconds where much may be asked: whoever wants less time bounds the whole
RETRIES = 4  # after the first time
WAIT = 0.2  # seconds before the second of them, doubled each time
_BUSY = (429, 500, 502, 503, 504)  # worth another try
_LONGEST = 300  # characters of what a server says that we repeat


class _Again(Retry):
    """Asks again, but not a server that has let us wait for all the time it had."""

    def increment(self, *args: Any, **named: Any) -> Retry:  # type: ignore[override]
        if isinstance(error := named.get("error"), ReadTimeoutError):
            raise error
        return super().increment(*args, **named)


class Client:
    """Posts to one server. Everything that is sent may be sent twice: it must come to the same."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.auth = _Credentials()
        self._session.headers["User-Agent"] = f"kg/{__version__}"
        again = _Again(
            total=RETRIES,
            connect=2,  # a server that is not there is said soon
            backoff_factor=WAIT,
            status_forcelist=_BUSY,
            allowed_methods=None,
            raise_on_status=False,
            respect_retry_after_header=False,  # it may ask for an hour
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))

    def post(
        self,
        url: str,
        data: bytes | list[tuple[str, str]],
        *,
        accept: str = "*/*",
        kind: str = "application/x-www-form-urlencoded",
        patience: float | None = None,
    ) -> Response:
        """The answer, once it has begun; any status but 2xx is a GraphError (``Refused``)."""
        headers = {"Accept": accept, "Content-Type": kind}
        timeout = (CONNECT, patience or PATIENCE)
        with told(url):
            answer = self._session.post(url, data, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
        if not 200 <= answer.status_code < 300:
            with answer:
                raise _refused(url, answer, known=bool(self._session.auth))
        return answer

    def close(self) -> None:
        """Let the connections go."""
        self._session.close()


class Refused(GraphError):
    """A server answered, and not with what it was asked for."""

    def __init__(self, status: int, what: str, *, where: str, todo: str | None = None) -> None:
        super().__init__(what, where=where, todo=todo)
        self.status = status


class Body(io.RawIOBase):
    """The body of an answer as a file, whose faults are GraphErrors. ``end`` is what a whole body ends with."""

    def __init__(self, answer: Response, end: bytes = b"") -> None:
        self._answer = answer
        self._raw = answer.raw
        self._raw.decode_content = True
        self._end = end
        self._tail = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        with told(self._answer.url):
            data: bytes = self._raw.read(size if size and size > 0 else None)
        if not data and self._end and not self._tail.rstrip().endswith(self._end):
            raise GraphError("the answer was cut off", where=masked(self._answer.url), todo="try again")
        self._tail = (self._tail + data)[-64:]
        return data


class _Credentials(AuthBase):
    """The header of the environment's credentials; without any, none, and none of another file of the user's."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        token, user = environment.get("KG_TOKEN", "").strip(), environment.get("KG_USER", "")
        if token:
            if not (token.isascii() and token.isprintable()):
                raise GraphError("KG_TOKEN holds characters that no token has", todo="set it anew")
            self._header = f"Bearer {token}"
        elif user:
            if ":" in user:
                raise GraphError("a user's name holds no colon", where="KG_USER", todo="set KG_USER and KG_PASSWORD")
            pair = f"{user}:{environment.get('KG_PASSWORD', '')}"
            self._header = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            self._header = ""

    def __bool__(self) -> bool:
        return bool(self._header)

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._header:
            request.headers["Authorization"] = self._header
        return request


def masked(url: str) -> str:
    """A URL that may be shown: without user, password, query and fragment.

    >>> masked("https://ann:secret@example.org:1/ds?token=x")
    'https://example.org:1/ds'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2].partition("?")[0]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


@contextlib.contextmanager
def told(url: str) -> Iterator[None]:
    """What goes wrong on the way, in one line; the texts of the libraries below may hold too much."""
    where = masked(url)
    try:
        yield
    except KGError:
        raise
    except requests.exceptions.SSLError as error:
        raise GraphError("the server's certificate is not to be trusted", where=where, todo="check it") from error
    except (requests.exceptions.RequestException, HTTPError, OSError, ValueError) as error:
        names = {type(e).__name__ for e in _chain(error)}
        if names & {"ConnectTimeout", "ConnectTimeoutError", "NewConnectionError", "NameResolutionError"}:
            raise GraphError("the server cannot be reached", where=where, todo="see that it runs") from error
        if names & {"ReadTimeout", "ReadTimeoutError", "TimeoutError"}:
            raise GraphError("the server takes too long to answer", where=where, todo="try again later") from error
        if names & {"InvalidURL", "LocationParseError", "InvalidSchema", "MissingSchema", "UnicodeError"}:
            raise GraphError("this is no address of a server", where=where, todo="check it") from error
        raise GraphError("the connection broke, and the answer was cut off", where=where, todo="try again") from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        error = waiting.pop()
        if error is not None and id(error) not in seen:
            seen.add(id(error))
            yield error
            waiting += [error.__cause__, error.__context__, getattr(error, "reason", None)]
            waiting += [a for a in error.args if isinstance(a, BaseException)]


def _refused(url: str, answer: Response, *, known: bool) -> Refused:
    """What a status means to whoever runs the command."""
    status, where = answer.status_code, masked(url)
    said = _words(answer)
    if status == 401:
        todo = "check KG_TOKEN, or KG_USER and KG_PASSWORD" if known else "set KG_TOKEN, or KG_USER and KG_PASSWORD"
        what = "the server does not accept the credentials" if known else "the server wants to know who asks"
        return Refused(status, what, where=where, todo=todo)
    if status == 403:
        return Refused(status, "the server forbids it (403)", where=where, todo="ask for the right to do this")
    if status in (404, 410):
        return Refused(status, f"there is nothing at this address ({status})", where=where, todo="check it")
    if 300 <= status < 400:
        place = masked(answer.headers.get("Location", "")) or "elsewhere"
        return Refused(status, f"the server sends on to {place[:_LONGEST]}", where=where, todo="name that address")
    if status in (429, 503):
        return Refused(status, f"the server is busy ({status})", where=where, todo="try again later")
    if status >= 500:
        return Refused(status, f"the server failed ({status}){said}", where=where, todo="see its log")
    return Refused(status, f"the server refused it ({status}){said}", where=where)


def _words(answer: Response) -> str:
    """The beginning of what the server says, if it is plain text."""
    if not answer.headers.get("Content-Type", "").startswith("text/plain"):
        return ""
    with contextlib.suppress(GraphError):
        text = " ".join(Body(answer).read(4 * _LONGEST).decode("utf-8", "replace").split())
        return f": {text[:_LONGEST]}" if text else ""
    return ""
