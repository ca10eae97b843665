"""A Rich console that no page can steer: control characters of what is shown are left out, styles are its own.

They take no width, so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

#: C0 without the line break, DEL and C1: ESC [ and its one-character form open a terminal's commands.
_CONTROLS = dict.fromkeys((*(set(range(0x20)) - {0x0A}), *range(0x7F, 0xA0)))


class SteadyConsole(Console):
    """Writes text and styles, and nothing that the text itself would have a terminal do."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(segment.text.translate(_CONTROLS), segment.style)
