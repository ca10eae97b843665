"""A party's stance on a matter, before it is written as a position, with what speaks for and against it.

Comes in: nothing. Goes out: `Held`s, made by those who look for stances.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from verbale.reading.entries import Stance, When
from verbale.reading.tree import Token
from verbale.text import Span

#: Which way each stance points.
POLES: dict[Stance, str] = {
    "demands": "for", "offers": "for", "supports": "for", "accepts": "for",
    "refuses": "against", "opposes": "against", "conditional": "open", "undecided": "open",
}  # fmt: skip


@dataclass(slots=True)
class Held:
    """A party's stance on a matter, with what speaks for it."""

    party: str
    stance: Stance
    matter: Span
    sentence: Span
    rule: str
    features: set[str] = field(default_factory=set[str])
    toward: str | None = None
    token: Token | None = None
    when: When | None = None
    answers: Held | None = None  #: what it takes a stance on, where its own words only say `a demand`


def with_its_quotes(text: str, start: int, end: int) -> Span:
    """Words with the mark that closes a quotation in them, and without one that closes none."""
    words = text[start:end]
    if words.count("(") > words.count(")") and text[end : end + 1] == ")":
        end, words = end + 1, text[start : end + 1]
    opened = words.count("“") - words.count("”") if "“" in words or "”" in words else words.count('"') % 2
    if opened > 0 and text[end : end + 1] in ("”", '"'):
        return Span(start, end + 1)
    if opened > 0 and text[end : end + 2] in (".”", ",”", '."', ',"'):
        return Span(start, end + 2)
    return Span(start, end)
