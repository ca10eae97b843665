"""What takes long is shown as it was while it is renewed, once. Who wrote sees what they wrote, who reviews sees
no draft that is decided on."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from threading import Event, Thread

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, POSTING
from verbale.desk import keeping
from verbale.desk.app import make_app
from verbale.desk.keeping import Keeper
from verbale.desk.renewing import Renewer
from verbale.minutes.database import Database

HOME = "/dossiers/Airport%20strike"


@pytest.fixture
def database(own_strike: Database) -> Database:
    return own_strike


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> dict[Hashable, Callable[[], object]]:
    """Everything takes long; what is to be renewed waits here until the test does it."""
    waiting: dict[Hashable, Callable[[], object]] = {}
    monkeypatch.setattr(keeping, "QUICK", -1)
    monkeypatch.setattr(Renewer, "soon", lambda _, key, do: waiting.setdefault(key, do))
    return waiting


def as_of(page: str) -> int:
    """The change that a page says it shows."""
    found = re.search(r"As of change (\d+)", page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("page", ["", "/positions", "/network", "/timeline"])
def test_a_reader_sees_a_page_as_it_was_until_it_is_renewed_and_who_wrote_sees_it_anew(
    database: Database, slow: dict[Hashable, Callable[[], object]], page: str
) -> None:
    app = make_app(database)
    editor, reader = TestClient(app, base_url=HERE, headers=POSTING), TestClient(app, base_url=HERE)
    before = reader.get(HOME + page).text
    assert editor.post(f"{HOME}/entries/2/reject", follow_redirects=False).status_code == 303
    old = reader.get(HOME + page).text
    assert as_of(old) == as_of(before)
    assert "what came since is being worked in" in old
    assert f"events?after={as_of(before)}" in old  # so that the page tells of the change
    assert slow
    assert as_of(editor.get(HOME + page).text) == as_of(before) + 1
    for renew in slow.values():
        renew()
    new = reader.get(HOME + page).text
    assert as_of(new) == as_of(before) + 1
    assert "being worked in" not in new


def test_what_takes_long_is_there_before_the_first_reader(
    database: Database, slow: dict[Hashable, Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(database)
    app.state.look_ahead()
    while slow:
        slow.pop(next(iter(slow)))()
    made: list[str] = []
    monkeypatch.setattr("verbale.desk.pages.brief_of", lambda *_: made.append("brief"))
    monkeypatch.setattr("verbale.desk.pages.show_view", lambda *_: made.append("view"))
    monkeypatch.setattr("verbale.minutes.waiting.find_queue", lambda *_, **__: made.append("queue") or [])
    client = TestClient(app, base_url=HERE)
    for page in ("", "/positions", "/meetings", "/review"):
        assert client.get(HOME + page).status_code == 200
    assert not made


def test_a_drawing_has_the_tag_of_the_change_that_it_shows(
    database: Database, slow: dict[Hashable, Callable[[], object]]
) -> None:
    app = make_app(database)
    editor, reader = TestClient(app, base_url=HERE, headers=POSTING), TestClient(app, base_url=HERE)
    chart = f"{HOME}/positions.svg"
    before = reader.get(chart).headers["etag"]
    editor.post(f"{HOME}/entries/2/reject")
    assert reader.get(chart).headers["etag"] == before
    assert reader.get(chart, headers={"if-none-match": before}).status_code == 304
    assert editor.get(chart).headers["etag"] != before
    assert slow


def test_who_reviews_is_shown_no_draft_that_another_decided_on(
    database: Database, slow: dict[Hashable, Callable[[], object]]
) -> None:
    app = make_app(database)
    ben, cleo = TestClient(app, base_url=HERE, headers=POSTING), TestClient(app, base_url=HERE)
    waiting = set[str]()
    while found := re.search(r"/review/(\d+)/accept", cleo.get(f"{HOME}/review").text):
        assert found[1] not in waiting
        waiting.add(found[1])
        ben.post(f"{HOME}/entries/{found[1]}/accept", data={"reason": "I was there"})
    assert waiting == {"1", "2", "3", "4", "5"}
    ben.post(f"{HOME}/entries/3/reopen")
    assert "/review/3/accept" in cleo.get(f"{HOME}/review").text
    assert not any("queue" in str(key) for key in slow)  # nothing is ranked anew for a decision


def test_two_who_ask_at_once_have_it_made_once() -> None:
    made: list[int] = []
    keeper: Keeper[int] = Keeper(1)
    threads = [Thread(target=keeper.get, args=("key", 1, lambda: made.append(1) or 1)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
    keeper.get("other", 1, lambda: 2)
    assert keeper.get("key", 1, lambda: 3).value == 3  # thrown away for the other


def test_what_is_made_quickly_is_never_old() -> None:
    keeper: Keeper[int] = Keeper(1)
    keeper.get("key", 1, lambda: 1)
    assert keeper.get("key", 2, lambda: 2, least=0).value == 2


def test_what_many_ask_to_be_renewed_is_renewed_once_and_one_failure_stops_nothing() -> None:
    renewer, began, go, done = Renewer(rests=0), Event(), Event(), Event()
    made: list[str] = []

    def make() -> None:
        made.append("key")
        began.set()
        assert go.wait(10)

    def fail() -> None:
        raise ValueError("no such thing")

    renewer.soon("key", make)
    assert began.wait(10)
    for _ in range(8):
        renewer.soon("key", make)
    renewer.soon("wrong", fail)
    renewer.soon("last", done.set)
    go.set()
    assert done.wait(10)
    assert made == ["key"]
