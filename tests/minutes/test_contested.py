"""Contested facts: the same question, different answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.minutes.lines import line, source
from verbale.minutes.contested import Contested, Question, find_contested
from verbale.minutes.line import Line
from verbale.minutes.plain import plain

SOURCES = {n: source(n, published=f"2026-03-{n:02}T10:00:00", story=1) for n in range(1, 20)}
EUR = {"currency": "EUR", "approximate": False}


def contested(*lines: Line) -> Contested:
    return find_contested(lines, SOURCES)


def question(*lines: Line) -> Question:
    (only,) = contested(*lines).questions
    return only


def two(kind: str, one: dict[str, Any], other: dict[str, Any], *, articles: tuple[int, int] = (5, 6)) -> list[Line]:
    """Two lines of one subject in two articles."""
    return [
        line(kind, 1, subject=1, article=articles[0], **one),
        line(kind, 2, subject=1, article=articles[1], **other),
    ]


@pytest.mark.parametrize(
    ("kind", "one", "other", "about", "asked", "answers"),
    [
        ("meeting", {"place": "Basra"}, {"place": "Muscat"}, "place", "Where did “talks”", ["Basra", "Muscat"]),
        ("meeting", {"status": "held"}, {"status": "cancelled"}, "status", "What became of", ["held", "cancelled"]),
        ("meeting", {}, {"certainty": "denied"}, "certainty", "Did “talks” take place?", ["yes", "no: it is denied"]),
        (
            "meeting", {"day": "2026-03-01"}, {"day": "2026-03-03", "last_day": "2026-03-04"}, "days", "When did",
            ["2026-03-01", "2026-03-03 to 2026-03-04"],
        ),
        ("event", {}, {"certainty": "denied"}, "certainty", "Is it so? Iran: CON", ["yes", "no: it is denied"]),
        ("event", {"place": "Basra"}, {"place": "Mosul"}, "place", "Where did it happen?", ["Basra", "Mosul"]),
        (
            "pledge", {"amount": {"value": 90e9, **EUR}, "donor": "Oman"}, {"amount": {"value": 80e9, **EUR}}, "amount",
            "How much did Oman pledge?", ["EUR 90 billion", "EUR 80 billion"],
        ),
    ],
)  # fmt: skip
def test_a_question_with_different_answers(
    kind: str, one: dict[str, Any], other: dict[str, Any], about: str, asked: str, answers: list[str]
) -> None:
    view = question(*two(kind, one, other))
    assert view.about == about and asked in view.question
    assert [answer.value for answer in view.answers] == answers
    assert [answer.said_by[0] for answer in view.answers] == ["Outlet 5", "Outlet 6"]
    assert [answer.backing.entries for answer in view.answers] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("meeting", {"place": "Miami"}, {"place": "Miami, Florida"}),
        ("meeting", {"status": "planned", "certainty": "planned"}, {"status": "held"}),
        ("meeting", {"status": "planned", "certainty": "planned"}, {"status": "cancelled"}),
        ("meeting", {"status": "cancelled"}, {"status": "held"}),
        ("meeting", {"day": "2026-03-01", "last_day": "2026-03-03"}, {"day": "2026-03-02"}),
        ("meeting", {"day": "2026-03-01", "last_day": "2026-03-31"}, {"day": "2026-04-02"}),
        ("proposal", {"points": 28}, {"points": 20}),
        ("proposal", {"status": "agreed"}, {"status": "rejected"}),
        ("pledge", {"stage": "announced"}, {"stage": "disbursed"}),
        ("pledge", {"amount": {"value": 90e9, **EUR}}, {"amount": {"value": 105e9, "currency": "USD"}}),
        ("pledge", {"amount": {"value": 90e9, **EUR}}, {"amount": {"value": 88e9, **EUR, "approximate": True}}),
        ("event", {"certainty": "possible"}, {"certainty": "denied"}),
        ("statement", {"speakers": ["Iran"]}, {"speakers": ["Iran"], "manner": "claimed"}),
    ],
)
def test_what_changes_or_agrees_is_no_contest(kind: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not contested(*two(kind, one, other)).questions


def test_points_and_stages_are_contested_where_both_are_still_told() -> None:
    third = line("proposal", 3, subject=1, article=8, points=28)
    assert question(*two("proposal", {"points": 28}, {"points": 20}), third).about == "points"
    same_day = two("proposal", {"status": "agreed"}, {"status": "rejected"}, articles=(5, 5))
    assert question(*same_day).answers[1].value == "rejected" and question(*same_day).unsure, "one article only"


def test_rejected_lines_answer_nothing_and_weak_drafts_make_an_unsure_question() -> None:
    assert not contested(*two("meeting", {"place": "Basra"}, {"place": "Muscat", "state": "rejected"})).questions
    assert question(*two("meeting", {"place": "Basra"}, {"place": "Muscat", "confidence": 0.3})).unsure
    assert not question(*two("meeting", {"place": "Basra"}, {"place": "Muscat"})).unsure


def at(start: int, end: int) -> dict[str, Any]:
    return {"evidence": [{"start": start, "end": end, "exact": "x" * (end - start)}]}


def test_a_stance_told_by_the_party_itself_and_by_others() -> None:
    view = question(
        line("statement", 1, article=5, speakers=[("Ali Rezaei", "Iran")], content="never", **at(0, 60)),
        line("position", 2, article=5, stance="refuses", what="the truce at the river", toward="Iraq", **at(10, 60)),
        line("statement", 3, article=8, speakers=[("Sara Aziz", "Iraq")], content="they agreed", **at(0, 60)),
        line("position", 4, article=8, stance="accepts", what="a truce at the river", toward="Iraq", **at(10, 60)),
    )
    assert view.about == "stance" and view.question == "Where does Iran stand on process towards Iraq?"
    assert [answer.value for answer in view.answers] == [
        "refuses, by its own words",
        "accepts, as Sara Aziz tells it",
    ]
    assert view.answers[0].said_by == ("Outlet 5", "Ali Rezaei") and not view.unsure


def test_a_party_that_itself_turns_round_is_no_contest() -> None:
    view = contested(
        line("position", 2, article=5, stance="refuses", what="the truce", via=["Outlet", "Iran"]),
        line("position", 4, article=8, stance="accepts", what="the truce", via=["Outlet", "Iran"]),
    )
    assert not view.questions


def test_opposite_stances_of_one_day_are_contested() -> None:
    view = question(
        line("position", 1, article=5, stance="refuses", what="the river truce", day="2026-03-04"),
        line("position", 2, article=6, stance="accepts", what="the river truce", day="2026-03-04"),
    )
    assert [answer.value for answer in view.answers] == [
        "refuses, as the article tells it",
        "accepts, as the article tells it",
    ]


def test_a_yes_and_a_no_to_different_things_are_no_contest() -> None:
    assert not contested(
        line("position", 1, article=5, stance="refuses", what="a bad bargain", day="2026-03-04"),
        line("position", 2, article=6, stance="offers", what="skimmed milk", day="2026-03-04"),
    ).questions


def test_two_drafts_of_one_sentence_are_no_contest_until_a_person_accepts_one() -> None:
    one = line("position", 1, article=5, stance="refuses", what="the river truce", **at(0, 60))
    other = {"article": 5, "stance": "supports", "what": "the river truce", **at(20, 60)}
    assert not contested(one, line("position", 2, **other)).questions
    assert contested(one, line("position", 2, state="accepted", **other)).questions


def test_names_alone_do_not_make_a_denial_of_something() -> None:
    (denial,) = contested(
        line("statement", 1, speakers=[("Ali Rezaei", "Iran")], manner="denied", content="any deadline for Sara Aziz"),
        line(
            "event", 2, actor={"name": "Sara Aziz", "party": "Iraq"}, recipient={"name": "Ali Rezaei", "party": "Iran"}
        ),
    ).denials
    assert not denial.against


def test_a_denial_stands_with_what_it_denies() -> None:
    (denial,) = contested(
        line("statement", 1, speakers=[("Ali Rezaei", "Iran")], manner="denied", content="shelling the river crossing"),
        line("statement", 2, article=2, speakers=["Iraq"], manner="accused", content="Iran of shelling the crossing"),
        line("statement", 3, article=2, speakers=["Iraq"], content="the weather is fine for harvest"),
        line("statement", 4, article=2, speakers=["Iran"], content="no shelling at the river crossing took place"),
    ).denials
    assert denial.speaker == "Ali Rezaei" and [one.line.entry for one in denial.against] == [2]


def test_plain_json() -> None:
    written = json.loads(json.dumps(plain(contested(*two("meeting", {"place": "Basra"}, {"place": "Muscat"})))))
    assert written["questions"][0]["answers"][1]["lines"][0]["quote"]
