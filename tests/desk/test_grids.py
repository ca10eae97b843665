"""A sheet cut into pages."""

from __future__ import annotations

from verbale.desk.grids import Board, Grid, Row, Sheet, filled


def rows(*words: str) -> tuple[Row, ...]:
    return tuple(Row((word,)) for word in words)


SHEET = Sheet((Grid("One", ("W",), rows("a", "b", "c")), Grid("Two", ("W",), rows("d", "e"))), board=Board((), ()))


def test_the_parts_of_a_sheet_are_its_rows_in_order_each_once() -> None:
    parts = [SHEET.part(first, 2) for first in (0, 2, 4)]
    assert [[(grid.title, row.cells[0]) for grid in part.grids for row in grid.rows] for part in parts] == [
        [("One", "a"), ("One", "b")],
        [("One", "c"), ("Two", "d")],
        [("Two", "e")],
    ]
    assert [part.more for part in parts] == ["after=2", "after=4", None]


def test_the_matrix_stands_on_the_first_part_alone() -> None:
    assert SHEET.part(0, 2).board
    assert SHEET.part(2, 2).board is None


def test_a_column_without_a_word_is_left_out() -> None:
    head = Row(("March",), heading=True)
    (grid,) = filled(
        [Grid("One", ("Day", "Outcome", "What"), (head, Row(("4", "", "talks")), Row(("", "", "strike"))))]
    )
    assert grid.columns == ("Day", "What")
    assert [row.cells for row in grid.rows] == [("March",), ("4", "talks"), ("", "strike")]
    assert not filled([Grid("Two", ("Day",), ())])
