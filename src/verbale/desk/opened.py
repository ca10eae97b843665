"""A dossier opened for a page: now, or as it stood on a day.

Comes in: the database, what an address says. Goes out: a `Standing` with the day that counts as today, or a refusal
that says what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection

from verbale.desk.keeping import keeper_of
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossier, find_dossiers
from verbale.minutes.history import last_change, moment_change
from verbale.minutes.line import Kind, State
from verbale.minutes.standing import Standing
from verbale.minutes.told import STANDING

_REVIEWED = ("accepted", "edited")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many lines stand, of these how many a person reviewed, and how many of each kind."""

    lines: int
    reviewed: int
    kinds: Mapping[Kind, int]

    @property
    def drafts(self) -> int:
        return self.lines - self.reviewed


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier as a page shows it; `as_of` is the day asked for, None for now."""

    standing: Standing
    as_of: str | None
    today: str

    @property
    def dossier(self) -> Dossier:
        return self.standing.dossier

    def change(self) -> int:
        """The newest change of what is shown: while it is the same, so is every view of one day."""
        if self.standing.at is not None:
            return self.standing.at
        return last_change(self.standing.connection, self.dossier)

    def keep(self, asked: Hashable, make: Callable[[], Value]) -> Value:
        """What is asked of the dossier, made once for each change and day. Nobody may alter it."""
        key = (self.dossier.id, self.change(), self.today, asked)
        return keeper_of(self.standing.connection.engine).get(key, make)

    def counted(self) -> Counted:
        return self.keep("counted", lambda: count(self.standing.counts()))


@contextmanager
def open_dossier(database: Database, name: str, as_of: str | None) -> Generator[Opened]:
    """The dossier that an address names. Raises NotThereError, which names the nearest; RefusedError for no day."""
    with database.reading() as connection:
        dossier = find_in(connection, name)
        with sensible():
            at = moment_change(connection, as_of, dossier) if as_of else None
        today = as_of[:10] if as_of else date.today().isoformat()
        yield Opened(Standing(connection, dossier, at), as_of or None, today)


@contextmanager
def sensible() -> Generator[None]:
    """What the store cannot make sense of is told as not understood."""
    try:
        yield
    except StoreError as error:
        raise RefusedError(error.about, error.problem, error.hint) from error


@contextmanager
def there() -> Generator[None]:
    """What the store does not have is told as not there."""
    try:
        yield
    except StoreError as error:
        raise NotThereError(error.about, error.problem, "go back to the dossier; it may stand there now") from error


def path_of(dossier: Dossier) -> str:
    """The address of a dossier: its name, or its number where the name would not do in an address."""
    name = dossier.name
    if "/" in name or name.startswith(("~", ".")):
        return f"/dossiers/~{dossier.id}"
    return f"/dossiers/{quote(name)}"


def count(counts: Mapping[tuple[Kind, State], int]) -> Counted:
    """What `Standing.counts` gives, as a page tells it: without rejected and withdrawn lines."""
    kinds: dict[Kind, int] = {}
    reviewed = 0
    for (kind, state), number in counts.items():
        if state in STANDING:
            kinds[kind] = kinds.get(kind, 0) + number
            reviewed += number if state in _REVIEWED else 0
    return Counted(sum(kinds.values()), reviewed, dict(sorted(kinds.items(), key=lambda one: -one[1])))


def add(every: Iterable[Counted]) -> Counted:
    """The lines of several dossiers together."""
    some = list(every)
    return Counted(sum(one.lines for one in some), sum(one.reviewed for one in some), {})


def find_in(connection: Connection, name: str) -> Dossier:
    """The dossier of a name, or of a number behind `~`. Raises NotThereError, which names the nearest."""
    if name.startswith("~"):
        found = next((one for one in find_dossiers(connection) if str(one.id) == name[1:]), None)
        if found:
            return found
    try:
        return find_dossier(connection, name)
    except StoreError as error:
        raise NotThereError(error.about, error.problem, error.hint) from error
