"""Passages cut into lines: a credit off its caption, a time stamp off its heading, each link of a menu by itself.

Comes in: a passage and its kind. Goes out: lines with their kinds, every character in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from verbale.page.article import FurnitureKind
from verbale.page.furniture import credit_in, is_credit
from verbale.page.hints import calls_for
from verbale.page.labels import label_of
from verbale.page.lines import BLOCK_KINDS, Labelled, Line
from verbale.page.passages import Fragment, Kind, Passage, Tree
from verbale.page.stamps import is_time_of_day

#: Kinds of inline elements that are cut out of running text.
_LOOSE: frozenset[FurnitureKind | None] = frozenset({"share", "advertisement", "newsletter", "listen", "comments"})
#: Kinds that consist of links often enough.
_MENUS: frozenset[Kind] = frozenset({"navigation", "share", "tags", "legal", "other"})
#: Kinds in which an inline element of another kind has a line of its own.
_MIXED: frozenset[Kind] = frozenset({"byline", "stamp", "other", "navigation"})
_SMALL = frozenset({"small", "cite"})
#: An element that opens a credit: "Credit...", "Photo:".
_SAYS_CREDIT = re.compile(
    r"(?:photo(?:graph)?|image|picture)?\s?(?:credits?|source)\b|(?:photo(?:graph)?|image|picture)s?(?: by)?\s?:", re.I
)
#: A credit in brackets at the end of a caption: "(Wire Photo/A Name, File)".
_BRACKETED = re.compile(
    r"[(\[][^()\[\]]{0,60}(?:/|\b(?:photo|image|picture|via|pool|handout|file)\b)[^()\[\]]{0,60}[)\]]$", re.I
)
_MARKER = re.compile(r"(?:[•‣◦▪●■►▸·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*(?=\S)")
_BULLET = re.compile(r"[•‣◦▪●■►▸]\s*(?=\S)")
#: From here on a line before a single line break is a paragraph of its own, if it ends like one.
_PARAGRAPH = 80
_ENDED = re.compile(r"[.!?…。！？][\"'”’»」)\]]*$")


def cut_passage(tree: Tree, passage: Passage) -> Iterator[Labelled]:
    """The lines of a labelled passage."""
    kind = passage.kind
    if kind == "caption":
        yield from _cut_caption(tree, passage.fragments)
    elif kind in BLOCK_KINDS:
        yield from _cut_block(tree, passage.fragments, kind)
    else:
        yield from _cut_furniture(tree, passage, kind)


def _cut_caption(tree: Tree, fragments: list[Fragment]) -> Iterator[Labelled]:
    """`Caption. <span class="credit">Photo: Pool</span>`; where no element sets it apart, its words do."""
    kept: list[Fragment] = []
    for fragment in fragments:
        if fragment.link >= 0 and calls_for(tree.text_of([fragment])):  # "Purchase licensing rights"
            yield Labelled(tree.line_of([fragment]), "other")
        else:
            kept.append(fragment)
    fragments = kept
    told = next((i for i, f in enumerate(fragments) if i and _SAYS_CREDIT.match(tree.text_of([f]))), len(fragments))
    told_credit = [] if told == len(fragments) else fragments[told:]
    fragments = fragments[:told]
    groups = _group(fragments, lambda f: f.kind == "credit" or f.tag in _SMALL)
    lines = [(marked, tree.line_of(group)) for marked, group in groups]
    lines = [(marked, line) for marked, line in lines if line.text]
    if len(lines) > 1 and not any(_marks_credit(tree, group) for marked, group in groups if marked):
        last = lines[-1][1].text
        if not lines[-1][0] or not (is_credit(last, beside_caption=True) or len(last) < 60):
            lines = [(False, tree.line_of(fragments))]
    for marked, line in lines:
        if marked and not (len(lines) == 1 and not _is_credit_line(line.text)):
            yield Labelled(line, "credit")
            continue
        yield from _cut_credit_by_words(tree, line, fragments)
    if told_credit:
        yield Labelled(tree.line_of(told_credit), "credit")


def _marks_credit(tree: Tree, group: list[Fragment]) -> bool:
    return any(f.kind == "credit" for f in group)


def _is_credit_line(text: str) -> bool:
    return is_credit(text, beside_caption=True)


def _cut_credit_by_words(tree: Tree, line: Line, fragments: list[Fragment]) -> Iterator[Labelled]:
    if not line.text:
        return
    if is_credit(line.text):
        yield Labelled(line, "credit")
        return
    found = credit_in(line.text)
    bracketed = _BRACKETED.search(line.text)
    if not found and bracketed and bracketed.start():
        found = bracketed.span()
    if not found:  # an element of its own at the end: "<em>(Name / Outlet)</em>"
        last = tree.text_of(fragments[-1:]) if fragments[-1].tag else ""
        if last and line.text != last and line.text.endswith(last) and is_credit(last, beside_caption=True):
            found = (len(line.text) - len(last), len(line.text))
    if found:
        yield Labelled(line.part(0, found[0]), "caption")
        yield Labelled(line.part(*found), "credit")
    else:
        yield Labelled(line, "caption")


def _cut_block(tree: Tree, fragments: list[Fragment], kind: Kind) -> Iterator[Labelled]:
    """A paragraph, heading, quote or list item, without what stands in it by name: a share link, a time stamp."""
    leading = next((i for i, f in enumerate(fragments) if not tree.markup.text[f.start : f.end].isspace()), 0)
    first = fragments[leading]
    if first.tag == "time" and len(fragments) > leading + 1 and is_time_of_day(tree.text_of([first])):
        yield Labelled(tree.line_of([first]), "marker")
        fragments = fragments[leading + 1 :]
    kept: list[Fragment] = []
    for loose, group in _group(fragments, lambda f: f.kind in _LOOSE):
        if loose and (group[-1] is fragments[-1] or not kept) and len(tree.text_of(group)) < _PARAGRAPH:
            if kept:
                yield from _cut_paragraphs(tree, kept, kind)
            kept = []
            yield Labelled(tree.line_of(group), group[0].kind or "other")
        else:
            kept += group
    if kept:
        yield from _cut_paragraphs(tree, kept, kind)


def _cut_paragraphs(tree: Tree, fragments: list[Fragment], kind: Kind) -> Iterator[Labelled]:
    """Single line breaks part paragraphs where both sides are long and end like paragraphs, else they are spaces."""
    parts = _at_breaks(fragments)
    if len(parts) == 1:
        yield from _cut_marker(tree.line_of(fragments), kind)
        return
    joined: list[Fragment] = []
    size, ended = 0, False
    for part in parts:
        text = tree.text_of(part)
        apart = ended and size >= _PARAGRAPH and len(text) >= _PARAGRAPH
        if joined and kind == "paragraph" and (apart or _BULLET.match(text)):
            yield from _cut_marker(tree.line_of(joined), kind)
            joined, size = [], 0
        joined += part
        size, ended = size + len(text), _ENDED.search(text) is not None
    yield from _cut_marker(tree.line_of(joined), kind)


def _cut_marker(line: Line, kind: Kind) -> Iterator[Labelled]:
    """A bullet typed into the text makes a list item; in a list item, numbers and letters are markers too."""
    found = (_MARKER if kind == "list_item" else _BULLET).match(line.text) if kind != "heading" else None
    if found:
        yield Labelled(line.part(0, found.end()), "marker")
        yield Labelled(line.part(found.end(), len(line.text)), "list_item" if kind == "paragraph" else kind)
    else:
        yield Labelled(line, kind)


def _cut_furniture(tree: Tree, passage: Passage, kind: Kind) -> Iterator[Labelled]:
    """Furniture falls apart at line breaks, at elements of another kind, and at links where it is all links."""
    menu = kind in _MENUS and passage.linked * 10 > 6 * len(passage.text)
    for part in _at_breaks(passage.fragments):
        for _, group in _group(part, lambda f: f.kind or kind):
            if menu:
                for _, link in _group(group, lambda f: f.link):
                    yield Labelled(tree.line_of(link), kind)
                continue
            line = tree.line_of(group)
            own: Kind | None = group[0].kind if kind in _MIXED else None
            if own is None and kind in _MIXED and line.text:
                words = label_of(line.text)
                own = words if words in ("share", "comments", "listen", "tags") else None
            yield Labelled(line, own or kind)


def _at_breaks(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    parts: list[list[Fragment]] = []
    for fragment in fragments:
        if fragment.broken or not parts:
            parts.append([])
        parts[-1].append(fragment)
    return parts


def _group(fragments: Iterable[Fragment], key: Callable[[Fragment], object]) -> list[tuple[bool, list[Fragment]]]:
    """Neighbours of one key together, and whether that key is true."""
    return [(bool(value), list(group)) for value, group in groupby(fragments, key)]
