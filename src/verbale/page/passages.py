"""The tree of a page read off in document order: passages of text between block boundaries, each with its box.

Comes in: `Markup`. Goes out: `Passage`s, which together hold every visible character of the page once, and the `Box`es
that they stand in. What a passage is to the story is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree, html

from verbale.page.article import FurnitureKind
from verbale.page.hints import NOTHING, Hint, read_hint
from verbale.page.lines import Line, merge_runs
from verbale.page.markup import Markup
from verbale.text import Run, Span

#: Elements that stand in the line: everything else breaks it.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr output picture q rb rp rt "
    "ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NONSPACE = re.compile(r"\S")
_SPACE = re.compile(r"\s+")
#: How far a text that the tree builder moved is looked for.
_WINDOW = 20_000


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
    hidden: bool = False
    weight: int = 0  #: characters of prose inside

    def lineage(self) -> Iterator[Box]:
        """This box and those around it, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, tags: frozenset[str]) -> bool:
        return any(box.tag in tags for box in self.lineage())


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters `start` to `end` of the markup's text, all in the same inline elements."""

    start: int
    end: int
    link: int  #: index of the link that they are in, or -1
    tag: str  #: innermost of the inline elements, or ""
    kind: FurnitureKind | None  #: what the inline elements' names say
    broken: bool = False  #: a line break stands before it


@dataclass(slots=True, eq=False)
class Passage:
    """Text between block boundaries."""

    box: Box
    fragments: list[Fragment]
    text: str = ""  #: with white space folded
    linked: int = 0  #: characters of it inside links


@dataclass(slots=True)
class Tree:
    """A page read off."""

    markup: Markup
    passages: list[Passage] = field(default_factory=list[Passage])
    boxes: list[Box] = field(default_factory=list[Box])
    links: list[str] = field(default_factory=list[str])  #: their addresses
    times: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])  #: `datetime`s and their passages
    audio: bool = False

    def text_of(self, fragments: list[Fragment]) -> str:
        return _SPACE.sub(" ", "".join(self._parts(fragments))).strip()

    def _parts(self, fragments: list[Fragment]) -> Iterator[str]:
        text, last = self.markup.text, -1
        for fragment in fragments:
            if last >= 0 and (fragment.broken or fragment.start != last):
                yield " "
            yield text[fragment.start : fragment.end]
            last = fragment.end

    def line_of(self, fragments: list[Fragment]) -> Line:
        """The line that fragments make, with runs to the page's text; white space is folded."""
        text = self.markup.text
        out: list[str] = []
        runs: list[Run] = []
        at, last, gap = 0, -1, (-1, -1)
        for fragment in fragments:
            if last >= 0 and (fragment.broken or fragment.start != last) and gap[0] < 0:
                gap = (last, last)  # no white space in the page, yet the words are apart
            last = fragment.end
            for piece in re.finditer(r"\s+|\S+", text[fragment.start : fragment.end]):
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


