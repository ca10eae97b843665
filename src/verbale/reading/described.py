"""Offices that an article gives to the known away from their names: `the Turkish president`, `the prime minister`.

Comes in: a text with its people. Goes out: the people again, those of the known who have no office beside their names
with the one by which the article calls them elsewhere. A description beside a name is that name's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verbale.reading.entries import Person, Role
from verbale.reading.known import Known, known_person
from verbale.reading.roles import find_office_before, office_pattern, party_of
from verbale.reading.titles import office_of

#: A `leader` may hold any of these.
_LEADING = frozenset(("president", "prime minister", "premier", "chancellor", "general secretary", "king", "chairman"))
_BETWEEN = re.compile(r",?\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Lord|Sheikh)\.?\s+)*")


@dataclass(frozen=True, slots=True)
class _Description:
    """An office in the text that stands beside nobody's name: its words, whose it is, and where it stands."""

    title: str
    party: str | None
    at: int


def complete_described(text: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """The people, the known among them with the office that the article calls them by elsewhere."""
    known = {p.name: k for p in people if (k := known_person(p.name)) and not any(r.title for r in p.roles)}
    if not known:
        return tuple(people)
    told: dict[str, Role] = {}
    for description in _descriptions(text, people):
        fits = [p for p in people if (_fits(description, known[p.name]) if p.name in known else _holds(p, description))]
        meant = min(fits, key=lambda person: _distance(person, description.at), default=None)
        if meant is not None and meant.name in known and meant.name not in told:
            told[meant.name] = Role(description.title, known[meant.name].party)
    return tuple(replace(person, roles=(told[person.name],)) if person.name in told else person for person in people)


def _descriptions(text: str, people: Sequence[Person]) -> Iterator[_Description]:
    starts = sorted(start for person in people for start, _ in person.mentions)
    ends = sorted(end for person in people for _, end in person.mentions)
    for match in office_pattern().finditer(text):
        office = find_office_before(text, match.end())
        if office is None:
            continue
        start = match.end() - len(office.owner)
        behind = _BETWEEN.match(text, match.end())
        next_ = starts[at] if (at := bisect_left(starts, match.end())) < len(starts) else None
        if behind and behind.end() == next_:
            continue  # `the foreign minister, Heiko Maas,`
        before = ends[at - 1] if (at := bisect_left(ends, start + 1)) else -1
        if re.fullmatch(r",\s+(?:the\s+|an?\s+)?", text[before:start] if before >= 0 else ""):
            continue  # `Heiko Maas, the foreign minister,`
        if match[0].endswith("s") or re.match(r"\s+(?:of|for)\s+[A-Z]|[-’'‘]\s?elect", text[match.end() :]):
            continue
        body = re.search(r"\b(?!The\b|An?\b)([A-Z][\w-]+)\s+$", text[max(0, start - 24) : start])
        # `the Commission president`
        title = f"{body[1]} {office.title}" if body and office.owner == office.title else office.title
        yield _Description(title, party_of(office.owner), match.start())


def _fits(description: _Description, known: Known) -> bool:
    """Whether the office is the one that somebody is known for."""
    words, own = set(description.title.casefold().split()), set(known.office.split())
    noun, held = office_of(description.title), office_of(known.office)
    if description.party is None:
        return len(words & own) > 1 or (noun == held and words <= own)
    leads = noun == "leader" and held in _LEADING
    return description.party == known.party and (noun == held or leads or len(words & own) > 1)


def _holds(person: Person, description: _Description) -> bool:
    """Whether somebody has such an office beside the name."""
    return any(
        office_of(role.title) == office_of(description.title) and description.party in (None, role.party)
        for role in person.roles
    )


def _distance(person: Person, at: int) -> int:
    """How far before a place somebody is named last; those named only behind it come after all others."""
    before = [at - start for start, _ in person.mentions if start < at]
    return min(before) if before else 1_000_000 + person.mentions[0][0]
