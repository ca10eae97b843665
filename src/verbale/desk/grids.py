"""A view's page as tables of words: what a template shows, whatever the view.

Comes in: words, and what they rest on. Goes out: grids, each row with its entries and how far it may be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from verbale.desk.shapes import Map, Month
from verbale.minutes.told import Backing


@dataclass(frozen=True, slots=True)
class Row:
    """A row's words by column. `state` is None where the row is counted from lines and so is no line itself.

    A `heading` has one cell, which stands over the rows behind it.
    """

    cells: tuple[str, ...]
    entries: tuple[int, ...] = ()
    state: str | None = None
    certainty: str = "asserted"
    confidence: float | None = None
    heading: bool = False
    anchor: str | None = None  #: by which a link leads to it


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the matrix: the stance now and since when, its marks in words, and the sentences that it opens.

    `more` counts those that it has no room for: they stand on a page of their own, which `query` asks for. One that has
    no room for any leads there.
    """

    stance: str
    since: str
    marks: tuple[str, ...]
    state: str
    held: tuple[Row, ...]
    more: int
    query: str


@dataclass(frozen=True, slots=True)
class Board:
    """The position matrix: rows of parties, a square or none for each issue."""

    issues: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its table beside it. `drawing` and `of` name it; `height` is in pixels, the same at any width."""

    title: str
    drawing: str
    height: int
    told: str
    of: str = ""
    table: Grid | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a view's page shows: grids, before them the matrix where it is one. `more` is the next part's query."""

    grids: tuple[Grid, ...]
    board: Board | None = None
    more: str | None = None
    figures: tuple[Figure, ...] = ()
    map: Map | None = None
    month: Month | None = None
    empty: str = field(default="Nothing of this kind in the dossier yet.")

    def part(self, first: int, most: int) -> Sheet:
        """The part that begins behind so many rows, counted over all grids, and has `most` of them.

        The matrix and all that is drawn stand on the first part alone.
        """
        grids: list[Grid] = []
        at = 0
        for grid in self.grids:
            rows = grid.rows[max(0, first - at) : max(0, first + most - at)]
            grids.append(replace(grid, rows=rows))
            at += len(grid.rows)
        more = f"after={first + most}" if at > first + most else self.more
        if first:
            return replace(self, grids=filled(grids), board=None, figures=(), map=None, month=None, more=more)
        return replace(self, grids=filled(grids), more=more)


def filled(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """The grids that have rows, without the columns in which no row has a word."""
    return tuple(_without_empty(grid) for grid in grids if grid.rows)


def _without_empty(grid: Grid) -> Grid:
    rows = [row for row in grid.rows if not row.heading]
    used = [place for place in range(len(grid.columns)) if any(row.cells[place] for row in rows)]
    if len(used) == len(grid.columns):
        return grid
    kept = (row if row.heading else replace(row, cells=tuple(row.cells[place] for place in used)) for row in grid.rows)
    return replace(grid, columns=tuple(grid.columns[place] for place in used), rows=tuple(kept))


def row_of(cells: tuple[str, ...], backing: Backing, certainty: str | None = None) -> Row:
    """A row with what it rests on; `certainty` is that of its surest line where none is given."""
    told = certainty or (backing.certainties[0] if backing.certainties else "asserted")
    return Row(cells, backing.entries, backing.state, told, backing.confidence)
