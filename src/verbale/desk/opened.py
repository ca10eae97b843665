"""A dossier opened for a page: now, or as it stood on a day.

Comes in: the database, what an address says. Goes out: a `Standing` with the day that counts as today, or a refusal
that says what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection

from verbale.desk.keeping import Kept, memory_of
from verbale.desk.own import whose
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossier, find_dossiers
from verbale.minutes.history import last_change, last_filing, moment_change
from verbale.minutes.line import Kind, Source, State
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

    database: Database
    standing: Standing
    as_of: str | None
    today: str
    newest: int  #: the newest change of what is shown: while it is the same, so is every view of one day
    _shown: list[int] = field(default_factory=list[int])  # the changes of what was kept and is shown

    @property
    def dossier(self) -> Dossier:
        return self.standing.dossier

    def shown(self) -> int:
        """The newest change that all of what was asked so far shows."""
        return min((self.newest, *self._shown))

    def keep(self, asked: Hashable, make: Callable[[Opened], Value]) -> Value:
        """What is asked of the dossier, perhaps as it was some changes ago. Nobody may alter it."""
        return self.kept(asked, make).value

    def kept(self, asked: Hashable, make: Callable[[Opened], Value]) -> Kept[Value]:
        """What is asked of the dossier with the change that it shows; renewed where that is not the last one.

        `make` gets the dossier as it then stands. As of a day nothing is old, nor older than the visitor's own last
        change.
        """
        memory, newest, at = memory_of(self.database.engine), self.newest, self.standing.at
        key = (self.dossier.id, at, self.today, asked)
        least = min(newest, memory.own.of(whose())) if at is None else newest
        kept = memory.values.get(key, newest, lambda: make(self), least=least)
        if kept.change < newest:
            memory.renewer.soon(key, lambda: self._renew(key, make))
        self._shown.append(kept.change)
        return kept

    def counted(self) -> Counted:
        values, key = memory_of(self.database.engine).values, (self.dossier.id, self.standing.at, "counts")
        before = values.find(key)

        def counts() -> dict[tuple[Kind, State], int]:
            if before is None or before.change > self.newest:
                return self.standing.counts()
            return self.standing.counts_since(before.change, before.value)

        return count(values.get(key, self.newest, counts, least=self.newest).value)

    def sources(self) -> Mapping[int, Source]:
        """The articles by number. Nobody may alter it."""
        return self.filed("sources", self.standing.sources)

    def filed(self, asked: str, make: Callable[[], Value]) -> Value:
        """What follows from the articles alone, made anew only after something else than decisions; never old."""
        return self._exactly(asked, last_filing(self.standing.connection, self.dossier, self.standing.at), make)

    def _exactly(self, asked: str, change: int, make: Callable[[], Value]) -> Value:
        key = (self.dossier.id, self.standing.at, asked)
        return memory_of(self.database.engine).values.get(key, change, make).value

    def _renew(self, key: Hashable, make: Callable[[Opened], Value]) -> None:
        values = memory_of(self.database.engine).values
        try:
            with self.database.reading() as connection:
                now = open_now(self.database, connection, self.dossier, self.today)
                values.get(key, now.newest, lambda: make(now))
        except Exception:
            values.forget(key)
            raise


@contextmanager
def open_dossier(database: Database, name: str, as_of: str | None) -> Generator[Opened]:
    """The dossier that an address names. Raises NotThereError, which names the nearest; RefusedError for no day."""
    with database.reading() as connection:
        dossier = find_in(connection, name)
        with sensible():
            at = moment_change(connection, as_of, dossier) if as_of else None
        today = as_of[:10] if as_of else date.today().isoformat()
        if at is None:
            yield open_now(database, connection, dossier, today)
        else:
            yield Opened(database, Standing(connection, dossier, at), as_of or None, today, at)


def open_now(database: Database, connection: Connection, dossier: Dossier, today: str) -> Opened:
    """A dossier as it stands now."""
    return Opened(database, Standing(connection, dossier), None, today, last_change(connection, dossier))


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
