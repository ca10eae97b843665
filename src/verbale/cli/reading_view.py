"""A reading in a terminal: the article, its people and parties, and the draft minutes grouped by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from verbale.cli.article_view import (
    grid,
    margin_table,
    numbers_of,
    section,
    show_disclosures,
    show_head,
    show_story,
)
from verbale.minutes.wording import tell_days
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
    show_disclosures(out, reading.article)
    show_minutes(out, reading)


def show_minutes(out: Console, reading: Reading) -> None:
    """People, parties and entries, and what made them."""
    if reading.people:
        out.print()
        out.print(section("People"))
        people = [(person.name, _roles(person.roles)) for person in reading.people]
        out.print(grid(people, styles=("none", "source")))
    if reading.parties:
        out.print()
        out.print(section("Parties"))
        out.print(Text(_filled([f"{party.name} ({party.id})" for party in reading.parties], width=out.width)))
    out.print()
    out.print(section(f"Minutes — {_count(len(reading.entries), 'draft', 'drafts')}"))
    if reading.entries:
        out.print(Text("number · entry · sentence · how sure; --explain NUMBER shows why", style="source"))
        out.print(_minutes(reading))
        out.print()
        out.print(Text(tell_makers(reading.entries), style="draft"))
    out.print()


def tell_makers(entries: Sequence[Entry]) -> str:
    """The line at the foot: that these are drafts, and what made how many of them how."""
    makers: dict[str, Counter[str]] = {}
    for entry in entries:
        makers.setdefault(entry.origin.by.partition(", rule ")[0], Counter())[entry.origin.method] += 1
    told = (f"{by} ({', '.join(f'{method} {n}' for method, n in how.items())})" for by, how in makers.items())
    return f"Drafts, reviewed by nobody. Made by {'; '.join(told)}."


def _filled(names: Sequence[str], *, width: int) -> str:
    """Names in lines, none of them broken, and no line that opens with the dot between two."""
    bound = " ".join(name.replace(" ", "\N{NO-BREAK SPACE}") + "\N{NO-BREAK SPACE}·" for name in names)
    lines = fill(bound.removesuffix("·").rstrip(), width, break_on_hyphens=False)
    return lines.replace("\N{NO-BREAK SPACE}", " ")


def _count(number: int, one: str, more: str) -> str:
    return f"no {one}" if number == 0 else f"one {one}" if number == 1 else f"{number} {more}"


def _roles(roles: Sequence[Role]) -> str:
    return "; ".join(
        f"{role.title} ({role.party})" if role.title and role.party else role.title or role.party or ""
        for role in roles
    )


def _minutes(reading: Reading) -> Table:
    """A row for each entry, under its kind: number, entry, the sentences that it rests on, and how sure it is."""
    spans = sentence_spans(reading.article)
    table = margin_table()
    table.add_column(style="number", no_wrap=True, justify="right", max_width=7)
    table.add_column(style="draft", no_wrap=True, justify="right")
    for kind in _KINDS:
        entries = [(number, entry) for number, entry in enumerate(reading.entries, 1) if entry.kind == kind]
        if entries:
            table.add_row()
            table.add_row("", Text(kind.capitalize() + ("s" if len(entries) > 1 else ""), style="head"))
        for number, entry in entries:
            where = Text(_places(spans, entry), overflow="ellipsis")
            table.add_row(str(number), _entry(entry), where, f"draft {entry.confidence:.0%}")
    return table


def _entry(entry: Entry) -> Group | Text:
    """An entry's sentence, and below it when, and how certain the article is where it does not assert."""
    line = Text(entry.text, style="unsure" if entry.confidence < _UNSURE else "none")
    below = [] if entry.certainty == "asserted" else [entry.certainty]
    if entry.when:
        below.append(tell_days(entry.when.start, entry.when.end))
    return Group(line, Text(" · ".join(below), style="source")) if below else line


def _places(spans: tuple[Span, ...], entry: Entry) -> str:
    """The numbers of the sentences that an entry rests on: `s2`, `s2,7`, `s15–19`."""
    return "s" + ",".join(_runs({n for e in entry.evidence for n in numbers_of(spans, e.start, e.end)}))


def _runs(numbers: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
