"""Why an entry was drafted: its evidence in its sentence, the rule, what weighed for and against it, and the tree.

Comes in: an article, and the number of an entry as the reading orders them, from one. Goes out: an `Explanation` of
plain values. The article is read anew: nothing has to be kept for it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.reading.draft import Draft
from verbale.reading.entries import Entry, entry_json
from verbale.reading.read import SAME, propose, written
from verbale.reading.weighing import reasons, score_of
from verbale.text import Span

_MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the evidence's first sentence: its number, UPOS, relation, and its head's number (0: the root)."""

    number: int
    text: str
    lemma: str
    tag: str
    relation: str
    head: int
    evidence: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the entry rests on: its number in the article, its neighbours, and where the evidence lies."""

    number: int
    text: str
    before: str
    after: str
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    number: int
    entry: Entry
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    reasons: tuple[tuple[str, float], ...]  #: what counted most, by its weight; below zero it spoke against
    rest: float  #: what everything else came to: the kind's usual chance and the meaning of the words

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "entry": entry_json(self.entry)}


def explain(article: Article, number: int, *, name: str) -> Explanation:
    """The explanation of the entry with a number. Raises PageError for `name` where there is none of that number."""
    proposed = propose(article)
    draft = proposed.draft
    entries = [
        (candidate, entry)
        for kind, candidates in proposed.candidates.items()
        for candidate, entry in written(draft, kind, candidates, SAME[kind])
    ]
    if not 1 <= number <= len(entries):
        have = f"its entries are numbered 1 to {len(entries)}" if entries else "nothing was drafted from it"
        raise PageError(name, f"no entry {number}: {have}", "see the numbers that `verbale read` shows")
    candidate, entry = entries[number - 1]
    counted = reasons(entry.kind, candidate.features)[:_MOST_REASONS]
    total = score_of(entry.kind, candidate.features, candidate.meaning)
    places = dict.fromkeys(
        place for one in entry.evidence if (place := draft.place_of(Span(one.start, one.end))) is not None
    )
    return Explanation(
        number,
        entry,
        tuple(_sentence(draft, entry, place) for place in places),
        _words(draft, entry),
        tuple(counted),
        round(total - sum(weight for _, weight in counted), 3),
    )


def _sentence(draft: Draft, entry: Entry, place: int) -> Sentence:
    span = draft.sentences[place]
    inside = tuple(
        (max(one.start, span.start) - span.start, min(one.end, span.end) - span.start)
        for one in entry.evidence
        if one.start < span.end and span.start < one.end
    )
    before = draft.sentences[place - 1].of(draft.text) if place else ""
    after = draft.sentences[place + 1].of(draft.text) if place + 1 < len(draft.sentences) else ""
    return Sentence(place + 1, span.of(draft.text), before, after, inside)


def _words(draft: Draft, entry: Entry) -> tuple[Word, ...]:
    """The tree of the sentence that the evidence begins in."""
    first, last = draft.words(draft.sentence_of(Span(entry.evidence[0].start, entry.evidence[0].end)))
    tokens = [token for token in draft.doc[first:last] if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(tokens, 1)}
    return tuple(
        Word(
            numbers[token.i],
            token.text,
            token.lemma_,
            token.pos_,
            token.dep_,
            0 if token.head.i == token.i else numbers.get(token.head.i, 0),
            any(one.start <= token.idx < one.end for one in entry.evidence),
        )
        for token in tokens
    )
