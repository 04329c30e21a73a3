"""The notebooks run from beginning to end, as a newcomer runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook extra is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook extra is not installed")

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["actors-over-time", "first-look", "your-own-relation"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the project's, so that ``../seeds`` and ``../graph`` are where the notebooks look for them."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir()
    return folder / "notebooks"


SAID = {
    "first-look": ["articles", "Halden Motors", "accuses"],
    "actors-over-time": ["cooperation", "image/png", "MultiDiGraph with"],
    "your-own-relation": ["Motors · acts · Ford", "Motors · copies · Ford", "Airbus · copies · Boeing", "SUORCE"],
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(place)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    pages = [output for output in outputs if "<iframe" in output.get("data", {}).get("text/html", "")]
    assert pages, "no view is shown"
    text = str([output for output in outputs if output not in pages])
    assert [expected for expected in SAID[path.stem] if expected not in text] == []
    assert [output for output in outputs if output.output_type == "stream" and output.name == "stderr"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_output(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert not cell.get("outputs")
