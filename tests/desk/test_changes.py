"""The history at the desk: what was done and by whom, undone and redone, and what stands otherwise than on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE, POSTING, airport
from verbale.desk.app import make_app
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier, set_settings
from verbale.minutes.filing import file_reading
from verbale.minutes.review import By, reject

HOME = "/dossiers/Airport%20strike"
HISTORY = f"{HOME}/history"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A dossier opened on 1 March, an article of five lines filed on the 6th, a line rejected today: changes 1 to 3."""
    database = open_database(str(tmp_path / "minutes.db"))
    with database.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), by="Ada", moment="2026-03-06")
        reject(connection, strike, [4], By("Ada", "no such refusal"))
    with TestClient(make_app(database, reviewer="Ben"), base_url=HERE, headers=POSTING) as client:
        yield client
    database.close()


def state(client: TestClient, entry: int) -> str:
    return client.get(f"/api{HOME}/entries/{entry}").json()["line"]["state"]


def undo(client: TestClient, change: int) -> str:
    answer = client.post(f"{HISTORY}/undo", data={"change": str(change)})
    assert answer.status_code == 200
    return answer.text


def test_a_change_is_undone_and_done_again_in_the_visitors_name(client: TestClient) -> None:
    page = undo(client, 3)
    assert state(client, 4) == "draft"
    assert "undone change 3 (rejected)" in " ".join(page.split())
    assert re.search(r"Redo<span class=\"unseen\"> change 3", page)
    undo(client, 4)
    assert state(client, 4) == "rejected"
    assert client.get(f"/api{HOME}/entries/4").json()["history"][-1]["by"] == "Ben"


def test_what_later_changes_stand_on_is_not_undone_and_they_are_named(client: TestClient) -> None:
    answer = client.post(f"{HISTORY}/undo", data={"change": "2"})
    assert answer.status_code == 409
    assert "later changes stand on it (3)" in answer.text
    assert client.post(f"{HISTORY}/undo", data={"change": "99"}).status_code == 409
    assert client.post(f"{HISTORY}/undo", data={"change": "x"}).status_code == 400


def test_the_opening_of_a_dossier_and_a_past_day_have_nothing_to_undo(client: TestClient) -> None:
    row = client.get(HISTORY).text.split('id="change-1"')[1]
    assert "<button>" not in row.split("</tr>")[0]
    past = client.get(f"{HISTORY}?as_of=2026-03-06").text
    assert 'id="change-2"' in past
    assert 'id="change-3"' not in past
    assert "history/undo" not in past


def test_what_changed_after_a_day_is_shown_line_by_line(client: TestClient) -> None:
    since = " ".join(client.get(f"{HISTORY}?since=2026-03-06").text.split())
    assert "Otherwise than at the end of 2026-03-06" in since
    rows = since.split("Lines that stand otherwise")[1].split("</table>")[0]
    assert rows.count("<tr>") == 2  # the head, and entry 4
    assert re.search(r'<span class="tag draft">draft</span> Union .*<span class="tag rejected">rejected</span>', rows)
    assert "Every line stands as it did" in client.get(f"{HISTORY}?since=2126-01-01").text
    assert "not there" in client.get(f"{HISTORY}?since=2026-03-05&as_of=2026-03-06").text
    assert client.get(f"{HISTORY}?since=yesterday").status_code == 400


def test_a_long_history_stands_on_several_pages(client: TestClient, tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "minutes.db"))
    with database.writing() as connection:
        for number in range(150):
            set_settings(
                connection, open_dossier(connection, "Airport strike", by="Ada"), {"title": str(number)}, by="Ada"
            )
    database.close()
    seen: list[int] = []
    page = client.get(HISTORY)
    while True:
        seen += map(int, re.findall(r'id="change-(\d+)"', page.text))
        older = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not older:
            break
        page = client.get(older[1])
    assert seen == list(range(153, 0, -1))
