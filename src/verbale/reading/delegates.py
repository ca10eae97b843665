"""Who sat in a delegation, where a sentence of its own tells it.

Comes in: a draft. Goes out: `Delegates`, each a party with the people that one sentence names: `the U.S. delegation
comprised A and B`, `A led the Iranian team`, `besides A, the delegation included B`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.reading.cast import Name
from verbale.reading.draft import Draft
from verbale.text import Span

_TEAM = r"(?:delegation|team|negotiating (?:team|group)|negotiators|side|party|mission)"
_HELD = re.compile(
    rf"\b{_TEAM},?\s+(?:also\s+)?(?:comprise[sd]|include[sd]?|consist(?:s|ed) of|counted|"
    r"(?:(?:was|is) )?(?:led|headed) by|(?:was|is) (?:made up|composed) of)\b"
)
_LED = re.compile(
    rf"\b(?:led|leads|heads|headed|heading|leading)\s+(?:the|its|his|her|their|a|an)\s+(?:[\w.-]+\s+){{0,3}}?{_TEAM}\b"
)


@dataclass(frozen=True, slots=True)
class Delegates:
    """The people of one party's delegation, as one sentence names them."""

    sentence: Span
    party: str
    members: tuple[str, ...]


def find_delegates(draft: Draft) -> Iterator[Delegates]:
    """The delegations that sentences of the story tell of, in the order of the text."""
    for sentence in draft.sentences:
        words = sentence.of(draft.text)
        held, led = _HELD.search(words), _LED.search(words)
        if held is None and led is None:
            continue
        people = [name for name in draft.cast.within(sentence) if name.speaker.kind == "person"]
        if held is not None:
            told = [name for name in people if name.span.start >= sentence.start + held.end()]
            besides = re.match(r"(?:Besides|Apart from|In addition to|Together with|Along with)\s", words)
            told += people[:1] if besides and people and people[0] not in told else []
            place = Span(max(sentence.start, sentence.start + held.start() - 60), sentence.start + held.end())
        elif led is not None:
            told = [name for name in people if name.span.end <= sentence.start + led.start()][-1:]
            place = Span(sentence.start + led.start(), sentence.start + led.end())
        else:
            continue
        told = [name for name in told if draft.text[name.span.end : name.span.end + 1] not in ("’", "'", "‘")]
        party = _party(draft, place, told)
        members = tuple(dict.fromkeys(name.speaker.name for name in told))
        if party and members:
            yield Delegates(sentence, party, members)


def _party(draft: Draft, place: Span, told: list[Name]) -> str | None:
    """Whose the delegation is: named before it last, else of most of its people."""
    named = [m.party.name for m in draft.mentions if place.start <= m.span.start < place.end]
    if named:
        return named[-1]
    parties = Counter(name.speaker.party for name in told if name.speaker.party)
    return parties.most_common(1)[0][0] if parties else None
