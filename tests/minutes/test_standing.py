"""What stands is told by kind, state, day and number, in windows, and cheaply."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from tests.minutes.paper import PARTIES, any_reading, position, reading
from verbale.errors import StoreError
from verbale.minutes.amending import amend, revised, standing_rows
from verbale.minutes.change import Dossier, begin_change
from verbale.minutes.columns import as_json
from verbale.minutes.fields import Fields
from verbale.minutes.filing import Incoming, file_reading, file_readings
from verbale.minutes.standing import Standing


def test_lines_come_by_day_then_number_and_those_without_a_day_last(connection: Connection, dossier: Dossier) -> None:
    days = ["2025-12-19", None, "2025-01-02", "2025-12-03"]
    entries = [position(f"Sentence {n}.", day=day) for n, day in enumerate(days)]
    file_reading(connection, dossier, reading(entries), by="Ada")
    assert [line.entry for line in Standing(connection, dossier).lines()] == [3, 4, 1, 2]


def test_lines_of_other_states_come_where_asked_for(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1, entries=3), by="Ada")
    row = standing_rows(connection, dossier, "line", [2])[2]
    change = begin_change(connection, dossier, "rejected", by="Ada")
    amend(connection, change, [revised("line", row, state="rejected", reviewer="Ada")])
    standing = Standing(connection, dossier)
    assert sorted(line.entry for line in standing.lines()) == [1, 3]
    assert [line.entry for line in standing.lines("position", states=["rejected"])] == [2]
    assert standing.lines("meeting") == []
    assert standing.counts() == {("position", "draft"): 2, ("position", "rejected"): 1}
    assert set(standing.by_entry([1, 2, 9])) == {1, 2}
    assert standing.line(2).since == change.id


def test_windows_of_the_timeline_join_without_gap_or_repeat(connection: Connection, dossier: Dossier) -> None:
    file_readings(connection, dossier, [Incoming(any_reading(n)) for n in range(12)], by="Ada")
    standing = Standing(connection, dossier)
    for newest_first in (True, False):
        found: list[int] = []
        after = None
        while window := standing.timeline(limit=7, after=after, newest_first=newest_first):
            found += [line.entry for line in window]
            after = (window[-1].day or "", window[-1].entry)
        every = sorted(standing.lines(), key=lambda line: (line.day or "", line.entry), reverse=newest_first)
        assert found == [line.entry for line in every]


def test_a_timeline_can_be_of_some_days_and_one_party(connection: Connection, dossier: Dossier) -> None:
    file_readings(connection, dossier, [Incoming(any_reading(n)) for n in range(12)], by="Ada")
    standing = Standing(connection, dossier)
    found = standing.timeline("position", first="2025-12-05", last="2025-12-20", party=PARTIES[0])
    every = [
        line.entry
        for line in standing.lines()
        if line.day and "2025-12-05" <= line.day <= "2025-12-20" and line.party == PARTIES[0]
    ]
    assert sorted(line.entry for line in found) == sorted(every) != []


def test_what_is_not_there_is_told(connection: Connection, dossier: Dossier) -> None:
    standing = Standing(connection, dossier)
    with pytest.raises(StoreError, match="no entry 4"):
        standing.line(4)
    with pytest.raises(StoreError, match="no article 4"):
        standing.article_json(4)
    assert (standing.lines(), standing.sources(), standing.figures(), standing.counts()) == ([], {}, [], {})


def test_fields_open_when_asked_and_are_a_mapping() -> None:
    fields = Fields('{"a": 1, "b": [2]}')
    assert dict(fields) == {"a": 1, "b": [2]} == fields
    assert len(fields) == 2 and fields.get("c") is None
    Fields("not opened, so not told")


def test_own_fields_are_those_behind_the_common_ones_and_else_all() -> None:
    common, own = {"kind": "pledge", "evidence": [], "confidence": 0.5}, {"type": "need", "amount": None}
    names = frozenset(("type", "amount"))
    assert Fields(as_json({**common, **own})).own(names) == {"confidence": 0.5, **own}
    assert Fields(as_json({**own, **common})).own(names) == {**own, **common}
    nested = {**own, **common, "origin": {"confidence": 1}}
    assert Fields(as_json(nested)).own(names) == nested
