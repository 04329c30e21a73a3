"""A query in a process of its own, with bounds on time and memory.

The engine cannot be interrupted, and a query can ask for more than any machine has. So a query from outside runs in
a child that opens the graph to read, may take so much memory and so many seconds, and writes its answer to the
output it was given. If it dies, the parent says so and lives.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import IO, Any

from kg import limits
from kg.errors import GraphError, KGError, QueryError

TIMEOUT = 60.0  # seconds
MEMORY = 2_000_000_000  # bytes of address space
_ENGINE_DIED = "the query was too much for the engine: its brackets too deep, or its memory used up"


def run(
    graph: str,
    text: str,
    parameters: Mapping[str, str],
    form: str,
    output: IO[bytes] | None = None,
    *,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
) -> bytes:
    """Answer a query on ``graph`` in the format ``form``; what is not written to ``output`` is given back.

    Raises QueryError for what ``kg.query.ask`` refuses and for a broken bound, GraphError for a graph that cannot be
    opened. ``output`` must be a real file.
    """
    request = json.dumps({"graph": graph, "text": text, "parameters": dict(parameters), "form": form, "memory": memory})
    child = subprocess.Popen(
        [sys.executable, "-m", "kg.guard"],
        stdin=subprocess.PIPE,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        answer, said = child.communicate(request.encode(), timeout=timeout)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        raise QueryError(
            f"the query took more than {timeout:g} seconds", todo="ask for less, or give it more with --timeout"
        ) from None
    except BaseException:
        child.kill()
        raise
    if child.returncode != 0:
        raise _error(child.returncode, said)
    return answer or b""


def _error(status: int, said: bytes) -> KGError:
    """What the child said before it ended, or what its end means."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    try:
        told: dict[str, Any] = json.loads(lines[-1])
    except (IndexError, ValueError):
        return QueryError(
            _ENGINE_DIED if status < 0 or b"memory" in said.lower() else f"the query failed: {lines[-1:]}"
        )
    kind = told.pop("kind")
    return GraphError(told["what"], where=told["where"], todo=told["todo"]) if kind == "graph" else QueryError(**told)


def _child() -> int:
    """Answers the request on standard input; an error is one line of JSON on standard error."""
    request = json.loads(sys.stdin.buffer.read())
    limits.bound(request["memory"])
    if "://" not in request["graph"]:
        limits.no_sockets()
    from kg import query, store

    try:
        with store.open(request["graph"]) as opened:
            answer = query.answer(opened.quads, request["text"], request["parameters"], union=not opened.united)
            if request["form"] == "table":
                from kg.table import table

                sys.stdout.write(table(answer))
                sys.stdout.flush()
            else:
                answer.serialize(request["form"], sys.stdout.buffer)
                sys.stdout.buffer.flush()
        return 0
    except KGError as error:
        told: dict[str, Any] = {"what": error.what, "where": error.where, "todo": error.todo}
        if isinstance(error, QueryError):
            told |= {"line": error.line, "column": error.column, "excerpt": error.excerpt}
        told["kind"] = "query" if isinstance(error, QueryError) else "graph"
        print(json.dumps(told), file=sys.stderr)
        return 3
    except BrokenPipeError:  # the reader has seen enough: "| head -1"
        sys.stderr.close()
        return 0
    except MemoryError:
        print(json.dumps({"kind": "query", "what": _ENGINE_DIED}), file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(_child())
