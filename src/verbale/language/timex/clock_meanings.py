"""Where times of day stand, alone or on a day: "at 4:12 p.m.", "Monday night", "5 to 6pm today"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import floor
from verbale.language.timex.meanings import Meaning, View
from verbale.language.timex.nodes import At, Clock, ClockRange, Daypart
from verbale.language.timex.sets import clock_value, minute_value


def place_clock(node: Clock, view: View) -> Meaning:
    """A time of day on the day of the story, or of the anchor."""
    value = f"T{clock_value(node)}"
    grain = "hour" if node.minute is None else "minute"
    defaulted = ["day"]
    if (node.half is None and 0 < node.hour < 13 and node.minute is not None) or node.half == "?":
        defaulted.append("half")
    if node.zone in (None, "local"):
        defaulted.append("zone")
    base = view.story or view.anchor
    if base is None:
        return Meaning("TIME", value, grain, defaulted=("anchor", *defaulted), zone=node.zone)
    low = clock_on(floor(base, "day"), node)
    return Meaning("TIME", value, grain, low, low, None, tuple(defaulted), node.zone, timed=True)


def clock_on(day: datetime, clock: Clock) -> datetime:
    """The instant of a time of day on a day."""
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
    """A time of day, or two, on the day `date`."""
    time = node.time
    if isinstance(time, Daypart):
        value, grain, zone, mod = f"{date.value}T{time.code}", "hour", None, time.part
    else:
        first = time if isinstance(time, Clock) else time.first
        grain = "hour" if first.minute is None else "minute"
        value, zone, mod = f"{date.value}T{minute_value(first)}", first.zone, None
    if date.low is None:
        return replace(date, type="TIME", value=value, grain=grain, mod=mod, zone=zone)
    low, high = _place_on(floor(date.low, "day"), time)
    doubts = () if zone not in (None, "local") else ("zone",)
    return Meaning("TIME", value, grain, low, high, mod, (*date.defaulted, *doubts), zone, timed=True)


def _place_on(day: datetime, time: Clock | ClockRange | Daypart) -> tuple[datetime, datetime]:
    if isinstance(time, Daypart):
        return _daypart_on(day, time)
    if isinstance(time, Clock):
        return clock_on(day, time), clock_on(day, time)
    first, last = _order_clocks(time)
    low, high = clock_on(day, first), clock_on(day, last)
    return low, high + timedelta(days=1) if high < low else high


def place_clock_range(node: ClockRange, view: View) -> Meaning:
    """ "from 9 to 11" on the day of the story, or of the anchor."""
    first, _ = _order_clocks(node)
    start = place_clock(first, view)
    if start.low is None:
        return start
    low, high = _place_on(floor(start.low, "day"), node)
    return replace(start, low=low, high=high)


def _order_clocks(times: ClockRange) -> tuple[Clock, Clock]:
    """ "10-4" ends in the afternoon; "9:30 to 7:30" too."""
    first, last = times.first, times.last
    told = first.half or last.half or first.hour > 12 or last.hour >= 12
    if not told and (last.hour, last.minute or 0) <= (first.hour, first.minute or 0):
        return first, replace(last, half="p")
    return first, last
