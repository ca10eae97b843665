"""What a time expression means: its TIMEX3 type and value, and a half-open interval where it can be placed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from verbale.language.timex.calendar import unit_value

Type = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class View:
    """From where a time is seen: the anchor, the day the text last spoke of, and the way the verbs look (−2 to 1)."""

    anchor: datetime | None
    story: datetime | None
    direction: int
    tale: datetime | None = None  # the same for "that month" and "that year", which any date tells

    def base(self, *, story: bool) -> datetime | None:
        return self.story or self.anchor if story else self.anchor


@dataclass(frozen=True, slots=True)
class Meaning:
    """Where a time stands: `low` the first instant, `high` the first one after; equal for a point in time."""

    type: Type
    value: str
    grain: str | None = None
    low: datetime | None = None
    high: datetime | None = None
    mod: str | None = None
    defaulted: tuple[str, ...] = ()
    zone: float | str | None = None
    timed: bool = False  # the ends are given to the minute

    def doubt(self, *what: str) -> Meaning:
        return replace(self, defaulted=tuple(dict.fromkeys((*self.defaulted, *what))))


def unplaced(type_: Type, value: str, grain: str | None) -> Meaning:
    return Meaning(type_, value, grain, defaulted=("anchor",))


def placed(low: datetime, high: datetime, unit: str, *defaulted: str) -> Meaning:
    grain = {
        "decade": "year",
        "century": "year",
        "half": "month",
        "weekend": "day",
        "fortnight": "week",
        "night": "day",
    }.get(unit, unit)
    return Meaning("DATE", unit_value(low, unit), grain, low, high, defaulted=defaulted)
