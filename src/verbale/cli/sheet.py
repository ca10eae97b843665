"""A view of the minutes in a terminal: headings and tables that fit its width, drafts told as drafts.

Comes in: titles and rows of words. Goes out: lines on standard output. Every row ends in the numbers of its entries:
`verbale minutes DOSSIER --entry N` opens one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from verbale.cli.terminal import console

if TYPE_CHECKING:
    from rich.console import Console

#: Entry numbers shown in a row; more are counted.
_MOST = 4


class Sheet:
    """What a command prints, from top to bottom."""

    def __init__(self) -> None:
        self._out: Console = console()

    def head(self, title: str, beside: str = "") -> None:
        """The title of the view, and what is to be known of all of it."""
        from rich.text import Text

        self._out.print(Text.assemble((title, "head"), f"  {beside}" if beside else ""), soft_wrap=True)

    def say(self, words: str, style: str = "") -> None:
        """A paragraph."""
        self._out.print(words, style=style or None)

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table under a heading; nothing at all where it has no rows, and no column that has nothing in it.

        Columns marked with `*` get the most room.
        """
        from rich.table import Table

        held = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
        if not held:
            return
        filled = [place for place in range(len(columns)) if any(row[place] for row in held)]
        self._out.print()
        if title:
            self._out.print(title, style="label")
        table = Table(box=None, header_style="source", pad_edge=False)
        names = [columns[place] for place in filled]
        cells = [[row[place] for place in filled] for row in held]
        for name, width in zip(names, _widths(names, cells, self._out.width), strict=True):
            table.add_column(name.rstrip("*"), overflow="fold", width=width)
        for row in cells:
            table.add_row(*row)
        self._out.print(table)


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The letters that each column gets: those marked with `*` share what the others leave.

    Where that is too little, the widest of the others give way, but those that hold days.
    """
    from rich.cells import cell_len

    whole = [max(cell_len(cell) for cell in (name.rstrip("*"), *column)) for name, column in _columns(names, rows)]
    widths = [
        whole[place] if name in _FIXED else max(_LEAST.get(name, 0), min(whole[place], _WIDEST))
        for place, name in enumerate(names)
    ]
    wide = [place for place, name in enumerate(names) if name.endswith("*")]
    small = [place for place, name in enumerate(names) if place not in wide and name not in _FIXED]
    room -= _GAP * (len(names) - 1)
    while True:
        left = room - sum(width for place, width in enumerate(widths) if place not in wide)
        widest = max(small, key=lambda place: widths[place], default=None)
        if widest is None or left >= min(_NARROWEST * len(wide), sum(whole[place] for place in wide)):
            break
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    for number, place in enumerate(sorted(wide, key=lambda place: whole[place])):
        share = max(1, left // (len(wide) - number))
        widths[place] = min(whole[place], share)
        left -= widths[place]
    return widths


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[tuple[str, list[str]]]:
    return ((name, [row[place] for row in rows]) for place, name in enumerate(names))


_FIXED = frozenset(("day", "since", "told"))
_GAP = 2  # letters between two columns
_NARROWEST = 12  # letters of a column that shares what is left
_WIDEST = 20  # letters of one that does not
_LEAST = {"kind": 9, "how": 12, "entries": 9}  # so that the tables of one view stand under one another


def numbers(entries: Sequence[int]) -> str:
    """Entry numbers as a row shows them."""
    shown = " ".join(f"#{entry}" for entry in entries[:_MOST])
    return f"{shown} +{len(entries) - _MOST}" if len(entries) > _MOST else shown


def manner(state: str, certainty: str = "asserted", confidence: float | None = None) -> str:
    """How a row is to be taken: `draft 78%, reported`, `accepted`, `edited, planned`."""
    told = f"{state} {confidence:.0%}" if state == "draft" and confidence is not None else state
    return told if certainty == "asserted" else f"{told}, {certainty}"
