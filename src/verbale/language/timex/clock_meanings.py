"""Where times of day stand, alone or on a day: "at 4:12 p.m.", "Monday night", "5 to 6pm today"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import floor
from verbale.language.timex.meanings import Meaning, View
from verbale.language.timex.nodes import At, Clock, Daypart, Range
from verbale.language.timex.sets import clock_value, minute_value


def place_clock(node: Clock, view: View) -> Meaning:
    """A time of day on the day of the story, or of the anchor."""
    value = f"T{clock_value(node)}"
    grain = "hour" if node.minute is None else "minute"
    defaulted = ["day"]
    if node.half is None and 0 < node.hour < 13 and node.minute is not None or node.half == "?":
        defaulted.append("half")
    if node.zone in (None, "local"):
        defaulted.append("zone")
    base = view.story or view.anchor
    if base is None:
        return Meaning("TIME", value, grain, defaulted=("anchor", *defaulted), zone=node.zone)
    low = clock_on(floor(base, "day"), node)
    return Meaning("TIME", value, grain, low, low, None, tuple(defaulted), node.zone, timed=True)


def clock_on(day: datetime, clock: Clock) -> datetime:
    hour, _, _ = clock_value(clock).partition(":")
    return day + timedelta(hours=int(hour), minutes=clock.minute or 0, seconds=clock.second or 0)


def place_daypart(node: Daypart, view: View) -> Meaning:
    """A part of the day of the story, or of the anchor."""
    mod = node.part
    base = view.story or view.anchor
    if base is None:
        return Meaning("TIME", f"T{node.code}", "hour", mod=mod, defaulted=("anchor", "day"))
    low, high = _daypart_on(floor(base, "day"), node)
    return Meaning("TIME", f"T{node.code}", "hour", low, high, mod, ("day",), timed=True)


def _daypart_on(day: datetime, part: Daypart) -> tuple[datetime, datetime]:
    low, high = day + timedelta(hours=part.first), day + timedelta(hours=part.last)
    middle = low + (high - low) / 2
    return (low, middle) if part.part == "START" else (middle, high) if part.part == "END" else (low, high)


def place_at(node: At, date: Meaning) -> Meaning:
    """A time of day on the day `date`."""
    if isinstance(node.time, Range):
        return _range_on(node.time, date)
    code = node.time.code if isinstance(node.time, Daypart) else minute_value(node.time)
    value = f"{date.value}T{code}"
    mod = node.time.part if isinstance(node.time, Daypart) else None
    grain = "minute" if isinstance(node.time, Clock) and node.time.minute is not None else "hour"
    zone = node.time.zone if isinstance(node.time, Clock) else None
    if date.low is None:
        return replace(date, type="TIME", value=value, grain=grain, mod=mod, zone=zone)
    low, high = (
        _daypart_on(date.low, node.time) if isinstance(node.time, Daypart) else (clock_on(date.low, node.time),) * 2
    )
    doubts = () if zone not in (None, "local") else ("zone",)
    return Meaning("TIME", value, grain, low, high, mod, (*date.defaulted, *doubts), zone, timed=True)


def _range_on(times: Range, date: Meaning) -> Meaning:
    first, last = times.first, times.last
    assert isinstance(first, Clock) and isinstance(last, Clock)
    first, last = order_clocks(first, last)
    value = f"{date.value}T{minute_value(first)}"
    if date.low is None:
        return replace(date, type="TIME", value=value, grain="hour", zone=first.zone)
    low, high = clock_on(date.low, first), clock_on(date.low, last)
    high = high + timedelta(days=1) if high < low else high
    return Meaning(
        "TIME",
        value,
        "hour" if first.minute is None else "minute",
        low,
        high,
        None,
        date.defaulted,
        first.zone,
        timed=True,
    )


def order_clocks(first: Clock, last: Clock) -> tuple[Clock, Clock]:
    """ "10-4" ends in the afternoon; "9:30 to 7:30" too."""
    if (
        first.half is None
        and last.half is None
        and last.hour < 12
        and (last.hour, last.minute or 0) <= (first.hour, first.minute or 0)
        and first.hour <= 12
    ):
        return first, replace(last, half="p")
    return first, last
