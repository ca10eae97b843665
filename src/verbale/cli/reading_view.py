"""A reading in a terminal: the article, its people and parties, and the draft minutes grouped by kind."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verbale.cli.article_view import grid, numbers_of, section, show_apart, show_head, show_story
from verbale.reading.entries import Entry, Reading, Role
from verbale.reading.sentences import sentence_spans
from verbale.text import Span

_KINDS = ("meeting", "statement", "position", "proposal", "pledge", "event")
#: A confidence below this looks unsure.
_UNSURE = 0.5


def show_reading(out: Console, reading: Reading) -> None:
    """Print an article and its draft minutes."""
    show_head(out, reading.article)
    show_story(out, reading.article)
    show_apart(out, reading.article)
    show_minutes(out, reading)


def show_minutes(out: Console, reading: Reading) -> None:
    """People, parties and entries."""
    spans = sentence_spans(reading.article)
    if reading.people:
        out.print()
        out.print(section("People"))
        out.print(grid([(person.name, _roles(person.roles)) for person in reading.people]))
    if reading.parties:
        out.print()
        out.print(section("Parties"))
        out.print(Text(" · ".join(f"{party.name} ({party.id})" for party in reading.parties)))
    out.print()
    out.print(section(f"Minutes — {_count(len(reading.entries))}, drafted by machine, reviewed by nobody"))
    if reading.entries:
        out.print(Text("number · what · how sure · sentence; --explain NUMBER shows why", style="source"))
    for kind in _KINDS:
        entries = [entry for entry in reading.entries if entry.kind == kind]
        if entries:
            out.print()
            out.print(Text(kind.capitalize() + ("s" if len(entries) > 1 else ""), style="head"))
            out.print(_entries([(reading.entries.index(entry) + 1, entry) for entry in entries], spans))
    out.print()


def _count(number: int) -> str:
    return "no entry" if number == 0 else "one entry" if number == 1 else f"{number} entries"


def _roles(roles: Sequence[Role]) -> str:
    return "; ".join(role.title + (f" ({role.party})" if role.party else "") for role in roles)


def _entries(entries: Sequence[tuple[int, Entry]], spans: tuple[Span, ...]) -> Table:
    """Each entry with its number before it; behind it how sure it is, and the sentences that it rests on."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="number", justify="right", no_wrap=True, min_width=4)
    table.add_column(ratio=1)
    table.add_column(style="draft", no_wrap=True, justify="right")
    table.add_column(style="number", no_wrap=True, justify="right", min_width=4, max_width=9)
    for number, entry in entries:
        numbers = sorted({n for e in entry.evidence for n in numbers_of(spans, e.start, e.end)})
        style = "unsure" if entry.confidence < _UNSURE else "none"
        line = Text(entry.text, style=style)
        when = entry.when
        if when:
            line.append(f"  {when.start}" + (f" to {when.end}" if when.end != when.start else ""), style="source")
        sure = "" if entry.certainty == "asserted" else f"{entry.certainty}, "
        where = Text("s" + ",".join(map(str, numbers)), overflow="ellipsis")
        table.add_row(str(number), line, f"{sure}draft {entry.confidence:.0%}", where)
    return table
