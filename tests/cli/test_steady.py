"""What a page says does not steer the terminal."""

from __future__ import annotations

import io

import pytest
from rich.table import Table
from rich.text import Text

from tests.cli.test_commands import EXAMPLES, verbale
from verbale.cli.steady import SteadyConsole


@pytest.mark.parametrize("control", ["\x1b[2J", "\x9b2J", "\x1b]0;title\x07", "\r", "\x08", "\x7f"])
def test_control_characters_are_left_out_and_move_nothing(control: str) -> None:
    out = SteadyConsole(file=io.StringIO(), width=30)
    table = Table.grid(expand=True)
    table.add_column(ratio=1)
    table.add_column()
    table.add_row(Text(f"a{control[:1]}b"), Text("end"))
    out.print(table)
    assert isinstance(out.file, io.StringIO)
    assert out.file.getvalue() == "ab" + " " * 25 + "end\n"


def test_styles_are_still_written() -> None:
    out = SteadyConsole(file=io.StringIO(), width=30, force_terminal=True, color_system="standard")
    out.print(Text("bold\x1b[31m", style="bold"))
    assert isinstance(out.file, io.StringIO)
    assert out.file.getvalue() == "\x1b[1mbold[31m\x1b[0m\n"


def test_a_page_with_escapes_is_shown_without_them() -> None:
    page = (EXAMPLES / "detroit-strike.txt").read_text("utf-8").replace(" the ", " \x1b[31mthe\x9b0m ").encode()
    for command in ("read", "page"):
        shown = verbale(command, "-", given=page).stdout.decode()
        assert "[31mthe" in shown
        assert "\x1b" not in shown
        assert "\x9b" not in shown
