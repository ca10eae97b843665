"""What a stretch of an article is about, from the default list of issues.

Comes in: the article's text, its sentences, the vectors of its words, and a span. Goes out: the issues by how likely
they are. Words that tell an issue and the meaning of the span count most, those of its sentence and its neighbours
less, and what the whole article is about decides where words are few.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from verbale.reading.topics import load_topics
from verbale.reading.weighing import Vector
from verbale.reading.words import load_table
from verbale.text import Span, lowered

#: More would say that an entry is about everything.
MOST = 3
_ENOUGH = 0.25
_SHARES = (0.5, 0.3, 0.2, 0.1, 0.05)


class _Signs(NamedTuple):
    """How many words of an issue stand in a span, its sentence and beside it, and of how many issues; at most 2."""

    own: int
    sentence: int
    beside: int
    issues: int


class Issues:
    """The issues of one article; `vector` gives that of the words in a span."""

    def __init__(self, text: str, headline: str, sentences: Sequence[Span], vector: Callable[[Span], Vector]) -> None:
        self._text = text
        self._sentences = sentences
        self._vector = vector
        low = lowered(text)
        found = {issue: [match.span() for match in pattern.finditer(low)] for issue, pattern in _patterns()}
        self._found = {issue: places for issue, places in found.items() if places}
        self._whole = {issue: len(places) for issue, places in self._found.items()}
        self._headline = hits(headline)
        self._by_sentence = [self._hits(sentence) for sentence in sentences]
        self._known: dict[Span, dict[str, float]] = {}
        self._weighed: dict[tuple[str, _Signs], float] = {}
        self._around: dict[int | None, dict[str, Vector]] = {}
        self._unsaid: dict[int, npt.NDArray[np.float64]] = {}

    def of(self, span: Span, place: int | None) -> tuple[str, ...]:
        """The likely issues of a span that begins in the sentence at `place`, the likeliest first; at least one."""
        given = self.chances(span, place)
        ranked = sorted(given, key=lambda issue: -given[issue])
        return tuple(issue for at, issue in enumerate(ranked[:MOST]) if at == 0 or given[issue] >= _ENOUGH)

    def chances(self, span: Span, place: int | None) -> dict[str, float]:
        if span not in self._known:
            _, weights = load_weights()
            rows = self._meant(span, place)
            meant = np.array([weights.get(name, 0.0) for name in rows]) @ np.array(list(rows.values()))
            likely: list[float] = (1 / (1 + np.exp(-self._worded(span, place) - meant))).tolist()
            self._known[span] = dict(zip(_places(), likely, strict=True))
        return self._known[span]

    def _worded(self, span: Span, place: int | None) -> npt.NDArray[np.float64]:
        """What words speak for each issue, in logits: those without any are alike, and reckoned once."""
        own = self._hits(span)
        scores = self._silent(min(len(own), 2)).copy()
        sentence, beside = self._around_of(place)
        for issue in {*own, *sentence, *(issue for one in beside for issue in one)}:
            scores[_places()[issue]] = self._spoken(issue, _sign(issue, own, sentence, beside))
        return scores

    def _silent(self, issues: int) -> npt.NDArray[np.float64]:
        """What speaks for each issue of which no word stands near, beside the words of so many others."""
        if issues not in self._unsaid:
            none = _Signs(0, 0, 0, issues)
            self._unsaid[issues] = np.array([self._spoken(issue, none) for issue in _places()])
        return self._unsaid[issues]

    def features(self, span: Span, place: int | None) -> dict[str, dict[str, float]]:
        """For each issue of the list what speaks for it, by name: 1 for what is so, log chances of what it means."""
        meant, own = self._meant(span, place), self._hits(span)
        sentence, beside = self._around_of(place)
        return {
            issue: dict.fromkeys(self._told(issue, _sign(issue, own, sentence, beside)), 1.0)
            | {name: float(row[at]) for name, row in meant.items()}
            for issue, at in _places().items()
        }

    def _spoken(self, issue: str, signs: _Signs) -> float:
        """What words speak for an issue, in logits; the same few signs come again and again."""
        key = issue, signs
        if key not in self._weighed:
            bias, weights = load_weights()
            self._weighed[key] = bias + sum(weights.get(name, 0.0) for name in self._told(issue, signs))
        return self._weighed[key]

    def _around_of(self, place: int | None) -> tuple[dict[str, int], list[dict[str, int]]]:
        """How many words of each issue the sentence at a place has, and those beside it."""
        sentence = self._by_sentence[place] if place is not None else {}
        return sentence, [self._by_sentence[at] for at in self._near(place)]

    def _near(self, place: int | None) -> list[int]:
        """The sentences beside one."""
        return [at for at in (place - 1, place + 1) if 0 <= at < len(self._sentences)] if place is not None else []

    def _told(self, issue: str, signs: _Signs) -> Iterator[str]:
        share = self._whole.get(issue, 0) / (sum(self._whole.values()) or 1)
        yield f"own:{signs.own}"
        yield f"sentence:{signs.sentence}"
        yield f"beside:{signs.beside}"
        yield f"share:{next((str(step) for step in _SHARES if share >= step), '0')}"
        yield f"headline:{issue in self._headline}"
        yield f"issue:{issue}"
        yield f"alone:{signs.own > 0 and signs.issues == 1}"

    def _meant(self, span: Span, place: int | None) -> dict[str, Vector]:
        """What span, sentence, neighbours and article mean: log chances less their mean, in the order of the list."""
        topics = load_topics()
        own = {
            "span meant": topics.of_meaning(self._vector(span)),
            "span worded": topics.of_words(span.of(self._text)),
        }
        if place not in self._around:
            self._around[place] = _levelled(self._beside(place))
        return _levelled(own) | self._around[place]

    def _beside(self, place: int | None) -> dict[str, Vector]:
        """What the sentence at a place, those beside it and the article mean, in log chances."""
        topics = load_topics()
        told: dict[str, Vector] = {}
        if place is not None:
            told["sentence meant"] = self._meanings[place]
            told["sentence worded"] = topics.of_words(self._sentences[place].of(self._text))
        if near := self._near(place):
            told["beside meant"] = _mean([self._meanings[at] for at in near])
        told["article meant"], told["article worded"] = self._article
        return told

    @cached_property
    def _meanings(self) -> list[Vector]:
        return [load_topics().of_meaning(self._vector(sentence)) for sentence in self._sentences]

    @cached_property
    def _article(self) -> tuple[Vector, Vector]:
        topics = load_topics()
        meant = _mean(self._meanings) if self._meanings else topics.of_words("")
        return meant, topics.of_words(self._text)

    def _hits(self, span: Span) -> dict[str, int]:
        """How often words of each issue stand whole in a span."""
        counts: dict[str, int] = {}
        for issue, places in self._found.items():
            first = bisect_left(places, (span.start, 0))
            inside = 0
            while first + inside < len(places) and places[first + inside][1] <= span.end:
                inside += 1
            if inside:
                counts[issue] = inside
        return counts


def _sign(issue: str, own: dict[str, int], sentence: dict[str, int], beside: Sequence[dict[str, int]]) -> _Signs:
    near = sum(one.get(issue, 0) for one in beside)
    return _Signs(min(own.get(issue, 0), 2), min(sentence.get(issue, 0), 2), min(near, 2), min(len(own), 2))


def _levelled(told: dict[str, Vector]) -> dict[str, Vector]:
    """Log chances less their mean, in the order of the list."""
    return {name: (row - row.mean())[_order()] for name, row in told.items()}


@cache
def _order() -> npt.NDArray[np.intp]:
    """Where the issues of the list stand among those that meanings were learned for."""
    return np.array([load_topics().issues.index(issue) for issue, _ in _patterns()])


def _mean(rows: Sequence[Vector]) -> Vector:
    """The log of the mean chance."""
    return np.log(np.exp(np.array(rows)).mean(axis=0))


@cache
def load_weights() -> tuple[float, dict[str, float]]:
    """The bias and the weights of what speaks for an issue, as `python -m training.weights` made them."""
    lexicon = files("verbale.reading").joinpath("lexicon/issue_weights.json")
    found: dict[str, Any] = json.loads(lexicon.read_text("utf-8"))
    return found["bias"], found["weights"]


def hits(words: str) -> dict[str, int]:
    """How often words of each issue stand in a text; issues without any are left out."""
    low = lowered(words)
    counts = {issue: len(pattern.findall(low)) for issue, pattern in _patterns()}
    return {issue: count for issue, count in counts.items() if count}


@cache
def default_issues() -> frozenset[str]:
    """The names of the issues of every dossier."""
    return frozenset(_places())


@cache
def _places() -> dict[str, int]:
    """The issues of the list with their places in it."""
    return {issue: at for at, (issue, _) in enumerate(_patterns())}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Of lower-case letters: they run over a lowered text."""
    return tuple(
        (issue, re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"))
        for issue, words in load_table("issues").items()
    )
