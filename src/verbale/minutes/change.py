"""The log of changes: what was done in a dossier, by whom, when and why.

Comes in: a connection in a write transaction. Goes out: a `Change`, in whose name `amending.amend` writes. Moments are
texts in UTC, so written that the order of texts is the order of time; in a dossier they never run backwards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from sqlalchemy import Connection, insert, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.columns import storable
from verbale.minutes.database import take_numbers

Act = Literal[
    "opened", "filed", "refiled", "vanished", "accepted", "edited", "rejected", "withdrawn", "reopened", "joined",
    "parted", "undone", "set",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dossier:
    """One negotiation followed over time."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act in a dossier. `data` tells of it what its rows do not; `undoes` is the change that it takes back."""

    id: int
    dossier: int
    moment: str
    by: str
    act: Act
    reason: str | None
    undoes: int | None
    data: Mapping[str, Any]


def begin_change(
    connection: Connection,
    dossier: Dossier,
    act: Act,
    *,
    by: str,
    reason: str | None = None,
    moment: datetime | str | None = None,
    undoes: int | None = None,
    data: Mapping[str, Any] | None = None,
) -> Change:
    """A new change in the log of a dossier, now or at a moment that is not before its last one.

    Raises StoreError for a moment before that, or one that cannot be read.
    """
    (number,) = take_numbers(connection, change=1)["change"]
    at = next_moment(connection, dossier, moment)
    begun = Change(number, dossier.id, at, storable(by), act, storable(reason), undoes, data or {})
    insert_changes(connection, [begun])
    return begun


def insert_changes(connection: Connection, changes: Sequence[Change]) -> None:
    """Write changes whose numbers were taken into the log."""
    names = ("id", "dossier", "moment", "by", "act", "reason", "undoes")
    rows = [
        {**{name: getattr(one, name) for name in names}, "data": json.dumps(one.data, ensure_ascii=True)}
        for one in changes
    ]
    connection.execute(insert(tables.change), rows)


def next_moment(connection: Connection, dossier: Dossier, moment: datetime | str | None) -> str:
    """The moment of a change that comes now. A clock that was put back does not put the log in disorder."""
    table = tables.change
    query = select(table.c.moment).where(table.c.dossier == dossier.id).order_by(table.c.id.desc()).limit(1)
    last = connection.execute(query).scalar()
    if moment is None:
        return max(moment_text(datetime.now(UTC)), last or "")
    given = moment_text(moment)
    if last and given < last:
        raise StoreError(dossier.name, f"its last change was at {last}, after {given}", "give a later moment, or none")
    return given


def moment_text(moment: datetime | str, *, end: bool = False) -> str:
    """A moment as the log writes it. A day alone is its first moment, or its last where `end`; no zone means UTC.

    Raises StoreError for a text that is neither an ISO 8601 day nor moment.
    """
    if isinstance(moment, str):
        try:
            if len(moment) <= 10:
                day = date.fromisoformat(moment)
                moment = datetime.combine(day, time.max if end else time.min, UTC)
            else:
                moment = datetime.fromisoformat(moment)
        except ValueError as error:
            hint = "write 2025-12-22 or 2025-12-22T11:10:09+01:00"
            raise StoreError(repr(moment), "neither a day nor a moment", hint) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
