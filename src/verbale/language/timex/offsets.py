"""A length of time and what it is counted from: "two weeks ago", "a day later", "in 60 days", "3 days from today"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.lengths import read_duration
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.moments import is_day, read_moment
from verbale.language.timex.nodes import At, Bound, Clock, Duration, Found, From, Node, Offset, Range, Window
from verbale.language.timex.stretches import read_date
from verbale.language.timex.tense import find_direction
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_SINCE_FIRST = frozenset(
    "first only once twice times best worst highest lowest record largest biggest deadliest".split()
)


def read_length(t: Tokens, i: int) -> Found | None:
    """What begins with a length of time: a duration, or one with "ago", "later", "from now", "before May 13"."""
    word = t.low[i]
    if word == "in":
        return _read_in(t, i)
    if word == "within":
        found = read_duration(t, i + 1)
        return (Window(found[0], 1), found[1]) if found else None
    if word in ("for", "from") or word in _WORDS.weekdays:
        return _read_counted_from(t, i)
    if (day := _read_day_beside(t, i)) is not None:
        return day
    found = read_duration(t, i)
    if found is None:
        return None
    return _read_tail(t, i, found[0], found[1])


def _read_day_beside(t: Tokens, i: int) -> Found | None:
    """ "the day before last Tuesday", "the week after Easter"."""
    j = i + 1 if t.low[i] == "the" else i
    unit = _WORDS.units.get(t.low[j])
    if (
        unit not in ("day", "week", "month", "year")
        or t.low[j].endswith("s")
        or t.low[j + 1] not in ("before", "after")
    ):
        return None
    base = read_date(t, j + 2)
    if base is None or isinstance(base[0], Window) or (t.low[j + 2] in ("next", "last") and unit != "day"):
        return None
    return Offset(Duration(((1, unit),)), -1 if t.low[j + 1] == "before" else 1, base[0], rough=True), base[1]


def _read_in(t: Tokens, i: int) -> Found | None:
    """ "in two weeks" ahead; "in three days of talks" and "the first time in two years" are durations."""
    found = read_duration(t, i + 1)
    if found is None or found[0].mod or t.low[i + 1] in ("all", "some"):
        return None
    duration, j = found
    if t.low[j] == "since" and (base := read_moment(t, j + 1)):
        return Offset(duration, 1, base[0]), base[1]
    if t.low[j] == "'" and t.low[j + 1] == "time":
        return Offset(duration, 1), j + 2
    if (
        t.low[j] == "'"
        or t.low[j] in ("of", "-", "ago")
        or t.low[i - 1] in ("time", "second", "third")
        or any(word in _SINCE_FIRST for word in t.low[max(0, i - 7) : i])
        or find_direction(t, i, j) < 0
    ):
        return None
    if duration.amounts[0][0] is None:
        return None
    if t.low[j] == "on" and (weekday := _WORDS.weekdays.get(t.low[j + 1])):
        return Offset(duration, 1, weekday=weekday), j + 2
    return Offset(duration, 1), j + 2 if t.low[j] == "from" and t.low[j + 1] == "now" else j


def _read_tail(t: Tokens, i: int, duration: Duration, j: int) -> Found:
    word = t.low[j]
    if word == "'" and t.low[j + 1] in ("time",):
        return Offset(duration, 1), j + 2
    if word == "ago":
        return Offset(duration, -1, rough=True), j + 1
    if word in ("earlier", "before", "prior", "previously") and _ends(t, j + 1):
        return Offset(duration, -1, story=True), j + 1
    if (
        word in ("later", "after", "afterwards", "hence")
        and _ends(t, j + 1)
        and (word != "after" or not t.low[j + 1].isalnum())
    ):
        return Offset(duration, 1, story=word != "hence"), j + 1
    if word == "from" and t.low[j + 1] == "now":
        return Offset(duration, 1), j + 2
    if word in ("from", "before", "after"):
        base = read_moment(t, j + 1)
        if base and not isinstance(base[0], Duration | Clock | Window):
            sign = -1 if word == "before" else 1
            node = Offset(replace(duration, mod=None), sign, base[0])
            weekday = _WORDS.weekdays.get(t.low[base[1] + 1]) if t.low[base[1]] == "on" else None
            if weekday:
                return replace(node, weekday=weekday), base[1] + 2
            return _with_mod(node, duration, sign), base[1]
        if base and isinstance(base[0], Clock) and word == "from":
            return From(base[0], duration), base[1]
    k = j + 1 if t.low[j] == "," else j
    if t.low[k] in ("starting", "beginning") and (t.low[k] == "starting" or t.low[k + 1] in ("on", "from")):
        m = k + 2 if t.low[k + 1] in ("from", "on") else k + 1
        start = read_moment(t, m)
        if start and is_day(start[0]):
            return From(start[0], duration), start[1]
    if "another" in t.low[i : i + 4]:
        return Window(duration, 1), j  # "another two years" run from now
    return duration, j


def _with_mod(node: Offset, duration: Duration, sign: int) -> Node:
    """ "more than 2 weeks before today" is any time before that day."""
    if duration.mod == "MORE_THAN":
        return Bound("BEFORE" if sign < 0 else "AFTER", node)
    if duration.mod == "LESS_THAN" and node.base:
        return Range(node.base, node) if sign > 0 else Range(node, node.base)
    return node


def _ends(t: Tokens, j: int) -> bool:
    """Whether "earlier" or "later" has nothing after it that it belongs to: "a day later than planned"."""
    return t.low[j] not in ("than", "today", "this") and not (
        t.low[j - 1] in ("before", "prior", "after")
        and (t.low[j] in ("the", "his", "her", "their", "its", "a", "an", "to") or bool(read_date(t, j)))
    )


def _read_counted_from(t: Tokens, i: int) -> Found | None:
    """ "for 3 days, from today", "from 10 am for 3 hours", "for 2 hours from 2pm", "Sunday 3 weeks after May 1st"."""
    if t.low[i] == "from":
        start = read_moment(t, i + 1)
        if start and isinstance(start[0], Clock | At) and t.low[start[1]] == "for":
            found = read_duration(t, start[1] + 1)
            if found:
                return From(start[0], found[0]), found[1]
        return None
    found = read_duration(t, i + 1)
    if found is None:
        return None
    if t.low[i] != "for":
        node, j = _read_tail(t, i + 1, found[0], found[1])
        if isinstance(node, Offset) and node.base and t.low[i] in _WORDS.weekdays:
            return replace(node, weekday=_WORDS.weekdays[t.low[i]]), j
        return None
    j = found[1] + 1 if t.low[found[1]] == "," else found[1]
    if t.low[j] != "from":
        return None
    start = read_moment(t, j + 1)
    if start is None and (number := t.number(j + 1)) and number < 24:
        start = Clock(number), j + 2
    if start is None or not (is_day(start[0]) or isinstance(start[0], Clock | At)):
        return None
    return From(start[0], found[0]), start[1]
