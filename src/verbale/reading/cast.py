"""Who is who in an article: the people and parties named in it, by where their names stand.

Comes in: an article with its people and mentions of parties. Goes out: a `Cast` that answers who is named at a place,
and whom a pronoun or a description there means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from verbale.language.coreference import given_names
from verbale.language.gazetteer import forms_of
from verbale.reading.entries import Person, Role, Speaker
from verbale.reading.epithets import Epithets
from verbale.reading.known import known_person
from verbale.reading.parties import Mention
from verbale.reading.words import load_table
from verbale.text import Span

#: `the Americans`, `the Palestinians`: a people’s name acts for its party.
_PEOPLE = re.compile(r"[^s]s$")
_TITLED = re.compile(r"\b(?:(?P<man>Mr|Sir|Lord|King|Emir|Prince)|Ms|Mrs|Miss|Dame|Lady|Queen|Madame|Frau)\.?\s$")
_SEXES = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands, and whom it names."""

    span: Span
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Cast:
    """The names of an article in the order of its text, none overlapping."""

    people: tuple[Person, ...]
    names: tuple[Name, ...]
    epithets: Epithets = field(default_factory=dict[str, tuple[str, ...]])
    kinds: Mapping[str, str] = field(default_factory=dict[str, str])  #: of each party named
    sexes: Mapping[str, str] = field(default_factory=dict[str, str])  #: of each person, `m` or `f`, where it is told
    states: tuple[tuple[int, str], ...] = ()  #: where each state is named, even by an adjective alone

    def ending(self, offset: int) -> Name | None:
        """The name that ends at `offset`, before a possessive or not at all."""
        at = bisect_left(self.names, offset, key=lambda name: name.span.end)
        return self.names[at] if at < len(self.names) and self.names[at].span.end == offset else None

    def covering(self, offset: int) -> Name | None:
        """The name that a place lies in."""
        at = bisect_right(self.names, offset, key=lambda name: name.span.start) - 1
        return self.names[at] if at >= 0 and offset < self.names[at].span.end else None

    def starting(self, offset: int) -> Name | None:
        at = bisect_left(self.names, offset, key=lambda name: name.span.start)
        return self.names[at] if at < len(self.names) and self.names[at].span.start == offset else None

    def within(self, span: Span) -> Sequence[Name]:
        """The names that lie in `span`."""
        first = bisect_left(self.names, span.start, key=lambda name: name.span.start)
        last = bisect_right(self.names, span.end, key=lambda name: name.span.end)
        return self.names[first:last]

    def holder(self, office: str, before: int, party: str | None) -> Speaker | None:
        """`the minister`, `the Iranian foreign minister`: who holds such an office, named last before a place."""
        latest: tuple[int, Person] | None = None
        for person in self.people:
            if not any(_fits(role, office, party) for role in person.roles):
                continue
            start = max((start for start, end in person.mentions if end <= before), default=None)
            if start is not None and (latest is None or start > latest[0]):
                latest = (start, person)
        if latest is None:
            by_repute = [person for person in self.people if party and _is_known_as(person, office, party)]
            later = [person for person in self.people if any(_fits(role, office, party) for role in person.roles)]
            alone = by_repute or (later if party else [])
            return speaker_of(alone[0]) if len(alone) == 1 else None
        return speaker_of(latest[1])

    def only(self, party: str, before: int) -> Speaker | None:
        """`the Zambian leader` of a story that names one person of Zambia: named last before it, or first behind."""
        people = [person for person in self.people if speaker_of(person).party == party and person.mentions]
        if not people:
            return None
        earlier = [person for person in people if person.mentions[0][0] < before]
        if earlier:
            return speaker_of(max(earlier, key=lambda one: max(start for start, _ in one.mentions if start < before)))
        return speaker_of(min(people, key=lambda one: one.mentions[0][0]))

    def body(self, noun: str, before: int) -> Speaker | None:
        """`the union`, `the airline`, `the rebels`: the party so called that the article named last.

        Where it names none before, the only one that it so calls, or that is what the noun says.
        """
        told = self.epithets.get(noun, ())
        for name in reversed(self.names[: bisect_left(self.names, before, key=lambda name: name.span.start)]):
            if name.speaker.kind == "party" and (name.speaker.name in told or is_called(name.speaker.name, noun)):
                return name.speaker
        alone = told if len(told) == 1 else self._of_nature(noun)
        return Speaker(alone[0], "party", alone[0]) if len(alone) == 1 else None

    def may_be(self, pronoun: str, name: str) -> bool:
        """Whether `he` or `she` may mean somebody."""
        sex = self.sexes.get(name)
        return sex is None or sex == _SEXES.get(pronoun, sex)

    def state(self, before: int, floor: int) -> str | None:
        """`the government`: of the state named last between `floor` and a place, else of the one named most."""
        near = [name for start, name in self.states if floor <= start < before]
        counts = Counter(name for _, name in self.states)
        return near[-1] if near else next((name for name, _ in counts.most_common(1)), None)

    def _of_nature(self, noun: str) -> Sequence[str]:
        """The parties that are what a noun says: `the rebels` of a story with one armed group."""
        nature = next((one for one in load_table("epithets")["natures"] if noun in one["nouns"]), None)
        if nature is None:
            return ()
        counts = Counter(name.speaker.name for name in self.names if name.speaker.kind == "party")
        if "kind" in nature:
            return [party for party in counts if self.kinds.get(party) == nature["kind"]]
        unions = [party for party in counts if is_called(party, "union")]
        if nature["labour"] or not unions:
            return unions
        others = [
            party
            for party, _ in counts.most_common()
            if self.kinds.get(party) == "organization" and party not in unions
        ]
        firms = [party for party in others if not _words_of(party) & frozenset(load_table("epithets")["no_firms"])]
        return firms[:1] if len(firms) == 1 or (firms and counts[firms[0]] > 2 * counts[firms[1]]) else ()


