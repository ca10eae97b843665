"""The commands of the minutes as their users start them, on a real SQLite file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_commands import EXAMPLES, verbale

BERLIN, GENEVA = str(EXAMPLES / "berlin-guarantees.txt"), str(EXAMPLES / "geneva-draft.html")
VIEWS = ["minutes", "positions", "proposals", "money", "meetings", "people", "forecasts", "contested", "network"]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with two articles in one dossier."""
    database = str(tmp_path_factory.mktemp("minutes") / "minutes.db")
    done = verbale("file", "--dossier", "Ukraine talks", "--database", database, "--by", "Ada", BERLIN, GENEVA)
    assert done.returncode == 0, done.stderr.decode()
    return database


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_shown_and_is_json(filed: str, view: str) -> None:
    shown = verbale(view, "Ukraine talks", "--database", filed)
    assert shown.returncode == 0, shown.stderr.decode()
    assert shown.stdout.decode().startswith("Ukraine talks")
    printed = verbale(view, "Ukraine talks", "--database", filed, "--json")
    assert json.loads(printed.stdout) is not None


def test_the_same_page_twice_adds_nothing(filed: str) -> None:
    done = verbale("file", "--dossier", "Ukraine talks", "--database", filed, BERLIN)
    assert "is there already" in done.stdout.decode()
    (told,) = json.loads(verbale("dossier", "--database", filed, "--json").stdout)
    assert told["articles"] == 2


def test_a_page_is_kept_with_its_name_and_encoding(filed: str) -> None:
    with closing(sqlite3.connect(filed)) as connection:
        kept = connection.execute("SELECT name, encoding FROM page ORDER BY name").fetchall()
    assert kept == [(BERLIN, "utf-8"), (GENEVA, "utf-8")]


def test_one_bad_page_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    done = verbale("file", "--dossier", "Talks", "--database", str(tmp_path / "m.db"), str(bad), BERLIN)
    assert done.returncode == 1
    assert "the page is empty" in done.stderr.decode()
    assert "1 of 2 pages filed in Talks" in done.stderr.decode()


def test_many_pages_are_read_at_once_and_filed_in_their_order(tmp_path: Path) -> None:
    pages = [tmp_path / f"page {number}.txt" for number in range(25)]
    for number, page in enumerate(pages):
        page.write_text(
            f"{Path(BERLIN).read_text('utf-8')}\n\nIt was round {number} of the talks, Anna Berg said.\n", "utf-8"
        )
    pages[3].write_bytes(b"")
    done = verbale("file", "--dossier", "Talks", "--database", str(tmp_path / "m.db"), *map(str, pages), "--json")
    assert done.returncode == 1
    assert "24 of 25 pages filed in Talks" in done.stderr.decode()
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["page"] for one in told] == [str(page) for number, page in enumerate(pages) if number != 3]
    assert sorted(one["article"] for one in told) == [one["article"] for one in told]


def test_a_reading_made_before_is_filed(tmp_path: Path) -> None:
    verbale("read", BERLIN, "--out", str(tmp_path))
    reading = tmp_path / "berlin-guarantees.json"
    done = verbale(
        "file", "--dossier", "Talks", "--database", str(tmp_path / "m.db"), str(reading), str(tmp_path / "no.json")
    )
    count = len(json.loads(reading.read_text("utf-8"))["entries"])
    assert f"{count} new" in done.stdout.decode()
    assert "not a JSON file" in done.stderr.decode()


def test_an_entry_opens_its_sentence_and_history(filed: str) -> None:
    done = verbale("minutes", "Ukraine talks", "--database", filed, "--entry", "1", "--json")
    told = json.loads(done.stdout)
    assert told["history"][0]["act"] == "filed"
    assert told["history"][0]["by"] == "Ada"
    shown = verbale("minutes", "Ukraine talks", "--database", filed, "--entry", "1").stdout.decode()
    assert told["line"]["quote"].split()[0] in shown


def test_a_change_is_undone_and_done_again(tmp_path: Path) -> None:
    database = str(tmp_path / "m.db")
    verbale("file", "--dossier", "Talks", "--database", database, BERLIN)
    before = verbale("positions", "Talks", "--database", database, "--json").stdout
    changes = json.loads(verbale("history", "Talks", "--database", database, "--json").stdout)
    assert [one["act"] for one in changes] == ["filed", "opened"]
    assert verbale("history", "Talks", "--database", database, "--undo", str(changes[0]["id"])).returncode == 0
    assert json.loads(verbale("positions", "Talks", "--database", database, "--json").stdout)["cells"] == []
    undone = json.loads(verbale("history", "Talks", "--database", database, "--json").stdout)[0]["id"]
    verbale("history", "Talks", "--database", database, "--undo", str(undone))
    assert verbale("positions", "Talks", "--database", database, "--json").stdout == before


def test_the_minutes_stand_as_they_stood(filed: str) -> None:
    done = verbale("positions", "Ukraine talks", "--database", filed, "--as-of", "2020-01-01", "--json")
    assert json.loads(done.stdout)["cells"] == []
    wrong = verbale("positions", "Ukraine talks", "--database", filed, "--as-of", "yesterday")
    assert wrong.returncode == 2
    assert "neither a day nor a moment" in wrong.stderr.decode()


def test_a_dossier_that_is_not_there_names_the_near_ones(filed: str) -> None:
    done = verbale("positions", "Ukrain talks", "--database", filed)
    assert done.returncode == 2
    assert "no such dossier" in done.stderr.decode()
    assert "Ukraine talks" in done.stderr.decode()


def test_settings_of_a_dossier_are_set_and_shown(tmp_path: Path) -> None:
    database = str(tmp_path / "m.db")
    done = verbale(
        "dossier", "Talks", "--new", "--title", "Peace talks", "--issues", "territory, energy", "--database", database
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(verbale("dossier", "Talks", "--database", database, "--json").stdout)
    assert told["settings"] == {"title": "Peace talks", "issues": ["territory", "energy"]}


WHEAT = """Kyiv wants its ships let through

By Ann Archer

March 4, 2026

Kyiv demanded on Monday that the wheat fleet be let through the strait before the end of the month, officials said.

The delegations of Ukraine and Russia met in Istanbul for the second time this year and will meet again on Thursday.
"""


def test_a_page_is_read_for_the_issues_that_its_dossier_follows(tmp_path: Path) -> None:
    database, page = str(tmp_path / "m.db"), tmp_path / "page.txt"
    page.write_text(WHEAT, "utf-8")
    verbale("dossier", "Talks", "--new", "--issues", "grain corridor (wheat), territory", "--database", database)
    verbale("file", str(page), "--dossier", "Talks", "--database", database)
    told = json.loads(verbale("positions", "Talks", "--database", database, "--json").stdout)
    assert "grain corridor" in told["issues"]
    assert "grain corridor (wheat)" not in told["issues"]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are notes, and no database of any kind at all\n" * 50, "utf-8")
    done = verbale("dossier", "--database", str(path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()
    assert str(path) in done.stderr.decode()


@pytest.mark.parametrize(
    ("form", "head"),
    [("markdown", "# Ukraine talks"), ("html", "<!doctype html>"), ("text", "Ukraine talks  brief of")],
)
def test_the_brief_comes_in_each_form_with_its_disclosure(filed: str, form: str, head: str) -> None:
    done = verbale("brief", "Ukraine talks", "--database", filed, "--format", form)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith(head)
    assert "no language model wrote it" in " ".join(done.stdout.decode().split())
