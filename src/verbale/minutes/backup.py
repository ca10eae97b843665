"""All minutes of a database in one file, and a database made from it again, of either kind.

The file is gzip over lines of JSON: a manifest (what it is, of which schema, how many rows of each table), the rows in
the order in which they were written, and at the end a digest of all before it. A restored database answers every
question as the first one did, at any moment of its past. What is damaged, cut short or newer is refused before
anything is written.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy import Connection, LargeBinary, func, insert, select, text, update

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import index_words
from verbale.minutes.database import Database

SCHEMA = "verbale.minutes/1"
#: In the order in which one refers to another.
_TABLES = (
    tables.dossier, tables.change, tables.page, tables.article, tables.line, tables.figure, tables.apart,
    tables.setting, tables.judgement,
)  # fmt: skip
_MANY = 2_000  # rows that are read or written at once


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: which schema, made when and by which Verbale, and how many rows of each table."""

    schema: str
    revision: str
    verbale: str
    made: str
    rows: Mapping[str, int]


def write_backup(database: Database, path: Path) -> Manifest:
    """Write all minutes, as they stand at one moment, into a file; it is there whole or not at all.

    Raises StoreError where the file cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with (
            database.reading() as connection,
            part.open("wb") as raw,
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file,
        ):
            manifest = _write(connection, cast("IO[bytes]", file))
        part.replace(path)
    except OSError as error:
        raise StoreError(str(path), f"cannot be written ({error.strerror})", "name another file") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a backup holds, its digest compared. Raises StoreError where it is damaged or none of ours."""
    manifest: Manifest | None = None
    counts = dict.fromkeys((table.name for table in _TABLES), 0)
    for name, row in _lines(path):
        if name == "manifest":
            manifest = _manifest(path, row)
        elif name in counts:
            counts[name] += 1
        else:
            raise _damaged(path, f"rows of an unknown table: {name}")
    if manifest is None or dict(manifest.rows) != counts:
        raise _damaged(path, "it holds not what it says")
    return manifest


def restore_backup(database: Database, path: Path) -> Manifest:
    """Fill an empty database from a backup, in one transaction.

    Raises StoreError where the backup is damaged, of another schema, or the database holds minutes already; nothing is
    written then.
    """
    manifest = read_manifest(path)
    with database.writing() as connection:
        if connection.execute(select(func.count()).select_from(tables.dossier)).scalar():
            raise StoreError(database.name, "holds minutes already", "restore into a database that is empty")
        here = _revision(connection)
        if manifest.revision != here:
            problem = f"written by another Verbale ({manifest.verbale}, schema {manifest.revision}; here {here})"
            raise StoreError(str(path), problem, "restore it with a Verbale of that schema")
        for name, rows in groupby(_lines(path), key=lambda line: line[0]):
            if name != "manifest":
                _insert(connection, name, (row for _, row in rows))
        _count_on(connection)
    return manifest


def _write(connection: Connection, file: IO[bytes]) -> Manifest:
    rows = {table.name: connection.execute(select(func.count()).select_from(table)).scalar() or 0 for table in _TABLES}
    made = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(SCHEMA, _revision(connection), version("verbale"), made, rows)
    digest = hashlib.sha256()

    def put(name: str, value: Any) -> None:
        line = json.dumps([name, value], ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        digest.update(line)
        file.write(line)

    put("manifest", {name: getattr(manifest, name) for name in ("schema", "revision", "verbale", "made", "rows")})
    for table in _TABLES:
        query = select(table).order_by(*table.primary_key.columns)
        found = connection.execution_options(yield_per=_MANY).execute(query).mappings()
        for row in found:
            put(table.name, {name: _kept(value) for name, value in row.items()})
    file.write(json.dumps(["digest", digest.hexdigest()]).encode() + b"\n")
    return manifest


def _kept(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    """The lines of a backup but for the digest, which is compared when all are read."""
    digest = hashlib.sha256()
    found = None
    try:
        with gzip.open(path, "rb") as file:
            for line in file:
                if found is not None:
                    raise _damaged(path, "something stands behind its end")
                name, value = json.loads(line)
                if name == "digest":
                    found = value
                    continue
                digest.update(line)
                yield name, value
    except FileNotFoundError as error:
        raise StoreError(str(path), "there is no such file", "check the path") from error
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError, TypeError) as error:
        raise _damaged(path, str(error)) from error
    except OSError as error:
        raise StoreError(str(path), f"cannot be read ({error.strerror})", "check the path and your rights") from error
    if found != digest.hexdigest():
        raise _damaged(path, "its end is missing" if found is None else "its digest is another")


def _manifest(path: Path, told: Any) -> Manifest:
    try:
        manifest = Manifest(**told)
    except TypeError as error:
        raise _damaged(path, "no manifest") from error
    if manifest.schema != SCHEMA:
        problem = f"a backup of the schema {manifest.schema}, not {SCHEMA}"
        raise StoreError(str(path), problem, "restore it with a newer Verbale: pip install --upgrade verbale")
    return manifest


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(str(path), f"no backup of Verbale's, or a damaged one ({why})", "use another copy of it")


def _revision(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def _insert(connection: Connection, name: str, rows: Iterator[Mapping[str, Any]]) -> None:
    table = tables.metadata.tables[name]
    binary = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
    while some := [dict(row) for row in islice(rows, _MANY)]:
        for row in some:
            row.update({column: base64.b64decode(row[column]) for column in binary if row[column] is not None})
        connection.execute(insert(table), some)
        if name == "line":
            index_words(connection, some)


def _count_on(connection: Connection) -> None:
    """The next numbers are those after the last that were given."""
    last: dict[str, int] = {}
    of_row = [*tables.TEMPORAL.values(), tables.judgement]
    columns = {
        "change": [tables.change.c.id],
        "dossier": [tables.dossier.c.id],
        "entry": [tables.line.c.entry],
        "article": [tables.article.c.article],
        "figure": [tables.figure.c.figure],
        "row": [table.c.row for table in of_row],
    }
    for what, several in columns.items():
        last[what] = max(connection.execute(select(func.max(column))).scalar() or 0 for column in several)
    connection.execute(update(tables.turn).values(last))
