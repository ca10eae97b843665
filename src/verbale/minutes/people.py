"""People and parties: who they are, which offices they hold, for whom they act, how often they spoke and met.

Comes in: people and parties as the articles have them, and the lines of the dossier. Goes out: a row for each person,
those who speak and meet most first, and for each party, with its people. An office is known from the articles that give
it: its days are the first and last on which one did, not those of an appointment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from verbale.minutes.line import Figure, Line, Source
from verbale.minutes.offices import Office, Seen, hold_offices
from verbale.minutes.peeking import peek
from verbale.minutes.told import STANDING, called

_MET = frozenset({"held", "ongoing"})


@dataclass(frozen=True, slots=True)
class Allegiance:
    """A party for which a person acts, and the days of the articles that say so."""

    party: str
    first: str | None
    last: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class PersonRow:
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


@dataclass(slots=True)
class _Held:
    """What is gathered of one person or party."""

    names: Counter[str] = field(default_factory=Counter[str])
    days: list[str] = field(default_factory=list[str])
    articles: set[int] = field(default_factory=set[int])
    seen: list[Seen] = field(default_factory=list[Seen])
    parties: dict[str, tuple[list[str], set[int]]] = field(default_factory=dict[str, "tuple[list[str], set[int]]"])
    said: dict[int, int] = field(default_factory=dict[int, int])  #: subject of a statement to its first entry
    met: dict[int, int] = field(default_factory=dict[int, int])
    fields: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])

    def act_for(self, party: str, article: int, day: str | None) -> None:
        days, articles = self.parties.setdefault(party, ([], set()))
        articles.add(article)
        if day:
            days.append(day)

    @property
    def name(self) -> str:
        """The name that most articles have; of two, the longer."""
        return max(self.names, key=lambda name: (self.names[name], len(name), name))

    @property
    def aliases(self) -> tuple[str, ...]:
        best = self.name
        return tuple(name for name, _ in self.names.most_common() if name != best)


def call_roll(
    figures: Iterable[Figure],
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    names: Mapping[str, str] | None = None,
) -> Roster:
    """The people and parties of a dossier. `names` are those of `told.names_of`: what each party is called."""
    days = {number: source.published[:10] for number, source in sources.items() if source.published}
    people: dict[int, _Held] = defaultdict(_Held)
    parties: dict[int, _Held] = defaultdict(_Held)
    known: dict[tuple[int | None, str], int] = {}  # who is meant by a name: in an article, or (None) anywhere
    for figure in figures:
        held = (people if figure.kind == "person" else parties)[figure.subject]
        _note(held, figure, days.get(figure.article), names)
        if figure.kind == "person":
            for name in (figure.name, *(peek(figure.fields, "aliases") or ())):
                known.setdefault((figure.article, name), figure.subject)
                known.setdefault((None, name), figure.subject)
    tally: Counter[tuple[str, str]] = Counter()
    _count(lines, people, known, tally, days, names)
    rows = sorted(
        (_person(subject, held) for subject, held in people.items()),
        key=lambda row: (-row.spoke - row.met, -row.articles, row.name),
    )
    sides: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for allegiance in row.parties:
            sides[allegiance.party].append(row.subject)
    return Roster(tuple(rows), _parties(parties, sides, tally))


def _note(held: _Held, figure: Figure, day: str | None, names: Mapping[str, str] | None) -> None:
    held.names[figure.name] += 1
    held.articles.add(figure.article)
    if day:
        held.days.append(day)
    if figure.kind == "party":
        if not held.fields:
            held.fields.append(figure.fields)
        return
    for alias in peek(figure.fields, "aliases") or ():
        held.names[alias] += 0
    for role in peek(figure.fields, "roles") or ():
        party = called(role.get("party"), names)
        held.seen.append(Seen(role["title"].strip(" ,;:"), party, day, figure.article))
        if party:
            held.act_for(party, figure.article, day)


def _count(
    lines: Iterable[Line],
    people: Mapping[int, _Held],
    known: Mapping[tuple[int | None, str], int],
    tally: Counter[tuple[str, str]],
    days: Mapping[int, str],
    names: Mapping[str, str] | None,
) -> None:
    """Who spoke and met, by person; and by party, what of each kind: each subject once."""
    counted: set[tuple[str, str, int]] = set()

    def count(party: str | None, line: Line) -> None:
        key = (called(party, names) or "", line.kind, line.subject)
        if party and key not in counted:
            counted.add(key)
            tally[key[0], line.kind] += 1

    for line in lines:
        if line.state not in STANDING or line.certainty == "denied":
            continue
        if line.kind == "statement":
            for speaker in peek(line.fields, "speakers") or ():
                count(speaker.get("party"), line)
                if speaker.get("kind") == "person" and (held := _who(line.article, speaker["name"], people, known)):
                    held.said.setdefault(line.subject, line.entry)
                    if party := called(speaker.get("party"), names):
                        held.act_for(party, line.article, days.get(line.article))
        elif line.kind == "meeting":
            if line.label in _MET and line.certainty != "possible":
                for side in peek(line.fields, "delegations") or ():
                    count(side.get("party"), line)
                    for member in side.get("members") or ():
                        if held := _who(line.article, member, people, known):
                            held.met.setdefault(line.subject, line.entry)
        else:
            count(line.party, line)
            if line.kind in ("pledge", "event"):
                count(line.other, line)


def _who(
    article: int, name: str, people: Mapping[int, _Held], known: Mapping[tuple[int | None, str], int]
) -> _Held | None:
    subject = known.get((article, name)) or known.get((None, name))
    return people[subject] if subject else None


def _person(subject: int, held: _Held) -> PersonRow:
    parties = [
        Allegiance(party, min(days, default=None), max(days, default=None), len(articles))
        for party, (days, articles) in held.parties.items()
    ]
    parties.sort(key=lambda one: (one.last or "", one.articles, one.party))
    return PersonRow(
        subject=subject,
        name=held.name,
        aliases=held.aliases,
        party=max(parties, key=lambda one: one.articles).party if parties else None,
        parties=tuple(parties),
        offices=hold_offices(held.seen),
        spoke=len(held.said),
        met=len(held.met),
        articles=len(held.articles),
        first=min(held.days, default=None),
        last=max(held.days, default=None),
        statements=tuple(held.said.values()),
        meetings=tuple(held.met.values()),
    )


def _parties(
    parties: Mapping[int, _Held], sides: Mapping[str, list[int]], tally: Counter[tuple[str, str]]
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
