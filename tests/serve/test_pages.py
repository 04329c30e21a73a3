"""The pages of things, as HTML that one reads and as data; and those that lead to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import graphs
import pyoxigraph as ox
import pytest
import requests

from kg import rdf, store

NORLAND = "https://w3id.org/newskg/id/actor/Norland"


class Reader(HTMLParser):
    """The words of a page, where its links lead, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.said.append(" " if tag in ("dt", "dd", "p", "li", "h1", "h2", "blockquote") else "")

    @property
    def text(self) -> str:
        """All the words, on one line."""
        return " ".join("".join(self.said).split())


def page(url: str, path: str, status: int = 200) -> Reader:
    answer = requests.get(url + path, headers={"Accept": "text/html"}, timeout=20)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script-src" not in policy
    return Reader(answer.text)


def test_an_actor(url: str) -> None:
    norland = page(url, "/actor/Norland")
    for words in (
        "state Norland",
        "Also called Kingdom of Norland",
        "Wikidata Q1",
        "What it does 2",
        "Norland accuses Sudria Norland accused Sudria of cutting its nets. Nets cut, 2031-03-02 told as fact",
        "What is done to it 3",
        "Sudria attacks Norland Sudria attacked a patrol boat, Norland said. Nets cut, 2031-03-02 claimed says Norland",
        "Sudria did not attack anybody. Visit, 2031-04-11 denied",
        "Ana Ferro leads Norland",
        "sure: 90 %",
    ):
        assert words in norland.text
    assert norland.text.index("of cutting its nets") < norland.text.index("Again Norland"), "in order of time"
    for link in ("/actor/Sudria", "/article/first", "/article/second", "/actor/Norland.ttl"):
        assert link in norland.links
    assert [e for e in norland.elements if e[0] == "mark"], "the words that carry the relation are marked"


def test_every_link_of_a_page_leads_somewhere(url: str) -> None:
    seen, open_ = set(), ["/"]
    while open_:
        path = open_.pop()
        answer = requests.get(url + path, headers={"Accept": "text/html"}, timeout=30)
        assert answer.status_code == 200, path
        if not path.startswith(("/sparql", "/network")) and "text/html" in answer.headers["Content-Type"]:
            found = {link.partition("#")[0] for link in Reader(answer.text).links if link.startswith("/")}
            open_ += sorted(found - seen)
            seen |= found
    assert {"/actor/fishermen", "/topic/a_strike", "/article/first", "/network", "/sparql"} < seen
    assert sum(path.startswith("/event/") and "." not in path for path in seen) == 10


def test_a_topic_an_article_and_an_event(url: str) -> None:
    strike = page(url, "/topic/a_strike")
    assert "What is said about it 1 Harbour Union announces a strike" in strike.text
    article = page(url, "/article/first")
    assert "article Nets cut Published 2031-03-02 Identifier first" in article.text
    assert "What it says 5" in article.text and "Fishermen marched" in article.text.replace("fishermen", "Fishermen")
    event = page(url, next(link for link in strike.links if link.startswith("/event/")))
    assert "event Harbour Union announces a strike told as fact says the article 2031-04-10 sure: 90 %" in event.text
    assert "The sentence that says it The Harbour Union announced a strike. Visit, 2031-04-11" in event.text


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/actor/Norland", "text/turtle", "text/turtle"),
        ("/actor/Norland", "application/ld+json", "application/ld+json"),
        ("/actor/Norland", "text/html;q=0.5, text/turtle", "text/turtle"),
        ("/actor/Norland.ttl", "text/html", "text/turtle"),
        ("/actor/Norland.jsonld", "*/*", "application/ld+json"),
        ("/actor/Norland.nt", "*/*", "application/n-triples"),
        ("/actor/Norland.rdf", "*/*", "application/rdf+xml"),
    ],
)
def test_a_thing_as_data(url: str, path: str, accept: str, kind: str) -> None:
    answer = requests.get(url + path, headers={"Accept": accept}, timeout=20)
    assert answer.status_code == 200 and answer.headers["Content-Type"].split(";")[0] == kind
    form = ox.RdfFormat.from_media_type(kind)
    assert form is not None
    quads = ox.parse(answer.content, format=form)
    said = {(getattr(quad.subject, "value", ""), quad.predicate.value.rpartition("#")[2]) for quad in quads}
    assert (NORLAND, "label") in said and (NORLAND, "accuses") in said


def test_a_sentence_leads_to_its_event_and_an_article_to_what_read_it(url: str) -> None:
    event = next(link for link in page(url, "/topic/a_strike").links if link.startswith("/event/"))
    evidence = page(url, f"{event}-10")
    assert "evidence Harbour Union announces a strike In the article article/second" in evidence.text
    assert event in evidence.links
    run = next(link for link in page(url, "/article/first").links if link.startswith("/run/"))
    assert "Program test Model none Ontology none" in page(url, run).text


