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
PAGES = (
    "/", "/search?q=talks", "/nowhere", "/sign-in", "/account", "/accounts", "/audit", STRIKE,
    *(f"{STRIKE}/{page}" for page in ("articles/1", "articles/1/original", "entries/1", "settings", "add")),
)  # fmt: skip
#: WCAG 2.2 to AA, target sizes among it, and what axe calls best practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: Gives how far a page's parts have moved since it was opened, as the cumulative layout shift has it.
MOVED = """() => new Promise(done => {
  let moved = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) moved += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 150);
})"""
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
        found = Axe().run(page, options=RULES).response["violations"]
        grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert not grave
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"the page is {wide} pixels wider than its {width}"
    assert not refused


@pytest.mark.parametrize("path", ["", "/timeline", "/positions", "/places", "/network", "/meetings"])
def test_nothing_moves_when_a_drawing_comes(page: Page, address: str, path: str) -> None:
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + STRIKE + path, wait_until="networkidle")
        assert page.evaluate(MOVED) < 0.01


def test_whoever_walks_by_keyboard_sees_where_they_are(page: Page, address: str) -> None:
    page.goto(f"{address}{STRIKE}/positions")
    seen: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.className"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", f"nothing shows that {seen[-1]} has the focus"
    assert seen[0] == "A skip"
    assert "SUMMARY " in seen


def test_nothing_glides_for_those_who_want_no_motion(page: Page, address: str) -> None:
    page.goto(f"{address}{STRIKE}/positions")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
