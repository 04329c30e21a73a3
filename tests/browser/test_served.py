"""The endpoint's pages in a real browser: they work, they are readable, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import graphs
import pytest
from serving import serving

from kg import query, store

Visit = Callable[..., Any]
GRAPHS = {"small": graphs.small, "hostile": graphs.hostile}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The endpoints, by the graph they serve."""
    folder = tmp_path_factory.mktemp("served")
    for name, made in GRAPHS.items():
        store.dump(made(), folder / f"{name}.nq")
    with serving(folder / "small.nq") as small, serving(folder / "hostile.nq") as hostile:
        yield {"small": small, "hostile": hostile}


@pytest.fixture
def visit(browser: Any, addresses: dict[str, str]) -> Iterator[Visit]:
    """Opens a path of an endpoint; nothing may go wrong, nor to another server, while the test lasts."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def go(path: str, graph: str = "small", width: int = 1280, height: int = 800, **options: Any) -> Any:
        at = addresses[graph]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
        page.on("dialog", lambda dialog: troubles.append("a dialog"))
        page.on("request", lambda sent: sent.url.startswith((f"{at}/", "data:")) or troubles.append(sent.url))
        page.goto(at + path)
        page.troubles = troubles
        return page

    yield go
    for context in contexts:
        context.close()
    assert troubles == []


def asked(page: Any) -> Any:
    """The page to ask on, when the query of the tab that is open has been answered."""
    page.wait_for_selector("html[data-ready=yes]")
    page.locator(".tabPanel.active .yasqe_queryButton").click()
    page.wait_for_selector(".tabPanel.active .yasr_results table tbody tr")
    return page


def cells(page: Any) -> list[str]:
    return page.locator(".tabPanel.active .yasr_results tbody td").all_inner_texts()


def test_the_named_queries_are_tabs_and_are_answered(visit: Visit) -> None:
    page = visit("/sparql#who-accuses")
    asked(page)
    tabs = page.locator(".tabsList .tab a span").all_inner_texts()
    assert [name for name in tabs if name] == list(query.named())
    assert page.locator(".tabsList .tab.active").inner_text().startswith("who-accuses")
    assert {"Norland", "Sudria", "Again Norland accused Sudria."} <= set(cells(page))


def test_one_asks_what_one_likes(visit: Visit) -> None:
    page = visit("/sparql")
    page.wait_for_selector("html[data-ready=yes]")
    page.locator(".tabsList .addTab").click()
    editor = page.locator(".tabPanel.active .CodeMirror")
    assert "kg:accuses" in editor.evaluate("e => e.CodeMirror.getValue()"), "a new tab begins with an example"
    editor.evaluate("e => e.CodeMirror.setValue('SELECT ?a { ?a a kg:Person }')")
    asked(page)
    link = page.locator(".tabPanel.active .yasr_results a.iri")
    assert link.all_inner_texts() == ["actor:Ana_Ferro"], "prefixes are known, also for the answer"
    with page.expect_popup() as opened:
        link.click()
    assert opened.value.url.endswith("/actor/Ana_Ferro") and "127.0.0.1" in opened.value.url
    assert opened.value.locator("h1").inner_text() == "Ana Ferro"


def test_triples_truths_and_mistakes_are_shown(visit: Visit) -> None:
    page = visit("/sparql#actors")
    page.wait_for_selector("html[data-ready=yes]")
    editor = page.locator(".tabPanel.active .CodeMirror")

    def said(text: str, where: str) -> str:
        editor.evaluate("(e, text) => e.CodeMirror.setValue(text)", text)
        page.locator(".tabPanel.active .yasqe_queryButton").click()
        page.wait_for_selector(f".tabPanel.active .yasr_results {where}")
        return str(page.locator(".tabPanel.active .yasr_results").inner_text())

    assert "True" in said("ASK { ?e a kg:Event }", ".booleanResult")
    assert "Ana_Ferro" in said("CONSTRUCT WHERE { ?s kg:leads ?o }", ":text('Ana_Ferro')")
    assert "does not parse" in said("SELECT * { ?s ?p nonsense }", ".errorResult")
    assert all("Bad Request" in trouble for trouble in page.troubles), page.troubles
    page.troubles.clear()  # the browser tells its console of the status


def test_completion_asks_this_server_alone(visit: Visit) -> None:
    page = visit("/sparql#actors")
    page.wait_for_selector("html[data-ready=yes]")
    editor = page.locator(".tabPanel.active .CodeMirror")
    editor.evaluate("e => { e.CodeMirror.setValue(''); e.CodeMirror.focus(); }")
    page.keyboard.type("PREFIX sche")
    page.wait_for_selector(".CodeMirror-hints")
    assert "https://schema.org/" in page.locator(".CodeMirror-hints").inner_text()
    page.keyboard.press("Escape")
    for text in ("PREFIX kg: <https://w3id.org/newskg/ontology#>\nSELECT * { ?a kg:accu", "SELECT * { ?a a kg:Ev"):
        editor.evaluate(
            "(e, text) => { e.CodeMirror.setValue(text); e.CodeMirror.setCursor(9, 999); e.CodeMirror.focus(); }", text
        )
        page.keyboard.press("Control+Space")
        page.wait_for_timeout(400)


def test_hostile_answers_run_nothing_in_the_editor(visit: Visit) -> None:
    page = visit("/sparql#events", "hostile")
    asked(page)
    text = "SELECT * { ?s ?p ?o }"
    page.locator(".tabPanel.active .CodeMirror").evaluate("(e, text) => e.CodeMirror.setValue(text)", text)
    asked(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hurt") is None
    assert page.locator(".yasr_results img, .yasr_results iframe, .yasr_results script").count() == 0


@pytest.mark.parametrize("path", ["/", "/actor/h2", "/article/constructor", "/find?name=%3Cscript%3E", "/network"])
def test_hostile_text_runs_nothing_on_the_pages(visit: Visit, path: str) -> None:
    page = visit(path, "hostile")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("path", ["/", "/actor/Norland", "/article/second", "/topic/a_strike", "/find?name=r"])
def test_pages_fit_the_screen_and_can_be_read(visit: Visit, path: str, width: int, height: int, scheme: str) -> None:
    page = visit(path, width=width, height=height, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    assert dark == (scheme == "dark")
    assert page.evaluate(CONTRAST) == []


# WCAG 2.2, 1.4.3: the text of every element against the ground behind it.
CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((s, v, n) => s + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  return [...document.body.querySelectorAll('*')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).flatMap((e) => {
    const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05) < 4.5 ? [`${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`] : [];
  });
}"""  # noqa: E501


def test_by_keyboard_one_finds_an_actor(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("anna ferró")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actor/Ana_Ferro")
    page.get_by_role("link", name="Norland", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Norland"


def test_the_network_page_works_when_served(visit: Visit) -> None:
    page = visit("/network")
    page.wait_for_selector("html[data-ready=yes]")
    assert page.get_by_role("button", name="Norland accuses").count() == 1
