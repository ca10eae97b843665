"""The tree of a page read off in document order: passages of text between block boundaries, each with its box.

Comes in: `Markup`. Goes out: `Passage`s, which together hold every visible character of the page once, and the `Box`es
that they stand in. What a passage is to the story is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
#: Elements whose text is one line, with breaks or without.
_WHOLE = frozenset({*_HEADINGS, "li", "figcaption", "dt", "caption"})
#: Characters from which a line reads as prose, and from which it does without a full stop.
_PROSE, _LONG = 40, 120
#: A line this long that does not end a sentence was broken to fit.
_WRAPPED = 50
_SENTENCE_END = re.compile(r"[.!?…:;。！？。][\"'”’»」』)\]]*$")
_NONSPACE = re.compile(r"\S")
#: Words with single spaces between them, or white space to fold.
_PIECE = re.compile(r"\S+(?: \S+)*|\s+")
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
    prose: bool = False  #: it reads as sentences rather than as labels and links


@dataclass(frozen=True, slots=True)
class Time:
    """A moment written for machines: the passage that shows it, and whether it is named the publication's."""

    passage: int
    value: str
    named: bool


@dataclass(slots=True)
class Tree:
    """A page read off."""

    markup: Markup
    passages: list[Passage] = field(default_factory=list[Passage])
    boxes: list[Box] = field(default_factory=list[Box])
    links: list[str] = field(default_factory=list[str])  #: their addresses
    times: list[Time] = field(default_factory=list["Time"])
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
        return fragment.apart and text[at : at + 1].isalnum() and text[max(0, at - 2) : at].isalnum()

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


