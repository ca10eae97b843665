"""From what a time expression says to where it stands on the calendar, seen from an anchor.

Each `resolve` gives a Meaning: TIMEX3 type and value, and a half-open interval where it can be placed. Without an
anchor, what is relative has no interval and a value with X for what is not known ("XXXX-WXX-5").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import singledispatch
from typing import Literal

from verbale.language.calendar import add, floor, holiday_span, nth_weekday, unit_span, unit_value, week_span
from verbale.language.time_lexicon import load_lexicon
from verbale.language.time_nodes import (
    About,
    At,
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
from verbale.language.time_sets import clock_value, length_value, minute_value

Type = Literal["DATE", "TIME", "DURATION", "SET"]
_SEASONS = load_lexicon().seasons
_CLOCKED = ("hour", "minute", "second")


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


def _unplaced(type_: Type, value: str, grain: str | None) -> Meaning:
    return Meaning(type_, value, grain, defaulted=("anchor",))


def _placed(low: datetime, high: datetime, unit: str, *defaulted: str) -> Meaning:
    grain = {
        "decade": "year",
        "century": "year",
        "half": "month",
        "weekend": "day",
        "fortnight": "week",
        "night": "day",
    }.get(unit, unit)
    return Meaning("DATE", unit_value(low, unit), grain, low, high, defaulted=defaulted)


@singledispatch
def resolve(node: Node, view: View) -> Meaning:
    """The meaning of a node; ValueError where it names no day of the calendar, as "Feb 30" does."""
    raise ValueError(f"{type(node).__name__} has no meaning alone")


@resolve.register
def _(node: Unit, view: View) -> Meaning:
    base = view.base(story=node.story)
    if node.story and node.unit in ("month", "quarter", "year", "decade", "century"):
        base = view.tale or base
    if base is None:
        return _unplaced(
            "DATE",
            {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}.get(
                node.unit, "XXXX"
            ),
            None,
        )
    if node.unit == "fortnight":
        low = add(floor(base, "week"), "fortnight", node.shift)
        return _placed(low, add(low, "fortnight", 1), "fortnight")
    shift, defaulted = node.shift, ("story",) if node.story else ()
    if node.unit == "weekend" and shift == 0 and not node.story:
        low, high = _weekend(base, view.direction)
        return _placed(low, high, "weekend", "direction")
    if node.unit == "weekend" and shift == -1 and base.isoweekday() > 5:
        shift = -1
    return _placed(*unit_span(base, node.unit, shift), node.unit, *defaulted)


def _weekend(base: datetime, direction: int) -> tuple[datetime, datetime]:
    """The weekend of the week, or on Monday to Wednesday the one just over, unless the verbs look ahead."""
    back = direction < 0 and base.isoweekday() < 5
    return unit_span(base, "weekend", -1 if back else 0)


@resolve.register
def _(node: Weekday, view: View) -> Meaning:
    if view.anchor is None:
        return _unplaced("DATE", f"XXXX-WXX-{node.weekday}", "day")
    today = floor(view.anchor, "day")
    ahead = (node.weekday - today.isoweekday()) % 7
    if node.week is not None or node.which in ("this", "next", "previous", "following"):
        shift = node.week if node.week is not None else {"this": 0, "next": 1, "following": 1}.get(node.which or "", -1)
        day = floor(today, "week") + timedelta(days=node.weekday - 1, weeks=shift)
        return _placed(day, day + timedelta(days=1), "day")
    if node.which in ("last", "past", "recent"):
        day = today + timedelta(days=ahead - 7)
        return _placed(day, day + timedelta(days=1), "day")
    if node.which == "coming":
        day = today + timedelta(days=ahead or 7)
        return _placed(day, day + timedelta(days=1), "day")
    back = ahead and view.direction <= 0
    day = today + timedelta(days=ahead - 7 if back else ahead)
    return _placed(day, day + timedelta(days=1), "day", "week")


@resolve.register
def _(node: Day, view: View) -> Meaning:
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
    if node.which:
        meaning = _which_day(node, view.anchor)
    else:
        meaning = _nearest_day(node, view.anchor, view.direction)
    return meaning.doubt("year", *node.doubts)


def _exists(month: int, day: int) -> bool:
    return day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _whole_day(node: Day, year: int) -> Meaning:
    if node.month is None:
        return _placed(datetime(year, 1, 1), datetime(year + 1, 1, 1), "year")
    if node.day is None:
        low = datetime(year, node.month, 1)
        return _placed(low, add(low, "month", 1), "month")
    if not _exists(node.month, node.day):
        return Meaning("DATE", f"{year:04d}-{node.month:02d}-{node.day:02d}", defaulted=("calendar",))
    low = datetime(year, node.month, node.day)
    return _placed(low, low + timedelta(days=1), "day")


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
    weight = _SWAY[direction]
    return past[-1] if since * weight <= until else ahead[0]


_SWAY = {-2: 1 / 40, -1: 1 / 3.5, 0: 1.0, 1: 3.5}  # how many times nearer a date must be to win against the verbs


def _day_of_month(node: Day, view: View) -> Meaning:
    """ "the 18th", "Friday the 26th", "Sat 14th": the nearest month in which the day, and its weekday, exist."""
    if view.anchor is None or node.day is None:
        return _unplaced("DATE", f"XXXX-XX-{node.day or 0:02d}", "day")
    today, first = floor(view.anchor, "day"), floor(view.anchor, "month")
    if node.weekday and node.which == "the":
        day = first.replace(day=node.day)
        if day.isoweekday() == node.weekday:
            return _placed(day, day + timedelta(days=1), "day", "month")
    for step in range(24):
        for sign in (-1, 1) if view.direction <= 0 else (1, -1):
            month = add(first, "month", sign * step)
            try:
                day = month.replace(day=node.day)
            except ValueError:
                continue
            if (sign < 0) == (day <= today) and (node.weekday is None or day.isoweekday() == node.weekday):
                return _placed(day, day + timedelta(days=1), "day", "month")
    raise ValueError(f"no month has such a day {node.day}")


@resolve.register
def _(node: Numbered, view: View) -> Meaning:
    if node.unit == "decade":
        low = datetime(node.number * 10, 1, 1)
        return Meaning("DATE", f"{node.number:03d}X", "year", low, add(low, "decade", 1))
    if node.unit == "century":
        low = datetime(max(1, node.number * 100), 1, 1)
        return Meaning("DATE", f"{node.number:02d}XX", "year", low, datetime(node.number * 100 + 100, 1, 1))
    year, defaulted = node.year, ()
    if year is None and view.anchor:
        year, defaulted = view.anchor.year + (node.shift or 0), () if node.shift is not None else ("year",)
    if node.unit in ("fiscal", "school"):
        prefix = "FY" if node.unit == "fiscal" else "SY"
        shown = f"{node.year or year:04d}" if node.year or node.shift is not None and year else "XXXX"
        return Meaning("DATE", prefix + shown, "year", defaulted=("fiscal",))
    letter = {"quarter": "Q", "half": "H", "week": "W"}[node.unit]
    if year is None:
        return _unplaced("DATE", f"XXXX-{letter}{node.number}", None)
    if node.unit == "week":
        return _placed(*week_span(year, node.number), "week", *defaulted)
    size = 3 if node.unit == "quarter" else 6
    low = datetime(year, (node.number - 1) * size + 1, 1)
    return _placed(low, add(low, node.unit, 1), node.unit, *defaulted)


@resolve.register
def _(node: Season, view: View) -> Meaning:
    """A season by the months it is reckoned in north of the equator: summer is June to August."""
    code, month = _SEASONS[node.name]
    defaulted = ()
    year = node.year
    if year is None:
        if view.anchor is None or node.which is None and not view.anchor:
            return _unplaced("DATE", f"XXXX-{code}", "month")
        year, defaulted = _season_year(node, view.anchor, month, view.direction)
    low = datetime(year, month, 1)
    return Meaning("DATE", f"{year:04d}-{code}", "month", low, add(low, "month", 3), defaulted=("season", *defaulted))


def _season_year(node: Season, anchor: datetime, month: int, direction: int) -> tuple[int, tuple[str, ...]]:
    if node.which and node.which.startswith("year "):
        return anchor.year + int(node.which.removeprefix("year ")), ()
    over = anchor >= add(datetime(anchor.year, month, 1), "month", 3)
    begun = anchor >= datetime(anchor.year, month, 1)
    if node.which in ("last", "past", "previous"):
        return (anchor.year if over else anchor.year - 1), ()
    if node.which in ("next", "coming", "following"):
        return (anchor.year + 1 if begun else anchor.year), ()
    if node.which is None and not begun and direction < 0:
        return anchor.year - 1, ("year",)
    if node.which is None and over and direction > 0:
        return anchor.year + 1, ("year",)
    return anchor.year, () if node.which else ("year",)


@resolve.register
def _(node: Holiday, view: View) -> Meaning:
    if node.year is not None:
        return _holiday(node, node.year)
    if view.anchor is None:
        fixed = isinstance(node.rule, str) and "-" in node.rule and ":" not in node.rule and "hijri" not in node.rule
        return _unplaced("DATE", f"XXXX-{node.rule}" if fixed else "XXXX-XX-XX", "day")
    if node.which and node.which.startswith("year "):
        return _holiday(node, view.anchor.year + int(node.which.removeprefix("year ")))
    today = floor(view.anchor, "day")
    years = [_holiday(node, view.anchor.year + shift) for shift in (-1, 0, 1)]
    past = [m for m in years if m.high and m.high <= today]
    ahead = [m for m in years if m.high and m.high > today]
    if node.which in ("last", "past", "previous"):
        return past[-1]
    if node.which in ("next", "coming", "following"):
        return next(m for m in ahead if m.low and m.low > today)
    if node.which in ("this", "that"):
        return years[1]
    since, until = today - (past[-1].high or today), (ahead[0].low or today) - today
    weight = _SWAY[view.direction]
    return (past[-1] if since * weight < until else ahead[0]).doubt("year")


def _holiday(node: Holiday, year: int) -> Meaning:
    low, high = holiday_span(node.rule, year)
    if node.stretch == "week":
        return _placed(*unit_span(low, "week"), "week")
    if node.stretch:
        first, last = unit_span(low, "weekend", -1 if low.isoweekday() == 1 else 0)
        return Meaning("DATE", unit_value(first, "weekend"), "day", first, max(last, high))
    if (high - low).days > 1:  # Ramadan
        return Meaning("DATE", unit_value(low, "month"), "day", low, high, defaulted=("moon",))
    return _placed(low, high, "day")


@resolve.register
def _(node: Nth, view: View) -> Meaning:
    of = resolve(node.of, view)
    if of.low is None or of.high is None:
        return replace(of, value="XXXX", grain=None)
    if node.unit.startswith("weekday "):
        return _nth_weekday(node, of)
    if node.unit == "week":
        return _nth_week(node, of)
    if node.count > 1:
        first = (
            add(of.low, node.unit, node.count * (node.nth - 1))
            if node.nth > 0
            else add(of.high, node.unit, -node.count)
        )
        low, high = first, add(first, node.unit, node.count)
        return Meaning("DATE", length_value(node.count, node.unit), of.grain, low, high, defaulted=of.defaulted)
    low = add(of.low, node.unit, node.nth - 1) if node.nth > 0 else unit_span(of.high - timedelta(days=1), node.unit)[0]
    return _placed(low, add(low, node.unit, 1), node.unit, *of.defaulted)


def _nth_weekday(node: Nth, of: Meaning) -> Meaning:
    assert of.low
    day = nth_weekday(of.low.year, of.low.month, node.nth, int(node.unit[-1]))
    return _placed(day, day + timedelta(days=1), "day", *of.defaulted)


def _nth_week(node: Nth, of: Meaning) -> Meaning:
    """Weeks of a month or year as ISO 8601 counts those of a year: a week belongs where its Thursday lies."""
    assert of.low and of.high
    if of.grain == "day":
        return _placed(*unit_span(of.low, "week"), "week", *of.defaulted)
    if node.nth > 0:
        first = floor(of.low + timedelta(days=3), "week")
        first = first if first + timedelta(days=3) >= of.low else first + timedelta(days=7)
        low = first + timedelta(weeks=node.nth - 1)
    else:
        last = floor(of.high - timedelta(days=4), "week")
        low = last - timedelta(weeks=node.count - 1)
    if node.count > 1:
        return Meaning(
            "DATE", f"P{node.count}W", "week", low, low + timedelta(weeks=node.count), defaulted=of.defaulted
        )
    return _placed(low, low + timedelta(days=7), "week", *of.defaulted)


@resolve.register
def _(node: Part, view: View) -> Meaning:
    of = resolve(node.of, view)
    mod = {"EARLIER": "START", "LATER": "END", "TO_DATE": None, "REST": "END", "LAST_MINUTE": "END"}.get(
        node.part, node.part
    )
    if of.low is None or of.high is None:
        return replace(of, mod=mod)
    if node.part == "LAST_MINUTE":
        last = of.high - timedelta(minutes=1)
        return Meaning("TIME", f"{of.value}T23:59:59", "minute", last, last, mod, of.defaulted, timed=True)
    low, high = _part(node.part, of, view.anchor)
    timed = of.timed or (of.grain == "day" and (of.high - of.low).days == 1)
    return replace(of, low=low, high=high, mod=mod, timed=timed, type="TIME" if timed else of.type)


def _part(part: str, of: Meaning, anchor: datetime | None) -> tuple[datetime, datetime]:
    """The part of a stretch; halves, and for years thirds, of what is named, the middle of a month its 10th to 20th."""
    low, high = of.low, of.high
    assert low and high
    days = (high - low).days
    middle = {28: 14, 29: 14, 30: 15, 31: 15, 7: 3}.get(days)
    half = low + (timedelta(days=middle) if middle else (high - low) / 2)
    if days >= 365 and days < 367:
        half = low.replace(month=7)
    today = floor(anchor, "day") if anchor else low
    inside = low <= today < high
    if part in ("EARLIER", "TO_DATE") and inside and today > low and days > 1:
        return low, today
    if part in ("LATER", "REST") and inside and days > 1:
        return (max(today, half) if part == "LATER" else today), high
    if part in ("START", "EARLIER"):
        return low, (low.replace(month=5) if 365 <= days < 367 else half)
    if part in ("END", "LATER", "REST"):
        return (low.replace(month=9) if 365 <= days < 367 else half), high
    if 28 <= days <= 31:
        return low.replace(day=10), low.replace(day=21)
    if 365 <= days < 367:
        return low.replace(month=5), low.replace(month=9)
    return low + (high - low) / 3, low + (high - low) * 2 / 3


@resolve.register
def _(node: Clock, view: View) -> Meaning:
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
    low = _clock_on(floor(base, "day"), node)
    return Meaning("TIME", value, grain, low, low, None, tuple(defaulted), node.zone, timed=True)


def _clock_on(day: datetime, clock: Clock) -> datetime:
    hour, _, _ = clock_value(clock).partition(":")
    return day + timedelta(hours=int(hour), minutes=clock.minute or 0, seconds=clock.second or 0)


@resolve.register
def _(node: Daypart, view: View) -> Meaning:
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


@resolve.register
def _(node: At, view: View) -> Meaning:
    date = resolve(node.date, view)
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
        _daypart_on(date.low, node.time) if isinstance(node.time, Daypart) else (_clock_on(date.low, node.time),) * 2
    )
    doubts = () if zone not in (None, "local") else ("zone",)
    return Meaning("TIME", value, grain, low, high, mod, (*date.defaulted, *doubts), zone, timed=True)


def _range_on(times: Range, date: Meaning) -> Meaning:
    first, last = times.first, times.last
    assert isinstance(first, Clock) and isinstance(last, Clock)
    first, last = _order_clocks(first, last)
    value = f"{date.value}T{minute_value(first)}"
    if date.low is None:
        return replace(date, type="TIME", value=value, grain="hour", zone=first.zone)
    low, high = _clock_on(date.low, first), _clock_on(date.low, last)
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


def _order_clocks(first: Clock, last: Clock) -> tuple[Clock, Clock]:
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


@resolve.register
def _(node: Duration, view: View) -> Meaning:
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


@resolve.register
def _(node: Window, view: View) -> Meaning:
    plain = resolve(node.duration, view)
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


@resolve.register
def _(node: Offset, view: View) -> Meaning:
    defaulted: tuple[str, ...] = ("story",) if node.story and view.story else ()
    if node.base is not None:
        base_meaning = resolve(node.base, view)
        base, defaulted = base_meaning.low, base_meaning.defaulted
    else:
        base = view.base(story=node.story)
    unit = node.duration.amounts[-1][1]
    if base is None or any(amount is None for amount, _ in node.duration.amounts):
        return _unanchored(node, base)
    moved = _move(base, node.duration, node.direction)
    if unit in _CLOCKED:
        return Meaning(
            "TIME",
            moved.strftime("%Y-%m-%dT%H:%M:%S") if moved.year > 999 else "",
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
            _placed(*unit_span(moved, _rough_unit(unit)), _rough_unit(unit), *defaulted),
            mod=_ago_mod(node.duration.mod),
        )
    day = floor(moved, "day")
    return replace(_placed(day, day + timedelta(days=1), "day", *defaulted), mod=node.duration.mod)


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


@resolve.register
def _(node: From, view: View) -> Meaning:
    start = resolve(node.start, view)
    plain = resolve(node.duration, view)
    if start.low is None:
        return plain.doubt(*start.defaulted)
    high = _move(start.low, node.duration, 1)
    timed = start.timed or node.duration.amounts[-1][1] in _CLOCKED
    type_: Type = "TIME" if start.timed else "DURATION"
    value = start.value if start.timed else plain.value
    return Meaning(type_, value, plain.grain, start.low, high, None, start.defaulted, start.zone, timed)


@resolve.register
def _(node: Bound, view: View) -> Meaning:
    of = resolve(node.of, view)
    if node.mod == "AFTER":
        point = of.low == of.high
        return replace(of, low=of.low if point else of.high, high=None, mod="AFTER")
    if node.mod == "ON_OR_AFTER":
        return replace(of, high=None, mod=node.mod)
    if node.mod == "BEFORE":
        return replace(of, low=None, high=of.low, mod="BEFORE")
    return replace(of, low=None, mod=node.mod)


@resolve.register
def _(node: About, view: View) -> Meaning:
    return replace(resolve(node.of, view), mod="APPROX")


@resolve.register
def _(node: Repeated, view: View) -> Meaning:
    return Meaning("SET", node.value)


@resolve.register
def _(node: Loose, view: View) -> Meaning:
    if node.value == "PRESENT_REF" and view.anchor:
        return Meaning("DATE", node.value, "minute", view.anchor, view.anchor, timed=True)
    return Meaning("DATE", node.value)
