"""Lines tell who takes part and of when a forecast speaks; their outline has an index; words are indexed anew.

So lines are found, too, that were indexed before the index had marks of dossier and kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from verbale.minutes.amending import index_words
from verbale.minutes.columns import part_columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_PARTS = ("people", "parties", "outlook")
_OUTLINE = ("subject", "kind", "state", "day", "last_day", "label", "certainty", "article", "entry", "until")
_MANY = 2_000  # rows that are read and written at once
_KEPT = "the minutes are never overwritten"


def upgrade() -> None:
    for name in _PARTS:
        op.add_column("line", sa.Column(name, _TEXT))
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    op.execute("DROP TRIGGER line_altered" if sqlite else "ALTER TABLE line DISABLE TRIGGER line_kept")
    _empty_index(sqlite=sqlite)
    for rows in _rows(connection):
        _tell_parts(connection, rows)
        index_words(connection, rows)
    if sqlite:
        columns = (column["name"] for column in sa.inspect(connection).get_columns("line"))
        fixed = ", ".join(f'"{name}"' for name in columns if name != "until")
        op.execute(
            f"CREATE TRIGGER line_altered BEFORE UPDATE OF {fixed} ON line BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
        )
    else:
        op.execute("ALTER TABLE line ENABLE TRIGGER line_kept")
    _replace_index("line", "subject", "outline", _OUTLINE)
    _replace_index("figure", "subject", "subject_name", ("subject", "name", "until"))


def _empty_index(*, sqlite: bool) -> None:
    if not sqlite:
        op.execute("TRUNCATE line_words")
        return
    op.execute("DROP TABLE line_words")
    op.execute(
        "CREATE VIRTUAL TABLE line_words USING fts5("
        "text, quote, names, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )


def _rows(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """All lines that ever stood, some at a time."""
    query = sa.text(
        'SELECT "row", dossier, kind, party, other, text, fields FROM line '
        'WHERE "row" > :last ORDER BY "row" LIMIT :many'
    )
    last = 0
    while rows := [dict(row) for row in connection.execute(query, {"last": last, "many": _MANY}).mappings()]:
        yield rows
        last = rows[-1]["row"]


def _tell_parts(connection: sa.Connection, rows: Iterable[dict[str, Any]]) -> None:
    told: list[dict[str, Any]] = []
    for row in rows:
        row["fields"] = json.loads(row["fields"])
        parts = part_columns(row["fields"], row["party"], row["other"])
        if any(value is not None for value in parts.values()):
            told.append({"number": row["row"], **parts})
    if told:
        connection.execute(
            sa.text('UPDATE line SET people = :people, parties = :parties, outlook = :outlook WHERE "row" = :number'),
            told,
        )


def _replace_index(table: str, old: str, new: str, columns: Iterable[str]) -> None:
    stands = sa.text("until IS NULL")
    op.drop_index(f"{table}_standing_{old}", table)
    op.create_index(
        f"{table}_standing_{new}", table, ["dossier", *columns], sqlite_where=stands, postgresql_where=stands
    )
