"""`verbale search`, `backup` and `restore` as their users start them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import verbale


def test_what_is_found_is_shown_with_the_words_of_its_article(database: Path) -> None:
    done = verbale("search", "bergen", database=database)
    assert done.returncode == 0
    assert "airport · #3 · meeting · 2026-03-09 · draft 55%, planned" in done.stdout
    assert "“Talks resume in Bergen on 9 March 2026”" in done.stdout
    assert "\x1b" not in done.stdout


def test_hits_as_json_have_spans(database: Path) -> None:
    (hit,) = json.loads(verbale("search", "Bergen", "--json", database=database).stdout)["hits"]
    (span,) = hit["quote_spans"][0]
    assert hit["line"]["quote"][span["start"] : span["end"]] == "Bergen"


@pytest.mark.parametrize(
    ("options", "entries"),
    [
        (("--kind", "position"), {2, 4}),
        (("--person", "Mara Lindqvist", "--from", "2026-03-04", "--to", "2026-03-05"), {1}),
        (("--certainty", "planned"), {3}),
        (("--state", "rejected"), set[int]()),
        (("--as-of", "2001-01-01"), set[int]()),
    ],
)
def test_a_search_keeps_to_what_is_asked(database: Path, options: tuple[str, ...], entries: set[int]) -> None:
    found = json.loads(verbale("search", *options, "--json", database=database).stdout)
    assert {hit["line"]["entry"] for hit in found["hits"]} == entries


def test_a_kind_or_dossier_that_is_not_there_is_said_in_one_line(database: Path) -> None:
    assert "there are meeting" in verbale("search", "x", "--kind", "rumour", database=database).stderr
    done = verbale("search", "x", "--dossier", "harbour", database=database)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("verbale: harbour: ")
    assert "Traceback" not in done.stderr


def test_minutes_go_into_a_file_and_come_back(database: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "all.verbale", tmp_path / "other.db"
    assert verbale("backup", file, database=database).returncode == 0
    done = verbale("restore", file, database=other)
    assert done.returncode == 0
    assert "lines 4" in done.stderr
    for command in (("minutes", "airport", "--json"), ("search", "Oslo", "--json"), ("history", "airport", "--json")):
        assert verbale(*command, database=other).stdout == verbale(*command, database=database).stdout


def test_neither_a_file_nor_minutes_are_written_over(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.verbale"
    verbale("backup", file, database=database)
    assert verbale("backup", file, database=database).returncode == 2
    assert verbale("backup", file, "--force", database=database).returncode == 0
    done = verbale("restore", file, database=database)
    assert done.returncode == 2
    assert "holds minutes already" in done.stderr


def test_a_damaged_file_makes_no_database(tmp_path: Path) -> None:
    (tmp_path / "bad.verbale").write_bytes(b"no backup")
    done = verbale("restore", tmp_path / "bad.verbale", database=tmp_path / "new.db")
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert not (tmp_path / "new.db").exists()
