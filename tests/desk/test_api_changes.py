"""What programs change: as JSON, in the name of who sends it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, airport
from tests.minutes.lake import lake_readings
from verbale.desk.app import make_app
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.forecasts import VERDICTS

STRIKE = "/api/dossiers/Airport%20strike"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    database = open_database(f"sqlite:///{tmp_path / 'minutes.db'}")
    with database.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), b"<p>page", by="Ada", moment="2026-03-06")
    with TestClient(make_app(database, reviewer="Ben"), base_url=HERE, headers={"origin": HERE}) as client:
        yield client
    database.close()


def line(client: TestClient, entry: int) -> dict[str, Any]:
    return client.get(f"{STRIKE}/entries/{entry}").json()["line"]


def test_a_line_is_rejected_and_that_is_taken_back(client: TestClient) -> None:
    done = client.post(f"{STRIKE}/entries/4/reject", json={"reason": "withdrawn"}).json()
    assert (done["decided"], done["held"]) == ([4], [])
    assert (line(client, 4)["state"], line(client, 4)["reviewer"]) == ("rejected", "Ben")
    undone = client.post(f"{STRIKE}/changes/{done['change']}/undo", json={"reason": "a slip"}).json()["change"]
    assert (undone["undoes"], undone["by"], undone["reason"]) == (done["change"], "Ben", "a slip")
    assert line(client, 4)["state"] == "draft"
    assert client.post(f"{STRIKE}/changes/{done['change']}/undo", json={}).status_code == 409


def test_one_line_that_says_too_much_is_an_error_and_several_are_told(client: TestClient) -> None:
    alone = client.post(f"{STRIKE}/entries/4/accept", json={})
    assert alone.status_code == 409
    assert "send a reason" in alone.json()["error"]["hint"]
    many = client.post(f"{STRIKE}/decisions", json={"act": "accept", "entries": [4]}).json()
    assert (many["change"], many["decided"], many["held"][0]["entry"]) == (None, [], 4)
    assert many["held"][0]["objections"][0]["problem"]
    with_reason = client.post(f"{STRIKE}/decisions", json={"act": "accept", "entries": [3, 4], "reason": "I was there"})
    assert with_reason.json()["decided"] == [3, 4]


def test_a_line_is_edited_and_what_may_not_be_is_refused(client: TestClient) -> None:
    asked = {"fields": {"stance": "supports"}, "reason": "heard it"}
    assert client.patch(f"{STRIKE}/entries/4", json=asked).json()["decided"] == [4]
    assert (line(client, 4)["state"], line(client, 4)["label"]) == ("edited", "supports")
    assert client.patch(f"{STRIKE}/entries/4", json={"fields": {"evidence": 1}}).status_code == 409


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/entries/4/accept", {"reasons": "x"}),
        ("/entries/4/burn", {}),
        ("/entries/4/accept", {"reason": "x" * 2001}),
        ("/decisions", {"act": "accept", "entries": []}),
        ("/decisions", {"act": "reopen", "entries": [4]}),
        ("/decisions", {"act": "accept", "entries": [0]}),
    ],
)
def test_what_is_not_understood_changes_nothing(client: TestClient, path: str, body: dict[str, Any]) -> None:
    answer = client.post(STRIKE + path, json=body)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"status", "about", "problem", "hint"}


def test_a_form_of_another_site_cannot_pass_for_json(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        sent = client.post(f"{STRIKE}/entries/4/reject", content=b"{}", headers={"content-type": kind})
        assert sent.status_code in (400, 403)
    sent = client.post(f"{STRIKE}/entries/4/reject", json={}, headers={"origin": "https://evil.example"})
    assert sent.status_code == 403
    assert line(client, 4)["state"] == "draft"


def test_what_came_of_a_forecast_is_noted(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'minutes.db'}")
    with database.writing() as connection:
        lake = open_dossier(connection, "Lake Ostra", by="Ada")
        entry = file_reading(connection, lake, lake_readings()[0], by="Ada").new[-1]
    with TestClient(make_app(database, reviewer="Ben"), base_url=HERE, headers={"origin": HERE}) as client:
        path = f"/api/dossiers/Lake Ostra/entries/{entry}/outcome"
        done = client.post(path, json={"verdict": VERDICTS[0], "note": "seen"})
        assert (done.status_code, done.json()["change"]["by"]) == (200, "Ben")
        (told,) = client.get("/api/dossiers/Lake Ostra/forecasts").json()["forecasts"]
        assert (told["outcome"]["verdict"], told["outcome"]["note"]) == (VERDICTS[0], "seen")
        assert client.post(path, json={"verdict": "who knows"}).status_code == 400
    database.close()
