"""A database that holds minutes: opened, read and written. SQLite or PostgreSQL.

Comes in: an SQLAlchemy URL or a file name. Goes out: connections, each in one transaction. Writers take turns, so that
a change gets its number when all those before it can be seen.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.opening import bring_up_to_date, make_engine

#: What `Connection.info` has of a connection that only reads: what `recall` found in its transaction.
READING = "reading"
_TRIES = 3
_BUSY = ("locked", "lock timeout", "deadlock", "could not serialize", "canceling statement")
_DAMAGED = ("not a database", "malformed", "corrupt", "disk image", "invalid page")
Value = TypeVar("Value")


class BusyError(StoreError):
    """Others are writing, and kept at it for as long as was waited. Nothing was written; it may be tried again."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database whose schema is this Verbale's."""

    engine: Engine
    name: str  #: for messages: the address without its password
    wait: float = 10.0  #: seconds that a writer waits for its turn, three times over

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection that sees one moment and writes nothing.

        Raises StoreError where the database is out of reach or damaged.
        """
        with told(self.name), self.engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            connection.info[READING] = {}
            try:
                if sqlite:
                    connection.exec_driver_sql("PRAGMA query_only=ON")
                    connection.exec_driver_sql("BEGIN")
                else:
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield connection
            finally:
                connection.info.pop(READING, None)
                connection.rollback()
                if sqlite:
                    connection.exec_driver_sql("PRAGMA query_only=OFF")

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A connection whose changes become visible together when the block ends well, or else not at all.

        Waits for its turn, and raises BusyError where that does not come: nothing was done then, try again.
        """
        with told(self.name), self.engine.connect() as connection:
            self._take_turn(connection)
            yield connection
            connection.commit()

    def write(self, do: Callable[[Connection], Value]) -> Value:
        """What `do` gives, run in one write transaction, and run again where another writer was in its way."""
        for attempt in range(_TRIES):
            try:
                with self.writing() as connection:
                    return do(connection)
            except BusyError:
                if attempt == _TRIES - 1:
                    raise
                time.sleep(random.uniform(0.05, 0.2) * 2**attempt)
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        self.engine.dispose()

    def _take_turn(self, connection: Connection) -> None:
        for attempt in range(_TRIES):
            try:
                with told(self.name):
                    take_turn(connection, self.wait)
                return
            except BusyError:
                connection.rollback()
                if attempt == _TRIES - 1:
                    raise


def open_database(url: str | None = None, *, wait: float = 10.0) -> Database:
    """The database at an SQLAlchemy URL or in a file; made where there is none, and brought up to date.

    Without `url` it is one SQLite file in the user's data folder. `wait` is how many seconds a writer waits for others,
    three times over. Raises StoreError where the database is out of reach, damaged, no database of Verbale's, or of a
    newer Verbale; BusyError, which is one, where it is locked.
    """
    engine, name = make_engine(url, wait)
    database = Database(engine, name, wait)
    try:
        for attempt in range(_TRIES + 1):
            try:
                with told(name):
                    bring_up_to_date(engine, name)
                break
            except BusyError:
                if attempt == _TRIES:
                    raise
                time.sleep(random.uniform(0.05, 0.2) * 2**attempt)
    except BaseException:
        engine.dispose()
        raise
    return database


def take_turn(connection: Connection, wait: float) -> None:
    """Begin to write, once no other writer is at work."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits as long as its busy_timeout
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(wait * 1000)}ms'")
        connection.execute(select(tables.turn.c.id).with_for_update())


def take_numbers(connection: Connection, **counts: int) -> dict[str, range]:
    """The next numbers of some kinds (change, row, entry, article, figure, dossier): as many of each as asked for."""
    columns = [tables.turn.c[name] for name in counts]
    raised = update(tables.turn).values({column: column + counts[column.name] for column in columns})
    last = connection.execute(raised.returning(*columns)).one()
    return {name: range(end - counts[name] + 1, end + 1) for name, end in zip(counts, last, strict=True)}


@contextmanager
def told(name: str) -> Generator[None]:
    """The errors of databases and their drivers as ours."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise as_ours(name, error) from error


def as_ours(name: str, error: Exception) -> StoreError:
    """The error of a driver as ours: what is wrong with which database, and what to do."""
    why = (str(getattr(error, "orig", error)).strip().splitlines() or [type(error).__name__])[0]
    if any(sign in why for sign in _BUSY):
        return BusyError(name, f"others are writing to it ({why})", "try again: nothing of this was written")
    if any(sign in why for sign in _DAMAGED):
        return StoreError(name, f"damaged, or no database ({why})", "restore a backup, or name another database")
    if "never overwritten" in why:
        return StoreError(name, why, "write a new version instead")
    if "readonly" in why or "read-only" in why:
        return StoreError(name, f"may not be written ({why})", "write inside `writing()`, and see to your rights to it")
    if isinstance(error, OperationalError | sqlite3.OperationalError):
        return StoreError(name, f"cannot be opened or used ({why})", "check its address, that it runs, and your rights")
    return StoreError(name, f"refused what was asked of it ({why})", "nothing of this was written; please report it")
