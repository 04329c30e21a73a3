"""The command line: what goes where, exit codes, one-line errors, no traceback."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import run

NEWS = """Row over water
17 January 2022
Russia accused Ukraine of provocations. Ukraine denied the charge. Poland asked NATO for support.
President Joe Biden will meet Vladimir Putin in Geneva, according to Le Monde.
"""


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A graph of one article, made by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "news.txt").write_text(NEWS)
    assert run(["build", str(folder / "news.txt"), "--graph", str(folder / "graph")]) == 0
    return str(folder / "graph")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build"], "INPUT"),
        (["build", "nowhere"], "nowhere"),
        (["build", ".", "--processes", "x"], "processes"),
        (["build", ".", "--engine", "abacus"], "abacus"),
        (["build", ".", "--model", "no_such_model"], "no_such_model"),
        (["build", ".", "--ontology", "empty"], "empty"),
        (["buidl"], "buidl"),
        (["stats"], "graph"),
        (["stats", "--graph", "news.txt"], "news.txt"),
        (["explain", "--graph", "nowhere.nq"], "nowhere.nq"),
        (["ontology", "frobnicates"], "frobnicates"),
        (["remove", "x", "--graph", "nowhere"], "nowhere"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    arguments: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "news.txt").write_text(NEWS)
    before = sorted(tmp_path.rglob("*"))
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err
    assert sorted(tmp_path.rglob("*")) == before, "something was created"


def test_debug_gives_the_traceback() -> None:
    with pytest.raises(Exception, match="nowhere"):
        run(["build", "nowhere", "--debug"])


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert run(["--version"]) == 0
    out = capsys.readouterr().out
    for name in "build query view explain try ontology export stats validate remove serve".split():
        assert f"  {name} " in out


def test_what_is_skipped_is_named_and_the_rest_is_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(NEWS)
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "german.txt").write_text(
        "Streit um Wasser\n17.01.2022\nDie Regierung in Moskau hat der Ukraine am Montag vorgeworfen, die Lage an der "
        "Grenze zu verschärfen. Kiew wies die Vorwürfe zurück und forderte den Abzug der Truppen aus dem Gebiet.\n" * 3
    )
    (folder / "undated.txt").write_text("No date here\nFrance praised Germany for its help with the floods.\n")
    assert run(["build", "in"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    for name in ("empty.txt", "noise.txt", "german.txt", "undated"):
        assert sum(name in line for line in err.splitlines()) == 1, name
    assert "2 articles read, 0 unchanged, 3 skipped" in err
    assert run(["build", "in"]) == 1
    assert "0 articles read, 2 unchanged, 3 skipped" in capsys.readouterr().err


def test_explain(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "russia", "accuses", "Ukraine", "--graph", graph]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].startswith("Russia accuses Ukraine")
    assert "“Russia accused Ukraine of provocations.”" in out
    assert "Row over water, 2022-01-17 [news]" in out


def test_explain_a_stranger_suggests_who_is_there(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "Rusia", "--graph", graph]) == 2
    assert "Russia" in capsys.readouterr().err


def test_try_shows_the_wording(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["try", "Moscow accused Kiev of provocations.", "--date", "2022-01-17"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Russia · accuses · Ukraine")
    assert "SOURCE accuse TARGET of THEME" in out


def test_ontology_lists_wordings_and_checks_those_of_the_user(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ontology", "accuses"]) == 0
    assert "SOURCE accuse TARGET of THEME" in capsys.readouterr().out
    assert run(["ontology", "check"]) == 0
    (tmp_path / "my.ttl").write_text(
        '@prefix kg: <https://w3id.org/newskg/ontology#> .\nkg:accuses kg:pattern "SOURCE accuse TARGTE" .\n'
    )
    capsys.readouterr()
    assert run(["ontology", "check", "--ontology", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert all(part in err for part in ("kg:accuses", "SOURCE accuse TARGTE"))


def test_stats_validate_export_remove(graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--graph", graph]) == 0
    assert "articles" in capsys.readouterr().out
    assert run(["validate", "--graph", graph]) == 0
    assert run(["export", "out.nq", "--graph", graph]) == 0
    assert "/event/" in (tmp_path / "out.nq").read_text()
    assert run(["build", str(Path(graph).parent / "news.txt")]) == 0
    assert run(["remove", "news"]) == 0
    assert run(["export", "after.nq"]) == 0
    assert (tmp_path / "after.nq").read_text() == ""


def test_the_graph_can_come_from_the_environment(
    graph: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_GRAPH", graph)
    assert run(["query", "ASK { actor:Russia kg:accuses actor:Ukraine }"]) == 0
    assert "true" in capsys.readouterr().out.lower()


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_query_formats(graph: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT ?who { ?who kg:accuses actor:Ukraine }"
    assert run(["query", text, "--format", form, "--graph", graph]) == 0
    assert "Russia" in capsys.readouterr().out


def test_a_query_that_does_not_parse_names_the_place(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "SELECT ?x {\n ?x ?y }", "--graph", graph]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "2" in err


def test_a_query_from_a_file_and_from_standard_input(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my.rq").write_text("SELECT ?who { ?who kg:accuses ?whom FILTER(STR(?whom) = STR(?x)) }")
    value = "x=https://w3id.org/newskg/id/actor/Ukraine"
    for arguments in (["-f", "my.rq", value], ["--file", "-", value], ["-", value]):
        monkeypatch.setattr("sys.stdin", io.StringIO((tmp_path / "my.rq").read_text()))
        assert run(["query", *arguments, "--graph", graph]) == 0
        assert "actor:Russia" in capsys.readouterr().out


def test_named_queries_are_listed_and_answered(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    listed = capsys.readouterr().out
    assert listed.count("    kg query ") >= 15 and "    actor=…  any name of" in listed
    assert run(["query", "who-accuses", "actor=russia", "--graph", graph]) == 0
    assert "Ukraine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["who-acuses"], "did you mean who-accuses"),
        (["who-accuses", "actor=Rusia"], "did you mean Russia"),
        (["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], "--allow-service"),
        (["ASK {}", "--format", "ttl"], "rows cannot be written as ttl"),
        (["ASK {}", "--format", "docx"], "docx"),
        (["SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "--timeout", "0.5"], "0.5 seconds"),
    ],
)
def test_a_query_that_fails_is_one_line_and_exit_2(
    graph: str, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments, "--graph", graph]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and len(err.splitlines()) == 1


def test_a_reader_that_has_seen_enough(graph: str) -> None:
    kg = [sys.executable, "-m", "kg", "query", "SELECT * { ?s ?p ?o }", "--format", "csv", "--graph", graph]
    unbuffered = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(kg, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unbuffered) as p:
        assert p.stdout is not None
        assert p.stderr is not None
        assert p.stdout.readline()
        p.stdout.close()
        assert p.stderr.read() == b""
        assert p.wait() == 0
