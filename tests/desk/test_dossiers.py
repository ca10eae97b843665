"""The desk's first page: what each dossier's card says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.desk.conftest import airport, hostile
from tests.desk.reading import DOSSIER, desk, page_of, said
from verbale.desk.dossiers import tell_acts
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossier, open_dossier, set_settings
from verbale.minutes.filing import file_reading

HOUR = 3_600_000  # milliseconds


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[TestClient, Database]]:
    with desk(tmp_path) as (client, database):
        with database.writing() as connection:
            file_reading(connection, find_dossier(connection, "Airport strike"), airport(), by="Ada")
        yield client, database


@pytest.fixture
def client(opened: tuple[TestClient, Database]) -> TestClient:
    return opened[0]


def card(client: TestClient, visits: str | None = None) -> str:
    """What the first dossier's card says to who has these visits behind them."""
    name = client.get("/").headers["set-cookie"].partition("=")[0]
    cookies = {"cookie": f"{name}={visits}"} if visits else {}
    answer = client.get("/", headers=cookies)
    assert answer.status_code == 200
    return said(html.document_fromstring(answer.text), ".cards")


def test_the_state_of_play_is_the_newest_line_that_the_articles_tell_as_done(client: TestClient) -> None:
    page = page_of(client, "/")
    # Told on 5 March without a day of its own; the meeting in Oslo was on the 4th, the one in Bergen is yet to come.
    assert said(page, ".play").startswith("2026-03-05 Employer offers 4 percent.")
    assert "draft 80%" in said(page, ".play")
    (link,) = page.cssselect(".play a")
    assert page_of(client, link.get("href")) is not None


def test_a_sparkline_tells_its_weeks_in_words_too(client: TestClient) -> None:
    page = page_of(client, "/")
    (spark,) = page.cssselect("svg.spark")
    words = "Articles by week, the 26 weeks to 2026-03-05: 1 in the last, 1 at most"
    assert spark.get("aria-label") == words
    assert len(spark.cssselect("rect")) == 1


def test_a_first_visit_has_nothing_behind_it(client: TestClient) -> None:
    assert "last visit" not in card(client)
    assert "last visit" not in card(client, "nonsense")


def test_what_was_done_since_the_last_visit_is_told(client: TestClient) -> None:
    now = int(time.time() * 1000)
    assert "Since your last visit: 1 page filed." in card(client, f"0-{now - HOUR}")
    assert "Nothing new since your last visit." in card(client, f"{now}-{now}")


def test_new_lines_with_what_is_watched_are_told(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    with database.writing() as connection:
        dossier = find_dossier(connection, "Airport strike")
        set_settings(connection, dossier, {"watch": ["Bergen", "4 percent", "Rome"]}, by="Ada")
    now = int(time.time() * 1000)
    told = card(client, f"0-{now - HOUR}")
    assert "To look out for, in lines new or changed: Bergen 1, 4 percent 3." in told
    assert "To look out for" not in card(client, f"{now}-{now}")


def test_looking_again_soon_is_the_same_visit(client: TestClient) -> None:
    now = int(time.time() * 1000)
    assert "1 page filed" in card(client, f"{now - HOUR}-{now - HOUR // 60}")


def test_the_cookie_is_for_the_desk_alone_and_for_each_name(client: TestClient) -> None:
    (cookie,) = [one for one in client.get("/").headers.get_list("set-cookie") if "visits" in one]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Ben" not in cookie


def test_a_dossier_without_articles_has_no_state_of_play(tmp_path: Path) -> None:
    with desk(tmp_path) as (client, _):
        page = page_of(client, "/")
        assert not page.cssselect(".play, .spark")
        assert "0 articles, 0 lines; none waits for review." in said(page, ".cards")


def test_a_hostile_newest_line_is_text(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    with database.writing() as connection:
        file_reading(connection, open_dossier(connection, "B", by="Ada"), hostile(), by="Ada")
    assert not page_of(client, "/").cssselect("script:not([src]), img")


def test_acts_are_counted_in_words() -> None:
    assert tell_acts({"filed": 1, "accepted": 2, "rejected": 1, "opened": 1}) == ("1 page filed", "3 decisions")


def test_the_path_of_the_fixture_is_the_dossiers(client: TestClient) -> None:
    assert page_of(client, "/").cssselect(".cards h2 a")[0].get("href") == DOSSIER
