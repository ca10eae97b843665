"""A reading in a terminal: quiet, aligned, and every draft told to be one."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console
from rich.theme import Theme

from tests.reading.test_gate import ARTICLE, EVENT, GOOD, MEETING, STATEMENT, cite
from verbale.cli.reading_view import show_minutes, show_reading, tell_makers
from verbale.cli.terminal import THEME
from verbale.reading.entries import Entry, Origin, Party, Reading
from verbale.reading.wording import tell

ENTRIES: list[Entry] = [replace(entry, text=tell(entry), confidence=0.87) for entry in GOOD]  # type: ignore[arg-type]
LONG = "Steve Witkoff said: " + "the plan that nobody has seen would be shown to everybody " * 5


def minutes(*entries: Entry, width: int = 80) -> list[str]:
    out = Console(theme=Theme(THEME), width=width, file=io.StringIO(), highlight=False)
    show_minutes(out, Reading(ARTICLE, entries=entries))
    assert isinstance(out.file, io.StringIO)
    return [line.rstrip() for line in out.file.getvalue().splitlines()]


def test_each_entry_has_its_number_its_sentence_and_says_that_it_is_a_draft() -> None:
    lines = minutes(*ENTRIES)
    for number, entry in enumerate(ENTRIES, 1):
        line = next(line for line in lines if line.split()[:1] == [str(number)])
        assert line.startswith(f"{number:>4}  {entry.text[:20]}")
        assert line.endswith("  draft 87%")


def test_entries_stand_under_their_kinds_and_keep_the_numbers_of_the_reading() -> None:
    lines = [line.strip() for line in minutes(ENTRIES[5], ENTRIES[0], ENTRIES[0])]
    meetings, event = lines.index("Meetings"), lines.index("Event")
    assert meetings < event
    assert [line.split()[0] for line in lines if line.endswith("87%")] == ["2", "3", "1"]


def test_equal_entries_have_numbers_of_their_own() -> None:
    assert [line.split()[0] for line in minutes(ENTRIES[0], ENTRIES[0]) if line.endswith("87%")] == ["1", "2"]


def test_a_long_entry_is_set_in_below_its_first_line() -> None:
    lines = minutes(replace(STATEMENT, text=LONG))
    first = next(number for number, line in enumerate(lines) if line.startswith("   1  "))
    assert lines[first + 1].startswith("      ")
    assert len(lines[first + 1]) < 66  # clear of what stands behind the first line
    assert " ".join(LONG.split()[-4:]) in " ".join(" ".join(lines).split())


def test_certainty_is_told_where_the_article_does_not_assert_and_so_is_the_time() -> None:
    planned, asserted = (
        replace(MEETING, text="They are to meet.", certainty="planned"),
        replace(EVENT, text="They met."),
    )
    lines = minutes(planned, asserted)
    assert "      planned · 1 March 2026" in lines
    assert not any("asserted" in line for line in lines)


def test_the_sentences_are_those_that_the_evidence_touches() -> None:
    whole = ARTICLE.blocks[0].text
    lines = minutes(replace(MEETING, text="They met.", evidence=cite(whole)))
    assert next(line for line in lines if "They met." in line).split()[-3:] == ["s1–3", "draft", "100%"]


@pytest.mark.parametrize("width", [40, 80, 110])
def test_no_line_is_wider_than_the_terminal_and_columns_align(width: int) -> None:
    lines = minutes(*ENTRIES, replace(STATEMENT, text=LONG, confidence=0.2), width=width)
    assert max(map(len, lines)) <= width
    assert {len(line) for line in lines if "  draft " in line} == {width}


def test_no_name_of_a_party_is_broken_at_the_end_of_a_line() -> None:
    parties = [Party(name, "X", "state", ()) for name in ("United Kingdom", "European Union", "Bosnia & Herzegovina")]
    out = Console(theme=Theme(THEME), width=44, file=io.StringIO(), highlight=False)
    show_minutes(out, Reading(ARTICLE, parties=tuple(parties)))
    assert isinstance(out.file, io.StringIO)
    told = [line.rstrip() for line in out.file.getvalue().splitlines()]
    assert told[2:4] == ["United Kingdom (X) · European Union (X) ·", "Bosnia & Herzegovina (X)"]


def test_the_foot_says_that_these_are_drafts_and_what_made_them() -> None:
    rule, model = Origin("rules", "verbale 0.1.0, rule meeting"), Origin("model", "verbale 0.1.0, rule act consult")
    other = Origin("model", "m via localhost")
    entries = [replace(MEETING, origin=origin) for origin in (rule, model, rule, other)]
    foot = "Drafts, reviewed by nobody. Made by verbale 0.1.0 (rules 2, model 1); m via localhost (model 1)."
    assert tell_makers(entries) == foot
    assert foot in " ".join(" ".join(minutes(*entries)).split())


def test_a_reading_without_entries_says_so() -> None:
    lines = minutes()
    assert any(line.startswith("Minutes — no draft") for line in lines)
    assert not any("--explain" in line for line in lines)


def test_the_story_has_its_sentences_numbered_in_the_margin() -> None:
    out = Console(theme=Theme(THEME), width=80, file=io.StringIO(), highlight=False)
    show_reading(out, Reading(ARTICLE))
    assert isinstance(out.file, io.StringIO)
    lines = out.file.getvalue().splitlines()
    assert any(line.startswith("   1  U.S. Special Envoy Steve Witkoff met") for line in lines)
    assert any(line.startswith("   2  Kyiv would accept the 20-point plan") for line in lines)
