"""A database of the first schema is brought up to date: its lines tell who takes part, and are found by their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Table, insert, select, text

from tests.minutes.crowd import file_crowd
from verbale.errors import StoreError
from verbale.minutes import migrations, tables
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.opening import make_engine
from verbale.minutes.search import Query, find_lines

_LATER = {"people", "parties", "outlook"}
_TABLES = (tables.dossier, tables.change, tables.page, *tables.TEMPORAL.values())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, of each kind."""
    return str(tmp_path / "old.db") if request.param == "sqlite" else request.getfixturevalue("cluster").create()


def make_first_schema(url: str, like: Connection) -> None:
    """A database as the first Verbale made it, with the rows of another, none of them in the full-text index."""
    engine, _ = make_engine(url, 5)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        command.upgrade(config, "0001")
        for table in _TABLES:
            rows = _rows(like, table)
            if rows:
                connection.execute(insert(table), [_without(row, _LATER) for row in rows])
        connection.commit()
    engine.dispose()


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


def _without(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def test_rows_of_the_first_schema_are_as_if_they_were_filed_now(tmp_path: Path, empty: str) -> None:
    new = open_database(str(tmp_path / "new.db"))
    with new.writing() as connection:
        dossier = open_dossier(connection, "Peace talks", by="Ada")
        file_crowd(connection, dossier, 10)
    asked = Query(words="summit -border", kinds=("statement",), limit=500)
    with new.reading() as connection:
        make_first_schema(empty, connection)
        lines, found = _rows(connection, tables.line), find_lines(connection, asked, [dossier])
    old = open_database(empty)
    with old.reading() as connection:
        assert _rows(connection, tables.line) == lines
        assert (
            [hit.line.entry for hit in find_lines(connection, asked, [dossier]).hits]
            == [hit.line.entry for hit in found.hits]
            != []
        )
    assert any(row["people"] for row in lines)
    assert any(row["outlook"] for row in lines)
    _refuses_to_overwrite(old)
    for database in (new, old):
        database.close()


def _refuses_to_overwrite(database: Database) -> None:
    with pytest.raises(StoreError, match="never overwritten"), database.writing() as connection:
        connection.execute(text("UPDATE line SET people = NULL"))
