"""The tables of the minutes, for SQLite and PostgreSQL alike.

Two kinds. What is only ever added to: `dossier`, `change`, `page`, `judgement`. And what stands for a time: `article`,
`line`, `figure`, `apart`, `setting`, each row a version that stands from the change `since` until the change `until`,
now where that is null. Of a row nothing is ever altered but `until`, once; the databases' own triggers hold that.
`turn` is one row, which a writer locks: so changes are numbered in the order in which they can be seen.

Beside them stands `line_words`, the full-text index over the rows of `line`, which each database has in its own way:
on SQLite an FTS5 table (`rowid` is `line.row`; columns `text`, `quote`, `names`; it keeps no text of its own), on
PostgreSQL a table of `row` and `words`, a tsvector of configuration `english` with weights A, B and C for the three.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy import Text as AnyText

Temporal = Literal["article", "line", "figure", "apart", "setting"]
metadata = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
#: Texts are ordered by code points in both databases, so that days and moments compare as ISO 8601 means them to.
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
#: What tells a line's place in a view: an index over these is read instead of the lines, and finds subjects. `until`
#: is null in all of it, but SQLite reads the rows for it where the index does not have it.
OUTLINE = ("subject", "kind", "state", "day", "last_day", "label", "certainty", "article", "entry", "until")
#: By what parties are counted: on SQLite an index over these is read instead of the lines. PostgreSQL is quick without,
#: and takes no index over names of any length.
TALLY = ("kind", "party", "other", "parties", "label", "certainty", "state", "until")
_NAMES: dict[tuple[str, ...], str] = {OUTLINE: "outline", TALLY: "tally"}
_STANDS = text("until IS NULL")
_ENDED = text("until IS NOT NULL")
_FORESEEN = text("until IS NULL AND outlook IS NOT NULL")


def _version(*columns: Column[object]) -> tuple[Column[object], ...]:
    """The columns of every table whose rows stand for a time: the row's number, its dossier, from and until when."""
    return (
        Column("row", _NUMBER, primary_key=True, autoincrement=False),
        Column("dossier", _NUMBER, ForeignKey("dossier.id"), nullable=False),
        Column("since", _NUMBER, ForeignKey("change.id"), nullable=False),
        Column("until", _NUMBER, ForeignKey("change.id")),
        *columns,
    )


def _standing(table: str, *columns: str) -> Index:
    """An index over the rows that stand now."""
    name = f"{table}_standing_{_NAMES.get(columns) or '_'.join(columns).removesuffix('_until')}"
    return Index(name, "dossier", *columns, sqlite_where=_STANDS, postgresql_where=_STANDS)


def _changes(table: str) -> tuple[Index, Index]:
    """What a change began, and what it ended."""
    return (
        Index(f"{table}_since", "since"),
        Index(f"{table}_until", "until", sqlite_where=_ENDED, postgresql_where=_ENDED),
    )


turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    *(Column(name, _NUMBER, nullable=False) for name in ("change", "row", "entry", "article", "figure", "dossier")),
)

