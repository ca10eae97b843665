"""Every page of the desk as axe-core sees it in Chromium, in light and in dark, on a screen and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

STRIKE = "/dossiers/Airport%20strike"
VIEWS = (
    "timeline", "positions", "positions/cell?party=Union&issue=wages", "proposals", "money", "meetings",
    "meetings/calendar?month=2026-03", "places", "people", "forecasts", "contested", "network",
    "network?graph=answers&zoom=2", "articles", "history",
)  # fmt: skip
PAGES = ("/", "/search?q=talks", "/nowhere", STRIKE, f"{STRIKE}/articles/1", f"{STRIKE}/entries/1")
REVIEW = (
    "review", "review?kind=meeting", "review?second=True", "review/figures", "review/all/accept?kind=position",
    "entries/1/edit", "history?since=2026-03-02",
)  # fmt: skip
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {"screen": 1280, "phone": 360}


@pytest.fixture(scope="module", params=SCHEMES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path", (*PAGES, *(f"{STRIKE}/{view}" for view in (*VIEWS, *REVIEW)), "/dossiers/~2/positions")
)
def test_nothing_serious_stands_in_anybodys_way(page: Page, address: str, path: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + path)
        found = Axe().run(page).response["violations"]
        grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert not grave
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"the page is {wide} pixels wider than its {width}"
    assert not refused
