"""What a store must survive: kills, a full disk, a disk one may only read, a writer beside readers."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_store import article, filled

from kg import store
from kg.cli import run
from kg.errors import GraphError
from kg.graph import Graph

ROOT = Path(__file__).parent.parent


@contextlib.contextmanager
def mounted(place: Path, *options: str) -> Iterator[None]:
    """A mount for a test; skipped where one may not."""
    place.mkdir(exist_ok=True)
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root on Linux, to mount a small disk")
    if subprocess.run(["mount", *options, str(place)], capture_output=True).returncode:
        pytest.skip("mounts are not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def large(target: store.Store, count: int) -> None:
    """So many articles of a size that fills a small disk soon."""
    for number in range(count):
        iri, quads = article(f"n{number}", "x" * 200)
        more = [ox.Quad(iri, ox.NamedNode(f"urn:{k}"), ox.Literal(f"{number} {k} " * 9), iri) for k in range(60)]
        target.put(iri, [*quads, *more], f"mark-{number}")
        if number % 50 == 49:
            target.flush()


def test_builds_that_are_killed_lose_nothing() -> None:
    """The benchmark in small: its full size is 30 kills."""
    command = [sys.executable, str(ROOT / "benchmarks" / "kill.py"), "--kills", "2", "--articles", "120"]
    said = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert said.returncode == 0 and "the same export byte for byte" in said.stdout, said.stdout + said.stderr


@pytest.mark.parametrize("name", ["graph", "graph.nq"])
@pytest.mark.parametrize("size", ["64k", "16m"])
def test_a_full_disk_is_said_and_room_mends_it(tmp_path: Path, name: str, size: str) -> None:
    disk, count = tmp_path / "disk", 400
    with mounted(disk, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        full = pytest.raises(GraphError, match="the disk is full; make room")
        with full as caught, store.open(disk / name, write=True) as target:
            large(target, 100_000 if name == "graph" else 2_000)
        assert len(str(caught.value).splitlines()) == 1
        if size != "64k" and name == "graph":
            assert len(store.open(disk / name).articles()) >= 50, "what was flushed is there"
        subprocess.run(["mount", "-o", "remount,size=300m", str(disk)], check=True)
        with store.open(disk / name, write=True) as target:
            large(target, count)
        with store.open(disk / name) as again:
            assert all(again.has(article(f"n{number}")[0], f"mark-{number}") for number in range(count))
        assert not [file for file in disk.iterdir() if file.name != name], "nothing else is left"


def test_a_build_on_a_full_disk_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "news.txt").write_text("Row\n17 January 2022\nRussia accused Ukraine of provocations.\n")
    build = ["build", str(tmp_path / "news.txt"), "--graph"]
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=64k", "tmpfs"):
        assert run([*build, str(disk / "graph")]) == 2
        err = capfd.readouterr().err
        assert "the disk is full; make room" in err and len(err.splitlines()) == 1
        subprocess.run(["mount", "-o", "remount,size=300m", str(disk)], check=True)
        assert run([*build, str(disk / "graph")]) == 0
        assert Graph.open(disk / "graph").stats()["articles"] == 1


@pytest.mark.parametrize("name", ["graph", "graph.nq", "new", "new.nq"])
def test_a_disk_one_may_only_read_can_be_read(tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    there, seen = tmp_path / "there", tmp_path / "seen"
    there.mkdir()
    filled(there / "graph", "a", "b")
    filled(there / "graph.nq", "a", "b")
    (tmp_path / "news.txt").write_text("Row\n17 January 2022\nRussia accused Ukraine of provocations.\n")
    before = {file: file.stat().st_mtime_ns for file in there.rglob("*")}
    with mounted(seen, "--bind", str(there)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(seen)], check=True)
        if "new" not in name:
            assert run(["stats", "--graph", str(seen / name)]) == 0
            assert "articles\t2" in capfd.readouterr().out
        for command in (["build", str(tmp_path / "news.txt")], ["remove", "a"]):
            assert run([*command, "--graph", str(seen / name)]) == 2
            assert len(capfd.readouterr().err.splitlines()) == 1
    assert before == {file: file.stat().st_mtime_ns for file in there.rglob("*")}


def test_readers_beside_a_busy_writer(tmp_path: Path) -> None:
    """A store is as it was when it was opened, and can be read on; a graph is as it is now."""
    with store.open(tmp_path / "graph", write=True) as target:
        large(target, 100)
        early, graph = store.open(tmp_path / "graph"), Graph.open(tmp_path / "graph")
        for _ in range(4):
            large(target, 300)
            assert isinstance(target, store.Local)
            target.quads.optimize()
            with store.open(tmp_path / "graph") as reader:
                assert len(reader.articles()) >= 100
        assert len(early.articles()) == 100 == len({q.graph_name for q in early.statements()})
        assert graph.stats()["articles"] == 300


def test_two_writers_of_a_file(tmp_path: Path) -> None:
    with store.open(tmp_path / "graph.nq", write=True), pytest.raises(GraphError, match="another process is writing"):
        store.open(tmp_path / "graph.nq", write=True)
    filled(tmp_path / "graph.nq", "a")
    assert [file.name for file in tmp_path.iterdir()] == ["graph.nq"]


def test_a_writer_that_died_while_it_made_the_folder_can_start_again(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / f".{store.LEDGER}.abc").write_text("{")
    with pytest.raises(GraphError, match="no graph here"):
        store.open(graph)
    filled(graph, "a")
    for file in graph.iterdir():
        if file.name != store.LEDGER:
            file.unlink()
    with pytest.raises(GraphError, match="0 articles where 1"):
        store.open(graph)
    (graph / store.LEDGER).write_text('{"format": 1, "articles": 0}')
    (graph / "bulk-7.sst").write_text("left")
    assert store.open(graph).articles() == []
    filled(graph, "a")
    assert len(store.open(graph).articles()) == 1 and not list(graph.glob("bulk-*"))


def test_files_that_are_damaged_are_said_to_be(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with store.open(tmp_path / "graph", write=True) as target:
        large(target, 300)
    for file in (tmp_path / "graph").glob("*.sst"):
        data = bytearray(file.read_bytes())
        for place in range(100, len(data), 1000):
            data[place] ^= 0xFF
        file.write_bytes(data)
    for command in (["stats"], ["export", str(tmp_path / "out.nq")], ["query", "SELECT * { ?s ?p ?o }"]):
        assert run([*command, "--graph", str(tmp_path / "graph")]) == 2
        err = capfd.readouterr().err
        assert len(err.splitlines()) == 1 and ("damaged" in err or "Corruption" in err), err
