"""The errors of this package: few, and each carries the data it speaks of.

Every one formats itself as one line: what, where, what to do. The command line prints that line; the library raises.
"""

from __future__ import annotations


class KGError(Exception):
    """The base: ``what`` is wrong, ``where`` (file, line, term), and what ``to do``."""

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(f"{head}; {self.todo}".split()) if self.todo else " ".join(head.split())


class InputError(KGError):
    """Something given to a build that cannot be read as an article."""


class OntologyError(KGError):
    """An ontology file, term or wording at fault."""

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        term: str | None = None,
        pattern: str | None = None,
        line: int | None = None,
        todo: str | None = None,
    ) -> None:
        place = f"{file}:{line}" if file and line else file
        quoted = f"“{pattern}”" if pattern else None
        super().__init__(what, where=", ".join(p for p in (place, term, quoted) if p) or None, todo=todo)
        self.file = file
        self.line = line
        self.term = term
        self.pattern = pattern


class GraphError(KGError):
    """A graph that cannot be opened, read or written."""


class QueryError(KGError):
    """A query that does not parse, asks for what is not allowed, or breaks a limit.

    ``line`` and ``column`` (from 1) are set where the parser named a place.
    """

    def __init__(
        self,
        what: str,
        *,
        line: int | None = None,
        column: int | None = None,
        where: str | None = None,
        todo: str | None = None,
        excerpt: str | None = None,
    ) -> None:
        super().__init__(what, where=where, todo=todo)
        self.line = line
        self.column = column
        self.excerpt = excerpt  # the line at fault, and a caret under the place
