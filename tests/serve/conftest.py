"""An endpoint on loopback, as users meet it: a real server and real processes behind it."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

sys.path.insert(0, str(Path(__file__).parents[1]))

from graphs import small

from kg import serve, store
from kg.serve import server


@contextmanager
def serving(graph: Path | str, bounds: serve.Bounds | None = None, **options: Any) -> Iterator[str]:
    """The address of an endpoint of that graph."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = uvicorn.Server(server.configured(serve.app(str(graph), bounds, **options)))
        thread = threading.Thread(target=running.run, args=([listening],), daemon=True)
        thread.start()
        limit = time.monotonic() + 30
        while not running.started:
            assert thread.is_alive() and time.monotonic() < limit
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        running.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph of the tests, in a file."""
    path = tmp_path_factory.mktemp("serve") / "graph.trig"
    store.dump(small(), path)
    return path


@pytest.fixture(scope="session")
def url(graph: Path) -> Iterator[str]:
    """The address of its endpoint, with bounds that are soon reached."""
    with serving(graph, serve.Bounds(timeout=2.0, memory=1_000_000_000, workers=2, long=1.0, largest=20_000_000)) as at:
        yield at


@pytest.fixture(scope="session")
def served() -> Callable[..., Any]:
    """``serving``, for a test with a graph or bounds of its own."""
    return serving
