"""What the tests do with a page again and again."""

from __future__ import annotations

from typing import Any


def settled(page: Any) -> Any:
    """The page when it has drawn."""
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page
