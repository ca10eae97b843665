"""The terminal: its streams, widths, colours and errors. No other file writes to standard error.

Plain where output is not a terminal or `NO_COLOR` is set; never a traceback unless it is asked for.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verbale.errors import VerbaleError

if TYPE_CHECKING:
    from rich.console import Console

THEME = {
    "head": "bold",
    "label": "cyan",
    "draft": "yellow",
    "source": "dim",
    "unsure": "italic dim",
    "number": "dim cyan",
}
#: Longer lines are hard to read, whatever the terminal's width.
_WIDEST = 110
_PIPED = 100


def console() -> Console:
    """Standard output as Rich writes to it, without what a page's text could steer a terminal with."""
    from rich.theme import Theme

    from verbale.cli.steady import SteadyConsole

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED
    made = SteadyConsole(theme=Theme(THEME), highlight=False, width=width, emoji=False, markup=False)
    if made.width > _WIDEST:
        made.width = _WIDEST
    return made


def say(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def say_remark(page: str, remark: str) -> None:
    """One line about a page that was read."""
    say(f"verbale: {_printable(f'{page}: {remark}')}")


def say_error(error: VerbaleError, *, about: str | None = None, debug: bool = False) -> None:
    """An error as one line: what, which one, what to do; with its traceback where that is asked for.

    Where it is only a warning, `about` is the page that was read all the same.
    """
    say(f"verbale: {_printable(f'{about}: warning: {error}' if about else str(error))}")
    if debug:
        traceback.print_exception(error.__cause__ or error, file=sys.stderr)


@contextmanager
def progress(total: int) -> Generator[ProgressLine]:
    """A line on standard error that counts pages, where it is a terminal and there are several."""
    line = ProgressLine(total if sys.stderr.isatty() else 0)
    try:
        yield line
    finally:
        line.clear()


class ProgressLine:
    """`3/40 name`, rewritten in place; silent where nobody watches."""

    def __init__(self, total: int) -> None:
        self.total = total if total > 1 else 0
        self.done = 0

    def step(self, name: str) -> None:
        self.done += 1
        if self.total:
            sys.stderr.write(f"\r\x1b[K{self.done}/{self.total} {_printable(name)[:60]}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.total:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _printable(text: str) -> str:
    """`text` without what could steer a terminal or break its lines."""
    return "".join(c if c.isprintable() else "�" for c in text)
