"""A change taken back: what it wrote ends, what it ended stands again. Taking back is a change too.

Comes in: a change's number, in a write transaction. Goes out: the change that undoes it. Nothing is removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import NUMBERS, Temporal, Version, amend, in_parts, revised
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.history import find_change
from verbale.minutes.tables import TEMPORAL

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
    for name, table in TEMPORAL.items():
        begun = _rows(connection, table, table.c.since == taken.id)
        ended = _rows(connection, table, (table.c.until == taken.id) & (table.c.since != taken.id))
        later |= {row["until"] for row in begun if row["until"] not in (None, taken.id)}
        instead = {_identity(name, row): row for row in ended}
        for row in begun:
            if row["until"] is None:
                before = instead.pop(_identity(name, row), None)
                yield Version(name, row["row"], _values(before) if before else None)
        if instead:
            later |= _standing_instead(connection, dossier, name, table, list(instead.values()))
        for row in instead.values():
            yield Version(name, None, _values(row))
    if later:
        _refuse_stood_on(dossier, taken, later)


def _refuse_stood_on(dossier: Dossier, taken: Change, later: set[int]) -> None:
    named = ", ".join(map(str, sorted(later, reverse=True)[:_NAMED]))
    more = f" and {len(later) - _NAMED} more" if len(later) > _NAMED else ""
    problem = f"change {taken.id} ({taken.act}) cannot be undone: later changes stand on it ({named}{more})"
    raise StoreError(dossier.name, problem, "undo these first, the latest first")


def _standing_instead(
    connection: Connection, dossier: Dossier, name: str, table: Table, rows: list[Mapping[str, Any]]
) -> set[int]:
    """The changes that wrote what stands in the place of rows that are to stand again."""
    if name not in ("article", "setting"):
        return set()
    column = table.c["key" if name == "article" else "name"]
    query = select(table.c.since).where(
        table.c.dossier == dossier.id, table.c.until.is_(None), column.in_([row[column.name] for row in rows])
    )
    return set(connection.execute(query).scalars())


def _rejoined(connection: Connection, dossier: Dossier, versions: Iterable[Version]) -> Iterator[Version]:
    """What was joined to a line, figure or article that stands no longer, joined to the first that is left of them."""
    for name, firsts in _FIRSTS.items():
        table, number = TEMPORAL[name], NUMBERS[name]
        ended = [one.ends for one in versions if one.table == name and one.ends is not None and one.values is None]
        gone: list[int] = []
        for some in in_parts(ended):
            gone += connection.execute(select(table.c[number]).where(table.c.row.in_(some))).scalars()
        rows: dict[int, Mapping[str, Any]] = {}
        others: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for first in firsts:
            groups: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
            for some in in_parts(gone):
                joined = (table.c.dossier == dossier.id) & table.c.until.is_(None) & table.c[first].in_(some)
                for row in _rows(connection, table, joined):
                    rows[row["row"]] = row
                    groups[row[first]].append(row)
            for group in groups.values():
                for row in group:
                    others[row["row"]][first] = min(one[number] for one in group)
        yield from (revised(name, rows[row], **values) for row, values in others.items())


def _rows(connection: Connection, table: Table, condition: Any) -> list[Mapping[str, Any]]:
    query = select(table).where(condition).order_by(table.c.row)
    return [dict(row) for row in connection.execute(query).mappings()]


def _identity(name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What stays the same from version to version of one thing."""
    if name in NUMBERS:
        return (row[NUMBERS[name]],)
    return (row["name"],) if name == "setting" else (row["what"], row["one"], row["other"])


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("row", "dossier", "since", "until")}
