"""The settings of a dossier, set at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HOSTILE, airport
from tests.desk.reading import DOSSIER, desk, page_of, said
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_changes
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo

SETTINGS = f"{DOSSIER}/settings"
API = f"/api{SETTINGS}"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[TestClient, Database]]:
    with desk(tmp_path) as (client, database):
        with database.writing() as connection:
            file_reading(connection, find_dossier(connection, "Airport strike"), airport(), by="Ada")
        yield client, database


@pytest.fixture
def client(opened: tuple[TestClient, Database]) -> TestClient:
    return opened[0]


def kept(database: Database) -> dict[str, Any]:
    with database.reading() as connection:
        return Standing(connection, find_dossier(connection, "Airport strike")).settings()


def seen(client: TestClient) -> str:
    """Up to which change a form that is opened now has seen the settings."""
    return page_of(client, SETTINGS).cssselect("input[name=seen]")[0].get("value")


def test_settings_are_kept_as_one_change_with_its_reason(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    form = {"seen": seen(client), "title": " Airport  strike 2026 ", "parties": "Union\n\n Employer\nUnion\n"}
    page = client.post(SETTINGS, data={**form, "issues": "wages", "watch": "Bergen", "reason": "a first list"})
    assert page.status_code == 200
    assert kept(database) == {
        "title": "Airport strike 2026", "parties": ["Union", "Employer"], "issues": ["wages"], "watch": ["Bergen"],
    }  # fmt: skip
    with database.reading() as connection:
        (change,) = find_changes(connection, find_dossier(connection, "Airport strike"), newest_first=True, limit=1)
    assert (change.act, change.by, change.reason) == ("set", "Ben", "a first list")
    assert f"Kept, as change {change.id}" in " ".join(page.text.split())


def test_what_was_set_can_be_taken_back(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    client.post(SETTINGS, data={"seen": seen(client), "title": "One"})
    client.post(SETTINGS, data={"seen": seen(client), "title": "Two"})
    with database.writing() as connection:
        dossier = find_dossier(connection, "Airport strike")
        (last,) = find_changes(connection, dossier, newest_first=True, limit=1)
        undo(connection, dossier, last.id, by="Ben")
    assert kept(database) == {"title": "One"}


def test_only_what_is_other_is_written(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    client.post(SETTINGS, data={"seen": seen(client), "title": "One", "watch": "Bergen"})
    before = seen(client)
    assert "saved" not in str(client.post(SETTINGS, data={"seen": before, "title": "One", "watch": "Bergen"}).url)
    assert seen(client) == before
    client.post(SETTINGS, data={"seen": before, "title": "One", "watch": ""})
    with database.reading() as connection:
        (change,) = find_changes(connection, find_dossier(connection, "Airport strike"), newest_first=True, limit=1)
    assert dict(change.data) == {"watch": None}
    assert kept(database) == {"title": "One"}


def test_two_who_set_the_same_thing_at_once_are_told(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    early = seen(client)
    client.post(SETTINGS, data={"seen": early, "title": "Hers"})
    answer = client.post(SETTINGS, data={"seen": early, "title": "His"})
    assert answer.status_code == 409
    assert "Somebody else has changed its title meanwhile" in answer.text
    client.post(SETTINGS, data={"seen": early, "watch": "Bergen"})  # another thing: both stand
    assert kept(database) == {"title": "Hers", "watch": ["Bergen"]}


@pytest.mark.parametrize(
    "form", [{"title": "x" * 201}, {"watch": "x" * 201}, {"issues": "\n".join(map(str, range(201)))}]
)
def test_what_is_too_long_is_refused(client: TestClient, form: dict[str, str]) -> None:
    assert client.post(SETTINGS, data={"seen": seen(client), **form}).status_code == 400


def test_the_page_offers_what_the_articles_name_most(client: TestClient) -> None:
    page = page_of(client, SETTINGS)
    assert "The articles name most: Employer (1)." in said(page, "#parties-how")
    assert "Most lines are about: wages (5)." in said(page, "#issues-how")


def test_the_matrix_follows_the_order_of_the_settings(client: TestClient) -> None:
    for parties in ("Union\nEmployer", "Employer\nUnion"):
        client.post(SETTINGS, data={"seen": seen(client), "parties": parties})
        rows = page_of(client, f"{DOSSIER}/positions").cssselect("table.board tbody th")
        assert "\n".join(one.text_content().strip() for one in rows) == parties


def test_what_is_set_is_text_on_every_page(client: TestClient) -> None:
    client.post(SETTINGS, data={"seen": seen(client), "title": HOSTILE, "watch": HOSTILE, "parties": HOSTILE})
    for path in (SETTINGS, "/", DOSSIER):
        page = page_of(client, path)
        assert not page.cssselect("script:not([src]), [onerror]")
        assert HOSTILE in page.text_content()


def test_a_program_sets_some_and_takes_one_away(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    set_ = client.patch(API, json={"title": "One", "watch": ["Bergen", " "], "reason": "a first list"})
    assert set_.status_code == 200
    assert set_.json()["settings"] == {"title": "One", "watch": ["Bergen"]}
    assert client.patch(API, json={"title": None}).json()["settings"] == {"watch": ["Bergen"]}
    assert client.patch(API, json={"watch": ["Bergen"]}).json()["change"] is None
    assert client.patch(API, json={"colour": "red"}).status_code == 400
    assert kept(database) == {"watch": ["Bergen"]}
