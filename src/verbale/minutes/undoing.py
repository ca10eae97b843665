"""A change taken back: what it wrote ends, what it ended stands again. Taking back is a change too.

Comes in: a change's number, in a write transaction. Goes out: the change that undoes it. Nothing is removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import NUMBERS, Version, amend, in_parts, revised
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.history import find_change
from verbale.minutes.tables import TEMPORAL, Temporal

Row = Mapping[str, Any]
_IDENTITY: dict[Temporal, tuple[str, ...]] = {
    **{name: (number,) for name, number in NUMBERS.items()}, "setting": ("name",), "apart": ("one", "other", "what")
}  # fmt: skip
#: The columns that name the first of those that are one.
_FIRSTS: dict[Temporal, tuple[str, ...]] = {
    "line": ("subject",), "figure": ("subject",), "article": ("story", "origin")
}  # fmt: skip
_NAMED = 5  # later changes that an error lists


def undo(
    connection: Connection,
    dossier: Dossier,
    change: int,
    *,
    by: str,
    reason: str | None = None,
    moment: datetime | str | None = None,
) -> Change:
    """Take a change back; gives the change that does so.

    Lines, figures and articles that were joined to one that so stands no longer are joined to the next of theirs.
    Raises StoreError for a change that is not there, was taken back already, wrote nothing, or on which later ones
    stand: these must be taken back first.
    """
    taken = find_change(connection, dossier, change)
    _refuse_twice(connection, dossier, taken)
    versions = list(_reversed(connection, dossier, taken))
    if not versions:
        raise StoreError(
            dossier.name, f"change {change} ({taken.act}) altered nothing that could be undone", "leave it"
        )
    made = begin_change(
        connection, dossier, "undone", by=by, reason=reason, moment=moment, undoes=change, data={"act": taken.act}
    )
    amend(connection, made, versions)
    amend(connection, made, list(_rejoined(connection, dossier, versions)))
    return made


def _refuse_twice(connection: Connection, dossier: Dossier, taken: Change) -> None:
    undone = _undone_by(connection, taken.id)
    if undone:
        hint = f"to do it again, undo change {undone}"
        raise StoreError(dossier.name, f"change {taken.id} was undone already, by change {undone}", hint)


def _undone_by(connection: Connection, change: int) -> int | None:
    """The change by which another stands undone; None where it stands, or stands again."""
    table = tables.change
    for number in connection.execute(select(table.c.id).where(table.c.undoes == change)).scalars():
        if _undone_by(connection, number) is None:
            return number
    return None


def _reversed(connection: Connection, dossier: Dossier, taken: Change) -> Iterator[Version]:
    """The versions that make it undone: what it began ends, and instead what it ended begins anew."""
    later: set[int] = set()
    log = tables.change.c
    undoings = set(connection.execute(select(log.id).where(log.dossier == dossier.id, log.undoes >= 0)).scalars())
    for name, table in TEMPORAL.items():
        begun = _rows(connection, (table.c.since == taken.id) & table.c.until.is_distinct_from(taken.id), table)
        ended = _rows(connection, (table.c.until == taken.id) & (table.c.since != taken.id), table)
        instead = {_identity(name, row): row for row in ended}
        since = _versions_since(connection, dossier, name, [row for row in begun if row["until"] is not None], taken.id)
        for row in begun:
            stands = _standing(row, since[_identity(name, row)], undoings)
            before = instead.pop(_identity(name, row), None)
            if isinstance(stands, int):
                later.add(stands)
            else:
                yield Version(name, stands["row"], _values(before) if before else None)
        later |= _standing_instead(connection, dossier, name, list(instead.values()))
        for row in instead.values():
            yield Version(name, None, _values(row))
    if later:
        _refuse_stood_on(dossier, taken, later)


def _versions_since(
    connection: Connection, dossier: Dossier, name: Temporal, rows: Sequence[Row], change: int
) -> dict[tuple[Any, ...], list[Row]]:
    """All later versions of what some rows are versions of, the first ones first."""
    found: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    if rows:
        table, column = TEMPORAL[name], _IDENTITY[name][0]
        wanted = {_identity(name, row) for row in rows}
        for some in in_parts(row[column] for row in rows):
            later = (table.c.dossier == dossier.id) & (table.c.since > change) & table.c[column].in_(some)
            for row in _rows(connection, later, table):
                if _identity(name, row) in wanted:
                    found[_identity(name, row)].append(row)
    return found


def _standing(row: Row, later: Sequence[Row], undoings: set[int]) -> Row | int:
    """The row that says what `row` did, itself or written again by an undoing; else the change that altered it."""
    if row["until"] is None:
        return row
    now = next((one for one in later if one["until"] is None), None)
    if now is None:
        return row["until"]
    if _values(now) == _values(row) and now["since"] in undoings:
        return now
    return next(one["since"] for one in later if _values(one) == _values(now))


def _standing_instead(connection: Connection, dossier: Dossier, name: Temporal, rows: Sequence[Row]) -> set[int]:
    """The changes that wrote what stands in the place of rows that are to stand again."""
    if not rows or name not in ("article", "setting"):
        return set()
    table = TEMPORAL[name]
    column = table.c["key" if name == "article" else "name"]
    query = select(table.c.since).where(
        table.c.dossier == dossier.id, table.c.until.is_(None), column.in_([row[column.name] for row in rows])
    )
    return set(connection.execute(query).scalars())


def _refuse_stood_on(dossier: Dossier, taken: Change, later: set[int]) -> None:
    named = ", ".join(map(str, sorted(later, reverse=True)[:_NAMED]))
    more = f" and {len(later) - _NAMED} more" if len(later) > _NAMED else ""
    problem = f"change {taken.id} ({taken.act}) cannot be undone: later changes stand on it ({named}{more})"
    raise StoreError(dossier.name, problem, "undo these first, the latest first")


def _rejoined(connection: Connection, dossier: Dossier, versions: Sequence[Version]) -> Iterator[Version]:
    """Lines, figures and articles joined to one that stands no longer, joined to the first that is left of them.

    That is so of those joined to what ends now, and of those that stand again after what they were joined to has ended.
    """
    for name, firsts in _FIRSTS.items():
        table, number = TEMPORAL[name], NUMBERS[name]
        mine = [one for one in versions if one.table == name]
        ended = [one.ends for one in mine if one.ends is not None and one.values is None]
        named = {one.values[first] for one in mine if one.values for first in firsts}
        for some in in_parts(ended):
            named |= set(connection.execute(select(table.c[number]).where(table.c.row.in_(some))).scalars())
        standing = (table.c.dossier == dossier.id) & table.c.until.is_(None)
        for some in in_parts(named):
            named -= set(
                connection.execute(select(table.c[number]).where(standing, table.c[number].in_(some))).scalars()
            )
        rows: dict[int, Row] = {}
        others: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for first in firsts:
            groups: defaultdict[int, list[Row]] = defaultdict(list)
            for some in in_parts(named):
                for row in _rows(connection, standing & table.c[first].in_(some), table):
                    rows[row["row"]] = row
                    groups[row[first]].append(row)
            for group in groups.values():
                for row in group:
                    others[row["row"]][first] = min(one[number] for one in group)
        yield from (revised(name, rows[row], **values) for row, values in others.items())


def _rows(connection: Connection, condition: ColumnElement[bool], table: Table) -> list[Row]:
    query = select(table).where(condition).order_by(table.c.row)
    return [dict(row) for row in connection.execute(query).mappings()]


def _identity(name: Temporal, row: Row) -> tuple[Any, ...]:
    """What stays the same from version to version of one thing."""
    return tuple(row[column] for column in _IDENTITY[name])


def _values(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("row", "dossier", "since", "until")}
