"""What a stretch of an article is about, from a dossier's list of issues.

Comes in: the article's text, its sentences, and a span. Goes out: the issues by how likely they are: the words in the
span count most, those of its sentence and its neighbours less, and what the whole article is about decides where words
are few.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from verbale.reading.weighing import chance
from verbale.reading.words import load_table
from verbale.text import Span, lowered

#: More would say that an entry is about everything.
_MOST = 3
_SHARES = (0.5, 0.3, 0.2, 0.1, 0.05)


class _Signs(NamedTuple):
    """How many words of an issue stand in a span, its sentence and beside it, and of how many issues; at most 2."""

    own: int
    sentence: int
    beside: int
    issues: int


class Issues:
    """The issues of one article."""

    def __init__(self, text: str, headline: str, sentences: Sequence[Span]) -> None:
        self._sentences = sentences
        low = lowered(text)
        self._found = {issue: [m.span() for m in pattern.finditer(low)] for issue, pattern in _patterns()}
        self._whole = {issue: len(places) for issue, places in self._found.items() if places}
        self._headline = hits(headline)
        self._by_sentence = [self._hits(sentence) for sentence in sentences]
        self._ranked = sorted(
            (issue for issue in self._whole if issue != "process"), key=lambda issue: -self._whole[issue]
        )
        self._standing = {issue: self._stand(issue) for issue, _ in _patterns()}
        self._known: dict[Span, dict[str, float]] = {}
        self._weighed: dict[tuple[str, _Signs], float] = {}

    def of(self, span: Span, place: int | None) -> tuple[str, ...]:
        """The likely issues of a span that begins in the sentence at `place`, the likeliest first; at least one."""
        given = self.chances(span, place)
        ranked = sorted(given, key=lambda issue: -given[issue])
        return tuple(issue for at, issue in enumerate(ranked[:_MOST]) if at == 0 or given[issue] >= 0.25)

    def chances(self, span: Span, place: int | None) -> dict[str, float]:
        if span not in self._known:
            self._known[span] = {issue: self._chance(issue, signs) for issue, signs in self._signs(span, place)}
        return self._known[span]

    def features(self, span: Span, place: int | None) -> dict[str, list[str]]:
        """For each issue of the list what speaks for it."""
        return {issue: self._told(issue, signs) for issue, signs in self._signs(span, place)}

    def _chance(self, issue: str, signs: _Signs) -> float:
        """The chance of an issue; the same few signs come again and again."""
        key = issue, signs
        if key not in self._weighed:
            self._weighed[key] = chance("issue", self._told(issue, signs))
        return self._weighed[key]

    def _signs(self, span: Span, place: int | None) -> Iterator[tuple[str, _Signs]]:
        """What stands of each issue in and about a span."""
        own = self._hits(span)
        sentence: dict[str, int] = {}
        beside: list[dict[str, int]] = []
        if place is not None:
            sentence = self._by_sentence[place]
            beside = [self._by_sentence[at] for at in (place - 1, place + 1) if 0 <= at < len(self._sentences)]
        for issue, _ in _patterns():
            near = sum(one.get(issue, 0) for one in beside)
            yield (
                issue,
                _Signs(min(own.get(issue, 0), 2), min(sentence.get(issue, 0), 2), min(near, 2), min(len(own), 2)),
            )

    def _stand(self, issue: str) -> tuple[float, int]:
        """An issue's share of the article's words of issues, and its rank among them."""
        share = self._whole.get(issue, 0) / (sum(self._whole.values()) or 1)
        return share, self._ranked.index(issue) if issue in self._ranked else 9

    def _told(self, issue: str, signs: _Signs) -> list[str]:
        share, rank = self._standing[issue]
        here = signs.own
        return [
            f"own:{here}",
            f"{issue} own:{min(here, 1)}",
            f"sentence:{signs.sentence}",
            f"beside:{signs.beside}",
            f"share:{next((str(step) for step in _SHARES if share >= step), '0')}",
            f"rank:{min(rank, 4)}",
            f"headline:{issue in self._headline}",
            f"{issue} share:{share >= 0.15}",
            f"issue:{issue}",
            f"alone:{here > 0 and signs.issues == 1}",
            f"own:{min(here, 1)} rank:{min(rank, 2)}",
            f"none own:{not signs.issues} rank:{min(rank, 2)}",
        ]

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


def hits(words: str) -> dict[str, int]:
    """How often words of each issue stand in a text; issues without any are left out."""
    low = lowered(words)
    counts = {issue: len(pattern.findall(low)) for issue, pattern in _patterns()}
    return {issue: count for issue, count in counts.items() if count}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Of lower-case letters: they run over a lowered text."""
    return tuple(
        (issue, re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])"))
        for issue, words in load_table("issues").items()
    )
