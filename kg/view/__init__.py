"""A network -> one page that needs nothing else: no network, no other file.

pyvis renders it from our own template, so the drawing library and all code stand in the file. A Content-Security-
Policy (W3C, CSP Level 3) names the hashes of that code: nothing else can run, and nothing can be fetched or sent.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.shown import shown
from kg.view.payload import payload

if TYPE_CHECKING:
    import networkx as nx

LIMIT = 300  # actors that a page shows unless asked for more

_PAGE = Path(__file__).parent / "page"
_SCRIPTS = ("data", "state", "labels", "canvas", "panel", "legend", "time", "search", "export", "main")


@dataclass(frozen=True)
class View:
    """A page. ``html`` is all of it; in a notebook it shows itself."""

    html: str = field(repr=False)
    height: int = 620  # pixels in a notebook

    def save(self, path: Path | str) -> Path:
        """Write the page, in UTF-8; gives the path back."""
        file = Path(path)
        file.write_text(self.html, encoding="utf-8", newline="\n")
        return file

    def _repr_html_(self) -> str:
        """The page in a frame of its own: the notebook's styles and scripts stay apart from it."""
        return (
            f'<iframe title="Network of actors" sandbox="allow-scripts allow-downloads" width="100%" '
            f'height="{self.height}" style="border:1px solid #8884;border-radius:6px" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )


def view(network: nx.MultiDiGraph, title: str = "Who did what to whom") -> View:
    """The page of a network made by ``kg.network.network``."""
    found = payload(network)
    net = _pyvis()
    for number, node in enumerate(found.nodes):
        net.add_node(number, **node)
    for edge in found.edges:
        net.add_edge(edge["from"], edge["to"], bend=edge["bend"], kg=edge["kg"])
    scripts = [_drawing_library(), _own_script()]
    style = (_PAGE / "page.css").read_text(encoding="utf-8")
    net.templateEnv.autoescape = True
    net.templateEnv.globals.update(
        title=title,
        tables={
            "articles": found.articles,
            "sentences": found.sentences,
            "left": network.graph.get("left_out", {}),
            "asked": {name: shown(value, 80) for name, value in network.graph.get("asked", {}).items()},
        },
        style=_trusted(style),
        scripts=[_trusted(script) for script in scripts],
        policy=_policy(scripts, style),
    )
    return View(net.generate_html())


def _pyvis() -> Any:
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.set_template_dir(str(_PAGE), "page.html")
    return net


def _drawing_library() -> str:
    """vis-network as pyvis brings it, without the pointer to a file that is not there."""
    import pyvis

    file = max((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-*/vis-network.min.js"))
    return re.sub(r"//# sourceMappingURL=\S*", "", file.read_text(encoding="utf-8"))


def _own_script() -> str:
    parts = [(_PAGE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();"


def _trusted(text: str) -> Any:
    """Text of this program or of pyvis, never of an article, that goes into the page as it is."""
    from markupsafe import Markup

    if re.search(r"</(script|style)", text, re.IGNORECASE):
        raise ValueError("a script or style that ends its own element")
    return Markup(text)


def _policy(scripts: list[str], style: str) -> str:
    listed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {listed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


__all__ = ["LIMIT", "View", "view"]
