"""What is remembered of a dossier alters no view: after each change each is as it is for who remembers nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from tests.minutes.golden import VIEWS
from tests.minutes.lake import lake_readings
from verbale.minutes import tables
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading, mark_vanished
from verbale.minutes.history import last_change
from verbale.minutes.joiner import Joiner
from verbale.minutes.near import Near
from verbale.minutes.plain import plain
from verbale.minutes.recall import NOTHING, recall_of
from verbale.minutes.review import By, accept, reject
from verbale.minutes.standing import Standing
from verbale.minutes.told import Told
from verbale.minutes.undoing import undo

_TODAY = "2026-04-05"


def _compare(database: Database, dossier: Dossier, at: int | None = None) -> None:
    """Every view, as a connection that remembers sees it and as one that does not."""
    with database.reading() as reader, database.engine.connect() as other:
        for name, view in VIEWS.items():
            seen, told = (plain(view(Standing(one, dossier, at), _TODAY)) for one in (reader, other))
            assert seen == told, name


def _filed(database: Database) -> tuple[Dossier, list[int], list[int]]:
    """The dossier of the lake, filed article by article, its views looked at in between; its entries and changes."""
    joiner, entries, changes = Joiner(), list[int](), list[int]()
    dossier = Dossier(0, "")
    for reading in lake_readings():
        moment = f"{reading['article']['published'][:10]}T23:00:00Z"
        with database.writing() as connection:
            dossier = open_dossier(connection, "Lake", by="Ada", moment=moment)
            filed = file_reading(connection, dossier, reading, by="Ada", moment=moment, join=joiner)
        entries += filed.new
        changes.append(filed.change or 0)
        _compare(database, dossier)
    return dossier, entries, changes


def test_views_of_who_remembers_are_those_of_who_does_not(database: Database) -> None:
    dossier, entries, changes = _filed(database)
    chance, by = random.Random(7), By("Ada", reason="as the article has it")
    for step in range(8):
        with database.writing() as connection:
            some = chance.sample(entries, 3)
            done = (accept, reject)[step % 2](connection, dossier, some, by)
        _compare(database, dossier)
        if done.change and step % 3 == 0:
            with database.writing() as connection:
                undo(connection, dossier, done.change.id, by="Ada")
            _compare(database, dossier)
    with database.writing() as connection:
        mark_vanished(connection, dossier, 2, by="Ada", withdraw=True)
    _compare(database, dossier)
    _compare(database, dossier, at=changes[3])


def test_a_reader_of_an_earlier_moment_sees_that_moment(database: Database) -> None:
    dossier, entries, _ = _filed(database)
    with database.reading() as early:
        before = {line.entry: line.state for line in Standing(early, dossier).lines()}
        with database.writing() as connection:
            reject(connection, dossier, entries[:5], By("Ada"))
        with database.reading() as late:
            assert len(Standing(late, dossier).lines()) == len(before) - 5
        assert {line.entry: line.state for line in Standing(early, dossier).lines()} == before


def test_lines_are_read_once_and_parts_are_made_once(database: Database) -> None:
    dossier, entries, _ = _filed(database)
    with database.reading() as connection:
        first = {line.entry: line for line in Standing(connection, dossier).lines()}
    with database.writing() as connection:
        accept(connection, dossier, entries[:1], By("Ada", reason="as the article has it"))
    with database.reading() as connection:
        again = Standing(connection, dossier).lines()
        assert [line.entry for line in again if line is not first[line.entry]] == entries[:1]
        recall = recall_of(connection, dossier.id)
        made = [recall.part("a part", made_of, object) for made_of in ([1, 2], [1, 2], [1, 3])]
    assert made[0] is made[1]
    assert made[1] is not made[2]


def test_who_may_write_remembers_nothing(database: Database) -> None:
    dossier, _, _ = _filed(database)
    with database.writing() as connection:
        assert recall_of(connection, dossier.id) is NOTHING
        assert not Standing(connection, dossier).recall


def test_the_lines_of_an_article_that_changed_are_known_to_have_changed(database: Database) -> None:
    dossier, entries, _ = _filed(database)
    with database.writing() as connection:
        reject(connection, dossier, entries[:1], By("Ada"))
        change = last_change(connection, dossier)
    with database.reading() as connection:
        touched = recall_of(connection, dossier.id).touched
        assert touched[Standing(connection, dossier).line(entries[0]).article] == change


def test_what_is_followed_is_brought_from_change_to_change(database: Database) -> None:
    dossier, entries, changes = _filed(database)
    given: list[tuple[int, str]] = []

    def alter(change: int, value: str) -> str:
        given.append((change, value))
        return f"{value} altered"

    with database.reading() as early:
        assert Standing(early, dossier).recall.follow("it", lambda: "begun", alter) == "begun"
        with database.writing() as connection:
            reject(connection, dossier, entries[:1], By("Ada"))
        with database.reading() as late:
            assert Standing(late, dossier).recall.follow("it", lambda: "begun", alter) == "begun altered"
            assert Standing(late, dossier).recall.follow("it", lambda: "begun", alter) == "begun altered"
        assert Standing(early, dossier).recall.follow("it", lambda: "begun before", alter) == "begun before"
    with database.reading() as late:
        assert Standing(late, dossier).recall.follow("it", lambda: "begun", alter) == "begun altered"
        assert Standing(late, dossier, changes[0]).recall.follow("it", lambda: "of the past", alter) == "of the past"
    assert given == [(changes[-1], "begun")]


def test_of_rows_only_those_that_came_are_read_and_those_that_went_are_left_out(database: Database) -> None:
    dossier, _, _ = _filed(database)
    made: list[int] = []

    def make(row: Any) -> tuple[int, str]:
        made.append(row[0])
        return row[0], row[1]

    def rows(standing: Standing) -> list[tuple[int, str]]:
        line = tables.line.c
        asked = line.kind == "statement", line.state != "rejected"
        return sorted(standing.rows("some", tables.line, (line.entry, line.state), *asked, make=make).values())

    with database.reading() as reader:
        before = rows(Standing(reader, dossier))
        statements = [line.entry for line in Standing(reader, dossier).lines("statement")][:2]
    made.clear()
    with database.writing() as connection:
        accept(connection, dossier, statements[:1], By("Ada", reason="as the article has it"))
        reject(connection, dossier, statements[1:], By("Ada"))
    with database.reading() as reader, database.engine.connect() as other:
        after = rows(Standing(reader, dossier))
        assert made == statements[:1]
        assert after == rows(Standing(other, dossier))
    assert set(before) - set(after) == {(entry, "draft") for entry in statements}
    assert set(after) - set(before) == {(statements[0], "accepted")}


def test_only_the_lines_of_articles_that_changed_are_told_anew(database: Database) -> None:
    dossier, _, _ = _filed(database)

    def told(standing: Standing, names: dict[str, str]) -> Sequence[Told]:
        return Near(standing, standing.sources(), names).told("position")

    with database.reading() as reader:
        before = {one.line.entry: one for one in told(Standing(reader, dossier), {})}
        party = next(one.line.party for one in before.values() if one.line.party) or ""
    rejected = min(before)
    with database.writing() as connection:
        reject(connection, dossier, [rejected], By("Ada"))
    with database.reading() as reader:
        after = {one.line.entry: one for one in told(Standing(reader, dossier), {})}
        assert after.keys() == before.keys() - {rejected}
        article = before[rejected].line.article
        assert {one.line.article for entry, one in after.items() if one is not before[entry]} <= {article}
        with database.engine.connect() as other:
            assert list(after.values()) == told(Standing(other, dossier), {})
    with database.writing() as connection:
        accept(connection, dossier, [max(after)], By("Ada", reason="as the article has it"))
    with database.reading() as reader:
        renamed = told(Standing(reader, dossier), {party: "Somebody"})
        assert any(one.line.party == "Somebody" for one in renamed)
        assert not any(one.line.party == party for one in renamed)
