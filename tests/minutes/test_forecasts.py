"""The forecast ledger: due, open and past; outcomes that people set, and lines that may show them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.minutes.lines import line, source
from verbale.minutes.forecasts import Forecast, find_forecasts
from verbale.minutes.line import Line

TODAY = "2026-03-10"


def foretold(entry: int, start: str, end: str | None = None, **fields: Any) -> Line:
    told = {"speakers": [("Ann Archer", "Norway")], "content": "the talks will end", **fields}
    return line("statement", entry, outlook={"start": start, "end": end or start}, **told)


def forecasts(statements: list[Line], *later: Line, today: str = TODAY) -> tuple[Forecast, ...]:
    sources = {one.article: source(one.article, published="2026-03-01") for one in (*statements, *later)}
    return find_forecasts(statements, later, sources, today=today)


@pytest.mark.parametrize(
    ("end", "standing"),
    [
        ("2026-03-09", "past"),
        ("2026-03-10", "due"),
        ("2026-03-24", "due"),
        ("2026-03-25", "open"),
        ("2026-03", "open"),
        ("2028", "open"),
    ],
)
def test_a_forecast_is_due_in_the_last_two_weeks_of_its_time(end: str, standing: str) -> None:
    assert forecasts([foretold(1, "2026-03-02", end)])[0].standing == standing


def test_a_month_or_a_year_ends_on_its_last_day() -> None:
    one, other = forecasts([foretold(1, "2026-04"), foretold(2, "2028-02", "2028-02")])
    assert (one.first, one.last) == ("2026-04-01", "2026-04-30")
    assert (other.first, other.last) == ("2028-02-01", "2028-02-29")


def test_who_foresaw_what_and_when_it_was_said() -> None:
    one = forecasts([foretold(1, "2026-04-01", day="2026-02-27")])[0]
    assert (one.who, one.party, one.content, one.made) == (
        ("Ann Archer",),
        "Norway",
        "the talks will end",
        "2026-02-27",
    )


def test_due_come_first_then_open_then_past_the_newest_of_them_first() -> None:
    told = [
        foretold(1, "2026-03-02", "2026-03-03"),
        foretold(2, "2027"),
        foretold(3, "2026-03-05", "2026-03-12"),
        foretold(4, "2026-03-05"),
    ]
    assert [one.subject for one in forecasts(told)] == [3, 2, 4, 1]


def test_a_statement_without_an_outlook_or_with_none_that_can_be_read_is_no_forecast() -> None:
    told = [line("statement", 1), foretold(2, "soon"), foretold(3, "2026-04-01", state="rejected")]
    assert forecasts([*told, foretold(4, "2026-04-01", certainty="denied")]) == ()


def test_a_time_that_was_over_when_it_was_spoken_of_is_no_forecast() -> None:
    assert forecasts([foretold(1, "2025-12-01", day="2026-02-27")]) == ()


def test_an_outcome_is_what_a_person_set_and_a_past_one_without_waits() -> None:
    outcome = {"verdict": "did not come true", "entry": 9, "note": "they went on"}
    set_, open_ = forecasts(
        [foretold(1, "2026-03-02", outcome=outcome, state="edited"), foretold(2, "2026-03-02", outcome="nonsense")]
    )
    assert set_.outcome is not None
    assert (set_.outcome.verdict, set_.outcome.entry, set_.outcome.note) == ("did not come true", 9, "they went on")
    assert (set_.waits, open_.outcome, open_.waits) == (False, None, True)


def test_later_lines_of_the_party_and_issue_within_its_time_may_show_the_outcome() -> None:
    statement = foretold(1, "2026-03-01", "2026-03-08", issues=["ceasefire"], content="a ceasefire will be signed")
    hits: list[Line] = [
        line("event", 2, article=2, actor="Norway", day="2026-03-05", issues=["ceasefire"], text="Norway signed it."),
        line("proposal", 3, article=2, sponsors=["Norway"], day="2026-03-06", issues=["ceasefire"],
             text="The ceasefire was signed."),
    ]  # fmt: skip
    misses: list[Line] = [
        line("event", 4, article=2, actor="Norway", day="2026-03-09", issues=["ceasefire"]),
        line("event", 5, article=2, actor="Sweden", recipient="Chad", day="2026-03-05", issues=["ceasefire"]),
        line("event", 6, article=2, actor="Norway", day="2026-03-05", issues=["energy"]),
        line("event", 7, article=2, actor="Norway", day="2026-03-05", issues=["ceasefire"], state="rejected"),
        line("event", 8, article=2, actor="Norway", issues=["ceasefire"]),
    ]
    found = forecasts([statement], *hits, *misses)[0].candidates
    assert [one.entry for one in found] == [3, 2]
    assert found[0].shared > found[1].shared
