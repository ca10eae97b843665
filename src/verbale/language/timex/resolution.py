"""From what a time expression says to where it stands on the calendar, seen from an anchor.

Without an anchor, what is relative has no interval, and a value with X for what is not known ("XXXX-WXX-5").
A range that is exactly one quarter, half or decade has that unit's value; TIMEX3 has none for other ranges,
and the value is that of the first end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import floor, unit_span, unit_value
from verbale.language.timex.clock_meanings import (
    place_at,
    place_clock,
    place_clock_range,
    place_daypart,
)
from verbale.language.timex.day_meanings import place_day, place_unit, place_weekday
from verbale.language.timex.length_meanings import place_duration, place_from, place_offset, place_window
from verbale.language.timex.meanings import Meaning, View
from verbale.language.timex.nodes import (
    About,
    At,
    Bare,
    Bound,
    Clock,
    ClockRange,
    Day,
    Daypart,
    Duration,
    From,
    Holiday,
    Loose,
    Node,
    Nth,
    Numbered,
    Offset,
    Part,
    Range,
    Repeated,
    Season,
    Unit,
    Weekday,
    Window,
)
from verbale.language.timex.period_meanings import place_holiday, place_nth, place_numbered, place_part, place_season


def resolve(node: Node, view: View) -> Meaning:
    """The meaning of a node seen from `view`.

    ValueError or OverflowError where it lies outside the calendar: "in 90000 years".
    """
    match node:
        case Unit():
            return place_unit(node, view)
        case Weekday():
            return place_weekday(node, view)
        case Day():
            return place_day(node, view)
        case Numbered():
            return place_numbered(node, view)
        case Season():
            return place_season(node, view)
        case Holiday():
            return place_holiday(node, view)
        case Nth():
            return place_nth(node, resolve(node.of, view))
        case Part():
            return place_part(node, resolve(node.of, view), view)
        case Clock():
            return place_clock(node, view)
        case ClockRange():
            return place_clock_range(node, view)
        case Daypart():
            return place_daypart(node, view)
        case At():
            return place_at(node, resolve(node.date, view))
        case Duration():
            return place_duration(node)
        case Window():
            return place_window(node, view)
        case Offset():
            return place_offset(node, resolve(node.base, view) if node.base else None, view)
        case From():
            return place_from(node, resolve(node.start, view))
        case Bound():
            return _place_bound(node, resolve(node.of, view))
        case About():
            return replace(resolve(node.of, view), mod="APPROX")
        case Range():
            return _place_range(node, view)
        case Repeated():
            return Meaning("SET", node.value)
        case Loose():
            return _place_loose(node, view)
        case Bare():
            raise ValueError(f"a bare number has no meaning alone: {node.number}")


def _place_loose(node: Loose, view: View) -> Meaning:
    if node.value == "PRESENT_REF" and view.anchor:
        return Meaning("DATE", node.value, "minute", view.anchor, view.anchor, timed=True)
    return Meaning("DATE", node.value)


def _place_bound(node: Bound, of: Meaning) -> Meaning:
    """One side of `of`."""
    part = node.of.part if isinstance(node.of, Part) else None
    if (node.mod, part) in (("BEFORE", "END"), ("AFTER", "START")):  # "before the end of next week"
        return replace(of, low=None if part == "END" else of.low, high=of.high if part == "END" else None, mod=node.mod)
    if node.mod == "AFTER":
        point = of.low == of.high
        return replace(of, low=of.low if point else of.high, high=None, mod="AFTER")
    if node.mod == "ON_OR_AFTER":
        return replace(of, high=None, mod=node.mod)
    if node.mod == "BEFORE":
        return replace(of, low=None, high=of.low, mod="BEFORE")
    high = of.high + timedelta(minutes=1) if of.high and of.high == of.low else of.high
    return replace(of, low=None, high=high, mod=node.mod)


def _place_range(node: Range, view: View) -> Meaning:
    first, last = node.first, node.last
    if isinstance(last, At) and isinstance(first, Clock):  # "from 2pm till tomorrow 4:30pm"
        start, end = place_clock(first, replace(view, story=None)), resolve(last, view)
    else:
        start, end = _resolve_ends(first, last, view)
    defaulted = tuple(dict.fromkeys((*start.defaulted, *end.defaulted)))
    if start.low is None or end.high is None or start.high is None:
        return replace(start, high=end.high, defaulted=defaulted)
    start, end = _order(start, end, node, view)
    if (isinstance(last, Loose) and not start.timed) or (isinstance(first, Loose) and not end.timed):
        start, end = _to_days(start), _to_days(end)  # "from January until now" is counted in days
    low, high = start.low, end.high
    if isinstance(first, Part) and first.part == "END" and start.grain != "day":
        low = start.high  # "from the end of March" leaves March out
    if low is None or high is None:
        return replace(start, defaulted=defaulted)
    if low > high:  # "from 2010 to the end of 2008"
        return replace(start, defaulted=defaulted)
    timed = start.timed or end.timed
    grain = end.grain if end.grain != "day" and start.grain != "day" else "day"
    value = _unit_of(low, high) or start.value
    return Meaning("TIME" if timed else "DATE", value, grain, low, high, None, defaulted, start.zone, timed)


def _to_days(meaning: Meaning) -> Meaning:
    if meaning.low is None or meaning.high is None:
        return meaning
    low, high = floor(meaning.low, "day"), floor(meaning.high, "day")
    high = high + timedelta(days=1) if meaning.timed else high
    return replace(meaning, low=low, high=high, timed=False)


def _resolve_ends(first: Node, last: Node, view: View) -> tuple[Meaning, Meaning]:
    """Both ends; of two that name no year or week, the stretch that holds the anchor is meant, if there is one."""
    if view.anchor and _is_loose(first) and _is_loose(last):
        start = resolve(first, View(view.anchor, view.story, -1))
        end = resolve(last, _seen_from(view, start, first, last))
        if start.low and end.high and start.low <= view.anchor < min(end.high, start.low + timedelta(days=200)):
            return start, end
    start = resolve(first, view)
    if isinstance(last, Clock) and isinstance(first, Loose) and view.anchor:
        end = resolve(last, View(view.anchor, None, 1))
        if end.low and end.low < view.anchor and last.half is None and last.hour < 12:
            end = resolve(replace(last, half="p"), View(view.anchor, None, 1))
        return start, end
    return start, resolve(last, _seen_from(view, start, first, last))


def _seen_from(view: View, start: Meaning, first: Node, last: Node) -> View:
    """The end of a range lies after its start: "Friday to Monday" ends on the Monday after."""
    if start.low is None or not _is_loose(last) or isinstance(first, Loose):
        return replace(view, direction=1) if isinstance(first, Loose) else view
    return View(start.low, view.story, 1)


def _is_loose(node: Node) -> bool:
    """Whether the year or the week of an end is not said."""
    if isinstance(node, Part):
        return _is_loose(node.of)
    if isinstance(node, Holiday | Season):
        return node.year is None and node.which is None
    if isinstance(node, Weekday):
        return node.week is None and node.which is None
    return isinstance(node, Day) and node.year is None and node.which is None and node.shift is None


def _order(start: Meaning, end: Meaning, node: Range, view: View) -> tuple[Meaning, Meaning]:
    """Ends that came out the wrong way round: the start is put before the end."""
    if start.low and end.high and start.low >= end.high and _is_loose(node.first) and end.low:
        return resolve(node.first, View(end.low, view.story, -1)), end
    if start.low and end.high and start.low >= end.high:
        return end, start
    return start, end


def _unit_of(low: datetime, high: datetime) -> str | None:
    """The value of the one unit that an interval is, if it is one."""
    for unit in ("quarter", "half", "decade"):
        if (low, high) == unit_span(low, unit):
            return unit_value(low, unit)
    return None