def test_a_verb_that_no_relation_covers_speaks_for_itself(tmp_path: Path, served: Callable[..., Any]) -> None:
    actors = list(graphs.ACTORS.values())
    said = graphs.event("acts", actors[0], actors[1], cue="serenaded", quote="Norland serenaded Sudria.")
    store.dump(graphs.article("one", "One", None, [said]), tmp_path / "graph.nq")
    with served(tmp_path / "graph.nq") as url:
        assert "Norland serenaded Sudria Norland serenaded Sudria. One told as fact" in page(url, "/actor/Norland").text


def test_an_event_as_data_brings_its_evidence(url: str) -> None:
    link = next(link for link in page(url, "/topic/a_strike").links if link.startswith("/event/"))
    answer = requests.get(f"{url}{link}.ttl", timeout=20)
    assert "kg:quote" in answer.text and "kg:cue" in answer.text


def test_what_is_not_there(url: str) -> None:
    assert "there is no actor “Nobody”" in page(url, "/actor/Nobody", 404).text
    assert requests.get(f"{url}/actor/Nobody", headers={"Accept": "text/turtle"}, timeout=20).status_code == 404
    assert requests.get(f"{url}/actor/Norland", headers={"Accept": "image/png"}, timeout=20).status_code == 406
    for path in ("/nothing", "/static/none.js", "/actor/a%22b%3E", "/actor/..%2F..%2Fetc", "/actor/%00"):
        assert requests.get(url + path, timeout=20).status_code == 404, path
    assert requests.post(f"{url}/actor/Norland", timeout=20).status_code == 405


def test_names_are_found(url: str) -> None:
    for name in ("norland", "Kingdom of Norland", "anna ferró"):
        answer = requests.get(f"{url}/find", {"name": name}, allow_redirects=False, timeout=20)
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/actor/"), name
    assert {"/actor/Norland", "/actor/Sudria", "/actor/Harbour_Union"} <= set(page(url, "/find?name=r").links)
    assert "Nobody is called “<b>”" in page(url, "/find?name=%3Cb%3E").text
    assert "Nobody is called" in page(url, "/find").text


def test_the_first_page_and_the_network(url: str) -> None:
    first = page(url, "/")
    assert "10 events, 5 actors, 1 topics, 2 articles" in first.text
    assert "who-accuses Who accuses whom" in first.text and "/sparql#who-accuses" in first.links
    network = requests.get(f"{url}/network", timeout=30)
    assert network.status_code == 200 and "Ana Ferro" in network.text
    assert "Ana Ferro" not in requests.get(f"{url}/network", {"actor": "Harbour Union"}, timeout=30).text
    for wrong in ({"limit": "0"}, {"limit": "9999999"}, {"actor": "Nobody"}, {"from": "soon"}):
        assert requests.get(f"{url}/network", wrong, timeout=30).status_code == 400


def test_another_base(tmp_path: Path, served: Callable[..., Any]) -> None:
    run = replace(graphs.RUN, base="https://example.org/desk#")
    about = type("About", (), {"id": "one", "title": "One", "date": None, "url": None, "file": "one", "sha256": "0"})()
    actors = list(graphs.ACTORS.values())
    said = graphs.event("accuses", actors[0], actors[1], cue="accused", quote="Norland accused Sudria.")
    store.dump(rdf.quads(about, [said], run), tmp_path / "graph.nq")
    with served(tmp_path / "graph.nq") as url:
        norland = page(url, "/actor/Norland")
        assert "https://example.org/desk#actor/Norland" in norland.text and "/actor/Sudria" in norland.links
        assert "<https://example.org/desk#actor/Sudria>" in requests.get(f"{url}/actor/Norland.ttl", timeout=20).text


def test_a_long_list_has_pages(tmp_path: Path, served: Callable[..., Any]) -> None:
    store.dump(graphs.large(20, 300), tmp_path / "graph.nq")
    with served(tmp_path / "graph.nq") as url:
        first, last = page(url, "/article/large"), page(url, "/article/large?page=3")
        assert "What it says 300" in first.text and "Page 1 of 3" in first.text and "?page=2" in first.links
        assert "Page 3 of 3" in last.text and "?page=4" not in last.links
        for strange in ("0", "99", "x", "-1", "1e9"):
            page(url, f"/article/large?page={strange}")


def test_hostile_text_stays_text(tmp_path: Path, served: Callable[..., Any]) -> None:
    store.dump(graphs.hostile(), tmp_path / "graph.nq")
    with served(tmp_path / "graph.nq") as url:
        paths = {link for link in page(url, "/").links if link.startswith(("/actor/", "/article/", "/topic/"))}
        paths |= {link for path in paths for link in page(url, path).links if link.startswith(("/topic/", "/event/"))}
        assert len(paths) > 40
        for path in sorted(p for p in paths if "." not in p):
            read = page(url, path)
            tags = {tag for tag, _ in read.elements}
            assert not tags & {"script", "img", "svg", "iframe", "object", "base"}, path
            assert not [a for _, attributes in read.elements for a in attributes if a.startswith("on")], path
            assert not [link for link in read.links if re.match(r"(?i)\s*(javascript|data):", link)], path
            assert not set("".join(read.said)) & set("\u202e\u2066"), path
