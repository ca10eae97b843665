"""A desk that adds pages: over a database of its own, with a reader that takes no time."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient
from lxml import html
from lxml.html import HtmlElement

from tests.desk.conftest import HERE, POSTING, position, reading
from verbale.desk.app import make_app
from verbale.desk.inbox import Handed, Read
from verbale.errors import PageError
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.sheets import Incoming

DOSSIER = "/dossiers/Airport%20strike"
PATIENCE = 20.0  # seconds


def read_words(handed: Handed) -> Incoming:
    """A reading whose one line is the whole page: its outlet before a bar, then its text."""
    if handed.data is None:
        raise PageError(handed.name, "this reader fetches nothing", "upload the page")
    body = handed.data.decode()
    if "odd" in body:
        raise ZeroDivisionError("a mistake of ours")
    found = reading(body, [position(body, body, "Union", "refuses")], url=handed.url or f"https://{handed.name}")
    return Incoming(found, handed.data, handed.name, "utf-8")


@contextmanager
def desk(folder: Path, read: Read | None = read_words) -> Generator[tuple[TestClient, Database]]:
    """A desk over a new database with one empty dossier."""
    database = open_database(f"sqlite:///{folder / 'minutes.db'}")
    with database.writing() as connection:
        open_dossier(connection, "Airport strike", by="Ada")
    with TestClient(make_app(database, read, reviewer="Ben"), base_url=HERE, headers=POSTING) as client:
        yield client, database
    database.close()


def page_of(client: TestClient, path: str) -> HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return html.document_fromstring(answer.content)


def said(page: HtmlElement, query: str = "main") -> str:
    return " ".join(" ".join(one.text_content() for one in page.cssselect(query)).split())


def when_done(client: TestClient, path: str) -> HtmlElement:
    """The page of a batch's progress once all of it is read."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page = page_of(client, path)
        if not page.cssselect("[data-waiting]"):
            return page
        time.sleep(0.02)
    raise AssertionError(f"not read after {PATIENCE:g} seconds: {said(page)}")
