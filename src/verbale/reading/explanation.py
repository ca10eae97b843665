"""Why an entry was drafted: its evidence in its sentences, what weighed for and against it, and the tree.

Comes in: a reading, and the number of an entry in it, from one. Goes out: an `Explanation` of plain values. The
article is read anew: nothing has to be kept for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.reading.draft import Draft
from verbale.reading.entries import Entry, Reading, entry_json
from verbale.reading.read import SAME, propose, written
from verbale.reading.sentences import sentence_spans
from verbale.reading.tree import Token
from verbale.reading.weighing import Candidate, reasons, score_of
from verbale.text import Span

SCHEMA = "verbale.explanation/1"
_MOST_REASONS = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentences that the first evidence touches: its number, UPOS, relation, and its head's number.

    The head is 0 where the word is a root. `evidence` tells whether the word stands in any evidence of the entry.
    """

    number: int
    text: str
    lemma: str
    tag: str
    relation: str
    head: int
    evidence: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the entry rests on, or a neighbour of one, which holds no evidence.

    `number` is that of the story as it is shown; `start` and `end` are offsets in the article's text, those of
    `evidence` in the sentence's own.
    """

    number: int
    start: int
    end: int
    text: str
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entry with what it rests on; `number` is its own among the `total` of the reading.

    A line of a second reader is not weighed: it has no reasons, and `rest` is None.
    """

    number: int
    total: int
    entry: Entry
    sentences: tuple[Sentence, ...]
    reasons: tuple[tuple[str, float], ...]  #: what counted most, by its weight in logits; below zero it spoke against
    rest: float | None  #: what everything else came to: the kind's usual chance and the meaning of the words
    words: tuple[Word, ...]

    def to_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self), "entry": entry_json(self.entry)}


def explain(reading: Reading, number: int, *, kind: str | None = None, name: str) -> Explanation:
    """The explanation of the entry with a number: among all entries, or among those of a kind.

    Raises PageError for `name` where there is none of that number.
    """
    at = _find(reading.entries, number, kind, name)
    entry = reading.entries[at]
    proposed = propose(reading.article)
    same = (
        candidate
        for candidate, other in written(proposed.draft, entry.kind, proposed.candidates[entry.kind], SAME[entry.kind])
        if other == entry
    )
    counted, rest = _weigh(next(same, None))
    spans = sentence_spans(reading.article)
    return Explanation(
        at + 1,
        len(reading.entries),
        entry,
        _sentences(reading.article, spans, entry),
        counted,
        rest,
        _words(proposed.draft, spans, entry),
    )


def _find(entries: Sequence[Entry], number: int, kind: str | None, name: str) -> int:
    """The index of the entry that is meant."""
    places = [at for at, entry in enumerate(entries) if kind in (None, entry.kind)]
    if 1 <= number <= len(places):
        return places[number - 1]
    what, count = kind or "entry", len(places)
    have = "it has none" if not places else "it has one" if count == 1 else f"it has {count}, numbered 1 to {count}"
    raise PageError(name, f"there is no {what} {number}: {have}", "see the numbers that `verbale read` shows")


def _weigh(candidate: Candidate[Any] | None) -> tuple[tuple[tuple[str, float], ...], float | None]:
    """What counted most for a candidate and against it, and what the rest came to."""
    if candidate is None:
        return (), None
    kind = candidate.entry.kind
    counted = reasons(kind, candidate.features)[:_MOST_REASONS]
    total = score_of(kind, candidate.features, candidate.meaning)
    return tuple(counted), round(total - sum(weight for _, weight in counted), 3)


def _touched(spans: Sequence[Span], start: int, end: int) -> list[int]:
    """The indices of the sentences that a stretch of text touches."""
    return [at for at, span in enumerate(spans) if span.start < end and start < span.end]


def _sentences(article: Article, spans: Sequence[Span], entry: Entry) -> tuple[Sentence, ...]:
    """The sentences of the evidence with the one before and the one after each, in the order of the text."""
    resting = {at for one in entry.evidence for at in _touched(spans, one.start, one.end)}
    shown = sorted({near for at in resting for near in (at - 1, at, at + 1) if 0 <= near < len(spans)})
    return tuple(
        Sentence(at + 1, spans[at].start, spans[at].end, spans[at].of(article.text), _inside(spans[at], entry))
        for at in shown
    )


def _inside(span: Span, entry: Entry) -> tuple[tuple[int, int], ...]:
    """The parts of a sentence that are evidence, by their offsets in it."""
    return tuple(
        sorted(
            (max(one.start, span.start) - span.start, min(one.end, span.end) - span.start)
            for one in entry.evidence
            if one.start < span.end and span.start < one.end
        )
    )


def _words(draft: Draft, spans: Sequence[Span], entry: Entry) -> tuple[Word, ...]:
    """The words of the sentences that the first evidence touches; each has a tree, or several."""
    evidence = entry.evidence[0]
    touched = _touched(spans, evidence.start, evidence.end)
    if not touched:
        return ()
    first, last = draft.words(Span(spans[touched[0]].start, spans[touched[-1]].end))
    tokens = [token for token in draft.doc[first:last] if not token.is_space]
    numbers = {token.i: number for number, token in enumerate(tokens, 1)}
    return tuple(_word(token, numbers, entry) for token in tokens)


def _word(token: Token, numbers: dict[int, int], entry: Entry) -> Word:
    return Word(
        numbers[token.i],
        token.text,
        token.lemma_,
        token.pos_,
        token.dep_,
        0 if token.head.i == token.i else numbers.get(token.head.i, 0),
        any(one.start <= token.idx < one.end for one in entry.evidence),
    )
