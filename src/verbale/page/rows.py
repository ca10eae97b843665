"""The rows of a plain page: its lines with what their look tells, before their place is considered.

Comes in: the text of a page. Goes out: `Row`s in order, hard-wrapped lines joined again, each labelled as far as its
words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.furniture import label_line
from verbale.page.lines import Line, line_of

#: A line that ends as a sentence does.
_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_MARKER = re.compile(r"(?:[•‣▪▸►●○◦∙·*§–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.)\s+(?=\S)", re.I)
_MENU_GAP = re.compile(r"\s{2,}|\t|\s?[|•·]\s?|\s[>»›/]\s")
#: Hard-wrapped text: no line is longer than this, and lines in mid-sentence are no shorter than that.
_WIDEST_WRAP, _NARROWEST_WRAP = 100, 45


Kind = BlockKind | FurnitureKind | None


@dataclass(slots=True)
class Row:
    """One line of the page while it is being understood; `kind` is None as long as nobody knows."""

    line: Line
    raw: str
    group: int  #: rows with no blank line between them share a group
    kind: Kind

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def words(self) -> int:
        return len(self.line.text.split())

    @property
    def ends_as_sentence(self) -> bool:
        return _TERMINAL.search(self.line.text) is not None

    @property
    def is_prose(self) -> bool:
        """Long enough, and ended as a sentence is, to be a paragraph by its look alone."""
        text = self.line.text
        return (len(text) >= 80 and self.ends_as_sentence) or (len(text) >= 200 and not self.menu_items)

    @property
    def menu_items(self) -> int:
        """How many short items stand side by side (`News   Sport`, `World | Books`, `Home > World`), or 0."""
        items = [item for item in _MENU_GAP.split(self.raw.strip()) if item and item.strip()]
        return len(items) if len(items) >= 2 and all(len(item) <= 32 for item in items) else 0


def list_marker(text: str) -> int:
    """How long the list marker at the start of a line is, with the space behind it; 0 where there is none."""
    match = _MARKER.match(text)
    return match.end() if match else 0


def cut_rows(text: str) -> list[Row]:
    """The rows of a page's text."""
    pieces = list(_pieces(text))
    if _is_wrapped(pieces):
        pieces = list(_unwrapped(pieces, text))
    rows: list[Row] = []
    for start, raw, group in pieces:
        line = line_of(raw, start)
        rows.append(Row(line, raw, group, label_line(line.text)))
    return rows


_Piece = tuple[int, str, int]


def _pieces(text: str) -> Iterator[_Piece]:
    """Offset, raw text and group of each line that is not blank."""
    start, group, blank = 0, 0, False
    for raw in text.splitlines(keepends=True):
        if raw.strip():
            group += blank
            blank = False
            yield start, raw.rstrip(), group
        else:
            blank = True
        start += len(raw)


def _is_wrapped(pieces: list[_Piece]) -> bool:
    """Whether paragraphs are broken into lines of one width, as in mail and old print views."""
    if not pieces or max(len(raw.strip()) for _, raw, _ in pieces) > _WIDEST_WRAP:
        return False
    inner = [a[1].strip() for a, b in pairwise(pieces) if a[2] == b[2] and len(a[1].strip()) >= _NARROWEST_WRAP]
    broken = sum(_TERMINAL.search(line) is None for line in inner)
    return broken >= 3 and broken * 2 >= len(inner)


def _unwrapped(pieces: list[_Piece], text: str) -> Iterator[_Piece]:
    """Lines of a group joined, but where a paragraph plainly ends: a short last line, an indent, a list item."""
    width = max(len(raw.strip()) for _, raw, _ in pieces)
    start, raw, group = pieces[0]
    for at, line, number in pieces[1:]:
        last = raw.splitlines()[-1]
        ended = _TERMINAL.search(last) is not None and len(last.strip()) < width * 0.7
        indented = line.startswith(("  ", "\t")) and not last.startswith(("  ", "\t"))
        if number == group and not ended and not indented and not list_marker(line.strip()):
            raw = text[start : at + len(line)]
        else:
            yield start, raw, group
            start, raw, group = at, line, number
    yield start, raw, group
