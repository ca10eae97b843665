"""Who writes sees what they wrote: the change of each write at the desk is noted for the visitor who made it.

Comes in: a database and what is to be written. Goes out: what that gave.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, func, select

from verbale.desk.keeping import memory_of
from verbale.desk.visit import this_visit
from verbale.minutes import tables
from verbale.minutes.database import Database

_Value = TypeVar("_Value")


def write_own(database: Database, do: Callable[[Connection], _Value]) -> _Value:
    """What `do` writes in one transaction. From then on the visitor is shown nothing older than it."""

    def both(connection: Connection) -> tuple[_Value, int]:
        return do(connection), connection.execute(select(func.max(tables.change.c.id))).scalar() or 0

    value, change = database.write(both)
    memory_of(database.engine).own.note(whose(), change)
    return value


def whose() -> str:
    """By what the visitor is known who is being answered: the secret of their browser, else their name."""
    visit = this_visit.get()
    return visit.secret or (visit.visitor.name if visit.visitor else "")
