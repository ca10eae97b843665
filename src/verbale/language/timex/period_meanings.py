"""Where quarters, decades, seasons and holidays stand, and parts of a stretch: "the last week of July", "mid-June"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from verbale.language.timex.calendar import add, floor, holiday_span, nth_weekday, unit_span, unit_value, week_span
from verbale.language.timex.day_meanings import SWAY
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.meanings import Meaning, View, placed, unplaced
from verbale.language.timex.nodes import Holiday, Nth, Numbered, Part, Season
from verbale.language.timex.sets import length_value

_SEASONS = load_lexicon().seasons


def place_numbered(node: Numbered, view: View) -> Meaning:
    """ "Q3", "the 1990s", "week 10"; a fiscal or school year is not placed, for it begins differently everywhere."""
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
        shown = f"{node.year or year:04d}" if node.year or (node.shift is not None and year) else "XXXX"
        return Meaning("DATE", prefix + shown, "year", defaulted=("fiscal",))
    letter = {"quarter": "Q", "half": "H", "week": "W"}[node.unit]
    if year is None:
        return unplaced("DATE", f"XXXX-{letter}{node.number}", None)
    if node.unit == "week":
        return placed(*week_span(year, node.number), "week", *defaulted)
    size = 3 if node.unit == "quarter" else 6
    low = datetime(year, (node.number - 1) * size + 1, 1)
    return placed(low, add(low, node.unit, 1), node.unit, *defaulted)


def place_season(node: Season, view: View) -> Meaning:
    """A season by the months it is reckoned in north of the equator: summer is June to August."""
    code, month = _SEASONS[node.name]
    defaulted = ()
    year = node.year
    if year is None:
        if view.anchor is None or (node.which is None and not view.anchor):
            return unplaced("DATE", f"XXXX-{code}", "month")
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


def place_holiday(node: Holiday, view: View) -> Meaning:
    """A holiday, of the nearest year where none is said."""
    if node.year is not None:
        return _holiday(node, node.year)
    if view.anchor is None:
        fixed = isinstance(node.rule, str) and "-" in node.rule and ":" not in node.rule and "hijri" not in node.rule
        return unplaced("DATE", f"XXXX-{node.rule}" if fixed else "XXXX-XX-XX", "day")
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
    weight = SWAY[view.direction]
    return (past[-1] if since * weight < until else ahead[0]).doubt("year")


def _holiday(node: Holiday, year: int) -> Meaning:
    low, high = holiday_span(node.rule, year)
    if node.stretch == "week":
        return placed(*unit_span(low, "week"), "week")
    if node.stretch:
        first, last = unit_span(low, "weekend", -1 if low.isoweekday() == 1 else 0)
        return Meaning("DATE", unit_value(first, "weekend"), "day", first, max(last, high))
    if (high - low).days > 1:  # Ramadan
        return Meaning("DATE", unit_value(low, "month"), "day", low, high, defaulted=("moon",))
    return placed(low, high, "day")


def place_nth(node: Nth, of: Meaning) -> Meaning:
    """An nth unit of the stretch `of`."""
    if of.low is None or of.high is None:
        return replace(of, value="XXXX", grain=None)
    if node.unit.startswith("weekday "):
        return _nth_weekday(node, of)
    if node.unit == "week":
        return _nth_week(node, of)
    if node.unit == "weekend":
        shift = -1 if of.low.isoweekday() < 3 else 0  # that of Monday, July 4 is July 2 and 3
        return placed(*unit_span(of.low, "weekend", shift), "weekend", *of.defaulted)
    if node.count > 1:
        first = (
            add(of.low, node.unit, node.count * (node.nth - 1))
            if node.nth > 0
            else add(of.high, node.unit, -node.count)
        )
        low, high = first, add(first, node.unit, node.count)
        return Meaning("DATE", length_value(node.count, node.unit), of.grain, low, high, defaulted=of.defaulted)
    low = add(of.low, node.unit, node.nth - 1) if node.nth > 0 else unit_span(of.high - timedelta(days=1), node.unit)[0]
    return placed(low, add(low, node.unit, 1), node.unit, *of.defaulted)


def _nth_weekday(node: Nth, of: Meaning) -> Meaning:
    assert of.low
    day = nth_weekday(of.low.year, of.low.month, node.nth, int(node.unit[-1]))
    return placed(day, day + timedelta(days=1), "day", *of.defaulted)


def _nth_week(node: Nth, of: Meaning) -> Meaning:
    """Weeks of a month or year as ISO 8601 counts those of a year: a week belongs where its Thursday lies."""
    assert of.low and of.high
    if of.grain == "day":
        return placed(*unit_span(of.low, "week"), "week", *of.defaulted)
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
    return placed(low, low + timedelta(days=7), "week", *of.defaulted)


def place_part(node: Part, of: Meaning, view: View) -> Meaning:
    """A part of the stretch `of`."""
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
    if part in ("EARLIER", "TO_DATE") and inside and days > 1:
        return low, max(today, low + timedelta(days=1))
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
