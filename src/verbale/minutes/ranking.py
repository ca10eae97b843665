"""Lines that were found, the best first, and where in them the words are: BM25 and marks by an FTS5 table in memory.

Comes in: some hundred lines and the terms. Goes out: their order, scores and spans. The same for both databases, since
neither is asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbale.minutes.columns import words_of
from verbale.minutes.line import Line
from verbale.minutes.words import Term, sqlite_term
from verbale.text import Span

_OPEN, _CLOSE = "\x01", "\x02"
_BARE = str.maketrans(dict.fromkeys((_OPEN, _CLOSE), " "))
_WEIGHTS = "2.0, 1.0, 1.0"  # the sentence, the evidence, the names


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of a line among those given, its score (higher is better), and what was found in it."""

    at: int
    score: float
    text_spans: tuple[Span, ...]
    quote_spans: tuple[tuple[Span, ...], ...]


def rank_lines(lines: Sequence[Line], terms: Sequence[Term]) -> list[Ranked]:
    """The lines by BM25, those alike in the order given; in that order, too, where there are no terms."""
    wanted = " OR ".join(sqlite_term(term) for term in terms if not term.excluded)
    found: dict[int, Ranked] = {}
    if wanted and lines:
        words = [words_of(line.text, line.fields) for line in lines]
        found = {one.at: one for one in _found(lines, words, wanted)}
    nothing = [Ranked(at, 0.0, (), tuple(() for _ in line.fields["evidence"])) for at, line in enumerate(lines)]
    return sorted((found.get(one.at, one) for one in nothing), key=lambda one: (-one.score, one.at))


def _found(lines: Sequence[Line], words: Sequence[dict[str, str]], wanted: str) -> Iterator[Ranked]:
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute(
            "CREATE VIRTUAL TABLE held USING fts5(text, quote, names, tokenize='porter unicode61 remove_diacritics 2')"
        )
        rows = (
            (at, *(told[key].translate(_BARE) for key in ("text", "quote", "names"))) for at, told in enumerate(words)
        )
        memory.executemany("INSERT INTO held (rowid, text, quote, names) VALUES (?, ?, ?, ?)", rows)
        query = (
            f"SELECT rowid, bm25(held, {_WEIGHTS}), highlight(held, 0, ?, ?), highlight(held, 1, ?, ?) "
            "FROM held WHERE held MATCH ?"
        )
        for at, score, text, quote in memory.execute(query, (_OPEN, _CLOSE, _OPEN, _CLOSE, wanted)):
            pieces = [len(piece["exact"]) for piece in lines[int(at)].fields["evidence"]]
            yield Ranked(at, -score, tuple(_spans(text)), tuple(_by_piece(list(_spans(quote)), pieces)))
    finally:
        memory.close()


def _spans(marked: str) -> Iterator[Span]:
    """What stands between marks, in the text without them."""
    gone = start = 0
    for at, letter in enumerate(marked):
        if letter == _OPEN:
            start, gone = at - gone, gone + 1
        elif letter == _CLOSE:
            yield Span(start, at - gone)
            gone += 1


def _by_piece(spans: Sequence[Span], lengths: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    """Spans of pieces that were joined by one line break, in each piece; a span over two pieces is in neither."""
    start = 0
    for length in lengths:
        end = start + length
        yield tuple(Span(s.start - start, s.end - start) for s in spans if start <= s.start and s.end <= end)
        start = end + 1
