"""The calendar: units of time as half-open intervals, shifts by them, holidays, and their TIMEX3 values.

Dates are naive datetimes of the proleptic Gregorian calendar; weeks begin on Monday and are numbered as in ISO 8601.
An instant outside the years 1 to 9999 raises ValueError or OverflowError, as datetime does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}
SECONDS = {"second": 1, "minute": 60, "hour": 3600}


def add(moment: datetime, unit: str, count: float) -> datetime:
    """`moment` moved by `count` units; a fraction of a month or longer is turned into whole months or days."""
    if unit in SECONDS:
        return moment + timedelta(seconds=SECONDS[unit] * count)
    if unit in DAYS:
        return moment + timedelta(days=DAYS[unit] * count)
    if unit == "business day":
        return _add_business_days(moment, int(count))
    months = MONTHS[unit] * count
    whole = int(months)
    return moment + relativedelta(months=whole) + timedelta(days=round((months - whole) * 30))


def _add_business_days(moment: datetime, count: int) -> datetime:
    step = 1 if count > 0 else -1
    weeks, rest = divmod(abs(count), 5)
    moment += timedelta(weeks=step * weeks)
    while rest:
        moment += timedelta(days=step)
        rest -= moment.isoweekday() < 6
    return moment


def floor(moment: datetime, unit: str) -> datetime:
    """The first instant of the unit that holds `moment`; a weekend is that of its week."""
    if unit in SECONDS:
        second = moment.second if unit == "second" else 0
        return moment.replace(minute=0 if unit == "hour" else moment.minute, second=second, microsecond=0)
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in ("week", "fortnight"):
        return day - timedelta(days=day.isoweekday() - 1)
    if unit == "weekend":
        return day + timedelta(days=6 - day.isoweekday())
    if unit in ("day", "night", "business day"):
        return day
    first = day.replace(day=1)
    if unit in ("month", "quarter", "half"):
        size = MONTHS[unit]
        return first.replace(month=(day.month - 1) // size * size + 1)
    years = MONTHS[unit] // 12
    return first.replace(month=1, year=max(1, day.year // years * years))


def unit_span(moment: datetime, unit: str, shift: int = 0) -> tuple[datetime, datetime]:
    """The unit `shift` units after the one that holds `moment`, as first instant and first instant after it."""
    start = add(floor(moment, unit), unit, shift)
    if unit == "weekend":
        return start, start + timedelta(days=2)
    return start, add(start, unit, 1)


def unit_value(start: datetime, unit: str) -> str:
    """The TIMEX3 value of the unit that begins at `start`."""
    if unit == "century":
        return f"{start.year // 100:02d}XX"
    if unit == "decade":
        return f"{start.year // 10:03d}X"
    if unit == "year":
        return f"{start.year:04d}"
    if unit in ("quarter", "half"):
        return f"{start.year:04d}-{unit[0].upper()}{(start.month - 1) // MONTHS[unit] + 1}"
    if unit == "month":
        return f"{start.year:04d}-{start.month:02d}"
    if unit in ("week", "fortnight", "weekend"):
        year, week, _ = start.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    day = f"{start.year:04d}-{start.month:02d}-{start.day:02d}"
    if unit == "hour":
        return f"{day}T{start.hour:02d}"
    if unit == "minute":
        return f"{day}T{start.hour:02d}:{start.minute:02d}"
    if unit == "second":
        return f"{day}T{start.hour:02d}:{start.minute:02d}:{start.second:02d}"
    return day


def week_span(year: int, week: int) -> tuple[datetime, datetime]:
    """The ISO 8601 week of a year."""
    start = datetime.fromisocalendar(year, week, 1)
    return start, start + timedelta(days=7)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> datetime:
    """The nth (−1: the last) Monday (1) to Sunday (7) of a month."""
    if nth < 0:
        last = datetime(year, month, 1) + relativedelta(months=1, days=-1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = datetime(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def holiday_span(rule: int | str, year: int) -> tuple[datetime, datetime]:
    """A holiday of the lexicon in a year, by its rule (see `time_words.toml`)."""
    if isinstance(rule, int):
        start = datetime.combine(easter(year), datetime.min.time()) + timedelta(days=rule)
        return start, start + timedelta(days=1)
    if rule.startswith("hijri "):
        return _hijri_span(rule.removeprefix("hijri "), year)
    if ":" in rule:
        named, _, extra = rule.partition("+")
        month, nth, weekday = (int(part) for part in named.split(":"))
        start = nth_weekday(year, month, nth, weekday) + timedelta(days=int(extra or 0))
    else:
        month, day = (int(part) for part in rule.split("-"))
        start = datetime(year, month, day)
    return start, start + timedelta(days=1)


def _hijri_span(rule: str, year: int) -> tuple[datetime, datetime]:
    month, _, day = rule.partition("-")
    guess = int((year - 622) * 33 / 32) + 1
    for hijri_year in range(guess - 1, guess + 2):
        start = _from_hijri(hijri_year, int(month), int(day or 1))
        if start.year == year:
            end = start + timedelta(days=1) if day else _from_hijri(hijri_year, int(month) + 1, 1)
            return start, end
    raise ValueError(f"no such holiday in {year}")


def _from_hijri(year: int, month: int, day: int) -> datetime:
    """The tabular Islamic calendar (Reingold and Dershowitz, *Calendrical Calculations*), counted from the Thursday
    epoch: a day off in some years, as the moon is sighted."""
    days = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return datetime.fromordinal(227013 + days)
