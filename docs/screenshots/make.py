"""Screenshots of a graph's page: ``python docs/screenshots/make.py GRAPH NAME`` writes them beside this file.

Needs Chromium and Playwright, as the browser tests do.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg

HERE = Path(__file__).parent
SIZES = {"laptop": (1280, 720), "phone": (390, 844), "desk": (1680, 1000)}


def main(graph: str, name: str) -> None:
    """Three sizes in light, one in dark with an edge open."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = kg.open(graph).view().save(Path(folder) / "network.html")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(page_file.as_uri())
            page.wait_for_selector("html[data-ready=yes]")
            page.screenshot(path=HERE / f"{name}-{size}.png")
        page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="dark")
        page.goto(page_file.as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        page.locator(".line").first.click()
        page.wait_for_timeout(600)  # it moves there
        page.screenshot(path=HERE / f"{name}-dark-edge.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
