"""Decisions of people: one by one and many at a time, the gate of cited words, second readers, and taking back."""

from __future__ import annotations

import pytest

from tests.minutes.kept import airport
from verbale.errors import StoreError
from verbale.minutes.agreement import count_figures
from verbale.minutes.change import Dossier
from verbale.minutes.cited import SAID_EARLIER
from verbale.minutes.database import Database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_change
from verbale.minutes.judged import find_draft, find_judgements, find_last_decision, find_queue
from verbale.minutes.review import (
    By,
    accept,
    check_line,
    edit,
    reject,
    reopen,
    take_back,
)
from verbale.minutes.standing import Standing

ADA, BEN = By("ada"), By("ben", second=True)


@pytest.fixture
def dossier(database: Database) -> Dossier:
    with database.writing() as connection:
        made = open_dossier(connection, "airport", by="ada")
        file_reading(connection, made, airport(), by="ada")
    return made


def states(database: Database, dossier: Dossier) -> dict[int, str]:
    with database.reading() as connection:
        lines = Standing(connection, dossier).lines(states=("draft", "accepted", "edited", "rejected", "withdrawn"))
    return {line.entry: line.state for line in sorted(lines, key=lambda line: line.entry)}


def test_a_line_that_says_what_its_evidence_says_is_accepted_in_a_name(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        done = accept(connection, dossier, [1], ADA)
        line = Standing(connection, dossier).line(1)
        judgements = find_judgements(connection, dossier)
    assert (done.decided, done.held) == ((1,), ())
    assert (line.state, line.reviewer) == ("accepted", "ada")
    assert [(one.entry, one.decision, one.kind, one.rule, one.publisher) for one in judgements] == [
        (1, "accepted", "meeting", "verbale 0.1, rule meeting", "The Courier")
    ]


def test_a_name_that_stands_only_further_up_asks_for_a_reason_and_keeps_it(
    database: Database, dossier: Dossier
) -> None:
    with database.writing() as connection:
        done = accept(connection, dossier, [2], ADA)
        assert done.change is None
        assert [(one.entry, one.checked.said_earlier) for one in done.held] == [(2, True)]
        again = accept(connection, dossier, [2], By("ada", reason="she is named above"))
        assert again.change is not None
        kept = find_change(connection, dossier, again.change.id)
    assert kept.reason == "she is named above"
    assert kept.data["objections"]["2"]["reason"] == "she is named above"
    assert {one["field"] for one in kept.data["objections"]["2"]["objections"]} == {"party", "text"}


def test_what_stands_further_up_may_be_taken_as_the_reason_and_what_stands_nowhere_not(
    database: Database, dossier: Dossier
) -> None:
    with database.writing() as connection:
        done = accept(connection, dossier, [1, 2, 4], By("ada", said_earlier=True))
        assert done.change is not None
        assert done.change.data["objections"]["2"]["reason"] == SAID_EARLIER
    assert done.decided == (1, 2)
    assert [one.entry for one in done.held] == [4]
    assert {one.reason for one in done.held[0].checked.objections} >= {"number"}
    assert states(database, dossier) == {1: "accepted", 2: "accepted", 3: "draft", 4: "draft"}


def test_many_are_decided_in_one_change_and_taken_back_in_one(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        done = reject(connection, dossier, [2, 4], By("ada", reason="not theirs"))
        assert done.change is not None
    assert states(database, dossier) == {1: "draft", 2: "rejected", 3: "draft", 4: "rejected"}
    with database.writing() as connection:
        take_back(connection, dossier, done.change, by="ada")
        assert find_judgements(connection, dossier) == []
    assert set(states(database, dossier).values()) == {"draft"}


def test_an_edit_changes_the_line_writes_its_sentence_anew_and_leaves_its_evidence(
    database: Database, dossier: Dossier
) -> None:
    with database.writing() as connection:
        held = edit(connection, dossier, 4, {"stance": "accepts", "what": "9 percent"}, ADA)
        assert [one.entry for one in held.held] == [4]
        edit(connection, dossier, 4, {"what": "7 percent"}, By("ada", reason="as the union said"))
        line = Standing(connection, dossier).line(4)
    assert (line.state, line.reviewer, line.text) == ("edited", "ada", "Mara Lindqvist demands: 7 percent.")
    assert line.quote == "called for 7 percent"
    assert line.fields["origin"]["method"] == "rules"


def test_evidence_is_chosen_anew_from_the_article(database: Database, dossier: Dossier) -> None:
    exact = "Mara Lindqvist met union leaders in Oslo on 4 March 2026. Ground crews were offered 4 percent"
    with database.writing() as connection:
        assert edit(connection, dossier, 2, {"what": "4 percent"}, ADA).held
        done = edit(connection, dossier, 2, {"evidence": [{"start": 0, "end": len(exact), "exact": exact}]}, ADA)
        line = Standing(connection, dossier).line(2)
    assert not done.held
    assert done.change and done.change.data["fields"] == ["evidence"]
    assert (line.state, line.quote) == ("edited", exact)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"stance": "wants"}, "stance is none of"),
        ({"confidence": 1.0}, "confidence cannot be edited"),
        ({"evidence": []}, "evidence is missing"),
        ({"evidence": [{"start": 0, "end": 4, "exact": "Lena"}]}, "does not say 'Lena'"),
        ({"evidence": [{"start": -4, "end": 0, "exact": ""}]}, "does not say ''"),
        ({"x": 1}, "no field x"),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(
    database: Database, dossier: Dossier, fields: dict[str, object], problem: str
) -> None:
    with pytest.raises(StoreError, match=problem), database.writing() as connection:
        edit(connection, dossier, 2, fields, ADA)
    assert set(states(database, dossier).values()) == {"draft"}


