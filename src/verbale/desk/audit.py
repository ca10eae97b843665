"""The log of who came in, who did not, and what was done to accounts: only ever added to.

Comes in: who did what from where, in a write transaction. Goes out: the log, the newest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from verbale.minutes.account_tables import audit
from verbale.minutes.change import moment_text

Act = Literal[
    "signed in", "sign-in failed", "signed out", "account added", "role changed", "password changed", "account removed",
    "token made", "token revoked", "exported",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: a name, and the address that they ask from; None at the command line."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """One act of the log. `about` is the account or token that it concerns."""

    id: int
    moment: str
    who: str
    address: str | None
    act: Act
    about: str


def record(connection: Connection, who: Who, act: Act, about: str = "", *, now: datetime | None = None) -> None:
    """Add an act to the log."""
    moment = moment_text(now or datetime.now(UTC))
    row = {"moment": moment, "who": who.name, "address": who.address, "act": act, "about": about}
    connection.execute(insert(audit), row)


def find_logged(connection: Connection, *, before: int | None = None, limit: int = 200) -> list[Logged]:
    """The log, the newest first, from the act before a number on."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    return [Logged(*row) for row in connection.execute(query)]
