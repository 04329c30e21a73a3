"""Where a graph is kept: a folder (embedded Oxigraph), an RDF file, or a SPARQL 1.1 endpoint.

An article's statements go in as one transaction, together with the fingerprint of what they depend on; so a build
that was killed leaves no article in part, and the next build knows which are done.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import GraphError
from kg.store.base import Engine, Local, Store
from kg.store.files import SUFFIXES, File, dump, load, replaced, scratch, suffix
from kg.store.folder import FORMAT, LEDGER, Folder

__all__ = [
    "FORMAT",
    "LEDGER",
    "SUFFIXES",
    "Engine",
    "Local",
    "Store",
    "dump",
    "exists",
    "load",
    "open",
    "replaced",
    "scratch",
    "suffix",
]


def exists(where: Path | str) -> bool:
    """Whether there is something at ``where``, be it a graph or not; of a server this is not asked."""
    return "://" in str(where) or Path(where).exists()


def open(where: Path | str, *, write: bool = False) -> Store:  # noqa: A001  (store.open, as in shelve.open)
    """Open the graph at ``where``; with ``write`` a new one is made where there is nothing.

    Raises GraphError for what is no graph,
    is being written by another process, has lost articles, is newer than this program, or cannot be reached.
    """
    if "://" in str(where):
        from kg.store.remote import Remote

        return Remote(str(where), write=write)
    path = Path(where)
    if suffix(path):
        return File(path, write=write)
    if path.exists() and not path.is_dir():
        raise GraphError(
            "this is a file, not a graph", where=str(path), todo=f"name a folder, or a file in {', '.join(SUFFIXES)}"
        )
    return Folder(path, write=write)
