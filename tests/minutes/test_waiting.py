"""Queues that are kept between two questions say what a ranking from nothing would."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pytest
from sqlalchemy import Connection

from tests.minutes.kept import airport
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import last_change
from verbale.minutes.judged import find_queue
from verbale.minutes.review import By, accept, reject, reopen, take_back
from verbale.minutes.standing import Standing
from verbale.minutes.waiting import Queues

ADA, BEN = By("ada", reason="she was there"), By("ben", reason="so was he", second=True)


@pytest.fixture
def dossier(database: Database) -> Dossier:
    with database.writing() as connection:
        made = open_dossier(connection, "airport", by="ada")
        file_reading(connection, made, airport(), by="ada")
    return made


def check(database: Database, dossier: Dossier, queues: Queues, reviewer: str, *, second: bool = False) -> list[int]:
    """The kept queue, held to a fresh one: the same lines."""
    with database.reading() as connection:
        kept = [one.entry for one in queues.find(connection, dossier, reviewer=reviewer, second=second)]
        fresh = find_queue(connection, dossier, reviewer=reviewer, second=second)
    assert sorted(kept) == sorted(one.line.entry for one in fresh)
    return kept


def test_decisions_take_lines_out_and_put_them_back_where_they_were(database: Database, dossier: Dossier) -> None:
    queues = Queues()
    before = check(database, dossier, queues, "ada")
    with database.writing() as connection:
        done = accept(connection, dossier, before[:2], ADA)
        reject(connection, dossier, before[2:3], By("cleo"))
    assert check(database, dossier, queues, "ada") == before[3:]
    with database.writing() as connection:
        assert done.change
        take_back(connection, dossier, done.change, by="ada")
    assert check(database, dossier, queues, "ada") == [*before[:2], *before[3:]]
    with database.writing() as connection:
        reopen(connection, dossier, before[2:3], ADA)
    assert check(database, dossier, queues, "ada") == before


def test_what_is_filed_is_ranked_with_the_rest(database: Database, dossier: Dossier) -> None:
    queues = Queues()
    assert len(check(database, dossier, queues, "ada")) == 4
    more = airport()
    more["article"]["url"] = "https://herald.example/airport"
    with database.writing() as connection:
        file_reading(connection, dossier, more, by="ada")
    assert len(check(database, dossier, queues, "ada")) == 8


def test_a_draft_that_was_decided_on_before_the_queue_was_made_comes_back(database: Database, dossier: Dossier) -> None:
    queues = Queues()
    with database.writing() as connection:
        accept(connection, dossier, [1], ADA)
    assert 1 not in check(database, dossier, queues, "ada")
    with database.writing() as connection:
        reopen(connection, dossier, [1], ADA)
    assert 1 in check(database, dossier, queues, "ada")


def test_a_second_reader_gets_what_others_decided_and_not_what_they_did(database: Database, dossier: Dossier) -> None:
    queues = Queues()
    assert check(database, dossier, queues, "ben", second=True) == []
    with database.writing() as connection:
        accept(connection, dossier, [1, 2], ADA)
    assert len(check(database, dossier, queues, "ben", second=True)) == 2
    with database.writing() as connection:
        reject(connection, dossier, [2], BEN)
    assert check(database, dossier, queues, "ben", second=True) == [1]
    assert check(database, dossier, queues, "ada", second=True) == []
    with database.writing() as connection:
        reopen(connection, dossier, [1], ADA)
    assert check(database, dossier, queues, "ben", second=True) == []


def test_a_place_says_by_what_lines_are_chosen(database: Database, dossier: Dossier) -> None:
    with database.reading() as connection:
        queues = Queues()
        first = queues.find(connection, dossier, reviewer="ada")[0]
        words = queues.choices(connection, dossier, reviewer="ada")
    assert (first.kind, first.rule, first.outlet) == ("position", "verbale 0.1, rule position", "The Courier")
    assert "confidence 40%" in first.why
    assert (words.kind, words.party, words.source) == (["position", "meeting"], ["Mara Lindqvist"], ["The Courier"])


def test_a_queue_that_is_ranked_later_has_all_that_waits_and_nothing_else(database: Database, dossier: Dossier) -> None:
    later: dict[Hashable, Callable[[Connection], object]] = {}
    queues = Queues(later.setdefault)
    before = check(database, dossier, queues, "ada")
    more = airport()
    more["article"]["url"] = "https://herald.example/airport"
    with database.writing() as connection:
        file_reading(connection, dossier, more, by="ada")
        accept(connection, dossier, before[:1], ADA)
    kept = check(database, dossier, queues, "ada")
    assert kept[:3] == before[1:]  # those that were ranked stand where they stood
    ((key, rank),) = later.items()
    with database.reading() as connection:
        rank(connection)
        ranked = [one.line.entry for one in find_queue(connection, dossier, reviewer="ada")]
    later.pop(key)
    assert check(database, dossier, queues, "ada") == ranked != kept
    assert not later


def test_a_second_reader_is_not_given_again_what_they_decided_on(database: Database, dossier: Dossier) -> None:
    later: dict[Hashable, Callable[[Connection], object]] = {}
    queues = Queues(later.setdefault)
    with database.writing() as connection:
        accept(connection, dossier, [1, 2, 3], ADA)
    check(database, dossier, queues, "ben", second=True)
    with database.writing() as connection:
        reject(connection, dossier, [2], BEN)
        reopen(connection, dossier, [1], ADA)
        accept(connection, dossier, [4], ADA)
    with database.reading() as connection:
        assert [one.entry for one in queues.find(connection, dossier, reviewer="ben", second=True)] == [3]
        next(iter(later.values()))(connection)
    assert sorted(check(database, dossier, queues, "ben", second=True)) == [3, 4]


def test_lines_are_counted_on_from_an_earlier_change(database: Database, dossier: Dossier) -> None:
    def now() -> Standing:
        return Standing(connection, dossier)

    more = airport()
    more["article"]["url"] = "https://herald.example/airport"
    with database.writing() as connection:
        at, before = last_change(connection, dossier), now().counts()
        file_reading(connection, dossier, more, by="ada")
        reject(connection, dossier, [2], ADA)
        accept(connection, dossier, [1, 3], ADA)
        reopen(connection, dossier, [3], ADA)
        assert now().counts_since(at, before) == now().counts() != before
        later = last_change(connection, dossier)
        assert now().counts_since(later, now().counts()) == now().counts()
