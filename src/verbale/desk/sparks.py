"""A sparkline: how many articles came in each week, as bars of an SVG that stands in the page.

Comes in: a rhythm. Goes out: where each bar stands, in units of the drawing, and the same in words.
"""

from __future__ import annotations

from dataclasses import dataclass

from verbale.minutes.activity import Rhythm
from verbale.minutes.wording import days

_STEP = 4  # units from one bar to the next
_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: where its bar begins, counted from the left and from the top, and how high it is."""

    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Spark:
    """The bars of the weeks in which there is anything; `words` tells them to who does not see them."""

    bars: tuple[Bar, ...]
    words: str
    width: int
    height: int = _HEIGHT


def make_spark(rhythm: Rhythm) -> Spark:
    """The sparkline of a rhythm."""
    most = max(rhythm.weeks, default=0)
    bars = [
        Bar(_STEP * at, round(_HEIGHT - height, 1), round(height, 1))
        for at, count in enumerate(rhythm.weeks)
        if count
        for height in (max(1.0, _HEIGHT * count / most),)
    ]
    words = (
        f"Articles by week, the {len(rhythm.weeks)} weeks to {days(rhythm.last)}: "
        f"{rhythm.weeks[-1]} in the last, {most} at most"
    )
    return Spark(tuple(bars), words, _STEP * len(rhythm.weeks))
