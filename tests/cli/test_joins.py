"""`verbale joins`, `join` and `part`, as their users start them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal, verbale
from tests.minutes.lake import lake_readings

LAKE = "Lake Ostra"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A database with five articles of one negotiation."""
    files = [tmp_path / f"{at}.json" for at in range(len(lake_readings()))]
    for path, reading in zip(files, lake_readings(), strict=True):
        path.write_text(json.dumps(reading), "utf-8")
    done = verbale("file", "--dossier", LAKE, *files, database=tmp_path / "minutes.db")
    assert done.returncode == 0, done.stderr
    return tmp_path / "minutes.db"


def asked(database: Path, *options: str) -> list[dict[str, Any]]:
    return json.loads(verbale("joins", LAKE, "--json", *options, database=database).stdout)


def test_a_pair_is_proposed_with_its_reasons_joined_and_asked_no_more(lake: Path) -> None:
    (pair,) = asked(lake)
    assert {pair["one"]["number"], pair["other"]["number"]} == {15, 25}
    shown = verbale("joins", LAKE, database=lake).stdout
    assert "1 pair that may be one" in shown and "put off" in shown
    done = verbale("join", LAKE, "15", "#25", "--reason", "put off", database=lake)
    assert done.returncode == 0
    assert "15 and #25 are one (change" in done.stderr
    assert asked(lake) == []
    assert [one["other"]["number"] for one in asked(lake, "--of", "15")] == [23, 25, 32]


def test_not_the_same_is_remembered_until_it_is_undone(lake: Path) -> None:
    assert verbale("part", LAKE, "15", "25", database=lake).returncode == 0
    assert asked(lake) == []
    (apart,) = asked(lake, "--apart")
    again = verbale("join", LAKE, "15", "25", database=lake)
    assert again.returncode == 2
    assert f"undo change {apart['change']} first" in again.stderr
    assert verbale("history", LAKE, "--undo", str(apart["change"]), database=lake).returncode == 0
    assert asked(lake, "--apart") == []
    assert len(asked(lake)) == 1


def test_people_are_named_and_what_filing_joined_is_explained_and_parted(lake: Path) -> None:
    shown = verbale("joins", LAKE, "--of", "lena vorst", database=lake).stdout
    assert shown.count("same name Lena Vorst") == 4
    assert verbale("part", LAKE, "1", "6", "--figures", database=lake).returncode == 0
    assert "is the name of several" in verbale("joins", LAKE, "--of", "Lena Vorst", database=lake).stderr
    done = verbale("join", LAKE, "Odo Brand", "Northern Council", database=lake)
    assert (done.returncode, "only what is of one kind" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("join", LAKE, "1"), "name two"),
        (("join", LAKE, "1", "999"), "no entry 999"),
        (("part", LAKE, "Ann", "Bo"), "nobody is called 'Ann'"),
        (("joins", LAKE, "--kind", "planet"), "no kind 'planet'"),
        (("joins", LAKE, "--of", "1", "--figures", "--articles"), "exclude each other"),
    ],
)
def test_what_cannot_be_said_is_told(lake: Path, arguments: tuple[str, ...], problem: str) -> None:
    done = verbale(*arguments, database=lake)
    assert done.returncode == 2
    assert problem in done.stderr


def test_pairs_are_decided_on_by_keys_and_the_last_one_taken_back(lake: Path) -> None:
    verbale("part", LAKE, "15", "23", database=lake)  # so that either may be what was put off
    terminal = Terminal(lake, "joins", LAKE)
    terminal.wait_for("1 of 2 · 71% alike")
    terminal.wait_for("+ one is planned, the other put off")
    terminal.press("n")
    terminal.wait_for("not the same")
    terminal.wait_for("2 of 2")
    terminal.press("\x7f")
    terminal.wait_for("taken back")
    terminal.wait_for("1 of 2")
    terminal.press("y")
    terminal.wait_for("2 of 2")
    terminal.press("y")  # which the pair before, and what was parted, do not allow any more
    terminal.wait_for("were said not to be the same")
    terminal.wait_for("1 decided by ada")
    assert terminal.end() == 0
    assert len(asked(lake, "--apart")) == 1
