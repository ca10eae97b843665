"""One file that holds all minutes, and databases of either kind made from it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.minutes.kept import airport
from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.backup import SCHEMA, read_manifest, restore_backup, write_backup
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import find_dossier, open_dossier, set_settings
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_changes
from verbale.minutes.judged import find_judgements
from verbale.minutes.plain import plain
from verbale.minutes.review import By, accept, reject, take_back
from verbale.minutes.standing import Standing

PAGE = b"the page as it came \xff\x00"
ALL = ("draft", "accepted", "edited", "rejected", "withdrawn")


@pytest.fixture
def filled(database: Database) -> Database:
    """Minutes with a past: filed, accepted, rejected, taken back."""
    with database.writing() as connection:
        dossier = open_dossier(connection, "airport", by="ada")
        set_settings(connection, dossier, {"issues": ["wages and jobs"]}, by="ada")
        file_reading(connection, dossier, airport(), PAGE, by="ada")
        accept(connection, dossier, [1], By("ada"))
        done = reject(connection, dossier, [2, 3], By("ben"))
        assert done.change is not None
        take_back(connection, dossier, done.change, by="ben")
    return database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database, of each kind, with nothing in it."""
    url = str(tmp_path / "other.db")
    if request.param == "postgresql":
        url = request.getfixturevalue("cluster").create(request.getfixturevalue("made"))
    opened = open_database(url)
    yield opened
    opened.close()


def everything(database: Database) -> Any:
    """What the minutes say at every change, and what was decided."""
    with database.reading() as connection:
        dossier = find_dossier(connection, "airport")
        changes = find_changes(connection, dossier)
        told = [_at(Standing(connection, dossier, change.id)) for change in changes]
        judged = [plain(one) for one in find_judgements(connection, dossier)]
        stands = Standing(connection, dossier)
        pages = [(stands.page(one), stands.article_json(one)) for one in stands.sources()]
    return json.dumps([told, judged, [plain(one) for one in changes]]), pages


def _at(stands: Standing) -> Any:
    lines = stands.lines(states=ALL)  # pyright: ignore[reportArgumentType]
    return [plain(line) | dict(line.fields) for line in lines], plain(stands.settings()), plain(stands.sources())


def count(database: Database) -> int:
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.change)).scalar() or 0


def test_a_restored_database_says_the_same_at_every_moment(filled: Database, other: Database, tmp_path: Path) -> None:
    file = tmp_path / "all.verbale"
    written = write_backup(filled, file)
    assert restore_backup(other, file) == written == read_manifest(file)
    assert written.rows["line"] == 4 + 1 + 2 + 2
    assert everything(other) == everything(filled)
    again = tmp_path / "again.verbale"
    write_backup(other, again)
    first, second = (gzip.decompress(path.read_bytes()).split(b"\n")[1:-2] for path in (file, again))
    assert first == second


def test_a_restored_database_goes_on_where_the_first_one_stood(
    filled: Database, other: Database, tmp_path: Path
) -> None:
    write_backup(filled, tmp_path / "all.verbale")
    restore_backup(other, tmp_path / "all.verbale")
    for database in (filled, other):
        with database.writing() as connection:
            dossier = find_dossier(connection, "airport")
            made = airport()
            made["article"]["url"] += "/second"
            filed = file_reading(connection, dossier, made, by="ada")
            assert filed.new == (5, 6, 7, 8)


def test_minutes_are_not_restored_over_others(filled: Database, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "all.verbale")
    before = count(filled)
    with pytest.raises(StoreError, match="holds minutes already"):
        restore_backup(filled, tmp_path / "all.verbale")
    assert count(filled) == before


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup of one dossier."""
    database = open_database(str(tmp_path / "first.db"))
    with database.writing() as connection:
        dossier: Dossier = open_dossier(connection, "airport", by="ada")
        file_reading(connection, dossier, airport(), PAGE, by="ada")
    write_backup(database, tmp_path / "all.verbale")
    database.close()
    return tmp_path / "all.verbale"


def rewritten(path: Path, change: Any) -> None:
    """The backup with its lines changed, packed again."""
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(change(lines))))


def newer(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(SCHEMA.encode(), b"verbale.minutes/9"), *lines[1:]]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-40]), "damaged"),
        (lambda path: path.write_bytes(b"not a backup"), "damaged"),
        (lambda path: path.write_bytes(gzip.compress(b"")), "damaged"),
        (lambda path: rewritten(path, lambda lines: lines[:-1]), "its end is missing"),
        (lambda path: rewritten(path, lambda lines: [*lines[:5], *lines[6:]]), "its digest is another"),
        (lambda path: rewritten(path, lambda lines: [*lines[:3], b"nonsense\n", *lines[3:]]), "damaged"),
        (lambda path: rewritten(path, lambda lines: [*lines, lines[-1]]), "something stands behind its end"),
        (lambda path: rewritten(path, newer), "not verbale.minutes/1"),
        (lambda path: path.unlink(), "there is no such file"),
    ],
)
def test_a_damaged_or_newer_backup_is_refused_and_changes_nothing(
    small: Path, tmp_path: Path, damage: Any, problem: str
) -> None:
    damage(small)
    database = open_database(str(tmp_path / "empty.db"))
    with pytest.raises(StoreError, match=problem):
        restore_backup(database, small)
    assert count(database) == 0
    database.close()


def test_a_byte_altered_anywhere_is_noticed(small: Path, tmp_path: Path) -> None:
    whole = small.read_bytes()
    database = open_database(str(tmp_path / "empty.db"))
    for at in range(20, len(whole), max(1, len(whole) // 60)):
        small.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(StoreError):
            restore_backup(database, small)
    assert count(database) == 0
    database.close()


def test_a_backup_is_there_whole_or_not_at_all(small: Path, tmp_path: Path) -> None:
    database = open_database(str(tmp_path / "first.db"))
    with pytest.raises(StoreError, match="cannot be written"):
        write_backup(database, tmp_path / "no such folder" / "all.verbale")
    database.close()
    assert sorted(path.name for path in tmp_path.glob("*verbale*")) == ["all.verbale"]
