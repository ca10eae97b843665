"""Stretches of the calendar that a text names: "last week", "the first half of 2026", "late April", "Q3", "Christmas Eve"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.time_dates import (
    read_day_month,
    read_month,
    read_month_date,
    read_numeric_date,
    read_weekday_date,
    read_year_alone,
)
from verbale.language.time_lengths import read_duration
from verbale.language.time_lexicon import load_lexicon
from verbale.language.time_nodes import (
    Day,
    Duration,
    Found,
    Holiday,
    Node,
    Nth,
    Numbered,
    Part,
    Season,
    Unit,
    Weekday,
    Window,
)
from verbale.language.time_numbers import read_cardinal, read_count, read_ordinal, read_short_year, read_year
from verbale.language.time_tokens import Tokens

_WORDS = load_lexicon()
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "tmr": 1, "tomorow": 1, "otd": 0}
_SHIFTS = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "following": 1, "that": 0}
_PARTS = {
    "early": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID", "late": "END", "end": "END",
    "midway": "MID",
}  # fmt: skip
_DEEPEST = 3


def read_date(t: Tokens, i: int, depth: int = 0) -> Found | None:
    """The longest day, month, year or other stretch of the calendar that begins at token i."""
    if depth > _DEEPEST or not t.low[i]:
        return None
    best: Found | None = None
    for read in (_read_part, _read_nth, _read_named, _read_relative):
        found = read(t, i, depth)
        if found and (best is None or found[1] > best[1]):
            best = found
    return best


def _read_named(t: Tokens, i: int, depth: int) -> Found | None:
    """What is named without a relation to something else."""
    word = t.low[i]
    if word in _DAYS:
        return Unit("day", _DAYS[word]), i + 1
    readers = (
        (read_weekday_date,) if word in _WORDS.weekdays else
        (read_month_date,) if word in _WORDS.months and word not in _WORDS.holidays else
        (_read_holiday, read_month_date) if word in _WORDS.months else
        (read_numeric_date, read_day_month, _read_decade, _read_century, _read_numbered, read_year_alone, _read_the)
        if word.isdigit() else
        (read_day_month, _read_century, _read_numbered, _read_season, _read_holiday, read_year_alone, _read_decade,
         _read_the)
    )  # fmt: skip
    best: Found | None = None
    for read in readers:
        found = read(t, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    if word in _WORDS.weekdays:
        holiday = _read_holiday(t, i)
        best = holiday if holiday and best and holiday[1] > best[1] else best
    return _complete(t, best) if best else _read_week_of(t, i, depth)


def _complete(t: Tokens, found: Found) -> Found:
    """A year or week said after it: "April next year", "21 February of this year", "Tuesday of last week"."""
    node, j = found
    k = j + 1 if t.low[j] in ("of", "in", "on", ",") and t.low[j + 1] in _WORDS.relative else j
    shift = _SHIFTS.get(_WORDS.relative.get(t.low[k], ""))
    if shift is None or (t.low[j] == "," and t.low[k + 1] == "year"):
        return found
    if t.low[k + 1] == "year" and t.low[k + 2] != "-" and isinstance(node, Day) and node.year is None and node.month:
        return replace(node, shift=shift), k + 2
    if t.low[k + 1] == "year" and isinstance(node, Holiday) and node.year is None:
        return replace(node, which=f"year {shift}"), k + 2
    if t.low[k + 1] == "week" and isinstance(node, Weekday) and t.low[j] != ",":
        return replace(node, week=shift), k + 2
    return found


def _read_the(t: Tokens, i: int) -> Found | None:
    """ "the 18th", "the 29th day of the month"; a bare "29th" only after "on"."""
    if t.low[i] == "the":
        j = i + 1
    elif t.low[i - 1] == "on":
        j = i
    else:
        return None
    numbered = read_ordinal(t, j)
    if numbered and t.number(j) is not None and 1 <= numbered[0] <= 31 and _stands_alone(t, numbered[1]):
        return Day(None, None, numbered[0]), numbered[1]
    return None


def _stands_alone(t: Tokens, j: int) -> bool:
    after = t.low[j]
    return not after.isalpha() and after not in ("-", "$") or after in (
        "at", "from", "to", "between", "in", "through", "until", "till", "and", "for", "of", "before", "after", "as", "with"
    )  # fmt: skip


def _read_decade(t: Tokens, i: int) -> Found | None:
    """ "the 1990s", "1990's", "1990 s", "the '90s", "the nineties"."""
    j = i + 1 if t.low[i] == "the" else i
    number = t.number(j)
    if number is not None and len(t.low[j]) == 4 and number % 10 == 0 and 1000 <= number < 2200:
        k = j + 2 if t.low[j + 1] == "'" else j + 1
        if t.low[k] == "s" and (t.glued(k) or t.low[k + 1] in (".", "", ",")):
            return Numbered("decade", number // 10), k + 1
    if t.low[j] == "'":
        number, j = t.number(j + 1), j + 1
    elif j == i:
        return None
    if number is not None and len(t.low[j]) == 2 and number % 10 == 0 and t.low[j + 1] == "s" and t.glued(j + 1):
        return Numbered("decade", (1900 + number if number > 20 else 2000 + number) // 10), j + 2
    tens = _WORDS.cardinals.get(t.low[j].removesuffix("ies") + "y", 0) if t.low[j].endswith("ties") else 0
    return (Numbered("decade", 190 + tens // 10), j + 1) if tens > 10 else None


def _read_century(t: Tokens, i: int) -> Found | None:
    j = i + 1 if t.low[i] == "the" else i
    numbered = read_ordinal(t, j)
    if numbered is None or not 0 < numbered[0] < 30:
        return None
    k = numbered[1] + 1 if t.low[numbered[1]] == "-" else numbered[1]
    return (Numbered("century", numbered[0] - 1), k + 1) if t.low[k] == "century" else None


def _read_numbered(t: Tokens, i: int) -> Found | None:
    """ "Q3", "q1-2019", "2017 q1", "2019-H2", "the third quarter of 2025", "FY 2025", "fiscal 1990", "week 10"."""
    number = t.number(i)
    if number is not None and len(t.low[i]) == 4 and 1900 <= number < 2100:
        k = i + 2 if t.low[i + 1] == "-" else i + 1
        found = _short_quarter(t, k)
        return (Numbered(found[0], found[1], number), k + 2) if found else None
    found = _short_quarter(t, i)
    if found:
        return _with_year(t, Numbered(*found), i + 2)
    if t.low[i] in ("fiscal", "fy", "school", "financial"):
        return _read_fiscal(t, i)
    if t.low[i] == "week" and (week := t.number(i + 1)) and 1 <= week <= 53 and len(t.low[i + 1]) < 3:
        return _with_year(t, Numbered("week", week), i + 2)
    j = i + 1 if t.low[i] == "the" else i
    nth = read_ordinal(t, j)
    if nth is None:
        return None
    k = nth[1] + 1 if t.low[nth[1]] == "-" else nth[1]
    if t.low[k] == "fiscal":
        k += 1
    if t.low[k] not in ("quarter", "half") or nth[0] > (4 if t.low[k] == "quarter" else 2):
        return None
    unit, year = ("quarter" if t.low[k] == "quarter" else "half"), _with_year(t, Numbered(t.low[k], nth[0]), k + 1)
    if unit == "half" and year[1] == k + 1:
        return None  # "the first half" of a match
    return year


def _short_quarter(t: Tokens, i: int) -> tuple[str, int] | None:
    number = t.number(i + 1)
    if t.low[i] in ("q", "h") and t.glued(i + 1) and number and number <= (4 if t.low[i] == "q" else 2):
        return ("quarter" if t.low[i] == "q" else "half"), number
    return None


def _with_year(t: Tokens, node: Numbered, j: int) -> Found:
    k = j + 1 if t.low[j] in ("of", "in", "-", ",") else j
    year = read_year(t, k)
    if year:
        return replace(node, year=year[0]), year[1]
    k = j + 1 if t.low[j] in ("of", "in") else j
    if t.low[k] in ("the", "fiscal") and t.low[k + 1] == "year" and node.unit != "week":
        return node, k + 2
    shift = _SHIFTS.get(_WORDS.relative.get(t.low[k], ""))
    if shift is not None and t.low[k + 1] == "year":
        return replace(node, shift=shift), k + 2
    return node, j


def _read_fiscal(t: Tokens, i: int) -> Found | None:
    unit = "school" if t.low[i] == "school" else "fiscal"
    j = i + 2 if t.low[i + 1] == "year" else i + 1
    year = read_year(t, j)
    if year is None and t.low[i] == "fy" and (number := t.number(j)) is not None and len(t.low[j]) == 2:
        year = 2000 + number, j + 1
    if year:
        return Numbered(unit, 0, year[0]), year[1]
    return (Numbered(unit, 0), j) if j == i + 2 and unit == "fiscal" else None


def _read_season(t: Tokens, i: int) -> Found | None:
    """ "summer", "spring 2025", "the fall of 1989", "in the spring"."""
    word = t.low[i]
    if word not in _WORDS.seasons:
        return None
    j = i + 2 if t.low[i + 1] == "of" else i + 1
    year = read_year(t, j)
    if year:
        return Season(word, year[0]), year[1]
    shift = _SHIFTS.get(_WORDS.relative.get(t.low[i + 1], ""))
    if shift is not None and t.low[i + 2] == "year":
        return Season(word, None, f"year {shift}"), i + 3
    if word in ("spring", "fall") and not (
        t.low[i - 1] == "the" and t.low[i - 2] in ("in", "by", "since", "until", "during")
    ):
        return None
    known = not t.capital(i) and t.low[i + 1] not in ("-", "camp", "school", "of", "games") and t.low[i - 1] != "-"
    return (Season(word), i + 1) if known else None


def _read_holiday(t: Tokens, i: int) -> Found | None:
    """ "Christmas Eve", "Thanksgiving Day", "easter 2018", "labor day 2021 weekend"."""
    for words, rule in _WORDS.holidays.get(t.low[i], ()):
        if tuple(t.low[i : i + len(words)]) == words and (t.capital(i) or len(words) > 1 or t.shown(i).islower()):
            j = i + len(words)
            year = read_year(t, j + 1 if t.low[j] in ("of", "in", ",") else j)
            if year:
                j = year[1]
            stretch = t.low[j] if t.low[j] in ("weekend", "week") else None
            j = j + 1 if stretch else j
            if stretch and not year and (year := read_year(t, j)):
                j = year[1]
            return Holiday(rule, year[0] if year else None, stretch=stretch), j
    return None


def _read_week_of(t: Tokens, i: int, depth: int) -> Found | None:
    """ "the week of March 6", "w/c Feb 4", "the week starting on February 4"."""
    j = i + 1 if t.low[i] == "the" else i
    if t.low[j] == "w" and t.low[j + 1] == "/" and t.low[j + 2] == "c":
        k = j + 3
    elif t.low[j] == "week" and t.low[j + 1] in ("of", "starting", "beginning", "commencing"):
        k = j + 3 if t.low[j + 2] == "on" else j + 2
    else:
        return None
    found = read_date(t, k, depth + 1)
    if found and isinstance(found[0], Day) and found[0].day:
        return Nth(1, "week", found[0]), found[1]
    return None


def _read_part(t: Tokens, i: int, depth: int) -> Found | None:
    """ "mid-June", "the end of 2008", "later this month", "the rest of the week"."""
    j = i + 1 if t.low[i] == "the" else i
    word = t.low[j]
    if word in ("earlier", "later", "early", "late") and j == i:
        found = _read_earlier(t, j, depth)
        if found:
            return found
    if word == "eod":
        return Part("LAST_MINUTE", Unit("day")), j + 1
    if word in ("rest", "remaining", "remainder", "balance") and t.low[j + 1] == "of":
        found = _read_bare_unit(t, j + 2) or read_date(t, j + 2, depth + 1)
        return (Part("REST", found[0]), found[1]) if found else None
    if word == "year" and t.low[j + 1] == "to" and t.low[j + 2] == "date":
        return Part("TO_DATE", Unit("year")), j + 3
    part = _PARTS.get(word)
    if part is None:
        return None
    joined = word in ("mid", "early", "late")
    k = j + 2 if t.low[j + 1] == ("-" if joined else "of") else j + 1
    if not joined and k == j + 1:
        return None
    if joined and t.low[k] == "in" and t.low[k + 1] in ("the", *_WORDS.relative):
        k += 1
    found = read_date(t, k, depth + 1) or (None if joined else _read_bare_unit(t, k))
    if found is None and t.low[k] == "the":
        found = read_date(t, k + 1, depth + 1)
    if found is None or isinstance(found[0], Window) or isinstance(found[0], Part):
        return None
    if word == "end" and _is_day(found[0]):
        return Part("LAST_MINUTE", found[0]), found[1]
    if joined and _is_day(found[0]) and not isinstance(found[0], Weekday | Unit):
        return None if word == "mid" else found
    return Part(part, found[0]), found[1]  # pyright: ignore[reportArgumentType]


def _is_day(node: Node) -> bool:
    if isinstance(node, Day):
        return node.day is not None
    return isinstance(node, Weekday) or (isinstance(node, Unit) and node.unit == "day")


def _read_bare_unit(t: Tokens, i: int) -> Found | None:
    """ "the year", "month" after "end of"."""
    j = i + 1 if t.low[i] == "the" else i
    j = j + 1 if t.low[j] in ("calendar", "fiscal") else j
    unit = _WORDS.units.get(t.low[j])
    if unit in ("day", "week", "month", "quarter", "year", "decade", "century", "weekend") and not t.low[j].endswith(
        "s"
    ):
        return Unit(unit), j + 1
    return None


def _read_earlier(t: Tokens, i: int, depth: int) -> Found | None:
    """ "earlier this week", "later in the year", "earlier in March", "later in today", "early in the day Wednesday"."""
    word = t.low[i]
    part = "EARLIER" if word in ("earlier", "early") else "LATER"
    j = i + 2 if t.low[i + 1] in ("in", "on") else i + 1
    if t.low[j] == "the" and (unit := _WORDS.units.get(t.low[j + 1])) and t.low[i + 1] == "in":
        end = j + 2
        if unit == "day" and (found := read_date(t, end, depth + 1)) and _is_day(found[0]):
            return Part("START" if part == "EARLIER" else "END", found[0]), found[1]
        return Part(part, Unit(unit, story=unit == "day")), end
    if word in ("early", "late"):
        return None
    if _WORDS.relative.get(t.low[j]) in ("this", "that", "next", "last") or t.low[i + 1] == "in":
        found = read_date(t, j, depth + 1)
        if found and t.low[j] == "today":
            return Part("START" if part == "EARLIER" else "END", found[0]), found[1]
        if found and not isinstance(found[0], Window):
            return Part(part, found[0]), found[1]
    return None


def _read_nth(t: Tokens, i: int, depth: int) -> Found | None:
    """ "the last week of July", "first ten days of 2020", "the 15th day of next month", "first Monday of next month"."""
    j = i + 1 if t.low[i] == "the" else i
    nth = (-1, j + 1) if t.low[j] in ("last", "final") else read_ordinal(t, j)
    if nth is None or t.low[nth[1]] == "":
        return None
    k = nth[1]
    count = read_count(t, k)
    k = count[1] if count else k
    unit = _WORDS.units.get(t.low[k])
    weekday = _WORDS.weekdays.get(t.low[k]) if count is None else None
    if (unit is None and weekday is None) or t.low[k + 1] not in ("of", "in") or unit in ("second", "minute", "night"):
        return None
    found = read_date(t, k + 2, depth + 1) or _read_bare_unit(t, k + 2)
    if found is None or isinstance(found[0], Window):
        return None
    start = i if j == i or weekday is None else i
    node = Nth(nth[0], unit or f"weekday {weekday}", found[0], count[0] if count else 1)
    return (node, found[1]) if start == i else None


def _read_relative(t: Tokens, i: int, depth: int) -> Found | None:
    """ "last week", "this past Wednesday", "the next day", "coming three quarters", "the week after next", "that day"."""
    j = i + 1 if t.low[i] == "the" else i
    found = _read_week_after_next(t, i, j) or _read_deictic(t, i, j)
    if found:
        return found
    which = _WORDS.relative.get(t.low[j])
    if which is None:
        counted = _read_counted_first(t, j) if j == i else None
        return counted
    k = j + 1
    if which in ("this", "that") and t.low[k] in ("past", "coming", "upcoming", "same", "next", "last"):
        which = _WORDS.relative.get(t.low[k], which) if t.low[k] != "same" else "that"
        which = "recent" if which in ("past", "last") else which
        k += 1
    if t.low[j] == "last" and t.low[j - 1] in ("will", "to", "would", "could", "can", "may", "might", "not"):
        return None  # the verb
    if i < j and t.low[j] == "same":
        return None
    if (
        i < j
        and which in ("past", "last", "coming", "previous", "this", "following", "next")
        and not _takes_the(t, j, which)
    ):
        return None
    return _read_which(t, i, k, which, depth)


def _takes_the(t: Tokens, j: int, which: str) -> bool:
    """ "the next day" and "the next decade" are one expression; "the" stays outside "the past three days"."""
    return t.low[j + 1] in ("day", "decade", "morning", "evening", "afternoon") and which in (
        "next",
        "following",
        "previous",
    )


def _read_which(t: Tokens, i: int, k: int, which: str, depth: int) -> Found | None:
    shift = _SHIFTS.get(which, -1)
    window = _read_window(t, k, which)
    if window:
        return window
    k = k + 1 if t.low[k] in ("calendar", "working", "whole", "entire", "full") else k
    unit = _WORDS.units.get(t.low[k])
    if unit and not t.low[k].endswith("s"):
        return _read_which_unit(t, i, k, which, unit)
    if t.low[k] in ("school", "fiscal", "financial") and t.low[k + 1] == "year":
        return Numbered("school" if t.low[k] == "school" else "fiscal", 0, None, shift), k + 2
    if t.low[k] in _WORDS.seasons:
        return Season(t.low[k], None, which), k + 1
    named = _read_named(t, k, depth) if t.low[k] not in ("the", *_DAYS) else None
    if named is None:
        return None
    node, end = named
    if isinstance(node, Weekday) and node.week is None:
        return replace(node, which=which), end
    if isinstance(node, Day) and node.year is None:
        return replace(node, which=which), end
    if isinstance(node, Holiday) and node.year is None:
        return replace(node, which=which), end
    return (node, end) if isinstance(node, Day) and which == "this" else None


def _read_which_unit(t: Tokens, i: int, k: int, which: str, unit: str) -> Found | None:
    shift = _SHIFTS.get(which, -1)
    if unit in ("second", "night", "minute", "hour"):
        if unit in ("minute", "hour") and shift and which in ("next", "last", "past", "coming"):
            return (Window(Duration(((1, unit),)), shift), k + 1) if t.low[k + 1] != "-" else None
        return None
    if which == "recent" or (which == "past" and unit in ("decade", "century", "year", "month", "week", "quarter")):
        return Window(Duration(((1, unit),)), -1), k + 1
    if which == "that":
        return Unit(unit, 0, True), k + 1
    if unit == "day" and which in ("next", "following", "previous"):
        return (Unit("day", shift, True), k + 1) if t.low[i] == "the" else None
    if unit == "day" and which in ("last", "past", "coming"):
        return None
    node: Node = Unit(unit, shift, which == "following")
    if unit == "week":  # "next week Monday", "this week on Tuesday"
        m = k + 2 if t.low[k + 1] in ("on", ",") else k + 1
        weekday = read_weekday_date(t, m)
        if weekday and isinstance(weekday[0], Weekday) and t.low[k + 1] != ",":
            return Weekday(weekday[0].weekday, None, shift), weekday[1]
    if t.low[k + 1] == "'" and t.low[k + 2] == "s" and unit == "year":  # "next year's first quarter"
        numbered = _read_numbered(t, k + 3)
        if numbered and isinstance(numbered[0], Numbered) and numbered[0].year is None:
            return replace(numbered[0], shift=shift), numbered[1]
    return node, k + 1


def _read_window(t: Tokens, k: int, which: str) -> Found | None:
    """ "past three days", "next couple of weeks", "last 3 months and 2 weeks", "coming weeks"."""
    direction = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1, "recent": -1}.get(
        which
    )
    if direction is None:
        return None
    if t.low[k] in _WORDS.units and t.low[k].endswith("s"):
        return Window(Duration(((None, _WORDS.units[t.low[k]]),)), direction), k + 1
    if t.low[k] in ("a", "an", "the", "half"):
        return None
    start = k + 1 if t.low[k] in ("about", "nearly", "roughly") else k
    found = read_duration(t, start)
    if found is None or not isinstance(found[0], Duration) or t.low[start] in _WORDS.units:
        return None
    return Window(found[0], direction, whole=True), found[1]


def _read_counted_first(t: Tokens, i: int) -> Found | None:
    """ "5 upcoming years", "10 previous weeks", "13 last minutes"."""
    count = read_cardinal(t, i)
    if count is None:
        return None
    which = _WORDS.relative.get(t.low[count[1]], "")
    unit = _WORDS.units.get(t.low[count[1] + 1])
    if (
        unit
        and t.low[count[1] + 1].endswith("s")
        and which in ("last", "previous", "past", "next", "coming", "following")
    ):
        return Window(Duration(((count[0], unit),)), _SHIFTS[which], whole=True), count[1] + 2
    return None


def _read_week_after_next(t: Tokens, i: int, j: int) -> Found | None:
    """ "the week after next", "the day before yesterday", "the day after tomorrow", "the month before last"."""
    unit, side = _WORDS.units.get(t.low[j]), t.low[j + 1]
    if unit is None or side not in ("before", "after") or t.low[j].endswith("s"):
        return None
    last = t.low[j + 2]
    if (side, last) in (("after", "next"), ("before", "last")) and t.low[j + 3] not in _WORDS.weekdays:
        return Unit(unit, 2 if side == "after" else -2), j + 3
    if unit == "day" and (side, last) in (("after", "tomorrow"), ("before", "yesterday")):
        return Unit("day", 2 if side == "after" else -2), j + 3
    return None


def _read_deictic(t: Tokens, i: int, j: int) -> Found | None:
    """ "the day before", "in the year", "the weekend", "the fortnight", "current date"."""
    unit, before = _WORDS.units.get(t.low[j]), t.low[i - 1]
    if t.low[j] in ("current", "same") and t.low[j + 1] == "date":
        return Unit("day", 0, t.low[j] == "same"), j + 2
    if (
        unit == "weekend"
        and t.low[j] == "weekend"
        and (i < j or before not in ("a", "one", "each", "every", "any", "-"))
    ):
        return (Unit("weekend"), j + 1) if t.low[j + 1] != "-" else None
    if i == j or unit is None or t.low[j].endswith("s"):
        return None
    if t.low[j + 1] in ("before", "earlier", "after", "later") and unit != "second":
        ends = not t.low[j + 2].isalnum() or t.low[j + 2] in ("and", "in", "at", "when", "by", "with", "that", "but")
        sign = -1 if t.low[j + 1] in ("before", "earlier") else 1
        return (Unit(unit, sign, True), j + 2) if ends else None
    if unit == "fortnight":
        return Unit(unit), j + 1
    if unit in ("day", "week", "month", "year", "quarter") and before in ("for", "in", "during"):
        return (Unit(unit), j + 1) if not t.low[j + 1].isalnum() and t.low[j + 1] != "-" else None
    return None


def read_short_year_alone(t: Tokens, i: int) -> Found | None:
    """ "'87" with its apostrophe."""
    found = read_short_year(t, i) if t.low[i] == "'" else None
    return (Day(found[0], doubts=("century",)), found[1]) if found else None
