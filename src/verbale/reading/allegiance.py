"""For whom people act: all that an article says of it, weighed together.

Comes in: an annotated text with its people and its mentions of parties. Goes out: the people again, each with the
likeliest party in its roles. A party speaks for itself where it stands in the title, behind the name, before an
office that `its` or `the union’s` ties to it, or where the office must be a state's and it is the story's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from verbale.language.gazetteer import form_pattern, named_by
from verbale.reading.beside import BESIDE, MOST_MENTIONS, Layout
from verbale.reading.cast import is_called
from verbale.reading.entries import Person, Role
from verbale.reading.known import known_person, office_holder
from verbale.reading.parties import Mention
from verbale.reading.roles import is_sent_to, office_pattern, party_of
from verbale.reading.titles import office_of
from verbale.reading.tree import Doc
from verbale.reading.weighing import cut_of, score_of
from verbale.reading.words import load_table
from verbale.text import Span

#: So far before an office stands the party that `its` means.
_REACH = 400
_POSSESSOR = re.compile(
    r"\b(?P<who>(?i:its|their|his|her|whose|(?:the|that|this)\s+(?P<noun>\w+)[’']s?))\s+"
    r"(?P<office>(?:[\w-]+\s+){0,5}?[\w-]+),?\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Lt|Gen|Sheikh)\.?\s+)*$"
)
_POSSESSOR_BEHIND = re.compile(
    r",\s+[^,.;()“”\n]{0,40}?\b(?P<who>its|their|his|her|(?:the|that|this)\s+(?P<noun>\w+)[’']s?)\s+"
    r"(?P<office>[^,;.()\n]{3,60})"
)
#: What opens a sentence is mostly what the next one goes on about.
_OPENS = re.compile(r"(?:[.!?”]\s+|\n|^)(?:The\s+)?$")


@dataclass(slots=True)
class Side:
    """A party that a person may act for, and what speaks for it."""

    party: str
    features: set[str] = field(default_factory=set[str])


def complete_roles(doc: Doc, people: Sequence[Person], mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """The people, each with the likeliest party of all that the article gives; without one where none is likely."""
    states = {mention.party.name for mention in mentions if mention.party.kind == "state"}
    acting: dict[str, str] = {}
    story = _Story(doc, doc.text, people, mentions, acting)
    for _ in range(2):  # twice: `her adviser` acts for whom she acts
        for person, sides in [(person, story.sides(person)) for person in people]:
            party = _likeliest(sides) or _only_state(person, states) or _group_of(sides)
            if party:
                acting[person.name] = party
            else:
                acting.pop(person.name, None)
    return tuple(_told_for(person, acting.get(person.name)) for person in people)


def _likeliest(sides: Sequence[Side]) -> str | None:
    """The party for which most speaks, if it is enough."""
    weighed = ((score_of("allegiance", side.features), side.party) for side in sides)
    score, party = max(weighed, key=lambda one: one[0], default=(0.0, None))
    return party if party and score >= cut_of("allegiance") else None


def _only_state(person: Person, states: set[str]) -> str | None:
    """The one state that an article names, where somebody has an office that only states have."""
    official = any(re.search(load_table("people")["of_states"], role.title, re.I) for role in person.roles)
    return next(iter(states)) if official and len(states) == 1 else None


def _group_of(sides: Sequence[Side]) -> str | None:
    """`the rebels’ spokesman`, of whom no name is more likely: the rebels, as they are called."""
    return next((side.party for side in sides if "described" in side.features), None)


def _described(title: str) -> str | None:
    """`rebel commander`: the group that a title describes, and does not name."""
    group = re.match(r"(opposition|rebel|separatist|insurgent)s?\b", title, re.I)
    return _GROUPS[group[1].casefold()] if group else None


def _told_for(person: Person, party: str | None) -> Person:
    """A person whose roles are held for a party; what was read otherwise gives way."""
    if not person.roles:
        return replace(person, roles=(Role("", party),)) if party and known_person(person.name) is None else person
    first = person.roles[0].party
    return replace(
        person, roles=tuple(replace(r, party=party) if r.party in (None, first) else r for r in person.roles)
    )


def propose_sides(
    doc: Doc, people: Sequence[Person], mentions: Sequence[Mention], acting: dict[str, str]
) -> list[tuple[Person, list[Side]]]:
    """For each person the parties of the article with what speaks for each; `acting` is what is known of the others."""
    story = _Story(doc, doc.text, people, mentions, acting)
    return [(person, story.sides(person)) for person in people]


@dataclass
class _Story:
    doc: Doc
    text: str
    people: Sequence[Person]
    mentions: Sequence[Mention]
    acting: dict[str, str]

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.doc, self.text, self.people, self.mentions)

    @cached_property
    def ranked(self) -> list[str]:
        """The parties, those named most first."""
        return [name for name, _ in Counter(m.party.name for m in self.mentions).most_common()]

    @cached_property
    def states(self) -> list[str]:
        counts = Counter(m.party.name for m in self.mentions if m.party.kind == "state")
        return [name for name, _ in counts.most_common()]

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {m.party.name: m.party.kind for m in self.mentions}

    @cached_property
    def held(self) -> dict[tuple[str, str], str]:
        """Who holds an office of a party, by what is read beside the names."""
        return {(r.party, office_of(r.title)): p.name for p in self.people for r in p.roles if r.party and r.title}

    def sides(self, person: Person) -> list[Side]:
        found: dict[str, Side] = {}

        def say(party: str | None, *features: str) -> None:
            if party:
                found.setdefault(party, Side(party)).features.update(features)

        for zone, span in self.layout.zones(person):
            inside = self.layout.inside(span)
            if not inside and zone in BESIDE:
                say(party_of(span.of(self.text)), zone, f"{zone} seat", "beside", "beside seat")
            for at, mention in enumerate(inside):
                if is_sent_to(self.text[max(0, mention.span.start - 80) : mention.span.start]):
                    say(mention.party.name, "sent to")
                    continue
                place = "only" if len(inside) == 1 else "first" if at == 0 else "later"
                say(mention.party.name, zone, f"{zone} {place}")
                if zone in BESIDE:
                    say(mention.party.name, "beside", f"beside {place}", f"beside {mention.form}")
        beside = any("beside" in side.features for side in found.values())
        self.owned(person, say)
        self.titled(person, say)
        self.official(person, say)
        self.employed(person, say)
        for role in person.roles:
            say(role.party, f"told beside:{beside}")
            holder = office_holder(role.title)
            say(holder, "only office" if holder in self.kinds else "only office of one unnamed")
            say(_described(role.title), "described")
        known = known_person(person.name)
        say(known.party if known else None, "known", f"known office:{self._is_as_known(person)}")
        self.near(person, say)
        opposed = self.opposed(person)
        for side in found.values():
            if side.party in opposed:
                side.features.add("opposed")
            kind = self.kinds.get(side.party, "unnamed")
            at = self.ranked.index(side.party) if side.party in self.ranked else 9
            side.features |= {f"kind:{kind}", f"rank:{min(at, 4)}"}
            if known and known.party != side.party:
                side.features.add("known otherwise")
            titled = bool(person.roles and person.roles[0].title)
            side.features |= {f"titled:{titled}", f"titled:{titled} rank:{min(at, 2)}"}
            if any(r.party and r.party != side.party for r in person.roles):
                side.features.add(f"told otherwise beside:{beside}")
            zones = {f for f in side.features if " " not in f and f.split(":")[0] in _ZONES}
            if not zones:
                side.features.add("nowhere beside")
        return list(found.values())

    def _is_as_known(self, person: Person) -> str:
        """Whether somebody of the known has another office here: `Prime Minister Charles Michel` of years ago."""
        known = known_person(person.name)
        titles = [role.title.casefold() for role in person.roles if role.title]
        if known is None or not titles:
            return "untold"
        words = set(known.office.split())
        return "same" if any(words & set(title.split()) for title in titles) else "other"

    def owned(self, person: Person, say: Any) -> None:
        """`its leader`, `the union’s president`, `her adviser`: whom the word before the office means."""
        for start, end in person.mentions[:MOST_MENTIONS]:
            line = self.text.rfind("\n", 0, start) + 1
            match = _POSSESSOR.search(self.text[max(line, start - 90) : start])
            at = max(line, start - 90) + match.start() if match else 0
            if match is None:
                match = _POSSESSOR_BEHIND.match(self.text, end)
                at = match.start() if match else 0
            if match is None or not (office_pattern().search(match["office"]) or match[0].endswith(", ")):
                continue
            who = match["who"].casefold()
            if who in ("his", "her"):
                self._his(person, at, say)
            elif match["noun"]:
                self._the(match["noun"].casefold(), at, say)
            else:
                kind = "whose" if who == "whose" else "its"
                for name, features in self._before_place(at):
                    say(name, kind, *(f"{kind} {one}" for one in features))

    def titled(self, person: Person, say: Any) -> None:
        """`Company spokeswoman Anita Rowe`: the company that the story named last."""
        for role in person.roles:
            first = role.title.split()[:1]
            if len(role.title.split()) > 1 and first[0].casefold() in _BODIES and person.mentions:
                self._the(first[0].casefold(), person.mentions[0][0], say)

    def _his(self, person: Person, at: int, say: Any) -> None:
        named = sorted(
            ((s, other.name) for other in self.people for s, _ in other.mentions if other is not person and s < at),
            reverse=True,
        )
        near = list(dict.fromkeys(name for s, name in named if at - s < _REACH))[:2]
        for rank, name in enumerate(near):
            say(self.acting.get(name), "his", f"his {rank}")

    def _the(self, noun: str, at: int, say: Any) -> None:
        if noun in load_table("sources")["described_groups"]:
            say(noun, "described")
        for rank, (name, features) in enumerate(self._before_place(at)):
            words = {
                word for m in self.mentions if m.party.name == name for word in m.span.of(self.text).casefold().split()
            }
            words |= set(name.casefold().split())
            kinds = load_table("sources")["kinds"]
            fits = noun in words or any(noun in kind["called"] and words & set(kind["words"]) for kind in kinds)
            say(
                name,
                f"the {self.kinds[name]}",
                f"the fits:{fits}",
                f"the fits:{fits} {min(rank, 2)}",
                *(f"the {f}" for f in features if not f.startswith("opens")),
            )

    def _before_place(self, at: int) -> list[tuple[str, list[str]]]:
        """The parties named before a place, the nearest first, each with what makes it likely to be meant."""
        found: dict[str, list[str]] = {}
        last = bisect_left(self.layout.starts, at)
        for mention in reversed(self.mentions[:last]):
            if at - mention.span.start > _REACH:
                break
            opens = _OPENS.search(self.text, max(0, mention.span.start - 30), mention.span.start) is not None
            just = len(re.findall(r"[.!?”]\s+[“A-Z]", self.text[mention.span.end : at])) <= 1
            if mention.party.name in found:
                if opens and just:
                    found[mention.party.name][-1] = "opens:True last:True"
                continue
            apart = self.text.count("\n", mention.span.end, at) > 0
            words = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            role = words.root.dep_.split(":")[0] if words is not None else ""
            found[mention.party.name] = [
                f"near {min(len(found), 3)}",
                f"apart:{apart}",
                f"kind:{mention.party.kind}",
                f"as:{role if role in ('nsubj', 'obj', 'nmod', 'obl', 'amod', 'compound') else 'other'}",
                f"form:{mention.form}",
                f"opens:{opens} last:{just}",
            ]
        return list(found.items())

    def official(self, person: Person, say: Any) -> None:
        """An office that states have, without a word of whose: the story's states by nearness and number."""
        table = load_table("people")
        title = next((r.title for r in person.roles if re.search(table["of_states"], r.title, re.I)), None)
        maybe = title or next(
            (r.title for r in person.roles if re.search(table["maybe_of_states"], r.title, re.I)), None
        )
        if maybe is None or not person.mentions:
            return
        start, end = person.mentions[0]
        before = [n for n, _ in self._before_place(start) if self.kinds[n] == "state"]
        stop = re.compile(r"[.!?]\s|\n").search(self.text, end)
        after = [m.party.name for m in self.layout.inside(Span(end, stop.start() if stop else len(self.text)))]
        after = [n for n in after if self.kinds[n] == "state"]
        seat = self._seat(start)
        which = "state's" if title else "perhaps a state's"
        for name in self.states[:8]:
            say(
                name,
                f"{which} seat:{name == seat}",
                which,
                f"{which} before:{before.index(name) if name in before[:3] else 9}",
                f"{which} after:{after.index(name) if name in after[:2] else 9}",
                f"{which} rank:{min(self.states.index(name), 4)}",
                f"{which} held:{self.held.get((name, office_of(maybe)), person.name) != person.name}",
                f"{which} share:{self._share(name)} of:{min(len(self.states), 3)}",
            )

    def _share(self, state: str) -> int:
        """In how many fifths of the mentions of states a state is meant."""
        counts = Counter(m.party.name for m in self.mentions if m.party.kind == "state")
        return 5 * counts[state] // max(1, counts.total())

    def employed(self, person: Person, say: Any) -> None:
        """`Chief executive Oliver Blume`, `the general secretary, Dave Ward`: the story's firms and unions."""
        table = load_table("people")
        title = next((r.title for r in person.roles if re.search(table["of_bodies"], r.title, re.I)), None)
        if title is None or not person.mentions:
            return
        firm, union = (re.search(table[which], title, re.I) is not None for which in ("of_firms", "of_unions"))
        office = "firm" if firm else "union" if union else "body"
        before = [n for n, _ in self._before_place(person.mentions[0][0]) if self.kinds[n] != "state"]
        for rank, name in enumerate([n for n in self.ranked if self.kinds[n] != "state"][:6]):
            nature = "union" if is_called(name, "union") else "firm" if is_called(name, "company") else self.kinds[name]
            say(
                name,
                f"{office} of:{nature}",
                f"{office} of:{nature} rank:{min(rank, 2)}",
                f"{office} before:{before.index(name) if name in before[:3] else 9}",
                f"employed of:{nature} before:{before.index(name) if name in before[:2] else 9}",
            )

    def opposed(self, person: Person) -> frozenset[str]:
        """The parties toward which a person does something, or that do it toward the person: not the person's own."""
        found: set[str] = set()
        for start, end in person.mentions[:MOST_MENTIONS]:
            words = self.doc.char_span(start, end, alignment_mode="expand")
            if words is None or words.root.dep_ not in ("nsubj", "obj", "obl"):
                continue
            root = words.root
            others = ("obj", "obl", "iobj") if root.dep_ == "nsubj" else ("nsubj",)
            for child in root.head.children:
                if child.dep_ in others and child.i != root.i and child.pos_ == "PROPN":
                    found |= {m.party.name for m in self.layout.inside(Span(child.idx, child.idx + len(child)))}
        return frozenset(found)

    def _seat(self, at: int) -> str | None:
        """The state whose seat of government is named last before a place, in the same paragraph."""
        line = self.text.rfind("\n", 0, at) + 1
        named = [
            found for m in form_pattern().finditer(self.text, max(line, at - 250), at) if (found := named_by(m[0]))
        ]
        return next((party.name for party, form in reversed(named) if form == "seat"), None)

    def near(self, person: Person, say: Any) -> None:
        """The parties of the sentence that names a person first, and before; whom the next of a list acts for."""
        if not person.mentions:
            return
        start, end = person.mentions[0]
        words = self.doc.char_span(start, end, alignment_mode="expand")
        beside = [words.root.head, *words.root.children] if words is not None else []
        places = [t.idx for t in beside if t.dep_ == "conj" or (words is not None and words.root.dep_ == "conj")]
        for other in self.people:
            if other is not person and any(s <= place < e for s, e in other.mentions for place in places):
                say(self.acting.get(other.name), "listed")
        for rank, (name, _) in enumerate(self._before_place(start)[:3]):
            say(name, f"before:{rank}")
        stop = re.compile(r"[.!?]\s|\n").search(self.text, end)
        for mention in self.layout.inside(Span(end, stop.start() if stop else len(self.text)))[:2]:
            say(mention.party.name, "after")


_BODIES = frozenset("company union airline bank firm party group league association".split())
#: `the rebel commander` acts for the rebels.
_GROUPS = {"opposition": "opposition", "rebel": "rebels", "separatist": "separatists", "insurgent": "insurgents"}
_ZONES = frozenset("later title owner for of from with at paren heads apposition called clause its his the".split())
