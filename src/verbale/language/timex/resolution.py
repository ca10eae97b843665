"""From what a time expression says to where it stands on the calendar, seen from an anchor.

Without an anchor, what is relative has no interval, and a value with X for what is not known ("XXXX-WXX-5").
A range that is exactly one quarter, half or decade has that unit's value; TIMEX3 has none for other ranges,
and the value is that of the first end.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import add, floor, unit_span, unit_value
from verbale.language.timex.clock_meanings import clock_on, order_clocks, place_at, place_clock, place_daypart
from verbale.language.timex.day_meanings import place_day, place_unit, place_weekday
from verbale.language.timex.length_meanings import place_duration, place_from, place_offset, place_window
from verbale.language.timex.meanings import Meaning, View
from verbale.language.timex.nodes import (
    About,
    At,
    Bare,
    Bound,
    Clock,
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


def resolve(node: Node, view: View) -> Meaning:  # noqa: C901 — one line for each kind of node
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
    if isinstance(first, Clock) and isinstance(last, Clock):
        return _resolve_clocks(first, last, view)
    if isinstance(last, At) and isinstance(first, Clock):
        end = resolve(last, view)
        start = resolve(first, View(view.anchor, None, view.direction))
    else:
        start, end = _resolve_ends(first, last, view)
    if start.low is None or end.high is None or start.high is None:
        return replace(start, low=start.low, high=end.high, defaulted=(*start.defaulted, *end.defaulted))
    start, end = _order(start, end, node, view)
    low = (
        start.high
        if isinstance(first, Part) and first.part == "END" and not isinstance(first.of, Part) and start.grain != "day"
        else start.low
    )
    timed = start.timed or end.timed
    if timed and isinstance(first, Loose) and not end.timed:
        low, timed = floor(start.low, "day"), False
    elif timed and isinstance(last, Loose) and not start.timed:
        end, timed = replace(end, high=floor(end.high or start.low, "day") + timedelta(days=1)), False
    grain = end.grain if end.grain != "day" and start.grain != "day" else "day"
    value = _unit_of(low, end.high) or start.value
    return Meaning(
        "DATE" if not timed else "TIME", value, grain, low, end.high, None, _both(start, end), start.zone, timed
    )


def _resolve_ends(first: Node, last: Node, view: View) -> tuple[Meaning, Meaning]:
    """Both ends; of two that name no year or week, the stretch that holds the anchor is meant, if there is one."""
    if view.anchor and _is_loose(first) and _is_loose(last):
        start = resolve(first, View(view.anchor, view.story, -1))
        end = resolve(last, _seen_from(view, start, last, last))
        if (
            start.low
            and end.high
            and start.low <= view.anchor < end.high
            and view.anchor - start.low < timedelta(days=200)
        ):
            return start, end
    start = resolve(first, view)
    if isinstance(last, Clock) and isinstance(first, Loose) and view.anchor:
        end = resolve(last, View(view.anchor, None, 1))
        if end.low and end.low < view.anchor and last.half is None and last.hour < 12:
            end = resolve(replace(last, half="p"), View(view.anchor, None, 1))
        return start, end
    return start, resolve(last, _seen_from(view, start, first, last))


def _both(start: Meaning, end: Meaning) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*start.defaulted, *end.defaulted)))


def _seen_from(view: View, start: Meaning, first: object, last: object) -> View:
    """The end of a range lies after its start: "Friday to Monday" ends on the Monday after."""
    if start.low is None or not _is_loose(last) or isinstance(first, Loose):
        return replace(view, direction=1) if isinstance(first, Loose) else view
    return View(start.low, view.story, 1)


def _is_loose(node: object) -> bool:
    if isinstance(node, Part):
        return _is_loose(node.of)
    return isinstance(node, Weekday) or (
        isinstance(node, Day) and node.year is None and node.which is None and node.shift is None
    )


def _order(start: Meaning, end: Meaning, node: Range, view: View) -> tuple[Meaning, Meaning]:
    """Ends that came out the wrong way round: the start is put before the end."""
    if start.low and end.high and start.low >= end.high and _is_loose(node.first) and end.low:
        return resolve(node.first, View(end.low, view.story, -1)), end
    if start.low and end.high and start.low >= end.high:
        return end, start
    return start, end


def _resolve_clocks(first: Clock, last: Clock, view: View) -> Meaning:
    first, last = order_clocks(first, last)
    start = resolve(first, view)
    if start.low is None:
        return start
    high = clock_on(floor(start.low, "day"), last)
    high = high + timedelta(days=1) if high < start.low else high
    return replace(start, high=high)


def _unit_of(low: datetime, high: datetime) -> str | None:
    for unit in ("quarter", "half"):
        if (low, high) == unit_span(low, unit):
            return unit_value(low, unit)
    return (
        unit_value(low, "decade")
        if low.year % 10 == 0 and (low, high) == unit_span(low, "decade") and add(low, "decade", 1) == high
        else None
    )
