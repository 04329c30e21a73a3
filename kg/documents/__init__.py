"""Files, folders and streams -> articles. What cannot be read is named and skipped; the rest goes on."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.documents import pages, parquet, records
from kg.documents.article import Article, Skipped, clean, fault
from kg.documents.dateline import article_date
from kg.errors import InputError

LARGEST = 200_000_000  # bytes of a file, unpacked
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_Reader = Callable[[str, str], Iterator[Article | Skipped]]
_ByteReader = Callable[[bytes, str], Iterator[Article | Skipped]]


def read(inputs: Iterable[Path | str]) -> Iterator[Article | Skipped]:
    """The articles of files and folders (walked, in the order of their names) and of ``-``, standard input.

    Raises InputError for an input that does not exist, or if nothing was found at all in a folder.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _bytes(sys.stdin.buffer.read(LARGEST + 1), "-")
            continue
        require([given])
        path = Path(given)
        yield from _folder(path) if path.is_dir() else _file(path, path.name)


def require(inputs: Iterable[Path | str]) -> None:
    """Raise InputError for an input that does not exist."""
    for given in inputs:
        if str(given) != "-" and not Path(given).exists():
            raise InputError("there is no such file or folder", where=str(given), todo="check the name")


def _folder(folder: Path) -> Iterator[Article | Skipped]:
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith(".") or (path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())):
                continue
            if _format(path) in (*_READERS, *_BYTE_READERS):
                found = True
                yield from _file(path, path.relative_to(folder).as_posix())
    if not found:
        raise InputError(
            "there are no articles in this folder",
            where=str(folder),
            todo=f"it should hold {_known()} files",
        )


def _file(path: Path, where: str) -> Iterator[Article | Skipped]:
    try:
        if path.stat().st_size > LARGEST:
            yield Skipped(where, f"the file is larger than {LARGEST} bytes")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Skipped(where, f"it cannot be read ({error.strerror})")
        return
    yield from _bytes(data, where)


def _bytes(data: bytes, where: str) -> Iterator[Article | Skipped]:
    """The articles in the bytes of a file, by the ending of its name."""
    if where.casefold().endswith(".gz"):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            yield Skipped(where, "it is not a gzip file, or it is damaged")
            return
    if len(data) > LARGEST:
        yield Skipped(where, f"it unpacks to more than {LARGEST} bytes")
        return
    form = _format(Path(where))
    if form in _BYTE_READERS:  # these say their encoding themselves
        yield from _BYTE_READERS[form](data, where)
        return
    text = _decoded(data)
    if text is None:
        yield Skipped(where, "it is not text: neither UTF-8 nor UTF-16")
        return
    if where == "-":
        form = ".jsonl" if text.lstrip().startswith("{") else ".txt"
    reader = _READERS.get(form)
    if reader is None:
        yield Skipped(where, f"the ending names no format; use {_known()}")
        return
    yield from reader(text, where)


def _decoded(data: bytes) -> str | None:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _plain(text: str, where: str) -> Iterator[Article | Skipped]:
    """A text whose first line is the headline; the date may stand on a line near the top."""
    if why := fault(text):
        yield Skipped(where, why)
        return
    plain = clean(text).strip()
    first = plain.split("\n", 1)[0].strip()
    title = first if "\n" in plain and len(first) <= 300 else ""
    yield Article(
        id=where.removesuffix(".gz").rsplit(".", 1)[0] if where != "-" else "-",
        text=text,
        title=title,
        date=article_date(plain),
        file=where,
    )


def _format(path: Path) -> str:
    suffixes = [s.casefold() for s in path.suffixes if s.casefold() != ".gz"]
    return suffixes[-1] if suffixes else ""


def _known() -> str:
    return ", ".join((*_READERS, *_BYTE_READERS))


_READERS: dict[str, _Reader] = {
    ".txt": _plain,
    ".md": _plain,
    ".jsonl": records.jsonl,
    ".json": records.json_records,
    ".csv": records.csv_records,
}
_BYTE_READERS: dict[str, _ByteReader] = {
    ".html": pages.page,
    ".htm": pages.page,
    ".xml": pages.feed,
    ".rss": pages.feed,
    ".atom": pages.feed,
    ".parquet": parquet.table,
}

__all__ = ["Article", "InputError", "Skipped", "read", "require"]
