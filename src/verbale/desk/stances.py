"""The position matrix as sheets: the matrix whose cells open their sentences, and all the sentences of one cell.

Comes in: the matrix, one of its cells. Goes out: a sheet. It counts and shortens, and judges nothing: what a party
holds now, and where it turned round, the matrix says.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

from verbale.desk.charts import SIDES, most_told, stances_chart
from verbale.desk.grids import Board, Figure, Grid, Row, Sheet, Square, filled, row_of
from verbale.minutes.positions import Cell, Held, Matrix
from verbale.minutes.sides import Reversal, side_of
from verbale.minutes.told import Told
from verbale.minutes.wording import days

_IN_A_CELL = 2  # sentences that a cell opens
_OPENING = 60  # cells that do: those behind them lead to pages of their own
_TURNS = ("Day", "Party", "Issue", "Before", "After")


def positions_sheet(matrix: Matrix) -> Sheet:
    """The matrix, and who turned round."""
    squares = {
        (cell.party, cell.issue): _square(cell, _IN_A_CELL if number < _OPENING else 0)
        for number, cell in enumerate(matrix.cells)
    }
    rows = [(party, tuple(squares.get((party, issue)) for issue in matrix.issues)) for party in matrix.parties]
    turned = Grid("Turned round", _TURNS, tuple(map(_turn, matrix.reversals)))
    if not rows:
        return Sheet(filled((turned,)))
    return Sheet(filled((turned,)), board=Board(matrix.issues, tuple(rows)), figures=(_drawn(matrix),))


def cell_sheet(cell: Cell) -> Sheet:
    """What a party holds on an issue, where it turned round, and every sentence, the newest first."""
    note = "Reports of the same day contradict each other." if cell.contradicted else ""
    return Sheet(
        filled(
            (
                Grid("Turned round", _TURNS, tuple(map(_turn, cell.reversals))),
                Grid("What it holds", ("Since", "Stance", "What"), tuple(map(_held, cell.held)), note),
                Grid("Every sentence", ("Day", "Stance", "What"), tuple(map(_told, reversed(cell.lines)))),
            )
        )
    )


def title_of(cell: Cell) -> str:
    """`Russia on territory`."""
    return f"{cell.party or 'Nobody named'} on {cell.issue or 'no issue'}"


def _drawn(matrix: Matrix) -> Figure:
    """Positions over time, with how many sentences each cell has on each side."""
    rows = tuple(
        Row((title_of(cell), *(str(sides[side]) for side in SIDES), days(days_told[0], days_told[-1])))
        for cell in most_told(matrix)
        for sides in (Counter(side_of(one.line.label) for one in cell.lines),)
        for days_told in (sorted(one.as_of for one in cell.lines if one.as_of) or [""],)
    )
    columns = ("Who on what", "For", "Against", "Wants", "Open", "Days")
    told = "A mark for each side and time: up for, down against, a diamond for a demand, a circle for what is open."
    table = Grid("Sentences by side", columns, rows)
    return Figure("Over time", "positions", stances_chart(matrix).height, told, table=table)


def _square(cell: Cell, most: int) -> Square:
    marks = {"unsure": cell.now.unsure, "turned round": bool(cell.reversals), "contradicted": cell.contradicted}
    return Square(
        stance=cell.now.stance,
        since=cell.now.since or "",
        marks=tuple(word for word, holds in marks.items() if holds),
        state=cell.now.backing.state,
        held=tuple(map(_held, cell.held[:most])),
        more=len(cell.lines) - min(most, len(cell.held)),
        query=urlencode({"party": cell.party, "issue": cell.issue}),
    )


def _held(held: Held) -> Row:
    stance = f"{held.stance}, towards {held.toward}" if held.toward else held.stance
    return row_of((held.since or "", stance, held.text), held.backing)


def _told(one: Told) -> Row:
    line = one.line
    stance = f"{line.label}, towards {line.other}" if line.other else line.label
    return Row((one.as_of or "", stance, line.text), (line.entry,), line.state, line.certainty, line.confidence)


def _turn(turn: Reversal) -> Row:
    both = (turn.before.line, turn.after.line)
    state = "draft" if any(line.state == "draft" for line in both) else turn.after.line.state
    cells = (turn.day, turn.party, turn.issue, turn.before.line.text, turn.after.line.text)
    confidence = min(line.confidence for line in both)
    return Row(cells, tuple(line.entry for line in both), state, turn.after.line.certainty, confidence)
