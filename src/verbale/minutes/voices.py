"""In whose words an article tells a line: of the party itself, of others, or in its own.

Comes in: lines, and a line of them. Goes out: its `Voice`, from the statement of the same article that rests on the
same words, else from its chain of sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from verbale.minutes.line import Line
from verbale.minutes.peeking import peek, spans_of
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.told import Told

VoiceKind = Literal["itself", "others"]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Voice:
    """`others` covers the article's own words: then `name` is null."""

    kind: VoiceKind
    name: str | None


class Said(NamedTuple):
    """A statement as far as it tells who speaks where."""

    article: int
    fields: Mapping[str, Any]


class Voices:
    """The statements of each article, asked for who speaks where."""

    def __init__(
        self, lines: Iterable[Told], statements: Callable[[set[int]], Iterable[Said]], recall: Recall = NOTHING
    ) -> None:
        """Of some lines; `statements` gives the statements of some articles."""
        self._recall = recall
        self._in: dict[int, list[Said]] = {}
        self._spans: dict[int, list[list[_Span]]] = {}
        new = (one.line for one in lines if not recall.knows(_what(one.line), self._made_of(one.line)))
        for one in statements({line.article for line in new}):
            self._in.setdefault(one.article, []).append(one)

    def of(self, one: Told) -> Voice:
        """Who tells a line. A statement is told by its speaker."""
        return self._recall.part(_what(one.line), self._made_of(one.line), lambda: self._of(one.line))

    def _made_of(self, line: Line) -> tuple[Line, int | None]:
        """What its voice depends on: the line, and the statements of its article."""
        return line, self._recall.touched.get(line.article)

    def _of(self, line: Line) -> Voice:
        if line.kind == "statement":
            return _spoken(line, line.fields, own=True) or _of_chain(line)
        mine = spans_of(line.fields)
        for statement, yours in zip(self._in.get(line.article, ()), self._spans_in(line.article), strict=True):
            if _rests_on_same(mine, yours) and (voice := _spoken(line, statement.fields, own=False)):
                return voice
        return _of_chain(line)

    def _spans_in(self, article: int) -> list[list[_Span]]:
        known = self._spans.get(article)
        if known is None:
            known = self._spans[article] = [spans_of(one.fields) for one in self._in.get(article, ())]
        return known


def _what(line: Line) -> tuple[str, int]:
    return "voice", line.entry


def _spoken(line: Line, statement: Mapping[str, Any], *, own: bool) -> Voice | None:
    speakers = peek(statement, "speakers")
    if not speakers:
        return None
    itself = own or any(line.party in (speaker.get("party"), speaker["name"]) for speaker in speakers)
    return Voice("itself" if itself else "others", " and ".join(speaker["name"] for speaker in speakers))


def _of_chain(line: Line) -> Voice:
    chain = peek(line.fields, "via") or ()
    if len(chain) > 1:
        return Voice("itself" if chain[-1] == line.party else "others", chain[-1])
    return Voice("others", None)


def _rests_on_same(mine: Iterable[_Span], yours: Sequence[_Span]) -> bool:
    """Whether a line's words lie within those of a statement, for the most part."""
    return any(2 * (min(end, until) - max(start, begin)) > end - start for start, end in mine for begin, until in yours)
