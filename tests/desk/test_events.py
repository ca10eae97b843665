"""Live updates: a change is told to who listens, who cannot be too many, and holds nothing up by leaving or staying."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from verbale.desk.app import make_app
from verbale.desk.events import Listening
from verbale.desk.serving import DeskServer
from verbale.minutes.database import Database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.review import By, reject

EVENTS = "/dossiers/Airport%20strike/events"


@pytest.fixture
def database(own_strike: Database) -> Database:
    return own_strike


@contextmanager
def served(database: Database, monkeypatch: pytest.MonkeyPatch, most: int = 4) -> Iterator[tuple[httpx.Client, Any]]:
    """A client of a real server whose listeners are looked after often, and the thread that it runs in."""
    patient = Listening(database, most=most, pause=0.05)
    monkeypatch.setattr("verbale.desk.app.Listening", lambda _: patient)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = DeskServer(make_app(database), lifespan="off")
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{bound.getsockname()[1]}", trust_env=False, timeout=5) as client:
            yield client, server
        server.should_exit = True
        thread.join(5)
        assert not thread.is_alive()


def decide(database: Database, entry: int) -> None:
    with database.writing() as connection:
        reject(connection, open_dossier(connection, "Airport strike", by="Ada"), [entry], By("Ada"))


def first_event(lines: Iterator[str]) -> dict[str, Any]:
    """The data of the next change that comes."""
    for line in lines:
        if line.startswith("data: "):
            return json.loads(line.removeprefix("data: "))
    raise AssertionError("the stream ended without a change")


def test_changes_are_told_with_how_many_there_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(database, monkeypatch) as (client, _), client.stream("GET", f"{EVENTS}?after=2") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        decide(database, 4)
        assert first_event(lines) == {"count": 1, "last": 3}
        decide(database, 3)
        assert first_event(lines) == {"count": 2, "last": 4}


def test_what_came_before_the_listener_is_told_at_once_but_not_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(database, 4)
    with served(database, monkeypatch) as (client, _):
        with client.stream("GET", f"{EVENTS}?after=2") as stream:
            assert first_event(stream.iter_lines())["count"] == 1
        with client.stream("GET", f"{EVENTS}?after=2", headers={"last-event-id": "3"}) as stream:
            lines = stream.iter_lines()
            decide(database, 3)
            assert first_event(lines) == {"count": 2, "last": 4}


def test_too_many_are_refused_and_who_leaves_makes_room(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(database, monkeypatch, most=1) as (client, _):
        with client.stream("GET", EVENTS) as stream:
            lines = stream.iter_lines()  # kept: httpx hangs up when it is thrown away
            next(lines)
            assert client.get(EVENTS).status_code == 503
        for _ in range(100):
            with client.stream("GET", EVENTS) as again:
                if again.status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError("the one who left still takes the place")


def test_the_desk_stops_while_somebody_listens(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(database, monkeypatch) as (client, server), client.stream("GET", EVENTS) as stream:
        lines = stream.iter_lines()
        next(lines)
        began = time.monotonic()
        server.should_exit = True
        assert not [line for line in lines if line.startswith("data")]
        assert time.monotonic() - began < 3


def test_who_listens_to_what_is_not_there_is_told_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(database, monkeypatch) as (client, _):
        assert client.get("/dossiers/Nowhere/events").status_code == 404
        assert client.get(f"{EVENTS}?after=x").status_code == 400
