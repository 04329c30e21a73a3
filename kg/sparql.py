"""The text of a SPARQL query, before the engine sees it: what it may hold, values put into it, where it is at fault."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.errors import QueryError
from kg.named import Term

LONGEST = 1_000_000  # characters of a query
DEEPEST = 200  # brackets within brackets: the parser's stack ends at some thousands
MOST_UNIONS = 2_000
MOST_OPERATORS = 20_000
SHORT = 10_000  # characters in which there is no room for so many of them
_PLACE = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What is no keyword: comments, IRIs, strings, variables, prefixed names and language tags.
_OPAQUE = re.compile(
    r"""#[^\n\r]*|<[^<>"{}|^`\\\s]*>|\"{3}(?:\"{0,2}(?:\\.|[^"\\]))*\"{3}|'{3}(?:'{0,2}(?:\\.|[^'\\]))*'{3}"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[?$]\w+|@\w[\w-]*|[\w.-]*:[\w.%:-]*""",
    re.DOTALL,
)


def check(text: str, *, service: bool = False) -> None:
    """Refuse a query that would overflow the parser's stack or, without ``service``, leave the graph."""
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text)} characters, more than {LONGEST}")
    if _plainly_fine(text):  # as most are, and a quick answer takes less time than a close look
        return
    words = _OPAQUE.sub(" ", _plain(text))
    depth = deepest = 0
    for c in words:
        depth += (c in "({[") - (c in ")}]")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise QueryError(f"the query has brackets {deepest} deep, more than {DEEPEST}")
    if len(re.findall(r"(?i)\b(?:union|optional|minus)\b", words)) > MOST_UNIONS:
        raise QueryError(f"the query has more than {MOST_UNIONS} alternatives")
    if len(re.findall(r"[!+*/|^-]", words)) > MOST_OPERATORS:
        raise QueryError("the query has too many operators")
    if not service and re.search(r"(?i)\bservice\b", words):
        raise QueryError(
            "SERVICE is off: a query may not reach the network",
            todo="allow it with --allow-service",
        )


def names_graphs(text: str) -> bool:
    """Whether a query says itself which graphs it sees (FROM)."""
    return _may_say("from", text) and bool(re.search(r"(?i)\bfrom\b", _OPAQUE.sub(" ", _plain(text))))


def _plainly_fine(text: str) -> bool:
    """Whether nothing in it, be it a keyword or in a string, could be what ``check`` refuses."""
    brackets = text.count("{") + text.count("(") + text.count("[")
    return len(text) < SHORT and brackets <= DEEPEST and not _may_say("service", text)


def _may_say(keyword: str, text: str) -> bool:
    folded = text.casefold()
    return keyword in folded or "\\u" in folded  # or behind an escape


def with_values(text: str, parameters: Mapping[str, Sequence[Term]]) -> str:
    """The query with each parameter as a VALUES clause at the head of its pattern.

    The terms are written by Oxigraph, which escapes them: a value cannot end its literal.
    """
    masked = _OPAQUE.sub(lambda m: " " * len(m[0]), text)
    values = " ".join(
        f"VALUES ?{ox.Variable(name).value} {{ {' '.join(map(str, terms))} }}" for name, terms in parameters.items()
    )
    form = re.search(r"(?i)\bconstruct\s*(\{[^}]*\})?", masked)
    if form and not form[1]:  # CONSTRUCT WHERE { … } has triples alone, and takes values at its end
        return f"{text}\n{values}"
    place = masked.find("{", form.end() if form else 0) + 1
    if not place:
        raise QueryError("the query has no pattern to bind parameters in")
    return f"{text[:place]} {values} {text[place:]}"


def placed(message: str, text: str) -> QueryError:
    """A parser's message with its place in the text and a caret under it."""
    match = _PLACE.match(message)
    if not match:
        return QueryError(f"the query does not parse: {message}")
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines() or [""]
    return QueryError(
        f"the query does not parse: {match[3].strip()[:300]}",
        where=f"line {line}, column {column}",
        line=line,
        column=column,
        excerpt=f"{lines[min(line, len(lines)) - 1]}\n{' ' * (column - 1)}^",
    )


def _plain(text: str) -> str:
    """Without code point escapes, which are resolved before anything else (19.2): a keyword may hide behind one."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
