"""Draw the README's picture from a real run: `python docs/make_picture.py` writes docs/reading.svg."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.theme import Theme

from verbale import work
from verbale.cli.reading_view import show_minutes
from verbale.cli.terminal import THEME

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "examples/berlin-guarantees.txt"
_DARK = [(40, 40, 38), (176, 58, 46), (54, 111, 77), (154, 104, 20)]
_DARK += [(43, 90, 140), (120, 70, 130), (30, 110, 120), (90, 90, 86)]
PAPER = TerminalTheme((250, 249, 245), (40, 40, 38), _DARK, _DARK)


def main() -> None:
    out = Console(theme=Theme(THEME), record=True, width=100, file=io.StringIO(), highlight=False, force_terminal=True)
    show_minutes(out, work.read(str(PAGE)))
    picture = out.export_svg(title="verbale read examples/berlin-guarantees.txt", theme=PAPER)
    # Rich names a font on a server of others: the reader's own monospace font serves, and a picture asks for nothing.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (ROOT / "docs/reading.svg").write_text(picture, "utf-8")


if __name__ == "__main__":
    main()
