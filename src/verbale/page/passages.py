"""Passages of a page, the text between block boundaries, and the boxes that they stand in: values of the HTML reader.

What a passage is to the story is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.hints import Hint
from verbale.page.lines import Line, merge_runs
from verbale.page.markup import Markup
from verbale.text import Run, Span

Kind = BlockKind | FurnitureKind
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Words with single spaces between them, or white space to fold.
_PIECE = re.compile(r"\S++(?: \S++)*+|\s+")
#: White space that is not one plain space already.
_SPACE = re.compile(r"(?:[^\S ]| (?=\s))\s*")


@dataclass(slots=True, eq=False)
class Box:
    """A block element. `first` to `last` (exclusive) are the passages inside it."""

    tag: str
    parent: Box | None
    hint: Hint
    names: str  #: its class, to tell boxes of one make
    first: int
    last: int = -1
    kind: FurnitureKind | None = None  #: what the hint says, unless the box turns out to hold the story
    settled: FurnitureKind | None = None  #: what it and the boxes around it say together
    caption: bool = False  #: it or a box around it is a caption
    standfirst: bool = False
    picture: bool = False  #: a picture stands right in it
    hidden: bool = False

    def lineage(self) -> Iterator[Box]:
        """This box and those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, tags: frozenset[str]) -> bool:
        box: Box | None = self
        while box is not None:
            if box.tag in tags:
                return True
            box = box.parent
        return False


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters `start` to `end` of the markup's text, all in the same inline elements."""

    start: int
    end: int
    link: int  #: index of the link that they are in, or -1
    tag: str  #: innermost of the inline elements, or ""
    kind: FurnitureKind | None  #: what the inline elements' names say
    broken: bool = False  #: a line break stands before it
    apart: bool = False  #: it starts where another inline element ends, with not even a space between
    hidden: bool = False  #: not shown, though the text around it is


@dataclass(slots=True, eq=False)
class Passage:
    """Text between block boundaries."""

    box: Box
    fragments: list[Fragment]
    text: str = ""  #: with white space folded
    linked: int = 0  #: characters of it inside links
    kind: Kind = "other"  #: what it was found to be
    prose: bool = False  #: it reads as sentences rather than as labels and links


@dataclass(frozen=True, slots=True)
class Time:
    """A moment written for machines: the passage that shows it, and whether it is named the publication's."""

    passage: int
    value: str
    named: bool


@dataclass(slots=True)
class Tree:
    """A page read off; `head` holds its `<meta>`, `<link>`, `<base>` and `<html>` elements, wherever they stand."""

    markup: Markup
    passages: list[Passage] = field(default_factory=list[Passage])
    boxes: list[Box] = field(default_factory=list[Box])
    links: list[str] = field(default_factory=list[str])  #: their addresses
    times: list[Time] = field(default_factory=list["Time"])
    head: list[tuple[str, dict[str, str]]] = field(default_factory=list[tuple[str, dict[str, str]]])
    audio: bool = False

    def text_of(self, fragments: list[Fragment]) -> str:
        return _SPACE.sub(" ", "".join(self._parts(fragments))).strip()

    def _parts(self, fragments: list[Fragment]) -> Iterator[str]:
        text, last = self.markup.text, -1
        for fragment in fragments:
            if last >= 0 and (fragment.broken or fragment.start != last or self._stand_apart(fragment)):
                yield " "
            yield text[fragment.start : fragment.end]
            last = fragment.end

    def _stand_apart(self, fragment: Fragment) -> bool:
        """`<span>30 July</span><span>9:12</span>` are two words; a drop cap is a part of one."""
        text, at = self.markup.text, fragment.start
        if not fragment.apart or not text[at : at + 1].isalnum():
            return False
        before = text[max(0, at - 2) : at]
        return len(before.strip()) == 2 and (before[1].isalnum() or before[1] in ".!?,:;)…”’")

    def line_of(self, fragments: list[Fragment]) -> Line:
        """The line that fragments make, with runs to the page's text; white space is folded."""
        text = self.markup.text
        out: list[str] = []
        runs: list[Run] = []
        at, last, gap = 0, -1, (-1, -1)
        for fragment in fragments:
            if last >= 0 and gap[0] < 0 and (fragment.broken or fragment.start != last or self._stand_apart(fragment)):
                gap = (last, last)  # no white space in the page, yet the words are apart
            last = fragment.end
            for piece in _PIECE.finditer(text[fragment.start : fragment.end]):
                start, end = fragment.start + piece.start(), fragment.start + piece.end()
                if piece[0].isspace():
                    gap = (start, end) if gap[0] < 0 or gap[0] == gap[1] else (gap[0], end)
                    continue
                if out and gap[0] >= 0:
                    runs += self._gap(gap, at)
                    out.append(" ")
                    at += 1
                gap = (-1, -1)
                runs += self.markup.runs(start, end, at)
                out.append(piece[0])
                at += end - start
        return Line("".join(out), merge_runs(runs))

    def _gap(self, gap: tuple[int, int], at: int) -> list[Run]:
        """The run of one folded space; where tags stand in it, the space is its first character alone."""
        found = list(self.markup.runs(gap[0], gap[1], 0))
        if not found:
            return []
        whole = Span(found[0].source.start, found[-1].source.end)
        together = all(a.source.end == b.source.start for a, b in pairwise(found))
        return [Run(at, 1, whole if together else found[0].source)]
