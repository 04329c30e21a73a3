"""What a process gives up: tried in a process of its own, as it cannot take it back."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="a filter of the Linux kernel")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.strip()


@linux
@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', PORT))",
        "import pyoxigraph as ox; list(ox.Store().query('SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }'))",
        "import pyoxigraph as ox; ox.Store().update('LOAD <http://127.0.0.1:PORT/>')",
    ],
)
def test_without_sockets_nothing_goes_out(reach: str) -> None:
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=lambda: heard.append(listening.accept()[0].close()), daemon=True).start()
        reach = reach.replace("PORT", str(listening.getsockname()[1]))
        tried = f"try:\n    {reach}\nexcept OSError as error:\n    print(type(error).__name__, error)"
        said = run(f"from kg import limits\nassert limits.no_sockets()\n{tried}")
        assert "Operation not permitted" in said and heard == []
        run(tried)
        time.sleep(0.2)
        assert heard, "it goes out otherwise"


@linux
def test_memory_is_bounded() -> None:
    code = "try: bytearray(400_000_000)\nexcept MemoryError: print('no')"
    assert run(f"from kg import limits\nlimits.bound(300_000_000)\n{code}") == "no"
    assert run(code) == ""


@linux
def test_a_child_dies_with_its_parent() -> None:
    child = "import time; from kg import limits; limits.die_with_parent(); print('here', flush=True); time.sleep(60)"
    parent = (
        "import subprocess, sys, os, signal\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE)\n"
        "child.stdout.readline(); print(child.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    pid = run(parent)
    for _ in range(50):
        if not _lives(pid):
            return
        time.sleep(0.1)
    pytest.fail("it lives on")


def _lives(pid: str) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().split()[2] != "Z"
    except OSError:
        return False
