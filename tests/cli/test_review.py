"""`verbale review`: by keys in a terminal of its own, and by options in a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal, verbale

REVIEW = ("review", "airport")


def states(database: Path) -> dict[int, str]:
    every = ("draft", "accepted", "edited", "rejected")
    options = [option for state in every for option in ("--state", state)]
    found = json.loads(verbale("search", *options, "--json", database=database).stdout)
    return dict(sorted((hit["line"]["entry"], hit["line"]["state"]) for hit in found["hits"]))


def waiting(database: Path, *options: str, reviewer: str = "ada") -> list[dict[str, Any]]:
    return json.loads(verbale("review", "airport", "--json", *options, database=database, reviewer=reviewer).stdout)


def test_drafts_are_decided_on_by_keys_and_the_last_one_taken_back(database: Path) -> None:
    first = [one["line"]["entry"] for one in waiting(database)]
    terminal = Terminal(database, *REVIEW)
    terminal.wait_for(f"1 of 4 · #{first[0]}")
    terminal.press("x")
    terminal.wait_for("rejected")
    terminal.wait_for(f"2 of 4 · #{first[1]}")
    terminal.press(" ")
    terminal.wait_for(f"3 of 4 · #{first[2]}")
    terminal.press("\x7f")
    terminal.wait_for("taken back")
    terminal.wait_for(f"1 of 4 · #{first[0]}")
    terminal.press("q")
    terminal.wait_for("0 decided by ada")
    assert terminal.end() == 0
    assert set(states(database).values()) == {"draft"}


def test_a_line_that_says_more_than_its_evidence_asks_why_before_it_is_accepted(database: Path) -> None:
    terminal = Terminal(database, *REVIEW, "--filter", "entry=2")
    terminal.wait_for("1 of 1 · #2")
    terminal.press("a")
    terminal.wait_for("not named in the evidence")
    terminal.wait_for("Why is it right (Enter: its names and dates stand earlier in the article)?")
    terminal.press("\r")
    terminal.wait_for("accepted")
    terminal.wait_for("1 decided by ada")
    assert terminal.end() == 0
    assert states(database)[2] == "accepted"


def test_a_line_is_edited_by_its_fields(database: Path) -> None:
    terminal = Terminal(database, *REVIEW, "--filter", "entry=4")
    terminal.wait_for("1 of 1 · #4")
    terminal.press("e")
    terminal.wait_for("field=value")
    terminal.press("what=8 percent\r")
    terminal.wait_for("field=value")
    terminal.press("\r")
    terminal.wait_for("Why is it right")
    terminal.press("as the union said\r")
    terminal.wait_for("edited")
    assert terminal.end() == 0
    line = json.loads(verbale("minutes", "airport", "--entry", "4", "--json", database=database).stdout)["line"]
    assert (line["state"], line["text"]) == ("edited", "Mara Lindqvist demands: 8 percent.")


def test_without_a_terminal_it_says_what_to_do_instead(database: Path) -> None:
    done = verbale("review", "airport", database=database)
    assert done.returncode == 2
    assert "--accept" in done.stderr
    assert set(states(database).values()) == {"draft"}


def test_entries_are_decided_on_by_number_and_by_filter(database: Path) -> None:
    assert verbale("review", "airport", "--reject", "3,4", database=database).returncode == 0
    done = verbale("review", "airport", "--accept", "all", "--filter", "confidence>=0.8", database=database)
    assert done.returncode == 1
    assert "entry 2: party not named in the evidence: 'Mara Lindqvist'" in done.stderr
    assert states(database) == {1: "accepted", 2: "draft", 3: "rejected", 4: "rejected"}
    options = ("--accept", "all", "--filter", "confidence>=0.8", "--said-earlier")
    assert verbale("review", "airport", *options, database=database).returncode == 0
    assert verbale("review", "airport", "--reopen", "3-4", database=database).returncode == 0
    assert states(database) == {1: "accepted", 2: "accepted", 3: "draft", 4: "draft"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--accept", "all"), "--filter"),
        (("--accept", "three"), "write 3,5,8-12"),
        (("--accept", "1", "--reject", "2"), "one at a time"),
        (("--accept", "99"), "no entry 99"),
        (("--edit", "2", "--set", "stance=wants"), "stance is none of"),
        (("--filter", "colour=red", "--list"), "no 'colour'"),
    ],
)
def test_what_is_not_understood_decides_nothing(database: Path, options: tuple[str, ...], said: str) -> None:
    done = verbale("review", "airport", *options, database=database)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert set(states(database).values()) == {"draft"}


def test_a_second_reader_and_the_figures(database: Path) -> None:
    verbale("review", "airport", "--reject", "1,3", database=database)
    blind = waiting(database, "--second", reviewer="ben")
    assert {(one["line"]["entry"], one["line"]["state"], one["line"]["reviewer"]) for one in blind} == {
        (1, "draft", None), (3, "draft", None),
    }  # fmt: skip
    verbale("review", "airport", "--second", "--accept", "1", database=database, reviewer="ben")
    verbale("review", "airport", "--second", "--reject", "3", database=database, reviewer="ben")
    assert states(database)[1] == "rejected"
    figures = json.loads(verbale("review", "airport", "--figures", "--json", database=database).stdout)
    assert figures["agreement"]["disputed"] == [1]
    shown = verbale("review", "airport", "--figures", database=database).stdout
    assert "as drafted" in shown
    assert "#1" in shown
