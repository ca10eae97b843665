"""What was done in a dossier, how it stood at any moment, and what changed between two.

Comes in: a connection and moments or changes. Goes out: changes, a `Standing`, differences. It writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.change import Change, Dossier, moment_text
from verbale.minutes.line import Line
from verbale.minutes.standing import Standing, stands

#: What alters lines alone.
_DECISIONS = ("accepted", "edited", "rejected", "reopened")
_COLUMNS = [tables.change.c[name] for name in ("id", "dossier", "moment", "by", "act", "reason", "undoes", "data")]


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that stood otherwise at one change than at another; None where it did not stand."""

    entry: int
    before: Line | None
    after: Line | None


def moment_change(
    connection: Connection, moment: datetime | str, dossier: Dossier | None = None, *, before: bool = False
) -> int:
    """The last change at or before a moment, of a dossier or of all; 0 where there was none. A day means its end.

    With `before` the last one before the moment, and before a day begins.
    """
    table = tables.change
    until = table.c.moment < moment_text(moment) if before else table.c.moment <= moment_text(moment, end=True)
    query = select(func.max(table.c.id)).where(until)
    if dossier:
        query = query.where(table.c.dossier == dossier.id)
    return connection.execute(query).scalar() or 0


def last_change(connection: Connection, dossier: Dossier) -> int:
    """The number of a dossier's last change; 0 where there is none."""
    table = tables.change
    return connection.execute(select(func.max(table.c.id)).where(table.c.dossier == dossier.id)).scalar() or 0


def last_filing(connection: Connection, dossier: Dossier, at: int | None = None) -> int:
    """The number of a dossier's last change, up to one or of all, that was no decision; 0 where there is none.

    The articles stand as they stood then.
    """
    table = tables.change
    query = select(table.c.id).where(table.c.dossier == dossier.id, table.c.act.not_in(_DECISIONS))
    if at is not None:
        query = query.where(table.c.id <= at)
    return connection.execute(query.order_by(table.c.id.desc()).limit(1)).scalar() or 0


def count_changes(connection: Connection, dossier: Dossier, *, after: int) -> tuple[int, int]:
    """How many changes a dossier has after one, and the number of the last; that of `after` where there is none."""
    table = tables.change
    query = select(func.count(), func.max(table.c.id)).where(table.c.dossier == dossier.id, table.c.id > after)
    count, last = connection.execute(query).one()
    return count, last or after


def as_of(connection: Connection, dossier: Dossier, moment: datetime | str) -> Standing:
    """The dossier as it stood at a moment, or at the end of a day."""
    return Standing(connection, dossier, moment_change(connection, moment, dossier))


def find_change(connection: Connection, dossier: Dossier, change: int) -> Change:
    """One change by its number. Raises StoreError where the dossier has none such."""
    query = select(*_COLUMNS).where(tables.change.c.dossier == dossier.id, tables.change.c.id == change)
    found = [_change(row) for row in connection.execute(query)]
    if not found:
        raise StoreError(dossier.name, f"no change {change}", f"verbale history {dossier.name} lists them")
    return found[0]


def find_changes(
    connection: Connection,
    dossier: Dossier,
    *,
    since: datetime | str | None = None,
    until: datetime | str | None = None,
    after: int | None = None,
    before: int | None = None,
    newest_first: bool = False,
    limit: int | None = None,
) -> list[Change]:
    """The changes of a dossier from one moment to another, both inclusive; a day means all of it.

    `after` and `before` are numbers of changes between which they lie.
    """
    table = tables.change
    query = select(*_COLUMNS).where(table.c.dossier == dossier.id)
    if since is not None:
        query = query.where(table.c.moment >= moment_text(since))
    if until is not None:
        query = query.where(table.c.moment <= moment_text(until, end=True))
    if after is not None:
        query = query.where(table.c.id > after)
    if before is not None:
        query = query.where(table.c.id < before)
    query = query.order_by(table.c.id.desc() if newest_first else table.c.id).limit(limit)
    return [_change(row) for row in connection.execute(query)]


def find_filing(standing: Standing, article: int) -> Change:
    """The change by which an article came in the version that stands. Raises StoreError where there is none such."""
    table = tables.article
    mine = (table.c.dossier == standing.dossier.id) & (table.c.article == article)
    page = select(table.c.page).where(mine, stands(table, standing.at)).scalar_subquery()
    first = standing.connection.execute(select(func.min(table.c.since)).where(mine, table.c.page == page)).scalar()
    return find_change(standing.connection, standing.dossier, first or 0)


def find_changes_of(connection: Connection, dossier: Dossier, entry: int) -> list[Change]:
    """The changes that made or altered one entry, oldest first."""
    lines, table = tables.line, tables.change
    touched = select(lines.c.since).where(lines.c.dossier == dossier.id, lines.c.entry == entry)
    ended = select(lines.c.until).where(lines.c.dossier == dossier.id, lines.c.entry == entry)
    query = select(*_COLUMNS).where(or_(table.c.id.in_(touched), table.c.id.in_(ended))).order_by(table.c.id)
    return [_change(row) for row in connection.execute(query)]


def find_differences(
    connection: Connection, dossier: Dossier, since: int, until: int | None = None, *, limit: int | None = None
) -> list[Difference]:
    """The entries that stand otherwise at the change `until` (None: now) than at the change `since`, by number.

    Of `limit` entries that were touched, where it is given: fewer may stand otherwise.
    """
    table = tables.line
    touched = [table.c.since > since, table.c.until > since]
    if until is not None:
        touched = [one & (column <= until) for one, column in zip(touched, (table.c.since, table.c.until), strict=True)]
    query = select(table.c.entry).distinct().where(table.c.dossier == dossier.id, or_(*touched))
    entries: Iterable[int] = connection.execute(query.order_by(table.c.entry).limit(limit)).scalars().all()
    before = Standing(connection, dossier, since).by_entry(entries)
    after = Standing(connection, dossier, until).by_entry(entries)
    found = [Difference(entry, before.get(entry), after.get(entry)) for entry in sorted(entries)]
    return [one for one in found if _said(one.before) != _said(one.after)]


def _said(line: Line | None) -> Line | None:
    return line and line._replace(since=0)


def _change(row: Any) -> Change:
    number, dossier, moment, by, act, reason, undoes, data = row
    return Change(number, dossier, moment, by, act, reason, undoes, json.loads(data))
