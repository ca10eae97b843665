"""People and parties: who they are, which offices they hold, for whom they act, how often they spoke and met.

Comes in: people and parties as the articles have them, and the lines of the dossier. Goes out: a row for each person,
those who speak and meet most first, and for each party, with its people. An office is known from the articles that give
it: its days are the first and last on which one did, not those of an appointment.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from verbale.minutes.columns import part_columns
from verbale.minutes.held import Held, Part, Taking, find_takings, note_party, note_person, take_part
from verbale.minutes.line import Figure, Kind, Line, Source
from verbale.minutes.offices import Office, hold_offices
from verbale.minutes.peeking import peek
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.told import STANDING, called

MET = frozenset({"held", "ongoing"})
#: All that a person's row depends on: figures, the days of their articles, what the parties of its roles are called.
_Person = tuple[Sequence[Figure], Sequence[str | None], Sequence[str | None], Sequence[Taking] | None]
_BOTH = frozenset({"meeting", "pledge", "event"})  # in which the other party takes part, too


class Allegiance(NamedTuple):
    """A party for which a person acts, and the days of the articles that say so."""

    party: str
    first: str | None
    last: str | None
    articles: int


class PersonRow(NamedTuple):
    """One person. `statements` and `meetings` are entries; a statement that three articles tell counts once.

    `party` is the one that most articles name; None where none does. `parties` are all, the newest last.
    """

    subject: int
    name: str
    aliases: tuple[str, ...]
    party: str | None
    parties: tuple[Allegiance, ...]
    offices: tuple[Office, ...]
    spoke: int
    met: int
    articles: int
    first: str | None  #: the day of the first article that names the person
    last: str | None
    statements: tuple[int, ...]
    meetings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party and its people. The numbers count subjects: of statements, meetings, positions and so on."""

    subject: int
    name: str
    aliases: tuple[str, ...]
    id: str
    kind: str
    people: tuple[int, ...]  #: subjects of persons, those who speak and meet most first
    spoke: int
    met: int
    positions: int
    proposals: int
    pledges: int
    events: int
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Roster:
    people: tuple[PersonRow, ...]
    parties: tuple[PartyRow, ...]


class Tallied(NamedTuple):
    """Lines of a kind of the same parties, each of a subject of its own; or, with a `subject`, one line of it."""

    kind: Kind
    party: str | None
    other: str | None
    parties: str | None
    lines: int
    subject: int | None


def call_roll(
    figures: Iterable[Figure],
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    names: Mapping[str, str] | None = None,
) -> Roster:
    """The people and parties of a dossier. `names` are those of `told.names_of`: what each party is called."""
    parts: list[Part] = []
    tallied: list[Tallied] = []
    for line in lines:
        if line.state in STANDING and takes_part(line.kind, line.label, line.certainty):
            columns = part_columns(line.fields, line.party, line.other)
            tallied.append(Tallied(line.kind, line.party, line.other, columns["parties"], 1, line.subject))
            if columns["people"]:
                people = json.loads(columns["people"])
                parts.append(Part(line.entry, line.article, line.kind, line.subject, line.day, people))
    return gather_roll(figures, parts, tallied, sources, names=names)


def takes_part(kind: str, label: str, certainty: str) -> bool:
    """Whether a line counts: not what is denied, and of meetings those that took place."""
    return certainty != "denied" and (kind != "meeting" or (label in MET and certainty != "possible"))


