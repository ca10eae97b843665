"""Signing in, looking after accounts and leaving, in Chromium; and what axe-core says of these pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.desk.conftest import airport
from tests.desk.test_accessible import RULES
from verbale.desk.accounts import add_account, hash_password
from verbale.desk.audit import Who
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading

PASSWORD = "four plain words here"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A dossier, and an admin who looks after it."""
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('signing-in') / 'minutes.db'}")
    with opened.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), b"<p>page", by="Ada", moment="2026-03-06")
        add_account(connection, "Ada", "admin", hash_password("Ada", PASSWORD), Who("the clerk"))
    yield opened
    opened.close()


@pytest.mark.slow
def test_an_admin_comes_in_makes_an_account_and_a_token_and_leaves(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"{address}/dossiers/Airport%20strike/positions")
    _sign_in(page, "a wrong password")
    assert "do not go together" in page.inner_text("[role=alert]")
    _nothing_grave(page)
    _sign_in(page, PASSWORD)
    assert page.url.endswith("/dossiers/Airport%20strike/positions")
    _nothing_grave(page)

    page.click(".who >> text=Accounts")
    form = page.locator("form[action='/accounts']")
    form.locator("#name").fill("Ben")
    form.locator("#password").fill(PASSWORD)
    form.locator("button").click()
    page.locator("tbody th", has_text="Ben").wait_for()
    assert page.locator("tbody th").all_inner_texts() == ["Ada", "Ben"]
    _nothing_grave(page)

    page.click(".who >> text=Ada")
    page.fill("#label", "a nightly run")
    page.click("text=Make a token")
    assert page.inner_text(".token").startswith("verbale_")
    _nothing_grave(page)
    page.goto(f"{address}/audit")
    told = page.inner_text("table")
    assert all(act in told for act in ("sign-in failed", "signed in", "account added", "token made"))
    _nothing_grave(page)

    page.click("text=Sign out")
    assert page.url.endswith("/sign-in")
    page.goto(address)
    assert "/sign-in" in page.url
    assert refused == []
    context.close()


def _sign_in(page: Page, password: str) -> None:
    page.fill("#name", "Ada")
    page.fill("#password", password)
    page.click("main button")


def _nothing_grave(page: Page) -> None:
    page.wait_for_load_state("load")  # with its styles
    found = Axe().run(page, options=RULES).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []
