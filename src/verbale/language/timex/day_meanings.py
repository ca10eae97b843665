"""Where days, weeks and dates stand: "Sunday" in a report looks back, "Jan. 14" takes the nearest year."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import add, floor, unit_span
from verbale.language.timex.meanings import Meaning, View, placed, unplaced
from verbale.language.timex.nodes import Day, Unit, Weekday


def place_unit(node: Unit, view: View) -> Meaning:
    """ "today", "last week", "that year"."""
    base = view.base(story=node.story)
    if node.story and node.unit in ("month", "quarter", "year", "decade", "century"):
        base = view.tale or base
    if base is None:
        return unplaced(
            "DATE",
            {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}.get(
                node.unit, "XXXX"
            ),
            None,
        )
    if node.unit == "fortnight":
        low = add(floor(base, "week"), "fortnight", node.shift)
        return placed(low, add(low, "fortnight", 1), "fortnight")
    shift, defaulted = node.shift, ("story",) if node.story else ()
    if node.either:
        back = base.isoweekday() < 5 and view.direction <= 0
        return placed(*unit_span(base, "weekend", -1 if back else 0), "weekend", "direction")
    return placed(*unit_span(base, node.unit, shift), node.unit, *defaulted)


def place_weekday(node: Weekday, view: View) -> Meaning:
    """A day of the week: the last one, today included, unless it is said or the verbs tell otherwise."""
    if view.anchor is None:
        return unplaced("DATE", f"XXXX-WXX-{node.weekday}", "day")
    today = floor(view.anchor, "day")
    ahead = (node.weekday - today.isoweekday()) % 7
    if node.week is not None or node.which in ("this", "next", "previous", "following"):
        shift = node.week if node.week is not None else {"this": 0, "next": 1, "following": 1}.get(node.which or "", -1)
        day = floor(today, "week") + timedelta(days=node.weekday - 1, weeks=shift)
        return placed(day, day + timedelta(days=1), "day")
    if node.which in ("last", "past", "recent"):
        day = today + timedelta(days=ahead - 7)
        return placed(day, day + timedelta(days=1), "day")
    if node.which == "coming":
        day = today + timedelta(days=ahead or 7)
        return placed(day, day + timedelta(days=1), "day")
    back = ahead and view.direction <= 0
    day = today + timedelta(days=ahead - 7 if back else ahead)
    return placed(day, day + timedelta(days=1), "day", "week")


def place_day(node: Day, view: View) -> Meaning:
    """A date, of which year or month may be left to guess."""
    if node.shift is not None and view.anchor:
        node = replace(node, year=view.anchor.year + node.shift, shift=None)
    if node.year is not None:
        return _whole_day(node, node.year).doubt(*node.doubts)
    if node.month is None:
        return _day_of_month(node, view)
    if node.day and not _exists(node.month, node.day):
        return Meaning("DATE", f"XXXX-{node.month:02d}-{node.day:02d}", defaulted=("calendar",))
    if view.anchor is None:
        value = f"XXXX-{node.month:02d}" + (f"-{node.day:02d}" if node.day else "")
        return Meaning("DATE", value, "day" if node.day else "month", defaulted=("anchor", "year", *node.doubts))
    anchor = view.anchor
    meaning = _which_day(node, anchor) if node.which else _nearest_day(node, anchor, view.direction)
    return meaning.doubt("year", *node.doubts)


def _exists(month: int, day: int) -> bool:
    return day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _whole_day(node: Day, year: int) -> Meaning:
    if node.month is None:
        return placed(datetime(year, 1, 1), datetime(year + 1, 1, 1), "year")
    if node.day is None:
        low = datetime(year, node.month, 1)
        return placed(low, add(low, "month", 1), "month")
    if not _exists(node.month, node.day):
        return Meaning("DATE", f"{year:04d}-{node.month:02d}-{node.day:02d}", defaulted=("calendar",))
    low = datetime(year, node.month, node.day)
    return placed(low, low + timedelta(days=1), "day")


def _years_around(node: Day, anchor: datetime) -> list[Meaning]:
    """The node in the years around the anchor's, years in which it does not exist (Feb. 29) left out."""
    found: list[Meaning] = []
    for year in (
        *range(anchor.year - 1, anchor.year + 2),
        *range(anchor.year - 8, anchor.year - 1),
        *range(anchor.year + 2, anchor.year + 9),
    ):
        try:
            found.append(_whole_day(node, year))
        except ValueError:
            continue
        if len(found) >= 3:
            break
    if not found:
        raise ValueError(f"no day {node.month}-{node.day} in any year")
    return sorted(found, key=lambda m: m.value)


def _which_day(node: Day, anchor: datetime) -> Meaning:
    """ "last October", "next May", "this June"."""
    around = _years_around(node, anchor)
    past = [m for m in around if m.high and m.high <= anchor]
    ahead = [m for m in around if m.low and m.low > anchor]
    if node.which in ("last", "past", "previous", "recent") and past:
        return past[-1]
    if node.which in ("next", "coming", "following") and ahead:
        return ahead[0]
    return _whole_day(node, anchor.year)


def _nearest_day(node: Day, anchor: datetime, direction: int) -> Meaning:
    """The date before or after the anchor: the nearer one, unless the verbs look the other way and it is not near.

    "He must be home by Jan. 14", written on January 6, is eight days off whatever the verbs say; "the Oct. 23 slaying",
    written in May, could be either, and the verbs tell. A weekday said with the date decides first.
    """
    around = _years_around(node, anchor)
    fitting = [m for m in around if m.low and m.low.isoweekday() == node.weekday] if node.weekday else []
    if len(fitting) == 1:
        return fitting[0]
    now = [m for m in around if m.low and m.high and m.low <= anchor < m.high]
    if now:
        return now[0]
    past = [m for m in around if m.high and m.high <= anchor]
    ahead = [m for m in around if m.low and m.low > anchor]
    if not past or not ahead:
        return (past or ahead)[-1 if past else 0]
    since, until = anchor - (past[-1].high or anchor), (ahead[0].low or anchor) - anchor
    weight = _MONTH_AHEAD if direction == 1 and node.day is None else SWAY[direction]
    return past[-1] if since * weight <= until else ahead[0]


_MONTH_AHEAD = 8  # "they will meet in December", written in March
SWAY = {-2: 1 / 40, -1: 1 / 3.5, 0: 1.0, 1: 3.5}  # how many times nearer a date must be to win against the verbs


def _day_of_month(node: Day, view: View) -> Meaning:
    """ "the 18th", "Friday the 26th", "Sat 14th": the nearest month in which the day, and its weekday, exist."""
    if view.anchor is None or node.day is None:
        return unplaced("DATE", f"XXXX-XX-{node.day or 0:02d}", "day")
    today, first = floor(view.anchor, "day"), floor(view.anchor, "month")
    if node.weekday and node.which == "the":
        day = first.replace(day=node.day)
        if day.isoweekday() == node.weekday:
            return placed(day, day + timedelta(days=1), "day", "month")
    for step in range(24):
        for sign in (-1, 1) if view.direction <= 0 else (1, -1):
            month = add(first, "month", sign * step)
            try:
                day = month.replace(day=node.day)
            except ValueError:
                continue
            if (sign < 0) == (day <= today) and (node.weekday is None or day.isoweekday() == node.weekday):
                return placed(day, day + timedelta(days=1), "day", "month")
    raise ValueError(f"no month has such a day {node.day}")
