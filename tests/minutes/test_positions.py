"""The position matrix."""

from __future__ import annotations

import json
from typing import Any

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.plain import plain
from verbale.minutes.positions import Cell, Matrix, make_matrix

SOURCES = {n: source(n, published=f"2026-03-0{day}T10:00:00") for n, day in ((1, 9), (2, 9), (6, 6))}


def position(entry: int, stance: str, what: str = "a truce along the river", **fields: Any) -> Line:
    return line("position", entry, stance=stance, what=what, **{"issue": "ceasefire", "toward": "Iraq", **fields})


def matrix(*lines: Line, **more: Any) -> Matrix:
    return make_matrix(lines, SOURCES, **more)


def cell(*lines: Line) -> Cell:
    (only,) = matrix(*lines).cells
    return only


def test_a_cell_says_what_a_party_holds_now_and_since_when() -> None:
    view = cell(
        position(2, "opposes", day="2026-03-02"),
        position(1, "refuses", day="2026-03-01"),
        position(3, "refuses", "any truce along the river", day="2026-03-05"),
    )
    assert (view.now.stance, view.now.what) == ("refuses", "any truce along the river")
    assert (view.now.since, view.now.last) == ("2026-03-01", "2026-03-05")
    assert [one.line.entry for one in view.lines] == [1, 2, 3], "oldest to newest"
    assert view.now.backing.entries == (1, 3) and not view.reversals


def test_a_refusal_that_becomes_an_acceptance_is_a_reversal_with_both_sentences() -> None:
    view = cell(
        position(1, "refuses", day="2026-03-01", quote="Tehran will not hear of a truce"),
        position(2, "accepts", "the truce", day="2026-03-07", quote="Tehran took the truce"),
    )
    (turn,) = view.reversals
    assert (turn.day, turn.toward, turn.same_matter, turn.unsure) == ("2026-03-07", "Iraq", True, False)
    assert turn.before.line.quote == "Tehran will not hear of a truce"
    assert turn.after.line.quote == "Tehran took the truce"
    assert view.now.stance == "accepts" and view.now.since == "2026-03-07"
    assert [one.stance for one in view.held] == ["accepts"], "the refusal no longer stands"


def test_turning_round_twice_is_two_reversals_and_holding_on_is_none() -> None:
    view = cell(
        position(1, "refuses", day="2026-03-01"),
        position(2, "refuses", day="2026-03-02"),
        position(3, "supports", day="2026-03-03"),
        position(4, "accepts", day="2026-03-04"),
        position(5, "opposes", day="2026-03-05"),
    )
    assert [turn.day for turn in view.reversals] == ["2026-03-05", "2026-03-03"]


def test_another_matter_of_the_same_issue_is_marked_as_such() -> None:
    (turn,) = cell(
        position(1, "refuses", "monitors at the bridge", day="2026-03-01"),
        position(2, "accepts", "prisoner lists", day="2026-03-02"),
    ).reversals
    assert not turn.same_matter
    assert not cell(
        position(1, "refuses", "monitors at the bridge", day="2026-03-01", toward="Oman"),
        position(2, "accepts", "prisoner lists", day="2026-03-02"),
    ).reversals, "towards another party nothing was turned round"
    assert not cell(
        position(1, "refuses", "monitors at the bridge", day="2026-03-01"),
        position(2, "accepts", "prisoner lists", day="2026-03-02", confidence=0.4),
    ).reversals, "two doubts are too many"


def test_what_is_not_asserted_makes_an_unsure_reversal() -> None:
    (turn,) = cell(
        position(1, "refuses", day="2026-03-01"),
        position(2, "accepts", day="2026-03-02", certainty="possible"),
    ).reversals
    assert turn.unsure


