"""The outline of a page: its passages and boxes in document order, as the HTML parser meets them.

Comes in: `Markup`. Goes out: a `Tree` whose passages together hold every visible character of the page once. No tree
of nodes is built: the parser (libxml2, through lxml) repairs the markup and calls a reader for each tag and text, and
the reader follows the markup's own text along, which is how each word keeps its place in the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from lxml import etree

from verbale.page.article import FurnitureKind
from verbale.page.hints import NOTHING, Hint, read_hint
from verbale.page.markup import Markup
from verbale.page.passages import HEADINGS, Box, Fragment, Passage, Time, Tree

#: Elements that stand in the line: everything else breaks it.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr output picture q rb rp rt "
    "ruby s samp small source span strike strong sub sup time tt u var wbr".split()
)
#: Inline elements that tell what their words are; others are told apart only in captions, which end in a credit.
_TELLING = frozenset({"time", "small", "cite"})
_HEAD = frozenset({"meta", "link", "base", "html"})
_CELLS = ("td", "th")
#: Elements whose text is one line, with breaks or without.
_WHOLE = frozenset({*HEADINGS, "li", "figcaption", "dt", "caption"})
#: Characters from which a line reads as prose, and from which it does without a full stop.
_PROSE, _LONG = 40, 120
#: A line this long that does not end a sentence was broken to fit.
_WRAPPED = 50
#: Characters of a table cell that make it a paragraph rather than a piece of data.
_LONG_CELL = 120
#: The end of a sentence, a footnote's number after it or not.
_SENTENCE_END = re.compile(r"[.!?…:;。！？।][\"'”’»」』)\]]*(?:\[?\d{1,3}\]?)?$")
_NONSPACE = re.compile(r"\S")
#: How far a text that the parser moved is looked for, and how often.
_WINDOW, _MAX_SEARCHES = 20_000, 200
#: Characters handed to the parser at a time.
_CHUNK = 50_000


def read_tree(markup: Markup) -> Tree:
    """The passages of a page in document order, in their boxes."""
    reader = _Reader(markup)
    # lxml calls the target's methods; its type stubs know only targets that build trees.
    parser = cast("Any", etree).HTMLParser(target=reader, remove_comments=True, remove_pis=True, huge_tree=True)
    waiting: list[str] = []
    size = 0
    for piece in markup.pieces():
        waiting.append(piece)
        size += len(piece)
        if size > _CHUNK:
            parser.feed("".join(waiting))
            waiting, size = [], 0
    waiting.append("<wbr>")  # an empty document is an error to the parser
    parser.feed("".join(waiting))
    return cast("Tree", parser.close())


@dataclass(frozen=True, slots=True)
class _Inline:
    """What the open inline elements say together."""

    tag: str = ""
    link: int = -1
    kind: FurnitureKind | None = None
    hidden: bool = False


_OUTSIDE = _Inline()


class _Reader:
    """The parser's target: follows tags and texts, and closes a passage at each block boundary."""

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
        self.searches = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag, given = tag.lower(), dict(attributes)
        if tag in _HEAD:
            self.tree.head.append((tag, given))
        if tag == "br":
            self.opened.append(False)
            self.inline.append(self.inline[-1] if self.inline else _OUTSIDE)
            self._break_line()
            return
        hint = read_hint(tag, given) if given or tag not in _INLINE else NOTHING
        self.tree.audio = self.tree.audio or tag == "audio"
        self.box.picture = self.box.picture or tag in ("img", "picture", "amp-img")
        self._read_time(tag, given, hint)
        # An element of the page's own making stands in the line where words stand before it.
        own = "-" in tag and bool(self.fragments) and self.box.tag in ("p", "li", *HEADINGS)
        if tag in _INLINE or own:
            self._start_inline(tag, given, hint)
            return
        self._close_passage()
        self.opened.append(True)
        box = Box(tag, self.box, hint, given.get("class", ""), len(self.tree.passages), kind=hint.kind)
        box.hidden = hint.hidden or self.box.hidden
        box.caption = hint.caption or self.box.caption
        box.standfirst = hint.standfirst or self.box.standfirst
        self.box = box
        self.tree.boxes.append(box)

    def _start_inline(self, tag: str, given: Mapping[str, str], hint: Hint) -> None:
        self.opened.append(False)
        outer = self.inline[-1] if self.inline else _OUTSIDE
        link, kind = outer.link, hint.kind or outer.kind
        if tag == "a" and "href" in given:
            self.tree.links.append(given["href"].strip())
            link = len(self.tree.links) - 1
        if tag == "time":
            kind = kind or "stamp"
        self.apart = self.closed and tag not in ("sup", "sub", "wbr")
        told = tag if tag in _TELLING or self.box.hint.caption else outer.tag
        self.inline.append(_Inline(told, link, kind, hint.hidden or outer.hidden))

    def _read_time(self, tag: str, given: Mapping[str, str], hint: Hint) -> None:
        """`<time datetime>`, and `<abbr class="published" title>` of the hAtom microformat."""
        value = given.get("datetime")
        if tag == "abbr" and hint.kind == "stamp":
            value = value or given.get("title")
        if tag != "meta" and given.get("itemprop") == "datePublished":
            value = value or given.get("content")
        if value:
            names = f"{given.get('class', '')} {given.get('itemprop', '')}".lower()
            named = "publish" in names or "entry-date" in names
            self.tree.times.append(Time(len(self.tree.passages), value, named))

    def end(self, tag: str) -> None:
        if not self.opened:
            return
        if not self.opened.pop():
            self.inline.pop()
            self.closed = tag != "br"
            return
        self._close_passage()
        box = self.box
        box.last = len(self.tree.passages)
        if tag.lower() == "tr":
            self._join_cells(box)
        self.box = box.parent or box

    def data(self, text: str) -> None:
        """The next text, found in the markup's text, which holds the same characters in the same order."""
        if self.text.startswith(text, self.at):
            start = self.at
            self.at += len(text)
            self._add(start, self.at)
            return
        words = text.strip()
        begin = _NONSPACE.search(self.text, self.at) if words else None
        if begin and self.text.startswith(words, begin.start()):
            self.at = begin.start() + len(words)
            self._add(begin.start(), self.at)
        elif words:
            self._search(words)

    def _search(self, words: str) -> None:
        """The parser moved or changed something: go on where the words are found, and keep what lies between."""
        self.searches += 1
        found = self.text.find(words, self.at, self.at + _WINDOW + len(words)) if self.searches < _MAX_SEARCHES else -1
        if found >= 0:
            self._keep_lost(found)
            self._add(found, found + len(words))
            self.at = found + len(words)

    def _keep_lost(self, until: int) -> None:
        if self.text[self.at : until].strip():
            self._close_passage()
            self._append_hidden([Fragment(self.at, until, -1, "", None)])

    def close(self) -> Tree:
        self._close_passage()
        self._keep_lost(len(self.text))
        for box in self.tree.boxes:
            box.last = len(self.tree.passages) if box.last < 0 else box.last
        return self.tree

    # ------------------------------------------------------------------------------------------------------ passages

    def _add(self, start: int, end: int) -> None:
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
        fragments, self.fragments, self.broken = self.fragments, [], False
        if all(self.text[f.start : f.end].isspace() for f in fragments):
            return
        hidden = [fragment for fragment in fragments if fragment.hidden]
        shown = [fragment for fragment in fragments if not fragment.hidden]
        if hidden:
            self._append_hidden(hidden)
        for part in _parts(self.tree, self.box, shown):
            self._append(Passage(self.box, part))

    def _append_hidden(self, fragments: list[Fragment]) -> None:
        box = Box("span", self.box, NOTHING, "", len(self.tree.passages), kind="other", hidden=True)
        self.tree.boxes.append(box)
        self._append(Passage(box, fragments))
        box.last = len(self.tree.passages)

    def _append(self, passage: Passage) -> None:
        passage.text = self.tree.text_of(passage.fragments)
        passage.linked = sum(f.end - f.start for f in passage.fragments if f.link >= 0)
        passage.prose = _is_prose(passage)
        if passage.text:
            self.tree.passages.append(passage)

    def _join_cells(self, row: Box) -> None:
        """A table row of several short cells is one line of data."""
        cells = self.tree.passages[row.first :]
        if len(cells) < 2 or any(p.box.tag not in _CELLS or p.box.parent is not row for p in cells):
            return
        if any(len(p.text) > _LONG_CELL for p in cells) or len({id(p.box) for p in cells}) < len(cells):
            return
        joined = Passage(row, list(cells[0].fragments))
        for cell in cells[1:]:
            joined.fragments += [replace(cell.fragments[0], broken=True), *cell.fragments[1:]]
        del self.tree.passages[row.first :]
        for cell in cells:
            cell.box.first = cell.box.last = row.first
        self._append(joined)
        row.last = len(self.tree.passages)


def _parts(tree: Tree, box: Box, fragments: list[Fragment]) -> list[list[Fragment]]:
    """A passage falls apart at its line breaks, unless they only wrap a sentence or stand in a heading."""
    if box.tag in _WHOLE or not any(f.broken for f in fragments):
        return [fragments]
    parts: list[list[Fragment]] = []
    for fragment in fragments:
        if not parts or (fragment.broken and _ends(tree, parts[-1])):
            parts.append([])
        parts[-1].append(fragment)
    return parts


def _ends(tree: Tree, fragments: list[Fragment]) -> bool:
    text = tree.text_of(fragments[-8:])
    return bool(text) and (len(text) < _WRAPPED or _SENTENCE_END.search(text) is not None)


def _is_prose(passage: Passage) -> bool:
    text = passage.text
    if len(text) < _PROSE // (1 if text.isascii() else 2) or passage.box.within(HEADINGS):
        return False
    ended = _SENTENCE_END.search(text) is not None
    if passage.linked * 2 > len(text):  # a title, unless a sentence stands around the link
        return ended and len(text) >= 2 * _PROSE and len(text) - passage.linked >= _PROSE // 2
    return ended or len(text) >= _LONG
