"""A desk over a real SQLite file in which two small readings are filed."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, sync_playwright

from verbale.desk.app import make_app
from verbale.desk.cookies import cookie_name
from verbale.desk.forms import HEADER, form_token
from verbale.desk.reach import ALONE
from verbale.desk.serving import DeskServer
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.sheets import Incoming

STRIKE = (
    "Mara Lindqvist met union leaders in Oslo on 4 March 2026. She offered ground crews 4 percent, “a fair deal”.\n\n"
    "The union refused the offer on 5 March 2026. Talks resume in Bergen on 9 March 2026."
)
HOSTILE = "<script>alert(1)</script> & <img src=x onerror=alert(2)>"
HERE = "http://127.0.0.1:8765"
#: As root in a container, and without a word to any other machine.
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
#: What a browser sends with a form of the desk, for clients that post without having read the page.
POSTING = {"origin": HERE, "cookie": f"{cookie_name(ALONE)}=a-visit", HEADER: form_token("a-visit")}


def entry(kind: str, body: str, exact: str, text: str, **fields: Any) -> dict[str, Any]:
    """An entry that rests on `exact`, where that first stands in the body."""
    start = body.index(exact)
    return {
        "kind": kind, "text": text, "when": None, "certainty": "asserted", "issues": ["wages"], "via": [],
        "evidence": [{"start": start, "end": start + len(exact), "exact": exact}],
        "origin": {"method": "rules", "by": "verbale 0.1"}, "confidence": 0.8, **fields,
    }  # fmt: skip


def position(body: str, exact: str, party: str, stance: str, **fields: Any) -> dict[str, Any]:
    told = {"party": party, "stance": stance, "issue": "wages", "what": "4 percent", "toward": None}
    return entry("position", body, exact, f"{party} {stance} 4 percent.", **told, **fields)


def meeting(body: str, exact: str, status: str, day: str, place: str, **fields: Any) -> dict[str, Any]:
    told = {
        "name": "talks", "format": "in_person", "status": status, "place": place, "host": None, "purpose": None,
        "outcome": None, "delegations": [{"party": "Employer", "members": ["Mara Lindqvist"]}],
        "when": {"start": day, "end": day, "grain": "day", "expression": day},
    }  # fmt: skip
    return entry("meeting", body, exact, f"Talks in {place}.", **told, **fields)


def reading(body: str, entries: list[dict[str, Any]], **article: Any) -> dict[str, Any]:
    return {
        "schema": "verbale.reading/1",
        "article": {
            "url": "https://courier.example/airport", "headline": "Airport pay talks", "publisher": "The Courier",
            "authors": [], "published": "2026-03-05T18:00:00", "zone_known": False, "language": "en",
            "blocks": [{"kind": "paragraph", "text": text} for text in body.split("\n\n")], "text": body,
            "related": [], "credits": [], "disclosures": [], "quotes": [], "has_audio": False, **article,
        },
        "people": [{"name": "Mara Lindqvist", "aliases": ["Lindqvist"], "roles": [], "mentions": [[0, 14]]}],
        "parties": [{"name": "Employer", "id": "employer", "kind": "group", "mentions": []}],
        "entries": entries,
    }  # fmt: skip


def airport() -> dict[str, Any]:
    met = "Mara Lindqvist met union leaders in Oslo on 4 March 2026"
    return reading(
        STRIKE,
        [
            meeting(STRIKE, met, "held", "2026-03-04", "Oslo"),
            position(STRIKE, "She offered ground crews 4 percent", "Employer", "offers"),
            position(STRIKE, "ground crews 4 percent, “a fair deal”", "Employer", "supports"),  # overlaps the former
            position(STRIKE, "The union refused the offer on 5 March 2026", "Union", "refuses"),
            meeting(STRIKE, "Talks resume in Bergen", "planned", "2026-03-09", "Bergen", certainty="planned"),
        ],
    )


def hostile() -> dict[str, Any]:
    """A page that tries to be more than text, wherever it may write."""
    body = f"The minister of {HOSTILE} refused.\n\nNothing more."
    one = position(body, f"of {HOSTILE} refused", HOSTILE, "refuses", issues=[HOSTILE])
    return reading(body, [one], headline=HOSTILE, publisher=HOSTILE, url="javascript:alert(3)", authors=[HOSTILE])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'minutes.db'}")
    with opened.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), b"<p>page", by="Ada", moment="2026-03-06")
        attack = open_dossier(connection, "Either/or", by="Ada", moment="2026-03-01")
        file_reading(connection, attack, hostile(), by="Ada", moment="2026-03-06")
    yield opened
    opened.close()


@pytest.fixture
def own_strike(tmp_path: Path) -> Iterator[Database]:
    """The airport strike in a database that the test may write to."""
    opened = open_database(str(tmp_path / "minutes.db"))
    with opened.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), by="Ada", moment="2026-03-06")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(make_app(database), base_url=HERE) as client:
        yield client


@pytest.fixture(scope="module")
def address(database: Database) -> Iterator[str]:
    """Where a real server has the desk, for a real browser."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        app = make_app(database, lambda _: Incoming(airport()))
        server = DeskServer(app, lifespan="off")
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless; skipped with a reason where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("Chromium is not installed: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield started
        started.close()
