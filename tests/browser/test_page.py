"""The page in a real browser, used as a reader would."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any

import graphs
import pytest
from pages import settled

from kg.network import network
from kg.view import view

SIZES = [(1280, 720), (390, 844), (1680, 1000)]

Opened = Callable[..., Any]
UNWANTED = """svg => [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll(
    'parsererror, script, img, a, foreignObject')].map(e => e.outerHTML)"""
GRAPHS = {"small": graphs.small, "hostile": graphs.hostile, "middle": lambda: graphs.large(30, 45)}


@cache
def html_of(name: str) -> str:
    return view(network(graphs.asking(GRAPHS[name]()))).html


@pytest.fixture
def page(opened: Opened) -> Any:
    """The page of the small graph, drawn, as on a laptop."""
    return settled(opened(html_of("small")))


def relations(page: Any) -> set[str]:
    """What is drawn, in words."""
    return set(
        page.evaluate(
            """() => [...kg.shown().edges.values()].map(({ edge }) =>
                [kg.nodes[edge.from].label, edge.kg.relation, kg.nodes[edge.to].label].join(' '))"""
        )
    )


def click_label(page: Any, text: str) -> None:
    """Click a name or words where they stand on the drawing."""
    label = page.evaluate("text => kg.labels().find(l => l.text === text)", text)
    assert label, f"“{text}” is not drawn"
    frame = page.locator("#network").bounding_box()
    page.mouse.click(frame["x"] + label["cx"], frame["y"] + label["cy"])
    page.wait_for_timeout(400)  # vis-network waits for a second click


def slide(page: Any, label: str, presses: int) -> None:
    handle = page.get_by_label(label, exact=True)
    handle.focus()
    for _ in range(abs(presses)):
        handle.press("ArrowRight" if presses > 0 else "ArrowLeft")
    settled(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", GRAPHS)
def test_no_label_covers_another_or_leaves_the_drawing(opened: Opened, name: str, width: int, height: int) -> None:
    page = settled(opened(html_of(name), width, height))
    labels = page.evaluate("kg.labels().map(({ text, x, y, w, h }) => ({ text, x, y, w, h }))")
    frame = page.locator("#network").bounding_box()
    for a, b in combinations(labels, 2):
        beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
        above = a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"]
        assert beside or above, (a["text"], b["text"])
    for label in labels:
        assert 0 <= label["x"] <= frame["width"] - label["w"], label["text"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_name_and_relation_of_a_small_graph_is_readable_at_once(page: Any) -> None:
    texts = set(page.evaluate("kg.labels().map(l => l.text)"))
    assert texts == {
        "Norland", "Sudria", "Ana Ferro", "Harbour Union", "fishermen", "a strike",
        "accuses ×2", "meets", "leads", "announces", "aids", "planned: visits", "claimed, denied: attacks ×2",
    }  # fmt: skip


def test_an_edge_opens_its_sentences_newest_first_with_the_cue_marked(page: Any) -> None:
    click_label(page, "accuses ×2")
    assert page.locator("#panel blockquote").all_inner_texts() == [
        "Again Norland accused Sudria.", "Norland accused Sudria of cutting its nets.",
    ]  # fmt: skip
    assert page.locator("#panel mark").all_inner_texts() == ["accused", "accused"]
    assert "Visit, 2031-04-11" in page.locator("#panel .source").first.inner_text()
    assert "told as fact" in page.locator("#panel .facts").first.inner_text()


def test_a_claim_looks_like_a_claim(page: Any) -> None:
    styles = page.evaluate(
        """() => Object.fromEntries(kg.edges.map(e => [e.kg.relation, kg.network.body.edges[e.id].options])
            .map(([relation, o]) => [relation, { dashed: o.dashes !== false, opacity: o.color.opacity }]))"""
    )
    assert {relation for relation, style in styles.items() if style["dashed"]} == {"attacks", "visits"}
    assert max(styles[r]["opacity"] for r in ("attacks", "visits")) < min(
        styles[r]["opacity"] for r in ("accuses", "meets", "leads", "aids")
    )
    page.get_by_role("button", name="claimed, denied: attacks").click()
    assert page.locator("#panel .badge").all_inner_texts() == ["denied", "claimed"]
    assert "says Norland" in page.locator("#panel .facts").nth(1).inner_text()
    assert "never told as fact" in page.locator("#panel .hint").first.inner_text()


def test_a_node_opens_its_card(page: Any) -> None:
    click_label(page, "Ana Ferro")
    text = page.locator("#panel").inner_text()
    for expected in ("Ana Ferro", "person", "Prime Minister (Norland)", "Anna Ferró", "What it does (3)", "fishermen"):
        assert expected in text
    page.get_by_role("button", name="← All relations").click()
    page.get_by_role("button", name="planned: visits").click()
    assert "when: 2031-05-01 to 2031-05-31" in page.locator("#panel .facts").inner_text()
    page.keyboard.press("Escape")
    click_label(page, "Norland")
    assert "Q1" in page.locator("#panel dl").inner_text()
    assert "What is done to it (2)" in page.locator("#panel").inner_text()
    assert page.locator("#panel a").count() == 0


@pytest.mark.parametrize(
    ("typed", "found"), [("ferro", "Ana Ferro"), ("anna ferro", "Ana Ferro"), ("Kingd", "Norland"), ("str", "a strike")]
)
def test_search_finds_an_actor_by_any_name_and_centres_it(page: Any, typed: str, found: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert found in page.get_by_role("option").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert page.locator("#panel h2").inner_text() == found
    middle = page.evaluate("id => kg.network.canvasToDOM(kg.network.getPosition(kg.state().node))", 0)
    frame = page.locator("#network").bounding_box()
    assert abs(middle["x"] - frame["width"] / 2) < 3
    assert abs(middle["y"] - frame["height"] / 2) < 3


def test_search_says_when_there_is_none(page: Any) -> None:
    page.get_by_role("combobox").fill("nobody")
    assert "No actor of that name" in page.get_by_role("option").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("kg.state().node") is None


def test_the_slider_shows_and_hides_edges_as_it_moves(page: Any) -> None:
    everything = relations(page)
    assert page.locator("#time .bars i").count() == 62
    assert sum(page.locator("#time .bars i").evaluate_all("bars => bars.map(b => b.style.height !== '0%')")) == 5
    slide(page, "From", 20)
    dated = everything - {"Ana Ferro meets fishermen"}
    assert relations(page) == dated
    slide(page, "From", 30)
    assert relations(page) == {"Ana Ferro visits Sudria", "Ana Ferro leads Norland", "Sudria aids fishermen"}
    slide(page, "From", -61)
    assert relations(page) == everything
    slide(page, "To", -61)
    assert "Norland accuses Sudria" not in relations(page)
    assert "Sudria attacks Norland" in relations(page)


def test_the_legend_switches_families_relations_claims_and_kinds(page: Any) -> None:
    everything = relations(page)
    for box, gone in [
        ("family-role", {"Ana Ferro leads Norland"}),
        ("claims", {"Sudria attacks Norland", "Ana Ferro visits Sudria"}),
        ("type-Topic", {"Harbour Union announces a strike"}),
        ("type-Group", {"Ana Ferro meets fishermen", "Sudria aids fishermen"}),
    ]:
        page.locator(f"#{box}").uncheck()
        assert relations(page) == everything - gone, box
        page.locator(f"#{box}").check()
        assert relations(page) == everything
    page.get_by_role("button", name="Relations of Conflict: words").click()
    page.locator("#relation-accuses").uncheck()
    assert relations(page) == everything - {"Norland accuses Sudria"}
    assert "6 of 7 relations" in page.locator("#status").inner_text()


def test_focus_keeps_the_neighbours_and_reset_brings_all_back(page: Any) -> None:
    everything = relations(page)
    click_label(page, "fishermen")
    page.get_by_role("button", name="Only this and its neighbours").click()
    assert relations(page) == {"Ana Ferro meets fishermen", "Sudria aids fishermen"}
    page.get_by_role("button", name="Reset").click()
    assert relations(page) == everything
    assert page.evaluate("location.hash") == ""


def test_a_permalink_brings_back_what_was_chosen(opened: Opened, page: Any) -> None:
    page.locator("#family-role").uncheck()
    page.locator("#claims").uncheck()
    slide(page, "From", 20)
    page.get_by_role("button", name="Norland accuses").click()
    fragment = page.evaluate("location.hash")
    again = settled(opened(html_of("small"), fragment=fragment))
    assert relations(again) == relations(page)
    assert again.locator("#panel blockquote").all_inner_texts() == ["Again Norland accused Sudria."]
    assert not again.locator("#claims").is_checked()


@pytest.mark.parametrize("fragment", ["#node=nobody&edge=x&from=zzz", "#%E0%A4%A", "#families=__proto__", "#to=<b>"])
def test_a_strange_permalink_does_no_harm(opened: Opened, fragment: str) -> None:
    page = settled(opened(html_of("small"), fragment=fragment))
    assert len(relations(page)) == 7


def exported(page: Any, button: str) -> bytes:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.path().read_bytes()


def test_export(page: Any) -> None:
    assert exported(page, "PNG").startswith(b"\x89PNG")
    svg = exported(page, "SVG").decode()
    assert page.evaluate(UNWANTED, svg) == []
    assert svg.count("<polyline") == 7
    assert ">Ana Ferro</text>" in svg
    page.locator("#claims").uncheck()
    table = list(csv.DictReader(io.StringIO(exported(page, "CSV").decode("utf-8-sig"))))
    assert {row["relation"] for row in table} == {"accuses", "meets", "leads", "announces", "aids"}
    assert table[0].keys() >= {"source", "target", "sentence", "attributed to", "polarity", "modality", "headline"}


def test_hostile_text_runs_nothing_anywhere(opened: Opened) -> None:
    page = settled(opened(html_of("hostile")))
    count = page.evaluate("kg.nodes.length")
    for id_ in range(count):
        page.evaluate("id => kg.choose({ node: id, edge: null })", id_)
    for id_ in range(page.evaluate("kg.edges.length")):
        page.evaluate("id => kg.choose({ node: null, edge: id })", id_)
    page.get_by_role("combobox").fill("script")
    assert page.get_by_role("option").count() >= 2
    svg = page.evaluate("kg.asSvg()")
    assert page.evaluate(UNWANTED, svg) == []
    cells = [cell for row in csv.reader(io.StringIO(page.evaluate("kg.asCsv()").lstrip("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.scripts.length") == 3
    assert page.evaluate("document.querySelectorAll('img, svg, a, iframe').length") == 0


def test_the_policy_lets_nothing_run_and_nothing_out(page: Any) -> None:
    blocked = page.evaluate(
        """async () => {
            const blocked = [];
            document.addEventListener('securitypolicyviolation', e => blocked.push(e.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.hurt = 1';
            document.body.append(script);
            const image = new Image(); image.src = 'https://example.org/x.png';
            await fetch('https://example.org/').catch(() => {});
            await new Promise(done => setTimeout(done, 200));
            return blocked.sort();
        }"""
    )
    assert blocked == ["connect-src", "img-src", "script-src-elem"]
    assert page.evaluate("window.hurt") is None
    assert all("Content Security Policy" in trouble or "example.org" in trouble for trouble in page.troubles)
    page.troubles.clear()  # they were asked for


def test_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() == 2
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "Relations shown"
    page.locator("#network").focus()
    page.keyboard.press("n")
    assert page.locator("#panel h2").inner_text() == "Sudria"
    before = page.evaluate("kg.network.getViewPosition().x")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("kg.network.getViewPosition().x") > before - 1000
    scale = page.evaluate("kg.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("kg.network.getScale()") > scale


def test_everything_to_press_has_a_name(page: Any) -> None:
    assert (
        page.evaluate(
            """[...document.querySelectorAll('button, input, [role=application], section, aside')]
            .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).length"""
        )
        == 0
    )
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("slider").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(opened: Opened, scheme: str) -> None:
    page = settled(opened(html_of("small"), color_scheme=scheme))
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    assert (before == "rgb(20, 24, 28)") == (scheme == "dark")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(ground) != before


def test_a_phone_reads_everything_one_below_the_other(opened: Opened) -> None:
    page = settled(opened(html_of("small"), 390, 844, has_touch=True, is_mobile=True))
    tops = [page.locator(f"#{part}").bounding_box()["y"] for part in ("stage", "panel", "time")]
    assert tops == sorted(tops)
    assert all(page.locator(f"#{part}").bounding_box()["width"] <= 390 for part in ("stage", "panel", "time", "legend"))
    page.get_by_role("button", name="Norland accuses").tap()
    assert page.locator("#panel blockquote").count() == 2


def test_it_says_what_is_left_out(opened: Opened) -> None:
    page = settled(opened(view(network(graphs.asking(graphs.large(80, 150)), limit=20, since="2031")).html))
    assert page.locator("#left").inner_text().startswith("Only from 2031. Left out: 60 actors")
    assert "--limit" in page.locator("#left").inner_text()


def test_two_thousand_nodes_open_quickly_and_stay_usable(opened: Opened) -> None:
    html = view(network(graphs.asking(graphs.large(2000, 6000)))).html
    seconds, page = min((timed_open(opened, html) for _ in range(2)), key=lambda found: found[0])
    assert seconds < 3
    assert len(relations(page)) == 6000
    start = time.perf_counter()
    page.locator("#claims").uncheck()
    settled(page)
    assert time.perf_counter() - start < 2
    start = time.perf_counter()
    page.get_by_role("combobox").fill("actor number 17")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h3")
    assert time.perf_counter() - start < 2


def timed_open(opened: Opened, html: str) -> tuple[float, Any]:
    """The seconds until the page has drawn, and the page."""
    start = time.perf_counter()
    page = settled(opened(html))
    return time.perf_counter() - start, page


def test_in_a_notebook_it_stands_in_a_frame(opened: Opened) -> None:
    frame_html = view(network(graphs.asking(graphs.small())))._repr_html_()
    page = opened(f"<!doctype html><style>button {{ color: red }}</style><body>{frame_html}</body>")
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for(state="attached")
    frame.get_by_role("button", name="Norland accuses").click()
    assert frame.locator("blockquote").count() == 2
    assert frame.get_by_role("button", name="Reset").evaluate("b => getComputedStyle(b).color") != "rgb(255, 0, 0)"
