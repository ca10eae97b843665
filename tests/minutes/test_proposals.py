"""The proposal ledger."""

from __future__ import annotations

import json
from typing import Any

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.plain import plain
from verbale.minutes.proposals import Proposal, make_ledger

SOURCES = {n: source(n, published=f"2026-03-{n:02}T10:00:00") for n in range(1, 20)}


def at(start: int, end: int) -> dict[str, Any]:
    return {"evidence": [{"start": start, "end": end, "exact": "x" * (end - start)}]}


def plan(entry: int, article: int, status: str = "under_discussion", subject: int = 1, **fields: Any) -> Line:
    told = {"name": "20-point plan", "sponsors": ["Iran"], **at(0, 50), **fields}
    return line("proposal", entry, article=article, subject=subject, status=status, **told)


def ledger(*lines: Line, **more: Any) -> tuple[Proposal, ...]:
    return make_ledger(lines, SOURCES, **more).proposals


def proposal(*lines: Line) -> Proposal:
    (only,) = ledger(*lines)
    return only


def test_a_proposal_goes_from_floated_to_in_force() -> None:
    view = proposal(
        plan(3, 8, "signed"), plan(1, 2, "floated"), plan(2, 5, "agreed"), plan(4, 9, "in_force"), plan(5, 6, "agreed")
    )
    assert [(one.status, one.day) for one in view.reached] == [
        ("floated", "2026-03-02"),
        ("agreed", "2026-03-05"),
        ("signed", "2026-03-08"),
        ("in_force", "2026-03-09"),
    ]
    assert (view.status, view.since) == ("in_force", "2026-03-09")
    assert [one.entries for one in view.versions] == [(1,), (2, 5), (3,), (4,)]


def test_names_sponsors_points_and_terms_come_from_all_articles() -> None:
    view = proposal(
        plan(1, 2, points=20, terms=["a truce"], parties=["Iran", "Iraq"]),
        plan(2, 3, name="plan", points=18, terms=["a truce", "monitors"], sponsors=["Oman", "Iran"], type="framework"),
        plan(3, 4),
    )
    assert view.name == "20-point plan" and view.names == ("20-point plan", "plan")
    assert view.sponsors == ("Iran", "Oman") and view.parties == ("Iraq",)
    assert view.points == (20, 18) and view.terms == ("a truce", "monitors")
    assert [(one.points, one.terms) for one in view.versions] == [(20, ("a truce",)), (18, ("monitors",))]
    assert view.type == "plan" and view.types == ("plan", "framework")


def test_an_article_that_is_behind_takes_nothing_back_but_is_counted() -> None:
    view = proposal(plan(1, 2, "signed"), plan(2, 5, "under_discussion"))
    assert view.status == "signed" and view.behind == (2,)


def test_rejected_and_withdrawn_are_ends_until_it_is_agreed_again() -> None:
    assert proposal(plan(1, 2, "agreed"), plan(2, 5, "withdrawn"), plan(3, 6)).status == "withdrawn"
    assert proposal(plan(1, 2, "rejected"), plan(2, 5, "agreed_in_part")).status == "agreed_in_part"


def test_agreed_and_rejected_on_one_day_is_disputed() -> None:
    view = proposal(plan(1, 5, "agreed", confidence=0.8), plan(2, 5, "rejected", confidence=0.6))
    assert view.status == "agreed" and view.disputed == ("rejected",)
    assert not proposal(plan(1, 5, "agreed"), plan(2, 5, "signed")).disputed


def test_what_is_only_possible_or_planned_is_not_its_state() -> None:
    view = proposal(plan(1, 2, "floated"), plan(2, 5, "signed", certainty="possible"))
    assert view.status == "floated" and [one.certainty for one in view.versions] == ["asserted", "possible"]
    assert [one.sure for one in view.reached] == [True, False]
    assert proposal(plan(1, 2, "signed", certainty="planned")).certainty == "planned"


def test_replies_of_others_name_it_or_rest_on_the_same_sentence() -> None:
    view = proposal(
        plan(1, 2),
        line("position", 2, article=2, party="Iraq", stance="refuses", what="it", **at(40, 60)),
        line("position", 3, article=2, party="Iraq", stance="demands", what="water", **at(200, 230)),
        line("position", 4, article=6, party="Oman", stance="supports", what="the 20-point plan"),
        line("position", 5, article=2, party="Iran", stance="demands", what="the 20-point plan"),
        line("event", 6, article=2, actor="Chad", recipient="Iran", type="REJECT", **at(10, 20)),
        line("event", 7, article=2, actor="Chad", recipient="Iran", type="CONSULT", **at(10, 20)),
        line("position", 8, article=2, party="Mali", stance="refuses", state="rejected", **at(10, 20)),
    )
    assert [(one.party, one.what, one.why) for one in view.replies] == [
        ("Iraq", "refuses", "same sentence"),
        ("Chad", "REJECT", "same sentence"),
        ("Oman", "supports", "names it"),
    ]


def test_a_name_that_tells_nothing_is_no_name_in_another_article() -> None:
    view = proposal(
        plan(1, 2, name="peace plan"),
        line("position", 2, article=6, party="Oman", stance="supports", what="a peace plan"),
    )
    assert not view.replies


def test_those_told_of_last_come_first_in_parts() -> None:
    lines = [plan(n, n, subject=n, name=f"{n}0-point plan") for n in range(1, 6)]
    assert [one.subject for one in ledger(*lines)] == [5, 4, 3, 2, 1]
    assert [one.subject for one in ledger(*lines, limit=2, skip=2)] == [3, 2]
    assert [one.subject for one in ledger(*lines, subjects={4})] == [4]
    assert make_ledger(lines, SOURCES, limit=2).total == 5


def test_plain_json() -> None:
    written = json.loads(json.dumps(plain(make_ledger([plan(1, 2, points=20)], SOURCES))))
    assert written["proposals"][0]["points"] == [20] and written["proposals"][0]["backing"]["state"] == "draft"
