"""Filing survives being killed at any moment, and many that file at once."""

from __future__ import annotations

import multiprocessing
import random
import time
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.minutes.filer import ENTRIES, TOGETHER, file_some, file_until_killed
from tests.minutes.paper import any_reading
from verbale.minutes import tables
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import find_dossiers, open_dossier
from verbale.minutes.filing import Incoming, file_readings
from verbale.minutes.standing import Standing

KILLS = {"sqlite": 50, "postgresql": 15}  # the file that we write ourselves is the one to fear for
PROCESSES = multiprocessing.get_context(
    "fork"
)  # a copy of this process starts at once; it shares no connection with it
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def numbers_of(database: Database) -> list[int]:
    """The numbers of the readings that stand, each with all its lines, or the test fails."""
    with database.reading() as connection:
        dossier = next(iter(find_dossiers(connection)), None)
        if dossier is None:
            return []
        standing = Standing(connection, dossier)
        sources = standing.sources().values()
        lines = standing.lines()
        assert len(lines) == len({line.entry for line in lines}) == ENTRIES * len(sources)
        assert {line.article for line in lines} == {source.article for source in sources}
        rows = connection.execute(select(func.count()).select_from(tables.line)).scalar()
        assert connection.exec_driver_sql("SELECT count(*) FROM line_words").scalar() == rows == len(lines)
        changes = connection.execute(select(tables.change.c.id).order_by(tables.change.c.id)).scalars().all()
        assert list(changes) == list(range(1, len(sources) + 2))
        return sorted(int((source.headline or "").split()[1]) for source in sources)


def kill_one(url: str, first: int, *, at: str | int, after: float) -> int:
    """Let a process file from a number on; kill it some seconds after it told that it was `at` something.

    Gives the number up to which it told that all was filed.
    """
    ours, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=file_until_killed, args=(url, first, its))
    process.start()
    its.close()
    reached = first
    with ours, suppress(EOFError):
        while (told := ours.recv()) != at:
            pass
        time.sleep(after)
        process.kill()  # SIGKILL: it can do nothing about it
        while True:
            reached = told if isinstance(told, int) else reached
            told = ours.recv()
    process.join()
    return reached


def test_a_filing_killed_at_any_moment_loses_and_doubles_nothing(url: str) -> None:
    draw = random.Random(11)
    first = filed_before_death = 0
    kills = KILLS[url.partition(":")[0]]
    for _ in range(kills):
        at = draw.choice(["filing", first + TOGETHER, first + 2 * TOGETHER])
        reached = kill_one(url, first, at=at, after=draw.uniform(0.0, 0.03))
        database = open_database(url)
        there = numbers_of(database)
        assert there == list(range(len(there)))
        assert len(there) >= reached and len(there) % TOGETHER == 0
        with database.writing() as connection:  # what was killed is run again
            dossier = open_dossier(connection, "Peace talks", by="Ada")
            readings = [Incoming(any_reading(one, entries=ENTRIES)) for one in range(first, len(there) + TOGETHER)]
            filed = file_readings(connection, dossier, readings, by="Ada")
        assert [one.outcome for one in filed] == ["unchanged"] * (len(there) - first) + ["new"] * TOGETHER
        filed_before_death += len(there) > first
        first = len(there) + TOGETHER
        if database.engine.dialect.name == "sqlite":
            with database.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        database.close()
    database = open_database(url)
    assert numbers_of(database) == list(range(first))
    database.close()
    assert filed_before_death > kills // 3  # so many were killed while they filed, not before they began


def test_many_that_file_at_once_lose_nothing(url: str) -> None:
    writers = 8 if url.startswith("postgresql") else 4
    started: list[Pipe] = []
    running = []
    for writer in range(writers):
        ours, its = PROCESSES.Pipe(duplex=False)
        own = list(range(100 * (writer + 1), 100 * (writer + 1) + 12))
        shared = list(range(6))
        process = PROCESSES.Process(target=file_some, args=(url, [*own[:6], *shared, *own[6:]], its))
        process.start()
        its.close()
        started.append(ours)
        running.append(process)
    told = [pipe.recv() for pipe in started]
    for process, pipe in zip(running, started, strict=True):
        process.join()
        pipe.close()
    assert all(isinstance(one, dict) for one in told), told
    assert sum(one["new"] for one in told) == writers * 12 + 6
    assert sum(one["unchanged"] for one in told) == (writers - 1) * 6
    database = open_database(url)
    assert len(numbers_of(database)) == writers * 12 + 6
    database.close()


def test_a_database_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    draw = random.Random(7)
    for number in range(10):
        url = str(tmp_path / f"{number}.db")
        kill_one(url, 0, at="opening", after=draw.uniform(0.0, 0.06))
        database = open_database(url)
        with database.writing() as connection:
            open_dossier(connection, "Peace talks", by="Ada")
        database.close()
