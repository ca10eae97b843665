"""Joins at the desk: pairs are shown with their reasons, and what is said of them is done and remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, POSTING
from tests.minutes.lake import lake_readings
from verbale.desk.app import make_app
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import find_dossier, open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_changes
from verbale.minutes.joiner import Joiner
from verbale.minutes.standing import Standing

LAKE = "/dossiers/Lake Ostra"


@pytest.fixture
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Five articles of one negotiation, joined as filing joins them."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('lake') / 'minutes.db'}")
    with database.writing() as connection:
        dossier = open_dossier(connection, "Lake Ostra", by="Ada")
        for reading in lake_readings():
            file_reading(connection, dossier, reading, by="Ada", join=Joiner())
    yield database
    database.close()


@pytest.fixture
def desk(lake: Database) -> Iterator[TestClient]:
    with TestClient(make_app(lake, reviewer="Ada"), base_url=HERE) as client:
        yield client


def subjects(database: Database, *entries: int) -> set[int]:
    with database.reading() as connection:
        stands = Standing(connection, find_dossier(connection, "Lake Ostra"))
        return {stands.line(entry).subject for entry in entries}


def said(desk: TestClient, number: int, other: int, decision: str, **more: str) -> int:
    form = {"other": str(other), "decision": decision, **more}
    path = f"{LAKE}/joins/entries/{number}"
    return desk.post(path, data=form, headers=POSTING, follow_redirects=False).status_code


def test_a_pair_is_shown_with_both_sentences_and_the_reasons(desk: TestClient) -> None:
    page = desk.get(f"{LAKE}/joins").text
    assert "has been put off by a week" in page
    assert "The two are to meet again in Westhaven on 20 March" in page
    assert "one is planned, the other put off" in page
    assert "Not the same" in page


def test_a_pair_said_to_be_the_same_is_one_and_asked_no_more(desk: TestClient, lake: Database) -> None:
    assert said(desk, 15, 25, "same", pairs="true", reason="put off") == 303
    assert len(subjects(lake, 15, 25, 32)) == 1
    assert "There is no pair" in desk.get(f"{LAKE}/joins").text
    page = desk.get(f"{LAKE}/joins/entries/15").text
    assert "has been put off by a week" in page


def test_a_pair_said_not_to_be_the_same_is_remembered(desk: TestClient, lake: Database) -> None:
    assert said(desk, 15, 25, "apart", pairs="true") == 303
    page = desk.get(f"{LAKE}/joins").text
    assert "There is no pair" in page and "Said not to be the same" in page
    assert said(desk, 15, 25, "same") == 409
    with lake.reading() as connection:
        dossier = find_dossier(connection, "Lake Ostra")
        newest = find_changes(connection, dossier, newest_first=True, limit=1)[0]
    assert (newest.act, newest.by) == ("parted", "Ada")


def test_what_filing_joined_is_explained_and_parted(desk: TestClient, lake: Database) -> None:
    page = desk.get(f"{LAKE}/joins/entries/12").text
    assert "Coast Daily" in page and "for it: " in page
    assert said(desk, 12, 20, "apart") == 303
    assert len(subjects(lake, 12, 20)) == 2


def test_people_and_articles_have_their_pages(desk: TestClient) -> None:
    assert "same name Lena Vorst" in desk.get(f"{LAKE}/joins/figures/1").text
    assert "Ostra dam" in desk.get(f"{LAKE}/joins/articles/1").text
    assert desk.get(f"{LAKE}/joins/entries/999").status_code == 404
    assert desk.get(f"{LAKE}/joins/planets/1").status_code == 400
    assert desk.get(f"{LAKE}/joins?kind=person").status_code == 200


def test_pairs_are_told_to_programs_and_decided_by_them(desk: TestClient, lake: Database) -> None:
    api = "/api/dossiers/Lake Ostra/joins"
    (pair,) = [
        one for one in desk.get(api).json()["pairs"] if {one["one"]["number"], one["other"]["number"]} == {15, 25}
    ]
    assert pair["one"]["what"] == "line"
    assert "one is planned, the other put off" in [one["words"] for one in pair["reasons"]]
    sent = {"other": 25, "decision": "same", "reason": "put off"}
    change = desk.post(f"{api}/entries/15", json=sent, headers={"origin": HERE}).json()["change"]
    assert (change["act"], change["by"], change["reason"]) == ("joined", "Ada", "put off")
    assert len(subjects(lake, 15, 25, 32)) == 1
    numbers = {one["other"]["number"] for one in desk.get(f"{api}/entries/15").json()["pairs"]}
    assert {25, 32} <= numbers
    assert desk.post(f"{api}/entries/15", json=sent, headers={"origin": HERE}).status_code == 409
