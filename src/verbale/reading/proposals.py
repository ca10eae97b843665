"""Instruments on the table that news names: plans of so many points, treaties, truces, resolutions.

Comes in: a draft. Goes out: `Proposal`s, one for each name, in the order of the text. "The deal" alone is none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from verbale.reading.draft import Draft
from verbale.reading.entries import Proposal, ProposalStatus, ProposalType
from verbale.reading.words import load_table
from verbale.text import Span

_COUNTS = {"ten": 10, "twelve": 12, "twenty": 20, "thirty": 30} | {
    word: number for number, word in enumerate(("three", "four", "five", "six", "seven", "eight", "nine"), 3)
}
#: `without a peace accord`, `the Government of National Accord`
_ABSENT = re.compile(r"\b(?:without|no|neither)\s+(?:an?\s+|any\s+)?$|\b[A-Z]\w+\s+of\s+$")
_STANDS: dict[ProposalStatus, str] = {
    "floated": "has been floated",
    "under_discussion": "is under discussion",
    "agreed_in_part": "has been agreed in part",
    "agreed": "has been agreed",
    "signed": "has been signed",
    "in_force": "is in force",
    "rejected": "has been rejected",
    "withdrawn": "has been withdrawn",
}


def find_proposals(draft: Draft) -> tuple[Proposal, ...]:
    """The named instruments of an article, each with the sentences that name it."""
    found: dict[str, tuple[str, list[Span]]] = {}
    for sentence in draft.sentences:
        for match in _pattern().finditer(draft.text, sentence.start, sentence.end):
            if _ABSENT.search(draft.text[max(0, match.start() - 24) : match.start()]):
                continue
            name = re.sub(r"^(?:The|A|An|Under|In|By|On|For|With|After)\s+", "", match[0])
            if len(name.split()) > 1:
                found.setdefault(name.casefold(), (name, []))[1].append(sentence)
    return tuple(_write(draft, name, list(dict.fromkeys(spans))) for name, spans in found.values())


def _write(draft: Draft, name: str, spans: list[Span]) -> Proposal:
    points = re.match(r"(\w+)-point", name)
    status = _status(" ".join(span.of(draft.text) for span in spans))
    return Proposal(
        text=f"{'' if name.startswith('Resolution') else 'The '}{name} {_STANDS[status]}.",
        issues=draft.issues(spans[0]),
        evidence=tuple(map(draft.evidence, spans)),
        via=draft.via(),
        origin=draft.origin("proposal"),
        confidence=draft.confidence("proposal"),
        name=name,
        type=_type(name),
        status=status,
        points=_count(points[1]) if points else None,
    )


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _COUNTS.get(word.casefold())


def _type(name: str) -> ProposalType:
    """By the noun of the name: the first that is one of a type's words, from its end."""
    types = load_table("proposals")["types"]
    for word in reversed(name.casefold().split()):
        for type_, words in types.items():
            if word in words:
                return cast(ProposalType, type_)
    return "agreement"


def _status(words: str) -> ProposalStatus:
    for status, pattern in load_table("proposals")["status"].items():
        if re.search(pattern, words):
            return cast(ProposalStatus, status)
    return "under_discussion"


@cache
def _pattern() -> re.Pattern[str]:
    names = load_table("proposals")["names"]
    return re.compile(rf"(?<![\w’'-])(?:{names['counted']}|{names['capital']}|{names['typed']})(?![\w-])")
