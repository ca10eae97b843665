"""What is to be reviewed first, and what a second reader is not shown."""

from __future__ import annotations

import random

import pytest

from tests.minutes.lines import line
from verbale.minutes.agreement import Judgement
from verbale.minutes.queue import WEIGHTS, Waiting, rank_waiting, waiting_for_first, waiting_for_second


def order(queue: list[Waiting]) -> list[int]:
    return [one.line.entry for one in queue]


def test_of_lines_that_are_alike_the_one_as_likely_right_as_wrong_comes_first() -> None:
    lines = [line("event", entry, confidence=sure) for entry, sure in ((1, 0.95), (2, 0.5), (3, 0.2))]
    assert order(rank_waiting(lines, lines)) == [2, 3, 1]


def test_of_lines_equally_sure_the_one_that_more_views_and_parties_hang_on_comes_first() -> None:
    lines = [
        line("event", 1, confidence=0.8),
        line("meeting", 2, confidence=0.8, delegations={"Iran": [], "Iraq": []}),
        line("meeting", 3, confidence=0.8),
    ]
    assert order(rank_waiting(lines, lines)) == [2, 3, 1]


def test_a_line_that_stands_alone_for_what_it_says_comes_before_one_of_many() -> None:
    lines = [line("meeting", 1, subject=1), line("meeting", 2, subject=1), line("meeting", 3)]
    assert order(rank_waiting(lines, lines))[0] == 3


def test_a_reversal_comes_first_and_says_what_was_before() -> None:
    before = line("position", 1, stance="refuses", day="2026-01-02", state="accepted")
    lines = [
        line("position", 2, stance="refuses", day="2026-02-01"),
        line("position", 3, stance="accepts", day="2026-03-01"),
    ]
    first = rank_waiting(lines, [before, *lines])[0]
    assert first.line.entry == 3
    assert [part.why for part in first.parts if part.name == "novelty"] == ["a reversal: refuses before, accepts now"]


def test_a_demand_between_two_refusals_is_no_reversal() -> None:
    lines = [
        line("position", entry, stance=stance, day=f"2026-01-0{entry}")
        for entry, stance in enumerate(("refuses", "demands", "refuses"), 1)
    ]
    assert all("reversal" not in part.why for one in rank_waiting(lines, lines) for part in one.parts)


def test_another_state_of_the_same_meeting_is_news() -> None:
    lines = [
        line("meeting", 1, subject=1, status="planned", day="2026-01-01"),
        line("meeting", 2, subject=1, status="cancelled", day="2026-01-02"),
    ]
    queue = {one.line.entry: {part.name: part for part in one.parts} for one in rank_waiting(lines, lines)}
    assert queue[2]["novelty"].why == "planned before, cancelled now"
    assert queue[1]["novelty"].value == 0


def test_the_score_is_the_weighted_sum_of_its_parts() -> None:
    lines = [line("position", 1, confidence=0.7)]
    (one,) = rank_waiting(lines, lines)
    assert one.score == pytest.approx(sum(WEIGHTS[part.name] * part.value for part in one.parts))
    assert 0 <= one.score <= 1
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_the_order_does_not_depend_on_the_order_of_the_lines() -> None:
    lines = [line("event", entry, confidence=0.5 + entry % 3 / 10) for entry in range(1, 40)]
    mixed = random.Random(1).sample(lines, len(lines))
    assert order(rank_waiting(mixed, mixed)) == order(rank_waiting(lines, lines))


def test_only_drafts_wait_for_a_first_reader() -> None:
    states = ("draft", "accepted", "edited", "rejected", "withdrawn")
    lines = [line("event", entry, state=state) for entry, state in enumerate(states, 1)]
    assert [one.entry for one in waiting_for_first(lines)] == [1]


def judged(entry: int, reviewer: str) -> Judgement:
    return Judgement(entry, reviewer, "rejected", "event", "tests", None, entry)


def test_a_second_reader_is_shown_what_others_decided_on_as_a_draft_and_nothing_of_the_decision() -> None:
    drafted = [line("event", entry, state="rejected", reviewer="ada", since=7) for entry in (1, 2, 3)]
    waiting = waiting_for_second(drafted, [judged(1, "ada"), judged(2, "ada"), judged(2, "ben")], reviewer="ben")
    assert [(one.entry, one.state, one.reviewer, one.since) for one in waiting] == [(1, "draft", None, 0)]


def test_the_second_readers_order_is_the_same_whatever_the_first_decided() -> None:
    def queue(state: str) -> list[tuple[int, float]]:
        drafted = [line("event", entry, confidence=0.1 * entry, state=state, reviewer="ada") for entry in range(1, 8)]
        judgements = [judged(entry, "ada") for entry in range(1, 8)]
        waiting = waiting_for_second(drafted, judgements, reviewer="ben")
        return [(one.line.entry, one.score) for one in rank_waiting(waiting, drafted)]

    assert queue("accepted") == queue("rejected")
