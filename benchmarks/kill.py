"""Kill `kg build` with SIGKILL at random moments, again and again, and see that nothing is lost.

    python benchmarks/kill.py [--kills 30] [--articles 3000] [--processes 0] [--seed 1] [--graph DIR]

It makes its own articles, builds them once without a kill, and once with. After each kill it opens the graph, and takes
the time; every article that the progress line called done must be there. At the end nothing may have been read twice,
and both exports must be the same, byte for byte. Exit 0 if all this holds. It needs a terminal as Unix knows it.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg import store

WHO = ("Norland", "Sudria", "Westmark", "Ostrava Republic", "the Harbour Union", "Ada Winter", "Boris Falk", "Lena Orr")
DID = ("accused", "criticised", "praised", "met", "sanctioned", "attacked", "visited", "threatened", "supported")
DONE = re.compile(rb"(\d+) articles, \d+ events")
SUM = re.compile(r"(\d+) articles read, (\d+) unchanged, (\d+) skipped")


@dataclass
class Verdict:
    """What was seen; ``faults`` says what should not be."""

    faults: list[str] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)  # seconds to open after each kill
    kills: int = 0
    articles: int = 0
    quads: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill builds and see that nothing is lost.")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--processes", default="0", help="workers of each build")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graph", type=Path, help="keep the graphs in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.graph or Path(folder)
        place.mkdir(exist_ok=True)
        articles(place / "articles.jsonl", options.articles, options.seed)
        verdict = run(place, options.kills, options.articles, options.processes, random.Random(options.seed))
    slowest = max(verdict.opened, default=0.0)
    print(f"{verdict.kills} kills; {verdict.articles} articles, {verdict.quads} quads at the end")
    mean = sum(verdict.opened) / max(len(verdict.opened), 1)
    print(f"opening after a kill: {slowest:.2f} s at most, {mean:.2f} s mean")
    for fault in verdict.faults:
        print(f"FAULT: {fault}")
    print("FAILED" if verdict.faults else "held: nothing lost, nothing read twice, the same export byte for byte")
    return 1 if verdict.faults else 0


def articles(file: Path, count: int, seed: int) -> None:
    """Articles of three sentences, all different."""
    chance = random.Random(seed)
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            told = (f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHO)}" for _ in range(3))
            text = " ".join(f"{what} when the council of district {number} sat on Monday." for what in told)
            day = f"20{chance.randint(10, 29)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
            out.write(json.dumps({"id": f"a{number}", "title": f"Report {number}", "date": day, "text": text}) + "\n")


def run(place: Path, kills: int, count: int, processes: str, chance: random.Random) -> Verdict:
    """Build without a kill, then with; compare."""
    verdict = Verdict()
    command = [sys.executable, "-m", "kg", "build", str(place / "articles.jsonl"), "--processes", processes, "--graph"]
    whole, killed = place / "whole", place / "killed"
    started = time.monotonic()
    subprocess.run([*command, str(whole)], check=True)
    pace = (time.monotonic() - started) / max(kills, 1)  # so that the kills are spread over the build
    there = 0
    while verdict.kills < kills and there < count:
        done = _killed([*command, str(killed)], chance.randint(0, 3), chance.uniform(0, pace))
        verdict.kills += 1
        before, there = there, _opened(killed, verdict)
        if there < before + done:
            verdict.faults.append(f"kill {verdict.kills}: {before} + {done} were called done, {there} are there")
    last = subprocess.run([*command, str(killed)], check=True, stderr=subprocess.PIPE, text=True)
    counted = SUM.search(last.stderr)
    if counted is None or (int(counted[1]), int(counted[2]), int(counted[3])) != (count - there, there, 0):
        verdict.faults.append(f"{there} of {count} were there, and the last build says: {last.stderr.strip()}")
    for graph in (whole, killed):
        export = [sys.executable, "-m", "kg", "export", str(graph.with_suffix(".nq")), "--graph", str(graph)]
        subprocess.run(export, check=True, stderr=subprocess.DEVNULL)
    one, other = (graph.with_suffix(".nq").read_bytes() for graph in (whole, killed))
    if one != other:
        verdict.faults.append("the exports differ")
    verdict.articles, verdict.quads = _opened(killed, Verdict()), one.count(b"\n")
    return verdict


def _opened(graph: Path, verdict: Verdict) -> int:
    """How many articles are there; opening says so itself if some are missing."""
    if not graph.exists():
        return 0
    started = time.monotonic()
    with store.open(graph) as opened:
        verdict.opened.append(time.monotonic() - started)
        return len(opened.articles())


def _killed(command: list[str], steps: int, seconds: float) -> int:
    """Start a build, kill it so many seconds after its so manieth step; gives how many articles it called done."""
    done = 0
    end = None if steps else time.monotonic() + seconds + 1
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    for told in _read(terminal):
        if told is not None and told > done:
            done, steps = told, steps - 1
        if end is None and steps <= 0:
            end = time.monotonic() + seconds
        if end is not None and time.monotonic() > end:
            break
    os.kill(child, signal.SIGKILL)
    for told in _read(terminal):  # what it had said before it died
        done = max(done, told or 0)
        if told is None:
            break
    os.waitpid(child, 0)
    os.close(terminal)
    return done


def _read(terminal: int) -> Iterator[int | None]:
    """What the progress line says, as it comes; None each time it says nothing for a while."""
    import select

    text = b""
    while True:
        ready, _, _ = select.select([terminal], [], [], 0.02)
        if not ready:
            yield None
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            return
        if not part:
            return
        text = (text + part)[-4096:]
        found = DONE.findall(text)
        yield int(found[-1]) if found else None


if __name__ == "__main__":
    sys.exit(main())
