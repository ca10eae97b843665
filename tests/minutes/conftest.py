"""Databases for the tests of the minutes: the same tests run on SQLite and on a PostgreSQL of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from verbale.minutes.change import Dossier
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier

_NUMBERS = count(1)


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL that runs for these tests alone, reached through a socket in a folder of its own."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def create(self, like: str = "template1") -> str:
        """The address of a new database that starts as a copy of another."""
        name = f"verbale{next(_NUMBERS)}"
        engine = create_engine(self.url("postgres").replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
        engine.dispose()
        return self.url(name)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of our own; skipped where none is installed, or none may be started."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4].split(".")[0]))
    initdb = Path(shutil.which("initdb") or (found[-1] if found else ""))
    if not initdb.name:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="verbale"))
    data = folder / "data"
    if user:
        shutil.chown(folder, user)

    def run(*command: str | Path) -> None:
        done = subprocess.run(
            command, user=user, cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True
        )
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(done.stdout + done.stderr + (log.read_text() if log.exists() else ""))

    try:
        run(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        control = initdb.with_name("pg_ctl")
        options = f"-c listen_addresses= -k {folder} -c fsync=off -c full_page_writes=off -c max_connections=40"
        run(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield Cluster(folder)
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made(cluster: Cluster) -> str:
    """The name of a PostgreSQL database that has the tables already."""
    url = cluster.create()
    open_database(url).close()
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on each of both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'minutes.db'}"
    return request.getfixturevalue("cluster").create(request.getfixturevalue("made"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An open database with nothing in it, on each of both."""
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def lent() -> Iterator[Callable[[str, Callable[[], str]], Database]]:
    """Databases by their backend's name that tests write to in turn, each undoing what it wrote."""
    opened: dict[str, Database] = {}

    def lend(backend: str, address: Callable[[], str]) -> Database:
        if backend not in opened:
            opened[backend] = open_database(address())
        return opened[backend]

    yield lend
    for database in opened.values():
        database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def connection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A connection that writes to an empty database, on each of both; what was written is gone after the test."""
    lend = request.getfixturevalue("lent")
    if request.param == "sqlite":
        database = lend("sqlite", lambda: str(tmp_path_factory.mktemp("lent") / "minutes.db"))
    else:
        cluster, made = request.getfixturevalue("cluster"), request.getfixturevalue("made")
        database = lend("postgresql", lambda: cluster.create(made))
    with database.engine.connect() as connection:
        if request.param == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@pytest.fixture
def dossier(connection: Connection) -> Dossier:
    """A dossier with nothing in it."""
    return open_dossier(connection, "Peace talks", by="Ada", moment="2025-12-01")
