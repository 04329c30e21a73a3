"""A crowd with hostile clients in it, for some seconds; ``benchmarks/serve.py`` does it for a minute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "serve.py"


def test_a_crowd_gets_no_wrong_answer_and_leaves_nothing_behind() -> None:
    line = [sys.executable, str(SCRIPT), "--seconds", "5", "--clients", "25", "--articles", "60"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "wrong answers: 0; other faults: 0" in done.stdout and done.stdout.endswith("holds\n")
