"""Times told by their place beside another: "last week", "this past Wednesday", "the next day", "past three days"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.dates import read_weekday_date
from verbale.language.timex.lengths import read_duration
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.named import read_named
from verbale.language.timex.nodes import Day, Duration, Found, Holiday, Node, Numbered, Season, Unit, Weekday, Window
from verbale.language.timex.numbers import read_cardinal
from verbale.language.timex.periods import read_numbered
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()


def read_relative(t: Tokens, i: int) -> Found | None:
    """ "last week", "this past Wednesday", "the next day", "the week after next", "that day"."""
    j = i + 1 if t.low[i] == "the" else i
    found = _read_week_after_next(t, i, j) or _read_deictic(t, i, j)
    if found:
        return found
    which = _WORDS.relative.get(t.low[j])
    if which is None:
        return _read_counted_first(t, j) if j == i else None
    k = j + 1
    if which == "following" and j == i and t.low[i - 1] not in ("the", "on", "by", "until", "this", "was"):
        return None  # "following Monday's debate"
    if t.low[k] == "same" and which in ("this", "that"):
        which, k = "that", k + 1
    elif t.low[j] == "this" and t.low[k] in ("past", "coming", "upcoming", "next", "last"):
        which = _WORDS.relative[t.low[k]]
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
    return _read_which(t, i, k, which)


def _takes_the(t: Tokens, j: int, which: str) -> bool:
    """ "the next day" and "the next decade" are one expression; "the" stays outside "the past three days"."""
    return t.low[j + 1] in ("day", "decade", "morning", "evening", "afternoon") and which in (
        "next",
        "following",
        "previous",
    )


def _read_which(t: Tokens, i: int, k: int, which: str) -> Found | None:
    shift = _WORDS.shifts.get(which, -1)
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
    named = read_named(t, k) if t.low[k] not in ("the", *_WORDS.days) else None
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
    shift = _WORDS.shifts.get(which, -1)
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
        numbered = read_numbered(t, k + 3)
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
    if found is None or t.low[start] in _WORDS.units:
        return None
    return Window(found[0], direction, whole=True), found[1]


def _read_counted_first(t: Tokens, i: int) -> Found | None:
    """ "5 upcoming years", "10 previous weeks", "13 last minutes"."""
    count = read_cardinal(t, i)
    if count is None or count[0] == 0:
        return None
    which = _WORDS.relative.get(t.low[count[1]], "")
    unit = _WORDS.units.get(t.low[count[1] + 1])
    if (
        unit
        and t.low[count[1] + 1].endswith("s")
        and which in ("last", "previous", "past", "next", "coming", "following")
    ):
        return Window(Duration(((count[0], unit),)), _WORDS.shifts[which], whole=True), count[1] + 2
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
        return (Unit("weekend", either=True), j + 1) if t.low[j + 1] != "-" else None
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
