"""An engine for a database of minutes: its address understood, its schema made or brought up to date.

Comes in: an SQLAlchemy URL, a file name, or nothing for the one in the user's data folder. Goes out: an engine. A
database that is not ours is told as such, and left as it is.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from verbale.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
_OURS = {"turn", "dossier", "change", "line"}  # tables that each version of Verbale's databases has
_MAKING = 76657262  # the advisory lock of those who make or migrate a database
_CONNECTING = 10  # seconds


def default_url() -> str:
    """One SQLite file in the user's data folder, which is made where it is missing."""
    folder = user_data_path("verbale", appauthor=False, ensure_exists=True)
    return f"sqlite:///{folder / 'minutes.db'}"


def make_engine(url: str | None, wait: float) -> tuple[Engine, str]:
    """An engine for an address, and how to name it in messages, without its password. Nothing is opened yet.

    Raises StoreError for an address that is none of ours, a driver that is missing, or a file that cannot be it.
    """
    address = _address(url or default_url())
    name = address.render_as_string(hide_password=True)
    file = _file(address)
    options: dict[str, Any] = {}
    if address.get_backend_name() == "postgresql":
        # no statement is prepared: a plan for all words is a bad one for a rare word
        given = {"connect_timeout": _CONNECTING, "prepare_threshold": None}
        options = {"connect_args": given, "pool_pre_ping": True}
    elif file is None:
        options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        _check_file(file, name)
    try:
        engine = create_engine(address, **options)
    except NoSuchModuleError as error:
        raise StoreError(name, f"no driver for it ({error})", "write postgresql+psycopg://…") from error
    except ModuleNotFoundError as error:
        hint = "pip install 'verbale[postgres]'"
        raise StoreError(name, "the driver of PostgreSQL is not installed", hint) from error
    if address.get_backend_name() == "sqlite":

        def prepare(connection: sqlite3.Connection, _record: object) -> None:
            _prepare(connection, wait)

        event.listen(engine, "connect", prepare)
    return engine, name


def _address(given: str) -> URL:
    if "://" not in given:
        return URL.create("sqlite", database=given if given == ":memory:" else str(Path(given).expanduser()))
    try:
        address = make_url(given)
    except ArgumentError as error:
        raise StoreError(given, "not the address of a database", "write sqlite:///FILE or postgresql://…") from error
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        name = address.render_as_string(hide_password=True)
        raise StoreError(name, "neither SQLite nor PostgreSQL", "give a file, sqlite:///FILE or postgresql://…")
    return address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address


def _file(address: URL) -> Path | None:
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(address.database or "")


def _check_file(file: Path, name: str) -> None:
    """What SQLite would say less clearly, or only later."""
    if not file.absolute().parent.is_dir():
        raise StoreError(name, "its folder does not exist", "make the folder, or name another file")
    if file.is_dir():
        raise StoreError(name, "a folder, not a file", f"name a file in it, such as {file / 'minutes.db'}")
    if not file.exists() or Path(f"{file}-wal").exists():
        return
    with file.open("rb") as opened:
        head = opened.read(100)
    if len(head) == 100 and head.startswith(b"SQLite format 3\0"):
        size = int.from_bytes(head[16:18], "big")  # of a page; the format's own documentation writes 65,536 as 1
        pages = int.from_bytes(head[28:32], "big")
        if head[24:28] == head[92:96] and pages * (65536 if size == 1 else size) > file.stat().st_size:
            raise StoreError(name, "damaged: the file is cut short", "restore a backup, or name another database")


def _prepare(connection: sqlite3.Connection, wait: float) -> None:
    """SQLite as we use it: waits instead of errors, keys held, transactions begun by us alone, room to work in."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={int(wait * 1000)}",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # without it INSERT OR REPLACE deletes past the triggers
        "synchronous=NORMAL",
        "cache_size=-32768",
        "mmap_size=2147418112",  # as much as SQLite maps
        "wal_autocheckpoint=4000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def bring_up_to_date(engine: Engine, name: str) -> None:
    """Make the tables, or migrate them, where they are not this Verbale's already.

    Raises StoreError for another program's database and for one of a newer Verbale, and leaves both as they are.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    with engine.connect() as connection:
        if _revision(connection) == script.get_current_head():
            return
        connection.rollback()
        _refuse_others(name, connection, known)
        connection.rollback()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # readers beside a writer; the file remembers it
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MAKING})")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")  # nothing, where another process was quicker
        connection.commit()


def _refuse_others(name: str, connection: Connection, known: set[str]) -> None:
    found, names = _revision(connection), set(inspect(connection).get_table_names())
    if found is not None and found not in known and names >= _OURS:
        problem = f"written by a newer Verbale (schema {found}; this one knows {max(known)})"
        raise StoreError(name, problem, "install the newer version: pip install --upgrade verbale")
    if (found is None or found not in known) and names - {"alembic_version"}:
        raise StoreError(
            name, f"another program's database (tables {', '.join(sorted(names)[:4])})", "name another one"
        )
    if connection.dialect.name == "postgresql":
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(name, f"its encoding is {encoding}", "make one with CREATE DATABASE … ENCODING 'UTF8'")


def _revision(connection: Connection) -> str | None:
    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
