"""What lengths of time mean: "three days", "the past two months", "two weeks ago", "a day later"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import add, floor, unit_span
from verbale.language.timex.meanings import Meaning, Type, View, placed
from verbale.language.timex.nodes import Duration, From, Offset, Window
from verbale.language.timex.sets import length_value

_CLOCKED = ("hour", "minute", "second")


def place_duration(node: Duration) -> Meaning:
    """A length of time, which has no place."""
    value = _duration_value(node)
    grain = node.amounts[-1][1]
    mod = node.mod or ("APPROX" if node.high else None)
    return Meaning("DURATION", value, grain if grain in _GRAINS else None, mod=mod)


_GRAINS = ("year", "quarter", "month", "week", "day", "hour", "minute")


def _duration_value(node: Duration) -> str:
    parts = [length_value(amount, unit) for amount, unit in node.amounts]
    if len(parts) == 1:
        return parts[0]
    dates = "".join(p[1:] for p in parts if not p.startswith("PT"))
    times = "".join(p[2:] for p in parts if p.startswith("PT"))
    return "P" + dates + ("T" + times if times else "")


def _move(moment: datetime, duration: Duration, sign: int, *, upper: bool = False) -> datetime:
    for at, (amount, unit) in enumerate(duration.amounts):
        size = duration.high if upper and duration.high and at == 0 else amount
        if size is None:
            raise ValueError("an amount that is not said")
        moment = add(moment, unit, sign * size)
    return moment


def place_window(node: Window, view: View) -> Meaning:
    """A length of time before or after the anchor."""
    plain = place_duration(node.duration)
    if view.anchor is None:
        return plain.doubt("anchor")
    if any(amount is None for amount, _ in node.duration.amounts):
        return plain.doubt("length")
    low, high = _window(node, view.anchor)
    fine = node.duration.amounts[-1][1] in _CLOCKED
    return replace(plain, low=low, high=high, timed=fine)


def _window(node: Window, anchor: datetime) -> tuple[datetime, datetime]:
    units = [unit for _, unit in node.duration.amounts]
    if units[-1] in _CLOCKED:
        low, high = sorted((anchor, _move(anchor, node.duration, node.direction, upper=True)))
        return low, high
    today = floor(anchor, "day")
    if units == ["quarter"]:
        start = floor(anchor, "quarter")
        if node.direction < 0:
            return _move(start, node.duration, -1), start
        start = add(start, "quarter", 1)
        return start, _move(start, node.duration, 1)
    if units[0] in ("decade", "century") and not node.whole:
        return unit_span(today, units[0], node.direction)
    if node.direction < 0:
        return _move(today, node.duration, -1), today
    if not node.whole:
        return today, _move(today, node.duration, 1, upper=True) + timedelta(days=1)
    start = today + timedelta(days=1)
    if units == ["business day"]:
        return start, add(today, "business day", node.duration.amounts[0][0] or 1) + timedelta(days=1)
    return start, _move(start, node.duration, 1, upper=True)


def place_offset(node: Offset, start: Meaning | None, view: View) -> Meaning:
    """A moment a length of time away from `start`, or where the node has none from the anchor or the story."""
    base = start.low if start else view.base(story=node.story)
    defaulted = start.defaulted if start else ("story",) if node.story and view.story else ()
    unit = node.duration.amounts[-1][1]
    if base is None or any(amount is None for amount, _ in node.duration.amounts):
        return _unanchored(node, base)
    moved = _move(base, node.duration, node.direction)
    if unit in _CLOCKED:
        return Meaning(
            "TIME",
            moved.isoformat(timespec="seconds"),
            "minute",
            moved,
            moved,
            node.duration.mod,
            defaulted,
            timed=True,
        )
    if node.weekday:
        moved = _to_weekday(floor(moved, "day"), node.weekday)
    elif node.rough and unit not in ("day", "business day", "night"):
        return replace(
            placed(*unit_span(moved, _rough_unit(unit)), _rough_unit(unit), *defaulted),
            mod=_ago_mod(node.duration.mod),
        )
    day = floor(moved, "day")
    return replace(placed(day, day + timedelta(days=1), "day", *defaulted), mod=node.duration.mod)


def _rough_unit(unit: str) -> str:
    return {"decade": "year", "century": "year", "fortnight": "week", "quarter": "month", "weekend": "week"}.get(
        unit, unit
    )


def _ago_mod(mod: str | None) -> str | None:
    """ "more than four decades ago" lies before that year, "almost four years ago" after it."""
    return {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(mod or "", mod)


def _unanchored(node: Offset, base: datetime | None) -> Meaning:
    if base is None:
        return Meaning("DATE", "XXXX-XX-XX", None, mod=node.duration.mod, defaulted=("anchor",))
    value = "PAST_REF" if node.direction < 0 else "FUTURE_REF"
    return Meaning("DATE", value, None, mod=node.duration.mod, defaulted=("length",))


def _to_weekday(day: datetime, weekday: int) -> datetime:
    """The weekday on or after a day: "two months from today on Tuesday", "in 3 days on Friday"."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def place_from(node: From, start: Meaning) -> Meaning:
    """A length of time that begins with `start`."""
    plain = place_duration(node.duration)
    if start.low is None:
        return plain.doubt(*start.defaulted)
    high = _move(start.low, node.duration, 1)
    timed = start.timed or node.duration.amounts[-1][1] in _CLOCKED
    type_: Type = "TIME" if start.timed else "DURATION"
    value = start.value if start.timed else plain.value
    return Meaning(type_, value, plain.grain, start.low, high, None, start.defaulted, start.zone, timed)
