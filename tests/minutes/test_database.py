"""Databases are made, found, brought up to date, or refused with what is wrong and what to do."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from tests.minutes.conftest import Cluster
from tests.minutes.paper import any_reading
from verbale.errors import StoreError
from verbale.minutes import account_tables, opening
from verbale.minutes.database import BusyError, Database, open_database
from verbale.minutes.dossiers import find_dossiers, open_dossier
from verbale.minutes.filing import file_reading


def test_a_database_is_made_and_found_again(url: str) -> None:
    for _ in range(2):
        database = open_database(url)
        with database.writing() as connection:
            open_dossier(connection, "Peace talks", by="Ada")
        with database.reading() as connection:
            assert [one.name for one in find_dossiers(connection)] == ["Peace talks"]
        database.close()


def test_a_plain_path_is_an_sqlite_file(tmp_path: Path) -> None:
    open_database(str(tmp_path / "100% mine.db")).close()
    assert (tmp_path / "100% mine.db").read_bytes().startswith(b"SQLite format 3")


def test_without_an_address_it_lies_in_the_user_s_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(opening, "user_data_path", lambda name, **_: tmp_path)
    open_database().close()
    assert (tmp_path / "minutes.db").exists()


def test_sqlite_keeps_a_log_beside_and_holds_its_keys(tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "minutes.db"), wait=7)
    with database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "recursive_triggers")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 7000, "recursive_triggers": 1}
    database.close()


def test_the_migrations_make_the_tables_as_they_are_written_down(database: Database) -> None:
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), account_tables.metadata)
    known = [one for one in found if one[0] in ("remove_table", "remove_index") and "line_words" in str(one)]
    if connection.dialect.name == "postgresql":  # the comparison does not know that this one is SQLite's alone
        known += [one for one in found if one[0] == "add_index" and one[1].name == "line_standing_tally"]
    assert [one for one in found if one not in known] == []


def test_two_that_open_a_new_database_at_once_make_it_once(tmp_path: Path) -> None:
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            open_database(str(tmp_path / "minutes.db")).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_database_of_a_newer_verbale_is_refused_and_left_alone(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreError, match=r"newer Verbale.*9999.*upgrade"):
        open_database(url)


def test_another_program_s_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "songs.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"another program's database \(tables song\)"):
        open_database(str(path))
    assert path.read_bytes() == before


@pytest.mark.postgres
def test_another_program_s_postgresql_database_is_refused(cluster: Cluster) -> None:
    url = cluster.create()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('abc')"))
        connection.execute(text("CREATE TABLE song (title text)"))
    engine.dispose()
    with pytest.raises(StoreError, match="another program's database"):
        open_database(url)


@pytest.mark.parametrize("spoil", ["other bytes", "cut short", "first page"])
def test_a_damaged_file_is_told_as_damaged(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "minutes.db"
    database = open_database(str(path))
    with database.writing() as connection:
        dossier = open_dossier(connection, "Peace talks", by="Ada")
        for number in range(20):
            file_reading(connection, dossier, any_reading(number), by="Ada")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    whole = path.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    spoilt = {
        "other bytes": b"These are notes, no database. " * 100,
        "cut short": whole[: len(whole) // 2],
        "first page": whole[:100] + bytes(page - 100) + whole[page:],
    }
    path.write_bytes(spoilt[spoil])
    with pytest.raises(StoreError, match=r"damaged.*backup") as told:
        open_database(str(path))
    assert str(path) in told.value.about


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://localhost/minutes", "neither SQLite nor PostgreSQL"),
        ("postgresql+nonsense://localhost/x", "no driver"),
        ("://", "not the address of a database"),
        ("/no/such/folder/minutes.db", "folder does not exist"),
        ("/tmp", "a folder, not a file"),
    ],
)
def test_an_address_that_cannot_be_one_is_told(address: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        open_database(address)


@pytest.mark.postgres
def test_a_postgresql_that_does_not_answer_is_told_without_its_password(cluster: Cluster) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as told:
        open_database("postgresql://ada:secret@127.0.0.1:1/minutes")
    assert "secret" not in str(told.value)


def test_a_writer_that_does_not_get_its_turn_is_told_to_try_again(url: str) -> None:
    database, other = open_database(url), open_database(url, wait=0.05)
    with database.writing() as connection:
        open_dossier(connection, "Peace talks", by="Ada")
        with pytest.raises(BusyError, match="try again"), other.writing():
            pass
        with other.reading() as waiting:
            assert find_dossiers(waiting) == []
    assert other.write(lambda connection: open_dossier(connection, "Peace talks", by="Bob")).id == 1
    database.close()
    other.close()


def test_what_a_failed_block_wrote_is_gone(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        open_dossier(connection, "Peace talks", by="Ada")
        raise ZeroDivisionError
    with database.reading() as connection:
        assert find_dossiers(connection) == []


def test_a_reader_sees_one_moment_however_long_it_reads(database: Database) -> None:
    with database.reading() as connection:
        assert find_dossiers(connection) == []
        with database.writing() as other:
            open_dossier(other, "Peace talks", by="Ada")
        assert find_dossiers(connection) == []


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="may not be written"), database.reading() as connection:
        open_dossier(connection, "Peace talks", by="Ada")
    with database.writing() as connection:
        assert open_dossier(connection, "Peace talks", by="Ada").id == 1


_OVERWRITING: list[Any] = [
    "DELETE FROM line",
    "DELETE FROM change",
    "DELETE FROM page",
    "UPDATE change SET by = 'Eve'",
    "UPDATE dossier SET name = 'Other'",
    "UPDATE line SET state = 'accepted'",
    "UPDATE line SET until = 1, text = 'other'",
    "UPDATE article SET gone = true",
    "UPDATE figure SET since = 1",
    "UPDATE setting SET until = NULL",
]


@pytest.mark.parametrize("statement", _OVERWRITING)
def test_nothing_is_overwritten_even_by_hand(database: Database, statement: str) -> None:
    with database.writing() as connection:
        dossier = open_dossier(connection, "Peace talks", by="Ada")
        file_reading(connection, dossier, any_reading(1), by="Ada")
        connection.execute(
            text(
                'INSERT INTO setting ("row", dossier, since, until, name, value) '
                "VALUES (900, 1, 1, 2, 'title', '1'), (901, 1, 1, NULL, 'watch', '1')"
            )
        )
    with pytest.raises(StoreError, match="never overwritten"), database.writing() as connection:
        connection.execute(text(statement))


def test_an_end_is_set_once(database: Database) -> None:
    with database.writing() as connection:
        dossier = open_dossier(connection, "Peace talks", by="Ada")
        file_reading(connection, dossier, any_reading(1), by="Ada")
        connection.execute(text("UPDATE line SET until = 2"))
    with pytest.raises(StoreError, match="never overwritten"), database.writing() as connection:
        connection.execute(text("UPDATE line SET until = 1"))


def test_rows_are_not_replaced_on_sqlite(tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "minutes.db"))
    with database.writing() as connection:
        open_dossier(connection, "Peace talks", by="Ada")
    with pytest.raises(StoreError, match="never overwritten"), database.writing() as connection:
        connection.execute(text("INSERT OR REPLACE INTO dossier (id, name) VALUES (1, 'Other')"))
    database.close()


@pytest.mark.postgres
def test_tables_are_not_emptied_on_postgresql(cluster: Cluster, made: str) -> None:
    database = open_database(cluster.create(made))
    with pytest.raises(StoreError, match="never overwritten"), database.writing() as connection:
        connection.execute(text("TRUNCATE judgement"))
    database.close()


@pytest.mark.postgres
def test_postgresql_plans_each_search_for_its_own_words(cluster: Cluster, made: str) -> None:
    """A statement that was prepared is planned for all words alike, and then takes seconds for a rare one."""
    database = open_database(cluster.create(made))
    with database.reading() as connection:
        for _ in range(8):
            connection.execute(text("SELECT count(*) FROM line WHERE entry = :entry"), {"entry": 1})
        assert connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar() == 0
    database.close()
