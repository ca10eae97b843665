"""Days and periods that are named without a relation to another: "Friday", "Dec. 2", "Q3 2025", "the 18th"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from verbale.language.timex.dates import (
    read_day_month,
    read_month_date,
    read_weekday_date,
    read_year_alone,
)
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Day, Found, Holiday, Nth, Unit, Weekday
from verbale.language.timex.numbers import read_ordinal
from verbale.language.timex.numeric_dates import read_numeric_date
from verbale.language.timex.periods import read_century, read_decade, read_holiday, read_numbered, read_season
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()


def read_named(t: Tokens, i: int) -> Found | None:
    """What is named without a relation to something else."""
    word = t.low[i]
    if word in _WORDS.days:
        return Unit("day", _WORDS.days[word]), i + 1
    found = [read(t, i) for read in _readers(word)]
    best = max((each for each in found if each), key=lambda each: each[1], default=None)
    return _complete(t, best) if best else _read_week_of(t, i)


_Reader = Callable[[Tokens, int], Found | None]
_NUMERIC: tuple[_Reader, ...] = (
    read_numeric_date,
    read_day_month,
    read_decade,
    read_century,
    read_numbered,
    read_year_alone,
)
_WORDED: tuple[_Reader, ...] = (
    read_day_month,
    read_century,
    read_numbered,
    read_season,
    read_holiday,
    read_year_alone,
    read_decade,
)


def _readers(word: str) -> tuple[_Reader, ...]:
    """The readers that can begin with a word."""
    if word in _WORDS.weekdays:
        return read_weekday_date, read_holiday
    if word in _WORDS.months:
        return read_month_date, read_holiday
    return (*(_NUMERIC if word.isdigit() else _WORDED), _read_the)


def _complete(t: Tokens, found: Found) -> Found:
    """A year or week said after it: "April next year", "21 February of this year", "Tuesday of last week"."""
    node, j = found
    k = j + 1 if t.low[j] in ("of", "in", "on", ",") and t.low[j + 1] in _WORDS.relative else j
    shift = _WORDS.shifts.get(_WORDS.relative.get(t.low[k], ""))
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
    return (not after.isalpha() and after not in ("-", "$")) or after in (
        "at", "from", "to", "between", "in", "through", "until", "till", "and", "for", "of", "before", "after", "as",
        "with",
    )  # fmt: skip


def _read_week_of(t: Tokens, i: int) -> Found | None:
    """ "the week of March 6", "w/c Feb 4", "the week starting on February 4"."""
    j = i + 1 if t.low[i] == "the" else i
    if t.low[j] == "w" and t.low[j + 1] == "/" and t.low[j + 2] == "c":
        k = j + 3
    elif t.low[j] in ("week", "weekend") and t.low[j + 1] in ("of", "starting", "beginning", "commencing"):
        k = j + 3 if t.low[j + 2] == "on" else j + 2
    else:
        return None
    found = read_month_date(t, k) or read_day_month(t, k) or read_numeric_date(t, k)
    if found and isinstance(found[0], Day) and found[0].day:
        return Nth(1, "weekend" if t.low[j] == "weekend" else "week", found[0]), found[1]
    return None