def is_called(name: str, body: str) -> bool:
    """Whether an organization's name is one that `the union` or `the company` may stand for."""
    words = _words_of(name)
    kinds = load_table("sources")["kinds"]
    if body in words:
        return True
    fits = [kind["called"] for kind in kinds if words & set(kind["words"])]
    if any("union" in called for called in fits):  # `the Air Line Pilots Association` is no airline
        fits = [called for called in fits if "company" not in called]
    return any(body in called for called in fits)


@lru_cache(maxsize=1024)
def _words_of(name: str) -> frozenset[str]:
    """The words of all forms of an organization's name."""
    return frozenset(word.casefold() for form in (name, *forms_of(name)) for word in re.findall(r"\w+", form))


def _is_known_as(person: Person, office: str, party: str) -> bool:
    """`the US president` of a story that names Donald Trump, and gives him no office."""
    known = known_person(person.name)
    return known is not None and known.party == party and office in known.office.split()


def _fits(role: Role, office: str, party: str | None) -> bool:
    held = _offices_in(role.title)
    same = office in held or (office == "premier" and {"prime", "minister"} <= held)
    return same and party in (None, role.party)


@lru_cache(maxsize=1024)
def _offices_in(title: str) -> frozenset[str]:
    """The words of a title, without those of another's: `the president’s son-in-law` is no president."""
    return frozenset(re.findall(r"\w+", re.sub(r"\w+[’'](?:s\b|(?=\s))", "", title.casefold())))


def speaker_of(person: Person) -> Speaker:
    known = known_person(person.name)
    party = next((role.party for role in person.roles if role.party), None)
    return Speaker(person.name, "person", party or (known.party if known else None))


def gather_cast(
    text: str, people: tuple[Person, ...], mentions: Sequence[Mention], epithets: Epithets | None = None
) -> Cast:
    """The cast of an article. A party's name inside a person's, or one that is only an adjective, is left out."""
    names = [Name(Span(*at), speaker_of(person)) for person in people for at in person.mentions]
    taken = {offset for name in names for offset in range(name.span.start, name.span.end)}
    names.extend(
        Name(mention.span, Speaker(mention.party.name, "party", mention.party.name))
        for mention in mentions
        if (mention.form != "adjective" or _PEOPLE.search(mention.span.of(text))) and mention.span.start not in taken
    )
    names.sort(key=lambda name: name.span.start)
    kinds = {mention.party.name: mention.party.kind for mention in mentions}
    sexes = {person.name: sex for person in people if (sex := _sex(person, text))}
    states = tuple((mention.span.start, mention.party.name) for mention in mentions if mention.party.kind == "state")
    return Cast(people, tuple(names), epithets or {}, kinds, sexes, states)


def _sex(person: Person, text: str) -> str | None:
    """By what stands before the name (`Ms Haddad`), by an office (`spokeswoman`), or by the given name."""
    for start, _ in person.mentions:
        title = _TITLED.search(text, max(0, start - 12), start)
        if title:
            return "m" if title["man"] else "f"
    titles = " ".join(role.title.casefold() for role in person.roles)
    if "woman" in titles or "queen" in titles:
        return "f"
    if re.search(r"man\b|\bking\b|\bemir\b", titles):
        return "m"
    return given_names().get(person.name.split()[0])
