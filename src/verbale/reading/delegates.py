"""Who sat in a delegation, where a sentence of its own tells it.

Comes in: a draft. Goes out: `Delegates`, each a party with the people that one sentence names: `the U.S. delegation
comprised A and B`, `A led the Iranian team`, `besides A, the delegation included B`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.reading.beside import HELD, LED
from verbale.reading.cast import Name
from verbale.reading.draft import Draft
from verbale.text import Span


@dataclass(frozen=True, slots=True)
class Delegates:
    """The people of one party's delegation, as one sentence names them."""

    sentence: Span
    party: str
    members: tuple[str, ...]


def find_delegates(draft: Draft) -> Iterator[Delegates]:
    """The delegations that sentences of the story tell of, in the order of the text."""
    for sentence in draft.sentences:
        for clause in _clauses(draft, sentence):
            told, place = _told(draft, clause)
            party = _party(draft, place, told) if place else None
            if party and told:
                yield Delegates(sentence, party, tuple(dict.fromkeys(name.speaker.name for name in told)))


def _clauses(draft: Draft, sentence: Span) -> Iterator[Span]:
    """A sentence taken apart at its semicolons."""
    at = sentence.start
    for part in sentence.of(draft.text).split(";"):
        yield Span(at, at + len(part))
        at += len(part) + 1


def _told(draft: Draft, clause: Span) -> tuple[list[Name], Span | None]:
    """The people whom a clause puts in a delegation, and the words that say whose it is; none where there are none."""
    words = clause.of(draft.text)
    people = [name for name in draft.cast.within(clause) if name.speaker.kind == "person"]
    people = [name for name in people if draft.text[name.span.end : name.span.end + 1] not in ("’", "'", "‘")]
    if held := HELD.search(words):
        told = [name for name in people if name.span.start >= clause.start + held.end()]
        besides = re.match(r"(?:Besides|Apart from|In addition to|Together with|Along with)\s", words)
        told += people[:1] if besides and people and people[0] not in told else []
        return told, Span(max(clause.start, clause.start + held.start() - 60), clause.start + held.end())
    if led := LED.search(words):
        told = [name for name in people if name.span.end <= clause.start + led.start()][-1:]
        return told, Span(clause.start + led.start(), clause.start + led.end())
    return [], None


def _party(draft: Draft, place: Span, told: list[Name]) -> str | None:
    """Whose the delegation is: named before it last, else of most of its people."""
    named = [m.party.name for m in draft.mentions if place.start <= m.span.start < place.end]
    if named:
        return named[-1]
    parties = Counter(name.speaker.party for name in told if name.speaker.party)
    return parties.most_common(1)[0][0] if parties else None
