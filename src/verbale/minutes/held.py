"""What is gathered of one person or party from the articles that name it and the lines in which it takes part.

Comes in: figures, and who takes part in which lines. Goes out: one `Held` for each subject, which `people` makes its
rows of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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
    """Who takes part in a line, as its columns have it: see `columns.part_columns`."""

    entry: int
    article: int
    kind: Kind
    subject: int
    people: str


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


def take_part(
    parts: Iterable[Part],
    people: Mapping[int, Held],
    known: Mapping[tuple[int | None, str], int],
    days: Mapping[int, str],
    names: Mapping[str, str] | None,
) -> None:
    """Who spoke and met: each subject once."""
    for part in parts:
        for name, side in json.loads(part.people):
            held = _who(part.article, name, people, known)
            if held is None:
                continue
            if part.kind == "meeting":
                held.met.setdefault(part.subject, part.entry)
                continue
            held.said.setdefault(part.subject, part.entry)
            if party := called(side, names):
                held.act_for(party, part.article, days.get(part.article))


def _who(
    article: int, name: str, people: Mapping[int, Held], known: Mapping[tuple[int | None, str], int]
) -> Held | None:
    subject = known.get((article, name)) or known.get((None, name))
    return people[subject] if subject else None
