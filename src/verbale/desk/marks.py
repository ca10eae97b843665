"""An article's text with the evidence of each entry marked in place.

Comes in: the blocks of an article and the spans of its entries. Goes out: blocks cut into pieces, each with the entries
that rest on it. Spans may overlap, cross blocks, or lie outside of the text; the words are never altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from verbale.minutes.line import Line


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry that rests on a piece; `first` where the piece is the first of its evidence, to which links lead."""

    entry: int
    state: str
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on which the same entries rest."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article: heading, paragraph, quote, list item or caption."""

    kind: str
    pieces: tuple[Piece, ...]


def mark_evidence(article: Mapping[str, Any], lines: Iterable[Line]) -> list[Passage]:
    """The blocks of an article, as `verbale.reading/1` has it, with the evidence of some lines marked."""
    spans = sorted(
        (max(0, piece["start"]), piece["end"], line.entry, line.state)
        for line in lines
        for piece in line.fields["evidence"]
    )
    seen: set[int] = set()
    text: str = article["text"]
    passages: list[Passage] = []
    for kind, start, end in _blocks(article):
        inside = [span for span in spans if span[0] < end and span[1] > start]
        cuts = sorted({start, end, *(cut for span in inside for cut in span[:2] if start < cut < end)})
        pieces: list[Piece] = []
        for begin, stop in pairwise(cuts):
            here = dict.fromkeys(
                (entry, state) for first, last, entry, state in inside if first < stop and last > begin
            )
            marks = tuple(Mark(entry, state, entry not in seen) for entry, state in here)
            seen.update(mark.entry for mark in marks)
            pieces.append(Piece(text[begin:stop], marks))
        passages.append(Passage(kind, tuple(pieces)))
    return passages


def _blocks(article: Mapping[str, Any]) -> Sequence[tuple[str, int, int]]:
    """Kind, start and end of each block; a reading without starts has its blocks a blank line apart."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for block in article["blocks"]:
        start = block.get("start", at)
        end = start + len(block["text"])
        found.append((block["kind"], start, end))
        at = end + 2
    return found