def test_contradictions_of_one_day_are_marked_and_none_is_dropped() -> None:
    view = cell(
        position(1, "refuses", day="2026-03-04", confidence=0.6),
        position(2, "accepts", day="2026-03-04", confidence=0.8, article=2),
    )
    (both,) = view.contradictions
    assert {both.one.line.entry, both.other.line.entry} == {1, 2} and both.day == "2026-03-04"
    assert view.contradicted and not view.reversals
    assert {one.stance for one in view.held} == {"refuses", "accepts"}


def test_a_contradiction_of_the_past_no_longer_contradicts_what_is_held_now() -> None:
    view = cell(
        position(1, "refuses", day="2026-03-02"),
        position(2, "accepts", day="2026-03-02"),
        position(3, "accepts", day="2026-03-05"),
    )
    assert view.contradictions and not view.contradicted


def test_a_demand_stands_beside_a_refusal() -> None:
    view = cell(
        position(1, "demands", "the release of the crews", day="2026-03-01"),
        position(2, "refuses", day="2026-03-03"),
    )
    assert [one.stance for one in view.held] == ["refuses", "demands"]


def test_conditional_and_undecided_take_the_place_of_a_yes_and_are_no_reversal() -> None:
    view = cell(position(1, "accepts", day="2026-03-01"), position(2, "conditional", "only if it is paid for"))
    assert view.now.stance == "conditional" and not view.reversals and len(view.held) == 1
    assert cell(position(1, "undecided", day="2026-03-01")).now.stance == "undecided"


def test_a_weak_draft_does_not_overrule_what_is_well_founded() -> None:
    view = cell(position(1, "refuses", day="2026-03-01"), position(2, "accepts", day="2026-03-05", confidence=0.35))
    assert view.now.stance == "refuses" and not view.now.unsure
    assert view.reversals[0].unsure, "but it is shown"
    reviewed = position(2, "accepts", day="2026-03-05", confidence=0.35, state="accepted")
    assert cell(position(1, "refuses", day="2026-03-01"), reviewed).now.stance == "accepts"
    assert cell(position(3, "refuses", confidence=0.3)).now.unsure


def test_a_position_without_a_day_is_held_since_its_article() -> None:
    assert cell(position(1, "demands", article=6)).now.since == "2026-03-06"


def test_since_counts_only_what_was_told_of_the_same_matter() -> None:
    view = cell(
        position(1, "demands", "monitors at the bridge", day="2026-03-01"),
        position(2, "demands", "prisoner lists", day="2026-03-03"),
        position(3, "demands", "the prisoner lists", day="2026-03-05"),
    )
    assert (view.now.since, view.now.last) == ("2026-03-03", "2026-03-05")


def test_drafts_are_drafts_and_rejected_lines_are_gone() -> None:
    view = cell(
        position(1, "refuses"), position(2, "accepts", state="rejected"), position(3, "refuses", state="edited")
    )
    assert view.now.stance == "refuses" and view.now.backing.state == "edited"
    assert [one.line.entry for one in view.lines] == [1, 3] and not view.contradictions
    assert cell(position(1, "refuses")).now.backing.state == "draft"


def test_the_dossiers_own_parties_and_issues_come_first() -> None:
    view = matrix(
        position(1, "demands", party="Oman", issue="energy"),
        position(2, "demands", party="Oman"),
        position(3, "demands", party="Chad", issue="justice"),
        parties=("Chad", "Nobody"),
        issues=("justice",),
    )
    assert view.parties == ("Chad", "Oman") and view.issues[0] == "justice"
    assert set(view.row("Oman")) == {"energy", "ceasefire"}


def test_names_of_one_party_share_a_row_and_the_matrix_is_plain_json() -> None:
    view = matrix(
        position(1, "refuses", party="Tehran", day="2026-03-01"),
        position(2, "accepts", party="Iran", day="2026-03-02"),
        names={"Tehran": "Iran"},
    )
    written = json.loads(json.dumps(plain(view)))
    assert written["parties"] == ["Iran"] and len(written["reversals"]) == 1
    assert written["cells"][0]["lines"][0]["quote"]
