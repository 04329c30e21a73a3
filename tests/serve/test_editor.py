"""The page to ask on, as it is sent. ``browser/test_editor.py`` uses it."""

from __future__ import annotations

import hashlib
import json
import re

import pyoxigraph as ox
import pytest
import requests

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


@pytest.mark.parametrize("name", query.named())
def test_a_tab_asks_what_the_query_asks(name: str) -> None:
    known = query.named()[name]
    text = editor.text_of(known)
    store = ox.Store()
    store.query(text)  # with the prefixes it declares
    for parameter in known.parameters:
        line = next(line for line in text.splitlines() if f"VALUES ?{parameter} " in line)
        bound = line.replace("# VALUES", "VALUES", 1).replace("…", "Norland")
        assert line.lstrip().startswith("#")
        store.query(text.replace(line, bound))
