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
        """A table under a heading; nothing at all where it has no rows. Columns marked with `*` get the most room."""
        from rich.table import Table

        held = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
        if not held:
            return
        self._out.print()
        if title:
            self._out.print(title, style="label")
        table = Table(box=None, header_style="source", pad_edge=False)
        for name in columns:
            wide = name.endswith("*")
            least = _LEAST.get(name, _NARROWEST if wide else None)
            table.add_column(
                name.rstrip("*"),
                overflow="fold",
                min_width=least,
                max_width=None if wide else _WIDEST,
                no_wrap=name in _FIXED,
            )
        for row in held:
            table.add_row(*row)
        self._out.print(table)


_FIXED = frozenset(("day",))
_NARROWEST, _WIDEST = 20, 20  # letters: of a column that gets the most room, and of one that does not
_LEAST = {"kind": 9, "how": 12, "entries": 9}  # so that the tables of one view stand under one another


def numbers(entries: Sequence[int]) -> str:
    """Entry numbers as a row shows them."""
    shown = " ".join(f"#{entry}" for entry in entries[:_MOST])
    return f"{shown} +{len(entries) - _MOST}" if len(entries) > _MOST else shown


def manner(state: str, certainty: str = "asserted", confidence: float | None = None) -> str:
    """How a row is to be taken: `draft 78%, reported`, `accepted`, `edited, planned`."""
    told = f"{state} {confidence:.0%}" if state == "draft" and confidence is not None else state
    return told if certainty == "asserted" else f"{told}, {certainty}"


def money(value: float, currency: str) -> str:
    """`90 bn EUR`, `524 bn USD`, `12,500 USD`."""
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.4g} {word} {currency}"
    return f"{value:,.12g} {currency}"
