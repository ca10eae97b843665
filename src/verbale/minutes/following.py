"""Rows of a table as they stand, remembered across changes: after one only what came and went since is read.

Comes in: a connection, what is remembered of a dossier, and a query. Goes out: what was made of its rows, by their
numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from verbale.minutes.fetching import fetch
from verbale.minutes.recall import Recall

Value = TypeVar("Value")
Columns = Sequence[Column[Any] | ColumnElement[Any]]


class Rows(NamedTuple):
    """Which rows of a table: of a dossier, those for which all conditions hold that are `asked`."""

    table: Table
    dossier: int
    columns: Columns
    asked: Iterable[ColumnElement[bool]]


def follow_rows(
    connection: Connection,
    recall: Recall,
    what: Hashable,
    rows: Rows,
    stands: ColumnElement[bool],
    make: Callable[[Any], Value],
) -> Mapping[int, Value]:
    """What is made of the rows that stand, remembered under the name of `what`; of each row it is made but once.

    `make` is given the columns with the row's number behind them. Nobody may alter the mapping.
    """
    table = rows.table
    query = select(*rows.columns, table.c.row).where(*rows.asked)

    def made(*conditions: ColumnElement[bool]) -> dict[int, Value]:
        return {row[-1]: make(row) for row in fetch(connection, query.where(*conditions))}

    def begin() -> Mapping[int, Value]:
        return made(table.c.dossier == rows.dossier, stands)

    def alter(change: int, known: Mapping[int, Value]) -> Mapping[int, Value]:
        ours = table.c.dossier + 0 == rows.dossier  # the sum keeps SQLite from going through all of the dossier
        ended = select(table.c.row).where(table.c.until > change, table.c.since <= change, ours)
        went = [number for (number,) in fetch(connection, ended) if number in known]
        came = made(table.c.since > change, table.c.until.is_(None), ours)
        if not went and not came:
            return known
        altered = {**known, **came}
        for number in went:
            del altered[number]
        return altered

    return recall.follow(what, begin, alter)
