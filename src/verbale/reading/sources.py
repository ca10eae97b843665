"""Who speaks: the words before or behind a verb of speaking, resolved to a person, a party or a described group.

Comes in: an article's people and party mentions, and a span that should name a source. Goes out: a `Speaker`, or None
where the words could be anything: an invented source is worse than a missed one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.reading.entries import Person, Speaker
from verbale.reading.parties import Mention
from verbale.text import Span

_PRONOUN = re.compile(r"(?:and |but |while )?(?P<he>he|she)(?: (?:also|then|later|once|had|has))*$", re.I)
_DESCRIBED = re.compile(r"(?:and |but )?(?:the|his|her|its|their) (?P<what>[\w’' -]{3,40})$", re.I)
_LEAD = re.compile(r"^(?:and|but|while|as|yet|meanwhile,?|however,?|on \w+,|later,?|earlier,?|in \w+,)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Sources:
    """The people and parties of an article, asked who a stretch of its text means."""

    text: str
    people: tuple[Person, ...]
    mentions: list[Mention]

    def resolve(self, span: Span) -> Speaker | None:
        """The source that the words of `span` name."""
        words = _LEAD.sub("", span.of(self.text).strip(" ,"))
        if not words or len(words) > 120 or re.search(r"[“”\"]", words):
            return None
        return (
            self._person(span)
            or self._pronoun(span, words)
            or self._description(span, words)
            or self._group(span, words)
        )

    def _person(self, span: Span) -> Speaker | None:
        inside = [
            (start, person)
            for person in self.people
            for start, end in person.mentions
            if span.start <= start and end <= span.end and not re.match(r"[’'‘]s\s+\w", self.text[end : end + 4])
        ]
        if not inside:
            return None
        return _speaker(max(inside, key=lambda pair: pair[0])[1])

    def _pronoun(self, span: Span, words: str) -> Speaker | None:
        return self._last_named(span.start) if _PRONOUN.search(words) and len(words.split()) <= 5 else None

    def _description(self, span: Span, words: str) -> Speaker | None:
        """`the chancellor`: who holds that office, or, where several do, who was named last."""
        match = _DESCRIBED.match(words)
        if not match:
            return None
        head = match["what"].split()[-1].casefold()
        holders = [p for p in self.people if any(head in role.title.casefold().split() for role in p.roles)]
        if not holders:
            return None
        named = self._last_named(span.start, among=holders)
        return named or (_speaker(holders[0]) if len(holders) == 1 else None)

    def _group(self, span: Span, words: str) -> Speaker | None:
        inside = [m for m in self.mentions if span.start <= m.span.start and m.span.end <= span.end]
        party = inside[0].party.name if inside else None
        bare = re.sub(r"^(?:the|both|but|and)\s+", "", words, flags=re.I)
        if inside and inside[-1].form != "adjective" and len(bare) - len(inside[-1].span) <= 3:
            return Speaker(inside[-1].party.name, "party", inside[-1].party.name)
        head = re.split(r"\s+(?:of|from|in|with|at|for|on|close|familiar|briefed|who)\b", bare)[0].split()
        if head and head[-1].strip(",").casefold() in _groups() and len(bare.split()) <= 12:
            kind = "document" if head[-1].casefold() in ("statement", "text", "report", "communique") else "group"
            return Speaker(bare, kind, party)
        return None

    def _last_named(self, before: int, *, among: list[Person] | None = None) -> Speaker | None:
        """Whom the article named last, within reach of a reader's memory."""
        named = [
            (end, person)
            for person in (self.people if among is None else among)
            for start, end in person.mentions
            if before - 500 <= start < before
        ]
        return _speaker(max(named, key=lambda pair: pair[0])[1]) if named else None


@cache
def cues() -> dict[str, Any]:
    """The lexicon of speaking: verbs, participles, sources, channels."""
    return tomllib.loads(files("verbale.reading").joinpath("lexicon/cues.toml").read_text("utf-8"))


@cache
def _groups() -> frozenset[str]:
    return frozenset(cues()["sources"]["groups"])


def _speaker(person: Person) -> Speaker:
    return Speaker(person.name, "person", next((role.party for role in person.roles if role.party), None))
