"""Pages added by hand in Chromium: with its scripts, and without."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.desk.reading import DOSSIER, PATIENCE, read_words
from verbale.desk.app import make_app
from verbale.desk.inbox import Handed
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.sheets import Incoming


@dataclass
class Slow:
    """A desk whose reader waits until it is told to go on."""

    address: str = ""
    go_on: threading.Event = field(default_factory=threading.Event)

    def read(self, handed: Handed) -> Incoming:
        assert self.go_on.wait(PATIENCE)
        return read_words(handed)


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Slow]:
    database = open_database(f"sqlite:///{tmp_path / 'minutes.db'}")
    with database.writing() as connection:
        open_dossier(connection, "Airport strike", by="Ada")
    slow = Slow()
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        slow.address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(make_app(database, slow.read), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield slow
        slow.go_on.set()
        server.should_exit = True
        thread.join()
    database.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_is_added_and_seen_to_be_read(browser: Browser, slow: Slow, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{slow.address}{DOSSIER}/add")
    page.get_by_label("The text of a page, or its HTML").fill("The union refused.")
    page.get_by_label("Where that text is from").fill("https://courier.example/one")
    page.get_by_role("button", name="Read and file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pages being read")
    expect(page.locator(".progress .tag")).to_have_text("reading", timeout=PATIENCE * 1000)
    slow.go_on.set()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pages read", timeout=PATIENCE * 1000)
    expect(page.locator(".progress")).to_contain_text("1 entry new")
    if scripts:
        found = Axe().run(page).response["violations"]
        assert not [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    expect(page.locator("footer")).to_contain_text("the 1 lines")
    page.get_by_role("link", name="See the article").click()
    page.get_by_role("link", name="Union refuses 4 percent.").hover()
    if scripts:
        expect(page.locator("mark.lit")).to_have_text("The union refused.")
    page.get_by_role("link", name="Union refuses 4 percent.").click()
    expect(page.locator("mark:target")).to_have_text("The union refused.")
    context.close()