dossier = Table(
    "dossier",
    metadata,
    Column("id", _NUMBER, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
)

change = Table(
    "change",
    metadata,
    Column("id", _NUMBER, primary_key=True, autoincrement=False),
    Column("dossier", _NUMBER, ForeignKey("dossier.id"), nullable=False),
    Column("moment", Text, nullable=False, index=True),  # UTC, ISO 8601 with microseconds
    Column("by", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("reason", Text),
    Column("undoes", _NUMBER, ForeignKey("change.id"), index=True),
    Column("data", Text, nullable=False),  # JSON
    Index("change_dossier_id", "dossier", "id"),
)

page = Table(
    "page",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the bytes and the article's JSON together
    Column("sha256", Text),  # of the bytes; null where only a reading was filed
    Column("data", LargeBinary),  # the bytes, zlib
    Column("name", Text),  # the file or address that it was read from
    Column("encoding", Text),
    Column("article", LargeBinary, nullable=False),  # the article's JSON, zlib
)

article = Table(
    "article",
    metadata,
    *_version(
        Column("article", _NUMBER, nullable=False),
        Column("key", Text, nullable=False),  # what makes two pages the same page
        Column("page", Text, ForeignKey("page.digest"), nullable=False),
        Column("content", Text),  # SHA-256 of the page's bytes
        Column("words", Text, nullable=False),  # SHA-256 of the article's text
        Column("headline", Text),
        Column("publisher", Text),
        Column("published", Text),
        Column("url", Text),
        Column("story", _NUMBER, nullable=False),
        Column("origin", _NUMBER, nullable=False),
        Column("sketch", LargeBinary),  # what tells how alike two texts are; written by whoever looks for stories
        Column("version", Integer, nullable=False),
        Column("gone", Boolean, nullable=False),
    ),
    _standing("article", "article"),
    _standing("article", "words"),
    _standing("article", "headline"),
    Index("article_key", "dossier", "key", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
    *_changes("article"),
)

line = Table(
    "line",
    metadata,
    *_version(
        Column("entry", _NUMBER, nullable=False),
        Column("article", _NUMBER, nullable=False),
        Column("kind", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("subject", _NUMBER, nullable=False),
        Column("party", Text),
        Column("other", Text),
        Column("issue", Text),
        Column("label", Text, nullable=False),
        Column("day", Text),
        Column("last_day", Text),
        Column("certainty", Text, nullable=False),
        Column("confidence", Float, nullable=False),
        Column("method", Text, nullable=False),
        Column("rule", Text, nullable=False),  # the origin's `by`
        Column("reviewer", Text),
        Column("mark", Text),  # digest of what the machine read; null where a person added the line
        Column("text", Text, nullable=False),
        Column("fields", Text, nullable=False),  # the entry's JSON
        Column("people", Text),  # JSON: who speaks or attends, each with its party; null where nobody is named
        Column("parties", Text),  # JSON: the parties that take part; null where these are `party` and `other`
        Column("outlook", Text),  # the first day that a forecast speaks of
    ),
    _standing("line", "kind", "day"),
    _standing("line", "article"),
    _standing("line", *OUTLINE),
    _standing("line", *TALLY).ddl_if(dialect="sqlite"),
    Index("line_standing_outlook", "dossier", "kind", "day", sqlite_where=_FORESEEN, postgresql_where=_FORESEEN),
    Index("line_dossier_kind_since", "dossier", "kind", "since"),
    Index("line_entry_since", "entry", "since"),
    *_changes("line"),
)

figure = Table(
    "figure",
    metadata,
    *_version(
        Column("figure", _NUMBER, nullable=False),
        Column("article", _NUMBER, nullable=False),
        Column("kind", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("subject", _NUMBER, nullable=False),
        Column("fields", Text, nullable=False),
    ),
    _standing("figure", "kind", "name"),
    _standing("figure", "article"),
    _standing("figure", "subject", "name", "until"),
    *_changes("figure"),
)

apart = Table(
    "apart",
    metadata,
    *_version(
        Column("what", Text, nullable=False),  # the table that both are of: line, figure or article
        Column("one", _NUMBER, nullable=False),
        Column("other", _NUMBER, nullable=False),
    ),
    _standing("apart", "what", "one"),
    *_changes("apart"),
)

setting = Table(
    "setting",
    metadata,
    *_version(Column("name", Text, nullable=False), Column("value", Text, nullable=False)),
    _standing("setting", "name"),
    *_changes("setting"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("row", _NUMBER, primary_key=True, autoincrement=False),
    Column("change", _NUMBER, ForeignKey("change.id"), nullable=False),
    Column("dossier", _NUMBER, ForeignKey("dossier.id"), nullable=False),
    Column("entry", _NUMBER, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decision", Text, nullable=False),  # accepted, edited, rejected
    Column("kind", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("publisher", Text),
    UniqueConstraint("change", "entry", name="judgement_once"),
    Index("judgement_dossier_entry", "dossier", "entry"),
)

#: The tables whose rows stand for a time.
TEMPORAL: dict[Temporal, Table] = {
    "article": article, "line": line, "figure": figure, "apart": apart, "setting": setting
}  # fmt: skip
