"""What happened, by day."""

from __future__ import annotations

from typing import Any

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.timeline import Timeline, Window, make_timeline

SOURCES = {
    1: source(1, published="2026-03-04T10:00:00"),
    2: source(2, published="2026-03-06T09:00:00"),
    3: source(3, published=None),
}
TODAY = "2026-03-10"


def timeline(*lines: Line, **window: Any) -> Timeline:
    return make_timeline(lines, SOURCES, today=TODAY, window=Window(**window))


def test_days_come_newest_first_or_oldest_first() -> None:
    lines = [line("event", n, day=f"2026-03-0{n}") for n in (1, 3, 2)]
    assert [day.day for day in timeline(*lines).days] == ["2026-03-03", "2026-03-02", "2026-03-01"]
    assert [day.day for day in timeline(*lines, newest_first=False).days] == ["2026-03-01", "2026-03-02", "2026-03-03"]


def test_lines_of_one_subject_are_one_row_with_all_of_them_behind_it() -> None:
    (day,) = timeline(
        line("meeting", 1, day="2026-03-02", status="held", confidence=0.6),
        line("meeting", 2, article=2, subject=1, day="2026-03-02", status="held", text="They met in Basra."),
    ).days
    (row,) = day.happened
    assert row.text == "They met in Basra." and row.backing.entries == (1, 2) and row.backing.outlets == 2
    assert (row.first_told, row.last_told) == ("2026-03-04", "2026-03-06")


def test_what_has_no_day_stands_under_the_day_of_its_article_but_apart() -> None:
    (day,) = timeline(line("event", 1, day="2026-03-04"), line("statement", 2, speakers=["Iran"])).days
    assert [row.subject for row in day.happened] == [1]
    assert [row.subject for row in day.told] == [2] and not day.told[0].dated
    assert [row.subject for row in timeline(line("event", 3, article=3)).undated] == [3]


def test_what_is_planned_lies_ahead_soonest_first() -> None:
    view = timeline(
        line("meeting", 1, day="2026-04-01", status="planned", certainty="planned"),
        line("meeting", 2, status="planned", certainty="planned"),
        line("event", 3, day="2026-03-12", certainty="planned"),
        line("event", 4, article=2, certainty="planned"),
    )
    assert [row.subject for row in view.planned] == [3, 1, 4, 2] and not view.days


def test_a_plan_whose_day_has_gone_by_is_shown_on_its_day_as_unconfirmed() -> None:
    (day,) = timeline(line("meeting", 1, day="2026-03-08", status="planned", certainty="planned")).days
    assert day.happened[0].unconfirmed and day.happened[0].certainty == "planned"


def test_a_plan_that_came_true_is_no_longer_ahead() -> None:
    view = timeline(
        line("meeting", 1, day="2026-03-20", status="planned", certainty="planned"),
        line("meeting", 2, article=2, subject=1, day="2026-03-05", status="held"),
    )
    assert not view.planned and view.days[0].day == "2026-03-05" and view.days[0].happened[0].label == "held"


def test_the_event_that_tells_a_meeting_again_is_no_second_row() -> None:
    meeting = line("meeting", 1, day="2026-03-02", delegations={"Iran": [], "Iraq": []})
    (day,) = timeline(meeting, line("event", 2, day="2026-03-02", actor="Iran", recipient="Iraq")).days
    assert [row.subject for row in day.happened] == [1] and day.happened[0].also == (2,)
    (day,) = timeline(meeting, line("event", 2, day="2026-03-02", actor="Oman", recipient="Qatar")).days
    assert len(day.happened) == 2
    (day,) = timeline(meeting, line("event", 2, day="2026-03-02"), kinds=("event",)).days
    assert [row.subject for row in day.happened] == [2], "where no meetings are shown, the event is"


def test_a_month_is_no_first_of_the_month() -> None:
    days = timeline(
        line("event", 1, day="2026-02-01", last_day="2026-02-28"),
        line("event", 2, day="2026-02-01"),
        line("meeting", 3, day="2026-02-01", last_day="2026-02-03"),
    ).days
    assert [(day.day, day.last_day, len(day.happened)) for day in days] == [
        ("2026-02-01", "2026-02-01", 2),
        ("2026-02-01", "2026-02-28", 1),
    ]


def test_words_dated_behind_their_article_count_for_the_day_on_which_they_were_told() -> None:
    (day,) = timeline(line("statement", 1, speakers=["Iran"], day="2026-03-09")).days
    assert day.day == "2026-03-04" and not day.happened and not day.told[0].dated


def test_unsure_lines_keep_their_certainty_and_rejected_ones_are_gone() -> None:
    (day,) = timeline(
        line("event", 1, day="2026-03-02", certainty="denied"),
        line("event", 2, day="2026-03-02", certainty="reported"),
        line("event", 3, day="2026-03-02", state="rejected"),
    ).days
    assert [row.certainty for row in day.happened] == ["denied", "reported"]


def test_a_window_by_days_kinds_and_parties() -> None:
    lines = [
        line("event", 1, day="2026-03-01", actor="Iran", recipient="Iraq"),
        line("event", 2, day="2026-03-02", actor="Oman", recipient="Qatar"),
        line("meeting", 3, day="2026-03-02", delegations={"Oman": [], "Iraq": [], "Chad": []}),
        line("statement", 4, day="2026-03-03", speakers=["Iran", "Chad"]),
    ]

    def subjects(**window: Any) -> list[int]:
        return [row.subject for day in timeline(*lines, **window).days for row in day.happened]

    assert subjects(first="2026-03-02", last="2026-03-02") == [3, 2]
    assert subjects(kinds=("meeting",)) == [3]
    assert subjects(parties=("Chad",)) == [4, 3], "the third delegation and the second speaker count too"


def test_parts_follow_each_other_without_gap_or_double() -> None:
    lines = [line("event", n, day=f"2026-03-0{1 + n // 4}") for n in range(1, 12)]
    seen: list[int] = []
    after = None
    while True:
        view = timeline(*lines, limit=3, after=after)
        seen += [row.subject for day in view.days for row in day.happened]
        after = view.next
        if after is None:
            break
    assert sorted(seen) == list(range(1, 12)) and view.total == 11
