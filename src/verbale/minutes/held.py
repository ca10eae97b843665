"""What is gathered of one person or party from the articles that name it and the lines in which it takes part.

Comes in: figures, and who takes part in which lines. Goes out: one `Held` for each subject, which `people` makes its
rows of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from verbale.minutes.line import Figure, Kind
from verbale.minutes.offices import Seen
from verbale.minutes.peeking import peek
from verbale.minutes.told import called


class Held:
    """What is gathered of one person or party."""

    __slots__ = ("articles", "days", "fields", "met", "names", "parties", "said", "seen")

    def __init__(self) -> None:
        self.names: dict[str, int] = {}  #: to how many articles have it
        self.days: list[str] = []
        self.articles: set[int] = set()
        self.seen: list[Seen] = []
        self.parties: dict[str, tuple[list[str], set[int]]] = {}
        self.said: dict[int, int] = {}  #: subject of a statement to its first entry
        self.met: dict[int, int] = {}
        self.fields: list[Mapping[str, str]] = []

    def act_for(self, party: str, article: int, day: str | None) -> None:
        days, articles = self.parties.setdefault(party, ([], set()))
        articles.add(article)
        if day:
            days.append(day)

    @property
    def name(self) -> str:
        """The name that most articles have; of two, the longer."""
        if len(self.names) == 1:
            return next(iter(self.names))
        return max(self.names, key=lambda name: (self.names[name], len(name), name))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names, those that most articles have first."""
        if len(self.names) == 1:
            return ()
        best = self.name
        return tuple(name for name in sorted(self.names, key=lambda name: -self.names[name]) if name != best)


class Part(NamedTuple):
    """Who takes part in a line, each with the party; `people` is as `columns.part_columns` has it, opened."""

    entry: int
    article: int
    kind: Kind
    subject: int
    day: str | None  #: the line's own
    people: Sequence[tuple[str, str | None]]


class Taking(NamedTuple):
    """A part that one person takes; sorted, they come as their lines do. `told` is the day of the article."""

    undated: bool
    day: str
    entry: int
    article: int
    kind: Kind
    subject: int
    party: str | None
    told: str | None


def note_party(held: Held, figure: Figure, day: str | None) -> None:
    """What an article has of a party."""
    _note(held, figure, day)
    if not held.fields:
        held.fields.append(figure.fields)


def note_person(
    held: Held, figure: Figure, aliases: Iterable[str], day: str | None, names: Mapping[str, str] | None
) -> None:
    """What an article has of a person."""
    _note(held, figure, day)
    for alias in aliases:
        held.names.setdefault(alias, 0)
    for role in peek(figure.fields, "roles") or ():
        party = called(role.get("party"), names)
        if title := role["title"].strip(" ,;:"):  # without one a role only says for whom
            held.seen.append(Seen(title, party, day, figure.article))
        if party:
            held.act_for(party, figure.article, day)


def _note(held: Held, figure: Figure, day: str | None) -> None:
    held.names[figure.name] = held.names.get(figure.name, 0) + 1
    held.articles.add(figure.article)
    if day:
        held.days.append(day)


def take_part(held: Held, takings: Iterable[Taking]) -> None:
    """Where a person spoke and met: each subject once."""
    for one in sorted(takings, key=lambda one: one[:3]):
        if one.kind == "meeting":
            held.met.setdefault(one.subject, one.entry)
            continue
        held.said.setdefault(one.subject, one.entry)
        if one.party:
            held.act_for(one.party, one.article, one.told)


def find_takings(
    parts: Iterable[Part],
    known: Mapping[tuple[int | None, str], int],
    days: Mapping[int, str],
    names: Mapping[str, str] | None,
) -> dict[int, list[Taking]]:
    """The parts that each person takes, by subject. `known`: who is meant by a name in an article, or (None) anywhere;
    `days` are those of the articles.
    """
    found: dict[int, list[Taking]] = {}
    for entry, article, kind, subject, day, people in parts:
        for name, side in people:
            who = known.get((article, name)) or known.get((None, name))
            if who:
                party = called(side, names)
                taking = Taking(day is None, day or "", entry, article, kind, subject, party, days.get(article))
                found.setdefault(who, []).append(taking)
    return found
