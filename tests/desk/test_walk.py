"""The whole way through the desk in Chromium, as an analyst walks it: a page added and read, drafts reviewed by keys,
the matrix changed, the date turned back, and a decision undone.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.conftest import airport
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading

_RUN = [sys.executable, "-c", "from verbale.cli.main import run; run()", "desk"]
_PAGE = Path(__file__).parents[2] / "examples" / "detroit-strike.txt"
_HOME = "/dossiers/Airport%20strike"
_UNION = "refuses since 2026-03-05 draft"  # its square of the matrix, while nobody has decided
_PATIENCE = 60_000  # milliseconds: the machine may be busy
_READING = 240_000  # the language model is loaded, and the page read


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `verbale desk`, started over a database in which one article was filed on 6 March 2026."""
    path = tmp_path_factory.mktemp("walk") / "minutes.db"
    database = open_database(str(path))
    with database.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), by="Ada", moment="2026-03-06")
    database.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*_RUN, "--port", str(port), "--database", str(path), "--by", "Ben"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, running)
        yield address
    finally:
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert b"Traceback" not in told, told.decode()


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE)
    expect.set_options(timeout=_PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


@pytest.mark.slow
def test_from_a_page_to_the_matrix_and_back(page: Page) -> None:
    page.goto(_HOME)
    page.get_by_role("link", name="Add pages").click()
    page.get_by_label("The text of a page, or its HTML").fill(_PAGE.read_text("utf-8"))
    page.get_by_role("button", name="Read and file").click()
    expect(page.get_by_role("link", name="See the article")).to_be_visible(timeout=_READING)
    page.get_by_role("link", name="See the article").click()
    expect(page.locator("mark.draft").first).to_be_visible()

    assert _row(page, "Union") == _UNION
    listening = page.context.new_page()
    listening.goto(_HOME)

    page.goto(f"{_HOME}/review")
    page.locator("summary", has_text="Which ones").click()
    page.get_by_label("Kind").select_option("position")
    page.get_by_label("Source").select_option("The Courier")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("3 of the")).to_be_visible()
    decided = [_decide(page) for _ in range(3)]
    assert sorted(decided) == ["accepted", "accepted", "rejected"]
    expect(page.get_by_text("Nothing waits among these")).to_be_visible()

    listening.bring_to_front()
    expect(listening.get_by_role("status").filter(has_text="3 changes")).to_be_visible()
    listening.get_by_role("link", name="show", exact=True).click()
    expect(listening.locator(".news")).to_be_empty()
    listening.close()

    assert _row(page, "Union") is None
    assert "draft" not in (_row(page, "Employer") or "draft")
    page.get_by_label("As it stood at the end of").fill("2026-03-06")
    page.get_by_role("button", name="Turn back").click()
    expect(page.get_by_text("What was filed or decided later is not shown")).to_be_visible()
    assert _row(page, "Union", go=False) == _UNION

    page.goto(f"{_HOME}/review")
    while "Union" not in page.locator(".last").inner_text():
        _press(page, "Backspace")
    _press(page, "Backspace")
    expect(page.locator("#line")).to_contain_text("Union")
    assert _row(page, "Union") == _UNION


def test_keys_are_letters_where_one_writes_and_can_be_switched_off(page: Page) -> None:
    page.goto(f"{_HOME}/review?kind=meeting")
    shown, line = page.url, page.locator("#line").inner_text()
    page.locator("input[name=reason]").press_sequentially("axe")
    assert page.locator("input[name=reason]").input_value() == "axe"
    page.keyboard.press("Escape")
    page.locator("[data-card]").focus()
    page.keyboard.press("?")
    page.get_by_role("button", name="Switch the keys off").click()
    page.locator("[data-card]").focus()
    page.keyboard.press("x")
    page.wait_for_timeout(300)
    assert (page.url, page.locator("#line").inner_text()) == (shown, line)


def test_a_line_that_is_held_back_waits_for_its_reason_where_one_writes(page: Page) -> None:
    page.goto(f"{_HOME}/review?show=1")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("Not accepted yet")
    expect(page.locator("input[name=reason]")).to_be_focused()
    page.keyboard.type("I was there")
    _press(page, "Enter")
    expect(page.locator(".last")).to_contain_text("You accepted")
    _press(page, "Backspace")
    expect(page.locator(".card .kind")).to_contain_text("meeting 1")


def test_what_is_selected_in_the_article_becomes_evidence(page: Page) -> None:
    page.goto(f"{_HOME}/entries/4/edit")
    page.locator("[data-source] p").first.select_text()
    page.get_by_role("button", name="Use the selected words as evidence").click()
    expect(page.locator("textarea[name=evidence]").last).to_have_value(airport()["article"]["text"].split("\n\n")[0])


def test_without_javascript_a_draft_is_decided_by_its_buttons(browser: Browser, desk: str) -> None:
    context = browser.new_context(base_url=desk, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{_HOME}/review?show=1", timeout=_PATIENCE)
    page.locator("input[name=reason]").fill("not at all")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator(".last")).to_contain_text("You rejected")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".card .kind")).to_contain_text("meeting 1")
    context.close()


def _decide(page: Page) -> str:
    """Reject the union's line, accept the others, by keys alone; a reason is typed where one is asked for."""
    refused = "Union" in page.locator("#line").inner_text()
    if refused:
        _press(page, "x")
        return "rejected"
    if page.locator(".objections").count():
        page.keyboard.press("a")
        if page.evaluate("document.activeElement.type") == "checkbox":
            page.keyboard.press("Space")
            _press(page, "a")
        else:
            page.keyboard.type("I was there")
            _press(page, "Enter")
    else:
        _press(page, "a")
    return "accepted"


def _press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def _row(page: Page, party: str, *, go: bool = True) -> str | None:
    """The filled squares of a party in the position matrix, in words; None where it has no row."""
    if go:
        page.goto(f"{_HOME}/positions")
    else:
        page.get_by_role("link", name="Positions", exact=True).click()
    row = page.locator(".board tbody tr", has=page.get_by_role("rowheader", name=party, exact=True))
    if not row.count():
        return None
    return " ".join(" ".join(row.locator(".square").all_inner_texts()).split())


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            httpx.get(address, trust_env=False)
            return
        except httpx.ConnectError:
            assert running.poll() is None, "the desk ended before it began"
            time.sleep(0.1)
    raise AssertionError("the desk did not come up in a minute")
