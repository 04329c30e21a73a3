"""What README.md and CONTRIBUTING.md tell people to type works, and what they show is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg import ontology
from kg.cli import run
from kg.wording import index

ROOT = Path(__file__).parent.parent


def blocks(file: str, language: str) -> list[str]:
    """The code blocks of a Markdown file, with what they are indented by taken off."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(indent) for line in body.splitlines()) for indent, body in found]


def commands(file: str) -> list[list[str]]:
    """The kg commands of its shell blocks."""
    lines = [line for block in blocks(file, "sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("kg ")]


def test_the_commands_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    typed = commands("README.md")
    assert len(typed) > 6
    for arguments in typed:
        assert run(arguments) == 0, arguments
    assert (tmp_path / "network.html").exists() and (tmp_path / "graph.nq").exists()
    assert "accuses" in capsys.readouterr().out


def test_the_python_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    for block in blocks("README.md", "python"):
        exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
def test_the_wordings_that_are_shown_compile(tmp_path: Path, file: str) -> None:
    prefixes = "@prefix kg: <https://w3id.org/newskg/ontology#> .\n"
    shown = [block for block in blocks(file, "turtle") if "kg:pattern" in block]
    assert shown
    for number, block in enumerate(shown):
        (tmp_path / f"{number}.ttl").write_text(block if "@prefix" in block else prefixes + block, encoding="utf-8")
    assert index(ontology.load(tmp_path))


def test_the_recipe_of_contributing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wording = next(b for b in blocks("CONTRIBUTING.md", "turtle") if "censure" in b)
    (tmp_path / "my-folder").mkdir()
    (tmp_path / "my-folder" / "mine.ttl").write_text(wording, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments in commands("CONTRIBUTING.md")[-2:]:
        assert run(arguments) == 0, arguments
    assert "criticizes" in capsys.readouterr().out
