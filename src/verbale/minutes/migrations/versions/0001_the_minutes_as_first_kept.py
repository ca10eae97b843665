"""The minutes as first kept."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TEMPORAL = ("article", "line", "figure", "apart", "setting")
_ADDED = ("dossier", "change", "page", "judgement")


def upgrade() -> None:
    _create_what_is_added_to()
    _create_what_stands_for_a_time()
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(_number(name) for name in ("change", "row", "entry", "article", "figure", "dossier")),
    )
    op.execute('INSERT INTO turn (id, change, "row", entry, article, figure, dossier) VALUES (1, 0, 0, 0, 0, 0, 0)')
    if op.get_bind().dialect.name == "sqlite":
        _finish_sqlite()
    else:
        _finish_postgresql()


def _create_what_is_added_to() -> None:
    op.create_table("dossier", _own_number("id"), _text("name", unique=True))
    op.create_table(
        "change",
        _own_number("id"),
        _number("dossier", "dossier.id"),
        *(_text(name) for name in ("moment", "by", "act")),
        _text("reason", nullable=True),
        _number("undoes", "change.id", nullable=True),
        _text("data"),
    )
    op.create_index("change_dossier_id", "change", ["dossier", "id"])
    op.create_index("ix_change_moment", "change", ["moment"])
    op.create_index("ix_change_undoes", "change", ["undoes"])
    op.create_table(
        "page",
        _text("digest", primary_key=True),
        _text("sha256", nullable=True),
        sa.Column("data", sa.LargeBinary()),
        _text("name", nullable=True),
        _text("encoding", nullable=True),
        sa.Column("article", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "judgement",
        _own_number("row"),
        _number("change", "change.id"),
        _number("dossier", "dossier.id"),
        _number("entry"),
        *(_text(name) for name in ("reviewer", "decision", "kind", "rule")),
        _text("publisher", nullable=True),
        sa.UniqueConstraint("change", "entry", name="judgement_once"),
    )
    op.create_index("judgement_dossier_entry", "judgement", ["dossier", "entry"])


def _create_what_stands_for_a_time() -> None:
    _create_temporal(
        "article",
        _number("article"),
        _text("key"),
        _text("page", sa.ForeignKey("page.digest")),
        _text("content", nullable=True),
        _text("words"),
        *(_text(name, nullable=True) for name in ("headline", "publisher", "published", "url")),
        _number("story"),
        _number("origin"),
        sa.Column("sketch", sa.LargeBinary()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        standing=(("article",), ("words",), ("headline",)),
    )
    _create_index("article_key", "article", ["dossier", "key"], "until IS NULL", unique=True)
    _create_temporal(
        "line",
        _number("entry"),
        _number("article"),
        _text("kind"),
        _text("state"),
        _number("subject"),
        *(_text(name, nullable=True) for name in ("party", "other", "issue")),
        _text("label"),
        *(_text(name, nullable=True) for name in ("day", "last_day")),
        _text("certainty"),
        sa.Column("confidence", sa.Float(), nullable=False),
        *(_text(name) for name in ("method", "rule")),
        *(_text(name, nullable=True) for name in ("reviewer", "mark")),
        *(_text(name) for name in ("text", "fields")),
        standing=(("kind", "day"), ("article",), ("subject",)),
    )
    op.create_index("line_dossier_kind_since", "line", ["dossier", "kind", "since"])
    op.create_index("line_entry_since", "line", ["entry", "since"])
    _create_temporal(
        "figure",
        _number("figure"),
        _number("article"),
        _text("kind"),
        _text("name"),
        _number("subject"),
        _text("fields"),
        standing=(("kind", "name"), ("article",), ("subject",)),
    )
    _create_temporal("apart", _text("what"), _number("one"), _number("other"), standing=(("what", "one"),))
    _create_temporal("setting", _text("name"), _text("value"), standing=(("name",),))


def _create_temporal(name: str, *columns: sa.Column[Any], standing: tuple[tuple[str, ...], ...]) -> None:
    op.create_table(
        name,
        _own_number("row"),
        _number("dossier", "dossier.id"),
        _number("since", "change.id"),
        _number("until", "change.id", nullable=True),
        *columns,
    )
    for one in standing:
        _create_index(f"{name}_standing_{'_'.join(one)}", name, ["dossier", *one], "until IS NULL")
    op.create_index(f"{name}_since", name, ["since"])
    _create_index(f"{name}_until", name, ["until"], "until IS NOT NULL")


def _create_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _own_number(name: str) -> sa.Column[Any]:
    return sa.Column(name, _NUMBER, primary_key=True, autoincrement=False)


def _number(name: str, of: str | None = None, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _NUMBER, *([sa.ForeignKey(of)] if of else []), nullable=nullable)


def _text(name: str, *rest: Any, nullable: bool = False, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, _TEXT, *rest, nullable=nullable, **options)


def _finish_sqlite() -> None:
    """The full-text index, and triggers that let nothing be altered but `until`, once, and nothing be deleted."""
    op.execute(
        "CREATE VIRTUAL TABLE line_words USING fts5("
        "text, quote, names, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )
    told = "SELECT RAISE(ABORT, 'the minutes are never overwritten')"
    for table in (*_TEMPORAL, *_ADDED):
        op.execute(f"CREATE TRIGGER {table}_deleted BEFORE DELETE ON {table} BEGIN {told}; END")
    for table in _ADDED:
        op.execute(f"CREATE TRIGGER {table}_altered BEFORE UPDATE ON {table} BEGIN {told}; END")
    for table in _TEMPORAL:
        columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
        fixed = ", ".join(f'"{name}"' for name in columns if name != "until")
        op.execute(f"CREATE TRIGGER {table}_altered BEFORE UPDATE OF {fixed} ON {table} BEGIN {told}; END")
        op.execute(
            f"CREATE TRIGGER {table}_ended BEFORE UPDATE OF until ON {table} "
            f"WHEN OLD.until IS NOT NULL OR NEW.until IS NULL BEGIN {told}; END"
        )


def _finish_postgresql() -> None:
    """The same on PostgreSQL, where a table can be emptied at once, too."""
    op.execute('CREATE TABLE line_words ("row" bigint PRIMARY KEY, words tsvector NOT NULL)')
    op.execute("CREATE INDEX line_words_words ON line_words USING gin (words)")
    op.execute(
        """
        CREATE FUNCTION verbale_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND TG_ARGV[0] = 'temporal' THEN
            IF OLD.until IS NULL AND NEW.until IS NOT NULL
              AND to_jsonb(OLD) - 'until' = to_jsonb(NEW) - 'until' THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION 'the minutes are never overwritten (%)', TG_TABLE_NAME;
        END $$
        """
    )
    for table in (*_TEMPORAL, *_ADDED):
        what = "temporal" if table in _TEMPORAL else "added"
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION verbale_kept('{what}')"
        )
        op.execute(
            f"CREATE TRIGGER {table}_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION verbale_kept('emptied')"
        )
