"""The page to ask on, as it is sent. ``browser/test_editor.py`` uses it."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pyoxigraph as ox
import pytest
import requests
from graphs import small

from kg import query
from kg.serve import editor

SUMS = editor.HERE / "yasgui" / "SHA256SUMS"


def test_the_files_of_yasgui_are_those_its_makers_built() -> None:
    for line in SUMS.read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((SUMS.parent / name).read_bytes()).hexdigest() == digest, name


def test_a_browser_gets_the_page_and_a_program_the_description(url: str) -> None:
    browser = requests.get(f"{url}/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, timeout=20)
    assert browser.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = browser.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "connect-src 'self'" in policy
    assert requests.get(f"{url}/sparql", timeout=20).headers["Content-Type"].startswith("text/turtle")
    for file in re.findall(r'(?:src|href)="(/static/[^"]+)"', browser.text):
        answer = requests.get(url + file, timeout=20)
        assert answer.status_code == 200 and ("javascript" in answer.headers["Content-Type"]) == file.endswith(".js")


def test_every_named_query_is_a_tab() -> None:
    found = re.search(r'id="config">(.*?)</script>', editor.page(), re.DOTALL)
    assert found is not None
    config = json.loads(found[1])
    assert [tab["name"] for tab in config["tabs"]] == list(query.named())
    assert config["prefixes"]["kg"] and "https://w3id.org/newskg/ontology#accuses" in config["properties"]
    assert "https://w3id.org/newskg/ontology#Event" in config["classes"]


@pytest.fixture(scope="module")
def engine() -> ox.Store:
    made = ox.Store()
    made.extend([ox.Quad(q.subject, q.predicate, q.object) for q in small()])
    return made


@pytest.mark.parametrize("name", query.named())
def test_a_tab_asks_what_the_query_asks(engine: ox.Store, name: str) -> None:
    known = query.named()[name]
    needed = {parameter.name: "Norland" for parameter in known.takes.values() if parameter.needed}
    text = re.sub(r'skos:altLabel "[^"]*"', 'skos:altLabel "Norland"', editor.text_of(known))
    assert _rows(engine.query(text)) == _rows(query.answer(engine, name, needed)), "with the prefixes it declares"
    for parameter in known.takes.values():
        line = next(line for line in text.splitlines() if f"?{parameter.variable} " in line and "#" in line)
        assert line.lstrip().startswith("#") != parameter.needed
        given = needed | {parameter.name: "accuses" if parameter.kind == "relation" else "Norland"}
        bound = text.replace(line, line.replace("# ", "", 1)) if not parameter.needed else text
        assert _rows(engine.query(bound)) == _rows(query.answer(engine, name, given)), parameter


def _rows(rows: Any) -> list[list[str]]:
    return sorted([str(value) for value in row] for row in rows)


def test_a_name_is_a_query(url: str) -> None:
    answer = requests.get(f"{url}/sparql", {"query": "who-accuses"}, timeout=20)
    assert len(answer.json()["results"]["bindings"]) == 2
    answer = requests.get(f"{url}/sparql", {"query": "paths"}, timeout=20)
    assert answer.status_code == 400 and "needs the parameter" in answer.text
