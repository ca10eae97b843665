"""Spans of text, and maps that lead from a derived text back to the one it was made from.

Offsets are Unicode code points, 0-based, the end exclusive, as in the W3C Web Annotation model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of some text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def lowered(text: str) -> str:
    """The text in lower case, each character by itself, so that every offset stays; `İ` alone is left as it is.

    Patterns of lower-case letters run over it twice as fast as without regard to case over the text.
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(one if len(one.lower()) != 1 else one.lower() for one in text)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest that fits first: `(?:Ira(?:n(?:ian)?|q))`.

    Words that begin alike share their beginning, so that a list of hundreds is compiled and searched several times
    faster than one word after another.
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    ends = tails.pop("", None) is not None
    branches = [re.escape(head) + (any_of(rest) if any(rest) else "") for head, rest in tails.items()]
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if branches else ""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` code points from `start` of a text came from `source` of another.

    Where both are equally long they correspond one to one; otherwise the run is one character written as several
    (`&rsquo;`) or white space folded, and is mapped as a whole.
    """

    start: int
    length: int
    source: Span

    def shifted(self, by: int) -> Run:
        return Run(self.start + by, self.length, self.source)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each code point of a text stood in its source: runs in the order of the text, gaps allowed.

    A gap is text that the source does not hold, such as the blank line that joins two blocks.
    """

    runs: tuple[Run, ...]

    def to_source(self, span: Span) -> Span | None:
        """The smallest source span that holds all of `span`, or None where none of it has a source."""
        found: list[Span] = []
        for run in self._from(span.start):
            if run.start >= span.end:
                break
            first = max(span.start, run.start) - run.start
            last = min(span.end, run.start + run.length) - run.start
            if first >= last:
                continue
            if run.length == len(run.source):
                found.append(Span(run.source.start + first, run.source.start + last))
            else:
                found.append(run.source)
        if not found:
            return None
        return Span(min(s.start for s in found), max(s.end for s in found))

    def _from(self, offset: int) -> Iterable[Run]:
        at = bisect_right(self.runs, offset, key=lambda run: run.start)
        return self.runs[max(0, at - 1) :]


def join_runs(parts: Sequence[tuple[int, Iterable[Run]]]) -> OffsetMap:
    """One map for a text joined from parts: each is the part's offset in the whole, and its own runs."""
    return OffsetMap(tuple(run.shifted(at) for at, runs in parts for run in runs))