def test_what_was_decided_on_can_be_made_a_draft_again_and_the_judgement_stays(
    database: Database, dossier: Dossier
) -> None:
    with database.writing() as connection:
        reject(connection, dossier, [1], ADA)
        reopen(connection, dossier, [1, 2], By("ada", reason="new page"))
        assert Standing(connection, dossier).line(1).reviewer is None
        assert len(find_judgements(connection, dossier)) == 1
    assert states(database, dossier)[1] == "draft"


def test_an_entry_that_is_not_there_decides_nothing(database: Database, dossier: Dossier) -> None:
    with pytest.raises(StoreError, match="no entry 99"), database.writing() as connection:
        reject(connection, dossier, [1, 99], ADA)
    assert states(database, dossier)[1] == "draft"


def test_a_second_reader_sees_drafts_and_alters_no_line(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        accept(connection, dossier, [1], ADA)
        edit(connection, dossier, 4, {"what": "7 percent"}, By("ada", reason="as the union said"))
        reject(connection, dossier, [3], ADA)
        waiting = find_queue(connection, dossier, reviewer="ben", second=True)
        assert {(one.line.entry, one.line.state, one.line.reviewer) for one in waiting} == {
            (1, "draft", None), (3, "draft", None), (4, "draft", None),
        }  # fmt: skip
        assert next(one.line.fields["what"] for one in waiting if one.line.entry == 4) == "9 percent"
        reject(connection, dossier, [1], BEN)
        assert {one.line.entry for one in find_queue(connection, dossier, reviewer="ben", second=True)} == {3, 4}
        assert find_queue(connection, dossier, reviewer="ada", second=True) == []
        figures = count_figures(find_judgements(connection, dossier))
    assert states(database, dossier)[1] == "accepted"
    assert (figures.agreement.entries, figures.agreement.disputed) == (1, (1,))


def test_a_second_readers_opinion_is_taken_back_too(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        accept(connection, dossier, [1], ADA)
        done = reject(connection, dossier, [1], BEN)
        assert done.change is not None
        take_back(connection, dossier, done.change, by="ben")
        assert [one.reviewer for one in find_judgements(connection, dossier)] == ["ada"]
        with pytest.raises(StoreError, match="undone already"):
            take_back(connection, dossier, done.change, by="ben")


def test_a_line_is_shown_to_a_second_reader_as_it_was_drafted(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        edit(connection, dossier, 4, {"what": "7 percent"}, By("ada", reason="as the union said"))
        line = find_draft(connection, dossier, 4)
        assert (line.state, line.reviewer, line.fields["what"]) == ("draft", None, "9 percent")
        assert find_draft(connection, dossier, 1).state == "draft"


def test_the_last_decision_that_stands_is_the_one_that_is_taken_back_first(
    database: Database, dossier: Dossier
) -> None:
    with database.writing() as connection:
        assert find_last_decision(connection, dossier, "ada") is None
        first = accept(connection, dossier, [1], ADA).change
        second = reject(connection, dossier, [2], ADA).change
        reject(connection, dossier, [3], By("cleo"))
        assert first and second and find_last_decision(connection, dossier, "ada") == second
        take_back(connection, dossier, second, by="ada")
        assert find_last_decision(connection, dossier, "ada") == first


def test_the_first_readers_queue_puts_the_uncertain_first_and_empties(database: Database, dossier: Dossier) -> None:
    with database.writing() as connection:
        queue = find_queue(connection, dossier, reviewer="ada")
        assert len(queue) == 4
        assert queue[-1].line.confidence == 0.8
        accept(connection, dossier, [one.line.entry for one in queue], By("ada", reason="all of them"))
        assert find_queue(connection, dossier, reviewer="ada") == []


def test_a_line_can_be_held_to_its_evidence_without_a_decision(database: Database, dossier: Dossier) -> None:
    with database.reading() as connection:
        assert check_line(connection, dossier, 1).objections == ()
        assert check_line(connection, dossier, 2).said_earlier
