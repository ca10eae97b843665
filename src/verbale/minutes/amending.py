"""The one way to write what stands for a time: the versions that a change ends and begins.

Comes in: a change, in a write transaction. Goes out: rows. Filing, review, edits, joins and undoing all write through
`amend`, so that each can be dated and undone in the same way. A review, for instance:

    rows = standing_rows(connection, dossier, "line", [17])
    change = begin_change(connection, dossier, "accepted", by="Ada")
    amend(connection, change, [revised("line", rows[17], state="accepted", reviewer="Ada")])
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Connection, Table, insert, select, text, update

from verbale.errors import StoreError
from verbale.minutes.change import Change, Dossier
from verbale.minutes.columns import as_json, words_of
from verbale.minutes.database import as_ours, take_numbers
from verbale.minutes.tables import TEMPORAL, Temporal
from verbale.minutes.words import marks_of, plain_words

#: The column by which the versions of one thing are known.
NUMBERS: dict[Temporal, str] = {"article": "article", "line": "entry", "figure": "figure"}
_OWN = ("row", "dossier", "since", "until")  # what `amend` fills in
_FEW = 50  # rows that are not worth a way of their own
_MANY = 500  # as many numbers as a question names at once


@dataclass(frozen=True, slots=True)
class Version:
    """What is to stand from a change on: `values` instead of the row `ends`, either of which may be None.

    `values` has every column of the table but `row`, `dossier`, `since` and `until`; `fields` may be a mapping or its
    JSON. Without `ends` the thing is new; without `values` it stands no longer.
    """

    table: Temporal
    ends: int | None
    values: Mapping[str, Any] | None


def revised(table: Temporal, row: Mapping[str, Any], **values: Any) -> Version:
    """The version that replaces a row as `standing_rows` gives it, some of its values others."""
    kept = {name: value for name, value in row.items() if name not in _OWN}
    return Version(table, row["row"], {**kept, **values})


def standing_rows(
    connection: Connection, dossier: Dossier, table: Literal["article", "line", "figure"], numbers: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """The rows that stand now of some articles, entries or figures, by their numbers; those that there are."""
    source = TEMPORAL[table]
    number = source.c[NUMBERS[table]]
    found: dict[int, dict[str, Any]] = {}
    # entries have an index of their own, which SQLite takes only where the dossier's cannot be taken
    mine = (source.c.dossier + 0 if table == "line" else source.c.dossier) == dossier.id
    for some in in_parts(numbers):
        query = select(source).where(mine, source.c.until.is_(None), number.in_(some))
        for row in connection.execute(query).mappings():
            found[row[NUMBERS[table]]] = dict(row)
    return found


def amend(connection: Connection, change: Change, versions: Sequence[Version]) -> None:
    """Write the versions that a change makes: the rows that it ends get their end, those that it begins a number.

    One change may amend several times. Raises StoreError, and nothing of the transaction stands, where a row that is to
    end does not stand any more: somebody was quicker, look again.
    """
    write_versions(connection, [(change, versions)])


def write_versions(connection: Connection, made: Iterable[tuple[Change, Sequence[Version]]]) -> None:
    """What `amend` does, for many changes of one dossier in few statements."""
    ended: dict[tuple[Temporal, int], list[int]] = defaultdict(list)
    begun: dict[Temporal, list[dict[str, Any]]] = defaultdict(list)
    dossier = 0
    for change, versions in made:
        dossier = change.dossier
        for one in versions:
            if one.ends is not None:
                ended[one.table, change.id].append(one.ends)
            if one.values is not None:
                begun[one.table].append({**one.values, "dossier": dossier, "since": change.id, "until": None})
    for (name, change_id), rows in ended.items():
        _end(connection, name, dossier, change_id, rows)
    count = sum(map(len, begun.values()))
    numbers = iter(take_numbers(connection, row=count)["row"] if count else ())
    for name, rows in begun.items():
        _begin(connection, name, rows, numbers)


def _end(connection: Connection, name: Temporal, dossier: int, change: int, rows: Sequence[int]) -> None:
    table = TEMPORAL[name]
    for some in in_parts(rows):
        ending = update(table).where(table.c.row.in_(some), table.c.until.is_(None), table.c.dossier == dossier)
        if connection.execute(ending.values(until=change)).rowcount != len(some):
            problem = f"a {name} that was to be changed does not stand any more"
            raise StoreError(f"change {change}", problem, "somebody was quicker: look again, then do it again")


def _begin(connection: Connection, name: Temporal, rows: list[dict[str, Any]], numbers: Iterator[int]) -> None:
    words: list[dict[str, Any]] = []
    for row in rows:
        row["row"] = next(numbers)
        if "fields" in row:
            fields = row["fields"]
            if name == "line":
                words.append(_words(row))
            if not isinstance(fields, str):
                row["fields"] = as_json(fields)
    _insert(connection, TEMPORAL[name], rows)
    _index(connection, words)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if len(rows) < _FEW:
        connection.execute(insert(table), rows)
        return
    names = [column.name for column in table.c]
    columns = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":  # straight to the driver: the values are what it takes
        marks = ", ".join("?" * len(names))
        values = list(map(itemgetter(*names), rows))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", values)
        return
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:  # several times as fast as INSERT
            for row in rows:
                copy.write_row([row[name] for name in names])
    except connection.dialect.loaded_dbapi.Error as error:
        raise as_ours(table.name, error) from error
    finally:
        cursor.close()


def index_words(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put the words of lines that were written by other ways than `amend` into the full-text index."""
    _index(connection, [_words(row) for row in rows])


def _words(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's words for the index, beside its names the marks by which a search keeps to a dossier and a kind."""
    fields = row["fields"]
    words = words_of(row["text"], json.loads(fields) if isinstance(fields, str) else fields)
    return {"row": row["row"], **words, "names": f"{words['names']}\n{marks_of(row)}"}


def _index(connection: Connection, words: Sequence[Mapping[str, Any]]) -> None:
    if not words:
        return
    if connection.dialect.name == "postgresql":
        words = [
            {**one, **{name: f"{plain_words(one[name])} x0" for name in ("text", "quote", "names")}} for one in words
        ]
    connection.execute(text(_WORDS[connection.dialect.name]), words)


#: How a row's words go into the full-text index.
_WORDS = {
    "sqlite": "INSERT INTO line_words (rowid, text, quote, names) VALUES (:row, :text, :quote, :names)",
    "postgresql": (
        "INSERT INTO line_words (\"row\", words) VALUES (:row, setweight(to_tsvector('english', :text), 'A')"
        " || setweight(to_tsvector('english', :quote), 'B') || setweight(to_tsvector('english', :names), 'C'))"
    ),
}


def in_parts(numbers: Iterable[Any]) -> Iterator[list[Any]]:
    """Numbers or names, each once and in order, in parts of a size that a database takes as parameters."""
    distinct = sorted(set(numbers))
    for start in range(0, len(distinct), _MANY):
        yield distinct[start : start + _MANY]
