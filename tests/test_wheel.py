"""The wheel works from another folder, with no checkout beside it: ontology and queries are inside."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; the dependencies are those of the environment of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    site = next((folder / "env" / "lib").glob("python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))  # its own .pth files are not read from there
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return python


def test_it_builds_and_answers_elsewhere(python: Path, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("Row over water\n17 January 2022\nRussia accused Ukraine of provocations.\n")

    def kg(*arguments: str) -> str:
        command = [python.parent / "kg", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import kg; print(kg.__file__)"
    found = subprocess.run([python, "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(python.parent.parent) in found
    kg("ontology", "check")
    kg("build", "news.txt")
    assert "accuses" in kg("explain", "Russia", "accuses", "Ukraine")
    assert "Ukraine" in kg("query", "SELECT ?name { actor:Russia kg:accuses [ rdfs:label ?name ] }", "--format", "csv")
    page = "from kg.serve import editor; print(len(editor.page()), *(f.stat().st_size for f in editor.STATIC.values()))"
    subprocess.run([python, "-c", page], cwd=tmp_path, check=True, capture_output=True)


def test_a_saved_pipeline_finds_its_stages(python: Path, tmp_path: Path) -> None:
    import spacy

    import kg
    from kg.nlp.pipeline import MODEL

    kg.add_to(spacy.load(MODEL)).to_disk(tmp_path / "pipeline")
    read = "import spacy; print(len(spacy.load('pipeline')('Russia accused Ukraine.')._.kg_events))"
    found = subprocess.run([python, "-c", read], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "1", found.stderr
