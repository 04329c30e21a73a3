"""An endpoint on loopback, as users meet it: a real server and real processes behind it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from kg import serve
from kg.serve import server


@contextmanager
def serving(graph: Path | str, bounds: serve.Bounds | None = None, **options: Any) -> Iterator[str]:
    """The address of an endpoint of that graph."""
    with server.listening("127.0.0.1", 0) as listening:
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
