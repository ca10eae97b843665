"""`verbale read PAGE --explain ENTRY`: which entry is meant, and what is shown of it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from rich.console import Console
from rich.theme import Theme

from tests.cli.test_commands import EXAMPLES, PAGES, verbale
from tests.reading.test_gate import ARTICLE, STATEMENT
from verbale.cli.explain import Which, which_entry
from verbale.cli.explanation_view import show_explanation
from verbale.cli.terminal import THEME
from verbale.reading.entries import Reading
from verbale.reading.explanation import Explanation, Word, explain

PAGE = str(EXAMPLES / "berlin-guarantees.txt")


@pytest.fixture(scope="module")
def explained() -> Explanation:
    entry = replace(
        STATEMENT, text="Steve Witkoff said: Kyiv would accept the 20-point plan.", via=("Ledger", "Witkoff")
    )
    return explain(Reading(ARTICLE, entries=(entry,)), 1, name="page")


def shown(explanation: Explanation, *, width: int = 80, terminal: bool = False) -> str:
    out = Console(theme=Theme(THEME), width=width, file=io.StringIO(), force_terminal=terminal, highlight=False)
    show_explanation(out, explanation)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize(
    ("named", "which"),
    [
        ("12", Which(12)),
        ("position 2", Which(2, "position")),
        ("position:2", Which(2, "position")),
        ("Pledge: 1", Which(1, "pledge")),
        ("-1", Which(-1)),
    ],
)
def test_an_entry_is_named_by_its_number_or_that_of_its_kind(named: str, which: Which) -> None:
    assert which_entry(named) == which


@pytest.mark.parametrize("named", ["", "first", "position", "promise 2", "2 3", "1.5", "9" * 40])
def test_what_names_no_entry_is_refused(named: str) -> None:
    with pytest.raises(typer.BadParameter, match="names no entry"):
        which_entry(named)


def test_every_filled_field_and_how_it_was_made_are_shown(explained: Explanation) -> None:
    lines = [" ".join(line.split()) for line in shown(explained).splitlines()]
    assert {
        "kind statement",
        "speakers Steve Witkoff (United States)",
        "manner said",
        "content Kyiv would accept the 20-point plan",
        "quotes the talks were productive",
        "method person",
        "by a test",
        "via Ledger ← Witkoff",
        "confidence 100%",
    } <= set(lines)
    assert not any(line.startswith(("channel", "audience", "outlook")) for line in lines)


def test_evidence_is_marked_where_nothing_can_be_underlined(explained: Explanation) -> None:
    evidence = explained.entry.evidence[0]
    one_line = " ".join(shown(explained).split())
    assert f"‹{evidence.exact}›" in one_line
    assert f"characters {evidence.start}–{evidence.end}" in one_line


def test_evidence_is_underlined_in_a_terminal(explained: Explanation) -> None:
    told = shown(explained, terminal=True)
    assert "‹" not in told
    assert "\x1b[4mKyiv would accept" in told
    assert "\x1b[2m" in told  # its neighbours


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(explained: Explanation, width: int) -> None:
    assert max(map(len, shown(explained, width=width).splitlines())) <= width


def test_each_word_of_the_tree_stands_below_its_head(explained: Explanation) -> None:
    words = (Word(1, "Envoys", "envoy", "NOUN", "nsubj", 2, True), Word(2, "met", "meet", "VERB", "ROOT", 0, True))
    tree = shown(replace(explained, words=words)).splitlines()
    at = next(number for number, line in enumerate(tree) if line.startswith("Tree"))
    assert [line.split() for line in tree[at + 2 : at + 4]] == [
        ["2", "met", "VERB", "meet", "ROOT", "0"],
        ["1", "└", "Envoys", "NOUN", "envoy", "nsubj", "2"],
    ]


def test_a_deep_tree_stays_within_eighty_columns(explained: Explanation) -> None:
    words = tuple(
        Word(n, "internationalization" * 2, "x" * 30, "NOUN", "nmod:unmarked", n - 1, False) for n in range(1, 60)
    )
    lines = shown(replace(explained, words=words)).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-2].split()[-2:] == ["nmod:unmarked", "58"]


def test_an_entry_is_explained_by_the_number_that_the_reading_shows() -> None:
    page = verbale("read", PAGE).stdout.decode()
    number, entry = next(line.split(maxsplit=1) for line in page.splitlines() if "are to meet" in line)
    done = verbale("read", PAGE, "--explain", number)
    assert done.returncode == 0
    assert f"Entry {number} of " in done.stdout.decode()
    assert done.stdout.decode().splitlines()[2] == entry.partition("  ")[0]


def test_an_explanation_is_json_where_that_is_asked_for() -> None:
    value = json.loads(verbale("read", PAGE, "--explain", "position:1", "--json").stdout)
    assert value["schema"] == "verbale.explanation/1"
    assert value["entry"]["kind"] == "position"
    assert {"number", "total", "sentences", "reasons", "rest", "words"} < set(value)


def test_an_entry_that_is_not_there_is_one_line_of_error() -> None:
    done = verbale("read", PAGE, "--explain", "999")
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"there is no entry 999: it has " in done.stderr


def test_only_one_page_can_be_explained(tmp_path: Path) -> None:
    several = verbale("read", *PAGES, "--explain", "1")
    assert several.returncode == 2
    assert b"--explain is for an entry of one page" in several.stderr
    assert verbale("read", PAGE, "--explain", "1", "--out", str(tmp_path)).returncode == 2
    assert list(tmp_path.iterdir()) == []
