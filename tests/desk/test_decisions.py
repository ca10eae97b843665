"""Lines accepted and rejected at the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, POSTING
from verbale.desk.app import make_app
from verbale.desk.guard import LARGEST
from verbale.minutes.database import Database

ENTRY = "/dossiers/Airport%20strike/entries/4"
JSON = "/api/dossiers/Airport%20strike/entries/4"


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with TestClient(make_app(database, reviewer="Ben"), base_url=HERE, headers=POSTING) as client:
        yield client
        client.post(f"{ENTRY}/reopen")


def test_a_draft_is_rejected_with_a_reason_and_opened_again(client: TestClient) -> None:
    answer = client.post(f"{ENTRY}/reject", data={"reason": "It was withdrawn"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, ENTRY)
    told = client.get(JSON).json()
    assert (told["line"]["state"], told["line"]["reviewer"]) == ("rejected", "Ben")
    assert (told["history"][-1]["by"], told["history"][-1]["reason"]) == ("Ben", "It was withdrawn")
    client.post(f"{ENTRY}/reopen")
    assert client.get(JSON).json()["line"]["state"] == "draft"


def test_a_draft_is_accepted_and_the_foot_of_the_page_counts_it(client: TestClient) -> None:
    page = client.post(f"{ENTRY}/accept", data={"reason": "I was there"})
    assert page.status_code == 200
    assert client.get(JSON).json()["line"]["state"] == "accepted"
    assert "A person has reviewed 1 of the 5 lines" in " ".join(page.text.split())


def test_a_line_that_says_more_than_its_evidence_asks_for_a_reason(client: TestClient) -> None:
    answer = client.post(f"{ENTRY}/accept")
    assert answer.status_code == 409
    assert "Write why it may stand" in answer.text
    assert "<strong>party</strong>" in answer.text or "<strong>text</strong>" in answer.text
    assert '<input id="reason" name="reason"' in answer.text
    assert client.get(JSON).json()["line"]["state"] == "draft"


@pytest.mark.parametrize("act", ["accept", "reject", "reopen"])
def test_a_form_on_another_site_decides_nothing(client: TestClient, act: str) -> None:
    before = client.get(JSON).content
    answer = client.post(f"{ENTRY}/{act}", data={"reason": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert client.get(JSON).content == before


def test_a_link_decides_nothing(client: TestClient) -> None:
    assert client.get(f"{ENTRY}/accept").status_code in (404, 405)
    assert client.get(JSON).json()["line"]["state"] == "draft"


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post(f"{ENTRY}/accept", data={"reason": "x" * (LARGEST + 1)}).status_code == 413


@pytest.mark.parametrize(("entry", "status"), [("99", 409), ("x", 400), ("4/burn", 400)])
def test_what_cannot_be_decided_is_told(client: TestClient, entry: str, status: int) -> None:
    path = entry if "/" in entry else f"{entry}/accept"
    assert client.post(f"/dossiers/Airport%20strike/entries/{path}").status_code == status
