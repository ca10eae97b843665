"""Time expressions in sentences of the news: where they are, and when that is."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from verbale.language.times import TimeExpression, find_times

CASES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["case"]
MONDAY = datetime(2025, 12, 22, 11, 10)


def show(time: TimeExpression) -> str:
    """A time expression as the cases write it."""
    if time.start is None and time.end is None:
        return f"{time.text} | {time.value}"
    interval = time.start if time.start == time.end else f"{time.start or ''} .. {time.end or ''}".strip()
    return f"{time.text} | {time.value} | {interval}"


def find(text: str, anchor: datetime | None = MONDAY) -> list[str]:
    return [show(time) for time in find_times(text, anchor=anchor)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_holds_these_times_and_no_others(case: dict[str, object]) -> None:
    assert find(str(case["text"]), case["anchor"]) == case["times"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said she may march in protest.",
        "April said June Smith would be there.",
        "It sat in the sun for a second; a second round was ruled out.",
        "The 20-point plan, Article 5, Resolution 2254 and version 2.0.1.",
        "They won 3-2 and lost 21-14 after extra play.",
        "Call +1 202-555-0147 or (020) 7946 0018.",
        "It cost $2,000, £1,995 and 2025 euros.",
        "A 24-year-old was named alongside a man who is 32 years old.",
        "About 2,000 troops and 1500 people; 2000 men.",
        "The 10,000 metres, 100 metres and a quarter of the budget.",
        "Half of the sum was paid; the ratio is 4:3.",
        "He read The Sun, the Sunday Times and the Evening Standard.",
        "Miners paid $12-an-hour work on a day-to-day basis.",
        "It aired on NBC Nightly News from Easter Island, in ‘13th’.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("write", [str.upper, str.lower, str.title, str.swapcase])
def test_case_does_not_matter(write: object) -> None:
    assert callable(write)
    for text, value in {
        "talks resume on friday morning": "2025-12-26TMO",
        "at least three weeks": "P3W",
        "by the end of january 2026": "2026-01",
        "since last thursday": "2025-12-18",
    }.items():
        assert [time.value for time in find_times(write(text), anchor=MONDAY)] == [value]


def test_a_report_looks_back_and_a_plan_ahead() -> None:
    assert find("Mediators said on Sunday that it was over.") == ["Sunday | 2025-12-21 | 2025-12-21"]
    assert find("Mediators will meet on Sunday.") == ["Sunday | 2025-12-28 | 2025-12-28"]
    assert find("The next round is due on Sunday.") == ["Sunday | 2025-12-28 | 2025-12-28"]
    assert find("A memorandum signed on New Year's Day") == ["New Year's Day | 2025-01-01 | 2025-01-01"]


def test_a_date_without_a_year_takes_the_nearest_unless_the_verbs_speak_against_it() -> None:
    anchor = datetime(2000, 1, 6)
    assert find("He was to be home by Jan. 14.", anchor)[-1] == "by Jan. 14 | 2000-01-14 | .. 2000-01-14"
    assert find("She was found on Nov. 25.", anchor) == ["Nov. 25 | 1999-11-25 | 1999-11-25"]
    assert find("They signed it in July.", anchor) == ["July | 1999-07 | 1999-07-01 .. 1999-07-31"]
    assert find("They will sign it in July.", anchor) == ["July | 2000-07 | 2000-07-01 .. 2000-07-31"]


def test_a_weekday_beside_a_date_decides_the_year() -> None:
    assert find("Monday, Oct. 26", datetime(1998, 10, 25)) == ["Monday, Oct. 26 | 1998-10-26 | 1998-10-26"]


def test_a_paragraph_may_begin_with_a_number() -> None:
    assert find("It is over.\n\n8:05 a.m. on 3 March 1991") == [
        "8:05 a.m. on 3 March 1991 | 1991-03-03T08:05 | 1991-03-03T08:05"
    ]


def test_no_expression_crosses_a_blank_line() -> None:
    assert find("It ended on 3 March\n\n1991 men came, in June.") == [
        "3 March | 2025-03-03 | 2025-03-03",
        "June | 2025-06 | 2025-06-01 .. 2025-06-30",
    ]


def test_the_next_day_follows_the_day_last_spoken_of() -> None:
    text = "They met on 3 March 1991. The next day they parted; a week later it was war."
    assert find(text) == [
        "3 March 1991 | 1991-03-03 | 1991-03-03",
        "The next day | 1991-03-04 | 1991-03-04",
        "a week later | 1991-03-11 | 1991-03-11",
    ]


def test_without_an_anchor_nothing_relative_is_placed() -> None:
    times = find_times("On Friday, last week, two days ago, in June and tomorrow at noon.", anchor=None)
    assert [time.text for time in times] == ["Friday", "last week", "two days ago", "June", "tomorrow at noon"]
    for time in times:
        assert time.start is None and time.end is None
        assert "anchor" in time.defaulted
    assert find("On 3 March 1991 and in 2014.", None) == [
        "3 March 1991 | 1991-03-03 | 1991-03-03",
        "2014 | 2014 | 2014-01-01 .. 2014-12-31",
    ]


def test_what_was_not_said_is_marked() -> None:
    def defaulted(text: str) -> tuple[str, ...]:
        (time,) = find_times(text, anchor=MONDAY)
        return time.defaulted

    assert defaulted("Dec. 2, 2025") == ()
    assert "year" in defaulted("Dec. 2")
    assert "week" in defaulted("Friday")
    assert "order" in defaulted("11/12/2024")
    assert "order" not in defaulted("22/12/2024")
    assert "zone" in defaulted("4:12 p.m. on 3 March 1991")
    assert "zone" not in defaulted("4:12 p.m. ET on 3 March 1991")


def test_zones_give_the_offset_of_their_day() -> None:
    assert find("at 4 p.m. ET on July 1, 2025")[0].endswith("2025-07-01T16:00-04:00")
    assert find("at 4 p.m. ET on December 1, 2025")[0].endswith("2025-12-01T16:00-05:00")
    assert find("at 9 a.m. Moscow time on December 1, 2025")[0].endswith("2025-12-01T09:00+03:00")
    assert find("at 16:12 GMT on December 1, 2025")[0].endswith("2025-12-01T16:12+00:00")


def test_an_aware_anchor_is_read_as_its_local_time() -> None:
    assert find("today", datetime(2025, 12, 22, 23, 30, tzinfo=UTC)) == ["today | 2025-12-22 | 2025-12-22"]


def test_modifiers_are_those_of_timex3() -> None:
    mods = {
        "more than three weeks": "MORE_THAN",
        "less than three weeks": "LESS_THAN",
        "at least three weeks": "EQUAL_OR_MORE",
        "up to three weeks": "EQUAL_OR_LESS",
        "about three weeks": "APPROX",
        "early 2026": "START",
        "mid-June": "MID",
        "late April": "END",
        "before 2018": "BEFORE",
        "after 2018": "AFTER",
        "by Friday": "ON_OR_BEFORE",
        "since 2018": "ON_OR_AFTER",
    }
    for text, mod in mods.items():
        (time,) = find_times(text, anchor=MONDAY)
        assert (time.text, time.mod) == (text, mod)


def test_a_time_off_the_calendar_is_found_without_an_interval_or_not_at_all() -> None:
    assert find("on Feb 30") == ["Feb 30 | XXXX-02-30"]
    assert find("in 90000 years") == []
    assert find("999999999999 days ago") == []
