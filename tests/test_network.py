"""The network: what its attributes say, and the parts that can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphs
import networkx as nx
import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.namespaces import BASE, KG
from kg.network import network

ACTOR = BASE + "actor/"
NORLAND, SUDRIA, FERRO = ACTOR + "Norland", ACTOR + "Sudria", ACTOR + "Ana_Ferro"


@pytest.fixture(scope="module")
def query() -> Callable[[str], Any]:
    return graphs.asking(graphs.small())


def edges(graph: nx.MultiDiGraph) -> set[str]:
    short = graph.nodes(data="label")
    return {f"{short[a]} {relation} {short[b]}" for a, b, relation in graph.edges(keys=True)}


EVERYTHING = {
    "Norland accuses Sudria",
    "Sudria attacks Norland",
    "Ana Ferro leads Norland",
    "Ana Ferro meets fishermen",
    "Ana Ferro visits Sudria",
    "Harbour Union announces a strike",
    "Sudria aids fishermen",
}


def test_one_edge_for_each_source_relation_and_target(query: Callable[[str], Any]) -> None:
    graph = network(query)
    assert edges(graph) == EVERYTHING
    assert graph.number_of_edges() == len(EVERYTHING)
    assert graph.graph["articles"] == 2


def test_a_node_says_who_it_is(query: Callable[[str], Any]) -> None:
    nodes = network(query).nodes
    norland = nodes[NORLAND]
    assert (norland["label"], norland["type"], norland["wikidata"], norland["weight"]) == ("Norland", "State", "Q1", 5)
    assert norland["names"] == ["Norland", "Kingdom of Norland"]
    assert set(nodes[FERRO]["names"]) == {"Ana Ferro", "Ferro", "Anna Ferró"}
    assert nodes[FERRO]["roles"] == [{"relation": "leads", "as": "Prime Minister", "of": "Norland", "time": None}]
    assert [s["quote"] for s in nodes[ACTOR + "fishermen"]["statements"]] == ["Fishermen marched."]
    assert nodes[BASE + "topic/a_strike"]["type"] == "Topic"


def test_an_edge_says_what_was_done_when_and_who_says_so(query: Callable[[str], Any]) -> None:
    graph = network(query)
    accuses = graph.edges[NORLAND, SUDRIA, "accuses"]
    assert (accuses["count"], accuses["stands"], accuses["weight"]) == (2, 2, 2)
    assert accuses["dates"] == ["2031-03-02", "2031-04-11"]
    assert (accuses["earliest"], accuses["latest"]) == ("2031-03-02", "2031-04-11")
    assert [(q["quote"], q["cue"], q["id"], q["headline"], q["date"]) for q in accuses["quotes"]] == [
        ("Again Norland accused Sudria.", "accused", "second", "Visit", "2031-04-11"),
        ("Norland accused Sudria of cutting its nets.", "accused", "first", "Nets cut", "2031-03-02"),
    ]


def test_what_is_claimed_or_denied_does_not_stand(query: Callable[[str], Any]) -> None:
    attacks = network(query).edges[SUDRIA, NORLAND, "attacks"]
    assert (attacks["count"], attacks["stands"]) == (2, 0)
    assert attacks["polarity"] == {"Negated": 1, "Affirmed": 1}
    assert attacks["attributed"] == {"Norland": 1}
    assert {(q["by"], q["polarity"]) for q in attacks["quotes"]} == {("Norland", "Affirmed"), (None, "Negated")}


def test_stands_is_what_the_direct_edges_say(query: Callable[[str], Any]) -> None:
    for source, target, relation, data in network(query).edges(keys=True, data=True):
        assert bool(data["stands"]) == bool(query(f"ASK {{ <{source}> <{KG}{relation}> <{target}> }}"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"actor": "Anna Ferró"}, {"Ana Ferro leads Norland", "Ana Ferro meets fishermen", "Ana Ferro visits Sudria"}),
        ({"actor": "harbour union"}, {"Harbour Union announces a strike"}),
        ({"actor": ACTOR + "Harbour_Union"}, {"Harbour Union announces a strike"}),
        ({"actor": "a strike"}, {"Harbour Union announces a strike"}),
        ({"relation": "accuses"}, {"Norland accuses Sudria"}),
        ({"relation": "kg:accuses", "actor": "Sudria"}, {"Norland accuses Sudria"}),
        ({"relation": "conflictsMaterially"}, {"Sudria attacks Norland"}),
        ({"since": "2031-05-15"}, {"Ana Ferro visits Sudria"}),
        ({"since": "2031-05-01", "until": "2031-05-02"}, {"Ana Ferro visits Sudria"}),
        ({"until": "2031-03-01"}, {"Sudria attacks Norland"}),
        ({"since": "2031-03", "until": "2031-03", "relation": "meets"}, {"Ana Ferro meets fishermen"}),
        ({"since": "2032"}, set()),
        ({"limit": 2}, {"Norland accuses Sudria", "Sudria attacks Norland"}),
        ({"min_confidence": 0.95}, set()),
        ({"min_confidence": 0.9}, EVERYTHING),
    ],
)
def test_a_part(query: Callable[[str], Any], asked: dict[str, Any], expected: set[str]) -> None:
    assert edges(network(query, **asked)) == expected


def test_limit_says_what_is_left_out(query: Callable[[str], Any]) -> None:
    assert network(query, limit=2).graph["left_out"] == {"actors": 3, "topics": 1}
    assert network(query, limit=2, actor="Ferro", since="2031").graph["asked"] == {"actor": "Ferro", "from": "2031"}
    assert network(query, limit=99).graph["left_out"] == {"actors": 0, "topics": 0}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"actor": "Norlamd"}, "no actor is called “Norlamd”; did you mean “Norland”"),
        ({"relation": "acuses"}, "no relation is called “acuses”; did you mean “accuses”"),
        ({"since": "yesterday"}, "“yesterday” is not a date; write 2022, 2022-01 or 2022-01-17"),
        ({"until": "2031-02-30"}, "“2031-02-30” is not a date"),
        ({"actor": '> } INSERT DATA { <a:a> <a:b> "'}, "no actor is called"),
        ({"relation": "> } #"}, "no relation is called"),
    ],
)
def test_what_is_not_known_is_named(query: Callable[[str], Any], asked: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        network(query, **asked)
    assert message in str(caught.value)


def test_the_same_graph_gives_the_same_network() -> None:
    statements = graphs.small()
    first, second = (network(graphs.asking(order)) for order in (statements, statements[::-1]))
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))


def test_an_event_without_sentence_and_labels_still_counts() -> None:
    text = """@prefix kg: <https://w3id.org/newskg/ontology#> .
        <x:e> a kg:Event ; kg:relation kg:meets ; kg:source <x:some_body> ; kg:target <x:other> ."""
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    graph = network(store.query)
    assert graph.nodes["x:some_body"]["label"] == "x:some body"
    assert graph.edges["x:some_body", "x:other", "meets"]["quotes"][0]["quote"] is None


def test_hostile_names_are_nodes_like_others() -> None:
    graph = network(graphs.asking(graphs.hostile()))
    assert {data["label"] for _, data in graph.nodes(data=True)} >= set(graphs.HOSTILE)
    for name in graphs.HOSTILE:
        assert network(graphs.asking(graphs.hostile()), actor=name).number_of_edges() >= 1


def test_networkx_works_on_it_at_once(query: Callable[[str], Any]) -> None:
    graph = network(query)
    central = nx.betweenness_centrality(nx.Graph(graph))
    assert max(central, key=central.__getitem__) == FERRO
    assert nx.shortest_path(graph, FERRO, SUDRIA) == [FERRO, SUDRIA]
