"""How a dossier moves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.desk.conftest import meeting, position, reading
from verbale.errors import StoreError
from verbale.minutes.activity import count_acts, newest_line, weekly
from verbale.minutes.change import Dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_filing
from verbale.minutes.known import known_issues, known_parties
from verbale.minutes.review import By, accept
from verbale.minutes.standing import Standing

BODY = "They met in Oslo. The union refused. They will meet in Bergen."
TODAY = "2026-11-01"


Writing = tuple[Connection, Dossier]


@pytest.fixture
def writing(connection: Connection, dossier: Dossier) -> Writing:
    return connection, dossier


def held(day: str, **fields: Any) -> dict[str, Any]:
    return meeting(BODY, "They met in Oslo", "held", day, "Oslo", **fields)


def file(writing: Writing, published: str | None, *entries: dict[str, Any], day: str = "2026-03-06"):
    connection, dossier = writing
    url = f"https://a.example/{published}/{len(entries)}"
    return file_reading(
        connection, dossier, reading(BODY, list(entries), published=published, url=url), by="Ada", moment=day
    )


def newest(writing: Writing, today: str = TODAY) -> tuple[str, str] | None:
    found = newest_line(Standing(*writing), today)
    return found and (found.day, found.line.text)


def test_the_newest_line_is_of_the_last_day_and_no_planned_one(writing: Writing) -> None:
    planned = meeting(BODY, "They will meet in Bergen", "planned", "2026-03-09", "Bergen", certainty="planned")
    file(writing, "2026-03-05T18:00:00", held("2026-03-04"), planned)
    assert newest(writing) == ("2026-03-04", "Talks in Oslo.")
    file(writing, "2026-03-08", position(BODY, "The union refused", "Union", "refuses"))
    assert newest(writing) == ("2026-03-08", "Union refuses 4 percent.")


def test_of_one_day_a_reviewed_line_comes_first_and_then_the_surest(writing: Writing) -> None:
    connection, dossier = writing
    sure = position(BODY, "The union refused", "Union", "refuses", confidence=0.9)
    filed = file(writing, "2026-03-05", held("2026-03-05", confidence=0.6), sure)
    assert newest(writing) == ("2026-03-05", "Union refuses 4 percent.")
    accept(connection, dossier, [filed.new[0]], By("Ada", "I was there"))
    assert newest(writing) == ("2026-03-05", "Talks in Oslo.")


def test_a_whole_year_is_no_day_and_nothing_is_told_of_nothing(writing: Writing) -> None:
    assert newest(writing) is None
    year = {"start": "2026", "end": "2026", "grain": "year", "expression": "this year"}
    file(writing, "2026-03-05", {**held("2026-01-01"), "when": year})
    assert newest(writing) is None


def test_articles_are_counted_by_week(writing: Writing) -> None:
    assert weekly(Standing(*writing), TODAY) is None
    for at, day in enumerate(["2026-03-05", "2026-02-27", "2026-02-26", "2026-02-19", "2020-01-01"]):
        file(writing, day, *[held("2026-02-01")] * at)
    rhythm = weekly(Standing(*writing), TODAY, weeks=3)
    assert rhythm is not None
    assert (rhythm.last, rhythm.weeks) == ("2026-03-05", (1, 1, 2))


def test_acts_after_a_moment_are_counted(writing: Writing) -> None:
    connection, dossier = writing
    file(writing, "2026-03-05", held("2026-03-04"), day="2026-03-06")
    filed = file(writing, "2026-03-07", held("2026-03-04"), day="2026-03-08")
    accept(connection, dossier, list(filed.new), By("Ada", "I was there"))
    assert count_acts(connection, dossier, "2026-03-06") == {"filed": 1, "accepted": 1}


def test_what_is_named_most_comes_first(writing: Writing) -> None:
    file(writing, "2026-03-05", held("2026-03-04"), position(BODY, "The union refused", "Union", "refuses"))
    file(writing, "2026-03-06", held("2026-03-04", issues=["jobs"]))
    standing = Standing(*writing)
    assert known_parties(standing, 5) == [("Employer", 2)]
    assert known_issues(standing, 5) == [("wages", 2), ("jobs", 1)]
    assert known_issues(standing, 1) == [("wages", 2)]


def test_the_filing_of_the_version_that_stands_is_found(writing: Writing) -> None:
    connection, dossier = writing

    def filed(body: str, day: str) -> None:
        one = reading(body, [], url="https://a.example/1")
        file_reading(connection, dossier, one, by=day, moment=day)

    filed("The union refused.", "2026-03-06")
    before = Standing(connection, dossier, find_filing(Standing(*writing), 1).id)
    filed("The union accepted.", "2026-03-07")
    assert find_filing(Standing(*writing), 1).by == "2026-03-07"
    assert find_filing(before, 1).by == "2026-03-06"
    with pytest.raises(StoreError):
        find_filing(Standing(*writing), 2)
