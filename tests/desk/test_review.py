"""Review at the desk: the queue one by one, filters, many at once, a second reader, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, POSTING
from verbale.desk.app import make_app
from verbale.desk.bulk import MOST
from verbale.minutes.database import Database

HOME = "/dossiers/Airport%20strike"
REVIEW = f"{HOME}/review"
WHY = {"reason": "I was there"}


@pytest.fixture
def database(own_strike: Database) -> Database:
    return own_strike


def browser(database: Database, reviewer: str) -> TestClient:
    return TestClient(make_app(database, reviewer=reviewer), base_url=HERE, headers=POSTING)


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    with browser(database, "Ben") as client:
        yield client


def shown(page: Any) -> int:
    """The entry that a page of review shows; 0 for none."""
    found = re.search(r"/review/(\d+)/accept", page.text)
    return int(found[1]) if found else 0


def state(client: TestClient, entry: int) -> str:
    return client.get(f"/api{HOME}/entries/{entry}").json()["line"]["state"]


def test_after_a_decision_the_next_draft_comes_until_none_waits(client: TestClient) -> None:
    page, seen = client.get(REVIEW), list[int]()
    while entry := shown(page):
        assert "<mark" in page.text
        seen.append(entry)
        page = client.post(f"{REVIEW}/{entry}/{'reject' if len(seen) == 2 else 'accept'}", data=WHY)
        assert page.status_code == 200
    assert sorted(seen) == [1, 2, 3, 4, 5]
    assert "Nothing waits" in page.text
    assert state(client, seen[1]) == "rejected"
    assert [state(client, one) for one in seen[2:]] == ["accepted"] * 3


def test_a_line_that_says_more_than_its_evidence_is_shown_again_until_it_has_a_reason(client: TestClient) -> None:
    page = client.get(f"{REVIEW}?show=4")
    assert "says what its evidence does not" in page.text
    held = client.post(f"{REVIEW}/4/accept?show=4", data={"reason": "  "})
    assert (held.status_code, shown(held)) == (409, 4)
    assert "Not accepted yet" in held.text
    assert state(client, 4) == "draft"
    assert shown(client.post(f"{REVIEW}/4/accept?show=4", data=WHY)) not in (0, 4)
    kept = client.get(f"/api{HOME}/entries/4").json()["history"][-1]
    assert (kept["reason"], kept["data"]["objections"]["4"]["reason"]) == ("I was there", "I was there")


def test_what_is_skipped_comes_again_at_the_end(client: TestClient) -> None:
    first = client.get(REVIEW)
    (skip,) = re.findall(r'data-key=" " href="([^"]+)"', first.text)
    second = client.get(skip)
    assert shown(second) not in (0, shown(first))
    assert "passed over all that are left" in client.get(f"{REVIEW}?skip=5").text


def test_the_last_decision_is_undone_and_its_draft_shown_again(client: TestClient) -> None:
    entry = shown(client.get(REVIEW))
    after = client.post(f"{REVIEW}/{entry}/reject")
    assert "You rejected" in after.text
    (change,) = re.findall(r'name="change" value="(\d+)"', after.text)
    back = client.post(f"{REVIEW}/undo", data={"change": change})
    assert shown(back) == entry
    assert "You rejected" not in back.text
    assert state(client, entry) == "draft"
    assert client.post(f"{REVIEW}/undo", data={"change": change}).status_code == 409


@pytest.mark.parametrize(
    ("query", "waiting"),
    [
        ("kind=meeting", 2),
        ("kind=&party=Union&rule=&source=&least=0&most=100", 1),
        ("source=The+Courier", 5),
        ("source=The+Herald", 0),
        ("rule=verbale+0.1&kind=position", 3),
        ("least=90", 0),
        ("least=80&most=80", 5),
    ],
)
def test_a_filter_lets_through_what_it_says_and_stays(client: TestClient, query: str, waiting: int) -> None:
    page = client.get(f"{REVIEW}?{query}")
    words = " ".join(page.text.split())
    assert f"{waiting} of the 5 that wait" in words
    if waiting:
        answer = client.post(f"{REVIEW}/{shown(page)}/reject?{query}", follow_redirects=False)
        assert len(answer.headers["location"]) > len(REVIEW) + 1
    else:
        assert "Nothing waits among these" in words


def test_all_that_a_filter_lets_through_are_decided_in_one_change_after_saying_how_many(client: TestClient) -> None:
    page = client.get(f"{REVIEW}/all/reject?kind=position")
    assert "<strong>3</strong> drafts will be rejected" in page.text
    entries = re.findall(r'name="entry" value="(\d+)"', page.text)
    after = client.post(f"{REVIEW}/all/reject?kind=position", data={"entry": entries, "reason": "not theirs"})
    assert "You rejected 3 lines" in " ".join(after.text.split())
    assert {state(client, int(one)) for one in entries} == {"rejected"}
    (change,) = re.findall(r'name="change" value="(\d+)"', after.text)
    client.post(f"{REVIEW}/undo", data={"change": change})
    assert {state(client, int(one)) for one in entries} == {"draft"}


def test_of_many_accepted_at_once_those_that_say_more_are_held_back(client: TestClient) -> None:
    after = client.post(f"{REVIEW}/all/accept?kind=position", data={"entry": ["2", "3", "4"]})
    assert re.search(r"\d (was|were) held back", after.text)
    assert "draft" in {state(client, one) for one in (2, 3, 4)}


@pytest.mark.parametrize("form", [{}, {"entry": ["x"]}, {"entry": [str(one) for one in range(1, MOST + 2)]}])
def test_many_are_some_and_not_too_many(client: TestClient, form: dict[str, Any]) -> None:
    assert client.post(f"{REVIEW}/all/accept", data=form).status_code == 400


def test_a_second_reader_does_not_see_what_the_first_decided_and_agreement_is_counted(
    client: TestClient, database: Database
) -> None:
    client.post(f"{REVIEW}/4/reject", data={"reason": "a secret thought of Ben"})
    client.post(f"{REVIEW}/1/accept", data=WHY)
    with browser(database, "Cleo") as cleo:
        page = cleo.get(f"{REVIEW}?second=True&show=4")
        assert shown(page) == 4
        main = page.text.split("<main")[1].split("</main>")[0]
        assert not re.search("rejected|Ben|secret", main)
        cleo.post(f"{REVIEW}/4/accept?second=True", data=WHY)
        assert state(cleo, 4) == "rejected"
        cleo.post(f"{REVIEW}/1/accept?second=True", data=WHY)
        assert "Nothing waits for a second reader" in cleo.get(f"{REVIEW}?second=True").text
        figures = " ".join(cleo.get(f"{REVIEW}/figures").text.split())
        assert cleo.get(f"{REVIEW}/all/accept?second=True").status_code == 409
    assert "How far reviewers agree" in figures
    assert re.search(r"data-label=\"Alpha\">0\.\d\d<", figures)
    assert "50% (9% to 91%)" in figures or "75%" in figures


def test_figures_of_what_nobody_reviewed_say_so(client: TestClient) -> None:
    assert "Nobody has decided" in client.get(f"{REVIEW}/figures").text


@pytest.mark.parametrize("query", ["kind=rumour", "least=200", "skip=-1", "show=x", "then=evil"])
def test_what_cannot_be_asked_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{REVIEW}?{query}").status_code == 400
