"""Dossiers: one negotiation followed over time, by its name, with its settings.

Settings are `title`, `issues` (the dossier's own list), `parties` (those that matter, in their order) and `watch`
(words and names to look out for); each is a version like every other line of the minutes. An issue may be written with
other words that tell it: `grain corridor (wheat; Black Sea ports)`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapidfuzz import process
from sqlalchemy import Connection, insert, select

from verbale.errors import StoreError
from verbale.minutes.amending import Version, amend
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.columns import storable
from verbale.minutes.database import take_numbers
from verbale.minutes.tables import dossier as dossiers
from verbale.minutes.tables import setting as settings

SETTINGS = ("title", "issues", "parties", "watch")
_LONGEST = 100  # letters of a name
_NAMED = 10  # names that an error lists


def find_dossiers(connection: Connection) -> list[Dossier]:
    """All dossiers by name."""
    rows = connection.execute(select(dossiers.c.id, dossiers.c.name).order_by(dossiers.c.name))
    return [Dossier(*row) for row in rows]


def find_dossier(connection: Connection, name: str) -> Dossier:
    """The dossier of a name. Raises StoreError, which names those that there are, the nearest first."""
    found = _dossier(connection, name)
    if found:
        return found
    names = [one.name for one in find_dossiers(connection)]
    near = [one[0] for one in process.extract(name, names, processor=str.casefold, limit=_NAMED)]
    more = f" and {len(names) - len(near)} more" if len(names) > len(near) else ""
    there = f"there are {', '.join(near)}{more}" if near else "there are none yet"
    raise StoreError(name, "no such dossier", f"{there}; verbale file --dossier {name!r} PAGE… makes it")


def open_dossier(connection: Connection, name: str, *, by: str, moment: datetime | str | None = None) -> Dossier:
    """The dossier of a name, made where there is none. Raises StoreError for a name that cannot be one."""
    found = _dossier(connection, name)
    if found:
        return found
    if not name.strip() or len(name) > _LONGEST or not name.isprintable() or name != name.strip():
        hint = f"write 1 to {_LONGEST} letters, no line breaks, no spaces around them"
        raise StoreError(repr(name[:40]), "no name for a dossier", hint)
    (number,) = take_numbers(connection, dossier=1)["dossier"]
    made = Dossier(number, name)
    connection.execute(insert(dossiers).values(id=number, name=name))
    begin_change(connection, made, "opened", by=by, moment=moment)
    return made


def set_settings(
    connection: Connection,
    dossier: Dossier,
    values: Mapping[str, Any],
    *,
    by: str,
    reason: str | None = None,
    moment: datetime | str | None = None,
) -> Change:
    """Set some of the dossier's settings, None taking one away; gives the change.

    Raises StoreError for a setting that there is not.
    """
    for name in values:
        if name not in SETTINGS:
            raise StoreError(dossier.name, f"a dossier has no setting {name!r}", f"it has {', '.join(SETTINGS)}")
    change = begin_change(connection, dossier, "set", by=by, reason=reason, moment=moment, data=dict(values))
    rows = connection.execute(
        select(settings.c.row, settings.c.name).where(settings.c.dossier == dossier.id, settings.c.until.is_(None))
    )
    standing = {name: row for row, name in rows}
    versions = [
        Version("setting", standing.get(name), None if value is None else {"name": name, "value": json.dumps(value)})
        for name, value in values.items()
    ]
    amend(connection, change, versions)
    return change


def own_issues(settings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The issues of a dossier's settings by name, in their order, each with the other words that tell it."""
    told: dict[str, tuple[str, ...]] = {}
    for written in settings.get("issues") or ():
        name, _, others = written.partition("(")
        told[name.strip()] = tuple(one for each in others.rstrip(") ").split(";") if (one := each.strip()))
    return told


def _dossier(connection: Connection, name: str) -> Dossier | None:
    row = connection.execute(select(dossiers.c.id, dossiers.c.name).where(dossiers.c.name == storable(name))).first()
    return Dossier(*row) if row else None