def read_tree(markup: Markup) -> tuple[Tree, html.HtmlElement]:
    """The passages of a page in document order, and the tree that they were read from."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    root = html.document_fromstring(markup.clean or "<p></p>", parser=parser)
    reader = _Reader(markup)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            reader.enter(tag.lower(), element)
            reader.take(element.text)
        else:
            reader.leave(tag.lower())
            reader.take(element.tail)
    reader.finish()
    return reader.tree, root


_OUTSIDE: tuple[str, int, FurnitureKind | None] = ("", -1, None)


class _Reader:
    """The state of one walk through a tree."""

    def __init__(self, markup: Markup) -> None:
        self.tree = Tree(markup)
        self.text = markup.text
        self.at = 0
        self.fragments: list[Fragment] = []
        self.box = Box("html", None, NOTHING, "", 0)
        self.tree.boxes.append(self.box)
        self.inline: list[tuple[str, int, FurnitureKind | None]] = []
        self.opened: list[bool] = []  # for each open element, whether it is a box
        self.broken = False
        self.failures = 0

    def enter(self, tag: str, element: html.HtmlElement) -> None:
        if tag == "br":
            self.opened.append(False)
            self.inline.append(self.inline[-1] if self.inline else _OUTSIDE)
            self._break_line()
            return
        attributes: dict[str, str] = dict(element.attrib)
        hint = read_hint(tag, attributes) if attributes or tag not in _INLINE else NOTHING
        if tag == "audio":
            self.tree.audio = True
        if self._is_inline(tag) and not hint.hidden:
            self.opened.append(False)
            outer = self.inline[-1] if self.inline else _OUTSIDE
            link, kind = outer[1], hint.kind or outer[2]
            if tag == "a" and "href" in attributes:
                self.tree.links.append(attributes["href"].strip())
                link = len(self.tree.links) - 1
            if tag == "time":
                kind = kind or "stamp"
                if attributes.get("datetime"):
                    self.tree.times.append((len(self.tree.passages), attributes["datetime"]))
            self.inline.append((tag, link, kind))
            return
        self._close_passage()
        self.opened.append(True)
        box = Box(tag, self.box, hint, attributes.get("class", ""), len(self.tree.passages), kind=hint.kind)
        box.hidden = hint.hidden or self.box.hidden
        self.box = box
        self.tree.boxes.append(box)

    def _is_inline(self, tag: str) -> bool:
        if tag in _INLINE:
            return True
        # An element of the page's own making stands in the line where words stand before it.
        return "-" in tag and bool(self.fragments) and self.box.tag in ("p", "li", *_HEADINGS)

    def leave(self, tag: str) -> None:
        if not self.opened.pop():
            self.inline.pop()
            return
        self._close_passage()
        self.box.last = len(self.tree.passages)
        self.box = self.box.parent or self.box

    def take(self, text: str | None) -> None:
        """The next text of the tree, found in the markup's text, which holds the same characters in the same order."""
        if not text:
            return
        if self.text.startswith(text, self.at):
            start = self.at
            self.at += len(text)
            self._add(start, self.at)
            return
        words = text.strip()
        if not words:
            return
        begin = _NONSPACE.search(self.text, self.at)
        if begin and self.text.startswith(words, begin.start()):
            self.at = begin.start() + len(words)
            self._add(begin.start(), self.at)
            return
        self._search(words)

    def _search(self, words: str) -> None:
        """The tree builder moved or changed something: go on where the words are found, and keep what lies between."""
        self.failures += 1
        found = self.text.find(words, self.at, self.at + _WINDOW + len(words)) if self.failures < 200 else -1
        if found >= 0:
            self._keep_lost(found)
            self._add(found, found + len(words))
            self.at = found + len(words)

    def _keep_lost(self, until: int) -> None:
        if self.text[self.at : until].strip():
            self._close_passage()
            lost = Box("div", self.box, NOTHING, "", len(self.tree.passages), kind="other", hidden=True)
            self.tree.boxes.append(lost)
            self.tree.passages.append(Passage(lost, [Fragment(self.at, until, -1, "", None)]))
            lost.last = len(self.tree.passages)
            self._fill(self.tree.passages[-1])

    def _add(self, start: int, end: int) -> None:
        tag, link, kind = self.inline[-1] if self.inline else _OUTSIDE
        if self.box.tag == "head":
            return
        last = self.fragments[-1] if self.fragments else None
        if last and not self.broken and last.end == start and (last.link, last.tag, last.kind) == (link, tag, kind):
            self.fragments[-1] = Fragment(last.start, end, link, tag, kind, last.broken)
        else:
            self.fragments.append(Fragment(start, end, link, tag, kind, self.broken and bool(self.fragments)))
        if not self.text[start:end].isspace():
            self.broken = False

    def _break_line(self) -> None:
        """A line break; the second in a row, with nothing but white space between, ends the paragraph."""
        if self.broken or not self.fragments:
            self._close_passage()
        else:
            self.broken = True

    def _close_passage(self) -> None:
        fragments = [f for f in self.fragments if f.end > f.start]
        self.fragments, self.broken = [], False
        if not any(not self.text[f.start : f.end].isspace() for f in fragments):
            return
        passage = Passage(self.box, fragments)
        self._fill(passage)
        self.tree.passages.append(passage)

    def _fill(self, passage: Passage) -> None:
        passage.text = self.tree.text_of(passage.fragments)
        passage.linked = sum(f.end - f.start for f in passage.fragments if f.link >= 0)

    def finish(self) -> None:
        self._close_passage()
        self._keep_lost(len(self.text))
        for box in self.tree.boxes:
            box.last = len(self.tree.passages) if box.last < 0 else box.last