def read_tree(markup: Markup) -> tuple[Tree, html.HtmlElement]:
    """The passages of a page in document order, and the tree that they were read from."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup.clean, parser=parser)
    except etree.ParserError:  # no element at all: an empty page, or `<!doctype html><html lang="` and its end
        root = html.document_fromstring("<p></p>", parser=parser)
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


@dataclass(frozen=True, slots=True)
class _Inline:
    """What the open inline elements say together."""

    tag: str = ""
    link: int = -1
    kind: FurnitureKind | None = None
    hidden: bool = False


_OUTSIDE = _Inline()


class _Reader:
    """The state of one walk through a tree."""

    def __init__(self, markup: Markup) -> None:
        self.tree = Tree(markup)
        self.text = markup.text
        self.at = 0
        self.fragments: list[Fragment] = []
        self.box = Box("html", None, NOTHING, "", 0)
        self.tree.boxes.append(self.box)
        self.inline: list[_Inline] = []
        self.opened: list[bool] = []  # for each open element, whether it is a box
        self.broken = False
        self.closed = False  # an inline element has just ended
        self.apart = False  # ... and another started, with nothing between
        self.cells = False  # inside a row of short cells, which is one line
        self.failures = 0

    def enter(self, tag: str, element: html.HtmlElement) -> None:
        if tag == "br":
            self.opened.append(False)
            self.inline.append(self.inline[-1] if self.inline else _OUTSIDE)
            self._break_line()
            return
        attributes: dict[str, str] = dict(element.items())  # .attrib fails at a name such as `{`
        hint = read_hint(tag, attributes) if attributes or tag not in _INLINE else NOTHING
        if tag == "audio":
            self.tree.audio = True
        self._read_time(tag, attributes, hint)
        if self._is_inline(tag):
            self._enter_inline(tag, attributes, hint)
            return
        self._close_passage()
        if tag == "tr":
            self.cells = _has_short_cells(element)
        self.opened.append(True)
        box = Box(tag, self.box, hint, attributes.get("class", ""), len(self.tree.passages), kind=hint.kind)
        box.hidden = hint.hidden or self.box.hidden
        self.box = box
        self.tree.boxes.append(box)

    def _enter_inline(self, tag: str, attributes: dict[str, str], hint: Hint) -> None:
        self.opened.append(False)
        outer = self.inline[-1] if self.inline else _OUTSIDE
        link, kind = outer.link, hint.kind or outer.kind
        if tag == "a" and "href" in attributes:
            self.tree.links.append(attributes["href"].strip())
            link = len(self.tree.links) - 1
        if tag == "time":
            kind = kind or "stamp"
        self.apart = self.closed or tag in ("td", "th")
        self.inline.append(_Inline(tag, link, kind, hint.hidden or outer.hidden))

    def _read_time(self, tag: str, attributes: dict[str, str], hint: Hint) -> None:
        """`<time datetime>`, and `<abbr class="published" title>` of the hAtom microformat."""
        value = attributes.get("datetime")
        if tag == "abbr" and hint.kind == "stamp":
            value = value or attributes.get("title")
        if tag != "meta" and attributes.get("itemprop") == "datePublished":
            value = value or attributes.get("content")
        if value:
            names = f"{attributes.get('class', '')} {attributes.get('itemprop', '')}".lower()
            named = "publish" in names or "entry-date" in names
            self.tree.times.append(Time(len(self.tree.passages), value, named))

    def _is_inline(self, tag: str) -> bool:
        if tag in _INLINE or (self.cells and tag in ("td", "th")):
            return True
        # An element of the page's own making stands in the line where words stand before it.
        return "-" in tag and bool(self.fragments) and self.box.tag in ("p", "li", *_HEADINGS)

    def leave(self, tag: str) -> None:
        if not self.opened.pop():
            self.inline.pop()
            self.closed = tag != "br"
            return
        self._close_passage()
        self.cells = self.cells and tag != "tr"
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
            self._append(Passage(lost, [Fragment(self.at, until, -1, "", None)]))
            lost.last = len(self.tree.passages)

    def _add(self, start: int, end: int) -> None:
        if self.box.tag == "head":
            return
        now = self.inline[-1] if self.inline else _OUTSIDE
        last = self.fragments[-1] if self.fragments else None
        broken, apart = last is not None and self.broken, last is not None and self.apart
        self.closed = self.apart = False
        same = last is not None and (last.link, last.tag, last.kind) == (now.link, now.tag, now.kind)
        if last is not None and same and not (broken or apart) and last.end == start and last.hidden == now.hidden:
            self.fragments[-1] = replace(last, end=end)
        else:
            self.fragments.append(Fragment(start, end, now.link, now.tag, now.kind, broken, apart, now.hidden))
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
        hidden = [fragment for fragment in fragments if fragment.hidden]
        shown = [fragment for fragment in fragments if not fragment.hidden]
        if hidden:
            box = Box("span", self.box, NOTHING, "", len(self.tree.passages), kind="other", hidden=True)
            self.tree.boxes.append(box)
            self._append(Passage(box, hidden))
            box.last = len(self.tree.passages)
        for part in self._parts(shown):
            self._append(Passage(self.box, part))

    def _append(self, passage: Passage) -> None:
        passage.text = self.tree.text_of(passage.fragments)
        passage.linked = sum(f.end - f.start for f in passage.fragments if f.link >= 0)
        passage.prose = _is_prose(passage)
        if passage.text:
            self.tree.passages.append(passage)

    def _parts(self, fragments: list[Fragment]) -> list[list[Fragment]]:
        """A passage falls apart at its line breaks, unless they only wrap a sentence or stand in a heading."""
        if self.box.tag in _WHOLE or self.cells or not any(f.broken for f in fragments):
            return [fragments]
        parts: list[list[Fragment]] = []
        for fragment in fragments:
            if not parts or (fragment.broken and self._ends(parts[-1])):
                parts.append([])
            parts[-1].append(fragment)
        return parts

    def _ends(self, fragments: list[Fragment]) -> bool:
        text = self.tree.text_of(fragments)
        return bool(text) and (len(text) < _WRAPPED or _SENTENCE_END.search(text) is not None)

    def finish(self) -> None:
        self._close_passage()
        self._keep_lost(len(self.text))
        for box in self.tree.boxes:
            box.last = len(self.tree.passages) if box.last < 0 else box.last


def _is_prose(passage: Passage) -> bool:
    text = passage.text
    if len(text) < _PROSE // (1 if text.isascii() else 2) or passage.linked * 2 > len(text):
        return False
    ended = len(text) >= _LONG or _SENTENCE_END.search(text) is not None
    return ended and not passage.box.within(_HEADINGS)


def _has_short_cells(row: html.HtmlElement) -> bool:
    """Whether a table row is one line of data: several short cells without blocks of their own."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2:
        return False
    for count, element in enumerate(row.iterdescendants()):
        if count > 60 or (element.tag not in _INLINE and element.tag not in ("td", "th")):
            return False
    return all(len("".join(cell.itertext())) < 120 for cell in cells)
