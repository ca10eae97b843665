"""The rows of a plain page: its lines with what their look tells, before their place is considered.

Comes in: the text of a page. Goes out: `Row`s in order, hard-wrapped lines joined again, each labelled as far as its
words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.furniture import label_line
from verbale.page.lines import Line, line_of

#: A line that ends as a sentence does.
_TERMINAL = re.compile(r"[.!?…][\"”’'»)\]]*$")
_MARKER = re.compile(r"(?:[•‣▪▸►●○◦∙·*§–—-]|--|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.)\s+(?=\S)", re.I)
_MENU_GAP = re.compile(r"\s{2,}|\t|\s?[|•·]\s?|\s[>»›/]\s")
#: Hard-wrapped text: no line is longer than this, and lines in mid-sentence are no shorter than that.
_WIDEST_WRAP, _NARROWEST_WRAP = 100, 45
#: The longest live blogs have a tenth of this.
_MOST_LINES = 50_000

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


def cut_rows(text: str) -> list[Row] | None:
    """The rows of a page's text, or None where there are more lines than any page of one article has."""
    pieces = list(islice(_pieces(text), _MOST_LINES + 1))
    if len(pieces) > _MOST_LINES:
        return None
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
    first = 0
    for at in range(1, len(pieces) + 1):
        last = pieces[at - 1]
        if at < len(pieces) and not _breaks(last[1], pieces[at][1], width) and pieces[at][2] == last[2]:
            continue
        start = pieces[first][0]
        yield start, text[start : last[0] + len(last[1])], last[2]
        first = at


def _breaks(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends between two neighbouring lines of wrapped text."""
    ended = _TERMINAL.search(line) is not None and len(line.strip()) < width * 0.7
    indented = following.startswith(("  ", "\t")) and not line.startswith(("  ", "\t"))
    return ended or indented or list_marker(following.strip()) > 0