def gather_roll(
    figures: Iterable[Figure],
    parts: Iterable[Part],
    tallied: Iterable[Tallied],
    sources: Mapping[int, Source],
    *,
    names: Mapping[str, str] | None = None,
    recall: Recall = NOTHING,
) -> Roster:
    """What `call_roll` gives, of who takes part in the lines that count, and of what they are counted by."""
    days = {number: source.published[:10] for number, source in sources.items() if source.published}
    people: dict[int, list[Figure]] = {}
    parties: dict[int, list[Figure]] = {}
    known: dict[tuple[int | None, str], int] = {}  # who is meant by a name: in an article, or (None) anywhere
    for figure in figures:
        if figure.kind == "party":
            parties.setdefault(figure.subject, []).append(figure)
            continue
        people.setdefault(figure.subject, []).append(figure)
        for name in (figure.name, *(peek(figure.fields, "aliases") or ())):
            known.setdefault((figure.article, name), figure.subject)
            known.setdefault((None, name), figure.subject)
    takings = find_takings(parts, known, days, names)
    rows: list[PersonRow] = []
    for subject, some in people.items():
        told = [days.get(figure.article) for figure in some]
        sides = [called(role.get("party"), names) for one in some for role in peek(one.fields, "roles") or ()]
        made_of = some, told, sides, takings.get(subject)
        rows.append(recall.part(("person", subject), made_of, partial(_person, subject, made_of, names)))
    rows.sort(key=lambda row: (-row.spoke - row.met, -row.articles, row.name))
    allied: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for allegiance in row.parties:
            allied[allegiance.party].append(row.subject)
    held: dict[int, Held] = {}
    for subject, some in parties.items():
        told = [days.get(figure.article) for figure in some]
        held[subject] = recall.part(("party", subject), (some, told), partial(_party, some, told))
    return Roster(tuple(rows), _parties(held, allied, _tally(tallied, names)))


def _tally(tallied: Iterable[Tallied], names: Mapping[str, str] | None) -> Counter[tuple[str, str]]:
    """By party and kind, what it took part in: each subject once."""
    tally: Counter[tuple[str, str]] = Counter()
    counted: set[tuple[str | None, int]] = set()
    for one in tallied:
        both = (one.party, one.other) if one.kind in _BOTH else (one.party,)
        told = both if one.parties is None else json.loads(one.parties)
        for party in {called(party, names) for party in told if party}:
            if one.subject is not None:
                if (party, one.subject) in counted:
                    continue
                counted.add((party, one.subject))
            tally[party or "", one.kind] += one.lines
    return tally


def _party(figures: Iterable[Figure], told: Iterable[str | None]) -> Held:
    held = Held()
    for figure, day in zip(figures, told, strict=True):
        note_party(held, figure, day)
    return held


def _person(subject: int, made_of: _Person, names: Mapping[str, str] | None) -> PersonRow:
    figures, told, _, takings = made_of
    held = Held()
    for figure, day in zip(figures, told, strict=True):
        note_person(held, figure, peek(figure.fields, "aliases") or (), day, names)
    take_part(held, takings or ())
    parties = [
        Allegiance(party, min(days, default=None), max(days, default=None), len(articles))
        for party, (days, articles) in held.parties.items()
    ]
    parties.sort(key=lambda one: (one.last or "", one.articles, one.party))
    return PersonRow(
        subject,
        held.name,
        held.aliases,
        max(parties, key=lambda one: one.articles).party if parties else None,
        tuple(parties),
        hold_offices(held.seen) if held.seen else (),
        len(held.said),
        len(held.met),
        len(held.articles),
        min(held.days, default=None),
        max(held.days, default=None),
        tuple(held.said.values()),
        tuple(held.met.values()),
    )


def _parties(
    parties: Mapping[int, Held], sides: Mapping[str, list[int]], tally: Counter[tuple[str, str]]
) -> tuple[PartyRow, ...]:
    rows = [
        PartyRow(
            subject=subject,
            name=held.name,
            aliases=held.aliases,
            id=held.fields[0].get("id", ""),
            kind=held.fields[0].get("kind", "group"),
            people=tuple(sides.get(held.name, ())),
            spoke=tally[held.name, "statement"],
            met=tally[held.name, "meeting"],
            positions=tally[held.name, "position"],
            proposals=tally[held.name, "proposal"],
            pledges=tally[held.name, "pledge"],
            events=tally[held.name, "event"],
            articles=len(held.articles),
            first=min(held.days, default=None),
            last=max(held.days, default=None),
        )
        for subject, held in parties.items()
    ]
    rows.sort(key=lambda row: (-row.spoke - row.met - row.positions - row.events, -row.articles, row.name))
    return tuple(rows)
