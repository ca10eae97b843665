"""Times of day as phrases: "2 in the afternoon", "from 9:30 to 11", "5 to 6pm", "in the morning at 7"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.clocks import (
    read_clock,
    read_daypart,
    read_loose_clock,
    read_spoken_clock,
    read_zone,
    set_half,
)
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Clock, ClockRange, Daypart
from verbale.language.timex.numbers import is_within_number
from verbale.language.timex.tokens import Tokens

Hours = Clock | ClockRange
_WORDS = load_lexicon()
TO = frozenset({"to", "until", "till", "til", "through", "thru", "-", "–", "—", "~"})
_NEEDS_MORE = frozenset({"night", "nights", "dawn", "dusk", "daybreak"})  # "at night" and "dawn" alone are no times


def read_hours(t: Tokens, i: int, *, loose: bool = False) -> tuple[Hours, int] | None:
    """A time of day or a range of two, with the part of the day it is said with; `loose` lets a bare "6" be one."""
    spanned = read_clock_range(t, i) if t.low[i].isdigit() or t.low[i] in _WORDS.hour_words else None
    if spanned and is_plain(spanned[0]):
        return spanned
    if loose:
        found = read_loose_clock(t, i)
    else:
        found = read_clock(t, i) or read_spoken_clock(t, i) or _read_hour_in_daypart(t, i)
    return _add_daypart(t, *found) if found else None


def is_plain(hours: Hours) -> bool:
    """Whether what was read shows that it is a time: minutes or "am" on one side."""
    clocks = (hours,) if isinstance(hours, Clock) else (hours.first, hours.last)
    return any(clock.half or clock.minute is not None for clock in clocks)


def _read_hour_in_daypart(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """ "4 in the morning": an hour that its part of the day vouches for."""
    found = None if t.number(i) is not None and is_within_number(t, i) else read_loose_clock(t, i)
    if found is None:
        return None
    added = _add_daypart(t, *found)
    return added if added[1] > found[1] and t.low[found[1]] in ("in", "at") else None


def _add_daypart(t: Tokens, clock: Clock, j: int) -> tuple[Clock, int]:
    """ "in the morning", "at night", "early morning" after a clock time."""
    k = j
    if t.low[j] == "in" and t.low[j + 1] == "the":
        k = j + 2
    elif t.low[j] == "at" and t.low[j + 1] == "night":
        k = j + 1
    daypart = read_daypart(t, k)
    if daypart is None or (k == j and t.low[k] not in ("early", "late")):
        return clock, j
    return set_half(clock, daypart[0]), daypart[1]


def read_clock_range(t: Tokens, i: int) -> tuple[ClockRange, int] | None:
    """ "from 2pm to 4pm", "between 9.30-4.30pm", "10-4", "from 3 in the morning until 5pm", "from 8am-3"."""
    prefix = t.low[i] in ("from", "between")
    first = read_loose_clock(t, i + 1 if prefix else i)
    if first is None or (not prefix and t.glued(i) and t.low[i - 1] in ("-", "/", ".", ":")):
        return None
    first = _add_daypart(t, *first)
    k = skip_zone(t, first[1])
    if t.low[k] not in TO and not (t.low[i] == "between" and t.low[k] == "and"):
        return None
    last = read_loose_clock(t, k + 1)
    if last is None:
        return None
    last = _add_daypart(t, *last)
    return join_clocks(first[0], last[0]), last[1]


def skip_zone(t: Tokens, j: int) -> int:
    """The token after a zone, if one is at token j."""
    zone = read_zone(t, j)
    return zone[1] if zone else j


def join_clocks(first: Clock, last: Clock) -> ClockRange:
    """A range of times in which each end takes from the other what it does not say: "5 to 6pm", "11 to 1pm"."""
    if first.half is None and last.half in ("a", "p") and first.hour <= 12:
        same = replace(first, half=last.half)
        first = same if _minutes(same) < _minutes(last) else replace(first, half="a")
    elif last.half is None and first.half in ("a", "p") and last.hour <= 12:
        same = replace(last, half=first.half)
        last = replace(last, half="p") if first.half == "a" and _minutes(same) <= _minutes(first) else same
    zone = last.zone if first.zone is None else first.zone
    return ClockRange(replace(first, zone=zone), replace(last, zone=last.zone if last.zone is not None else zone))


def _minutes(clock: Clock) -> int:
    return clock.hour % 12 * 60 + (clock.minute or 0) + (720 if clock.half == "p" else 0)


def set_halves(hours: Hours, daypart: Daypart) -> Hours:
    """Times read in a part of the day: "between 7 and 9:30 last night" is 19:00 to 21:30."""
    if isinstance(hours, Clock):
        return set_half(hours, daypart)
    return ClockRange(set_half(hours.first, daypart), set_half(hours.last, daypart))


def read_lone_daypart(t: Tokens, i: int) -> tuple[Clock | Daypart, int] | None:
    """ "in the morning", "in the morning at 7", "early morning at 8:00", "lunchtime", "morning"."""
    j = i
    if t.low[i] == "in" or (t.low[i] == "during" and t.low[i + 1] == "the"):
        j = i + 2 if t.low[i + 1] == "the" else i + 1
    found = read_daypart(t, j)
    if found is None or (j == i and t.low[j] in _WORDS.dayparts and not _stands_alone(t, j)):
        return None
    daypart, end = found
    at = t.low[end] in ("at", "around", "by")
    if at or t.low[end].isdigit():
        inner = read_hours(t, end + 1 if at else end, loose=t.low[end] == "at")
        if inner and isinstance(inner[0], Clock):
            return set_half(inner[0], daypart), inner[1]
    return daypart, end


def _stands_alone(t: Tokens, j: int) -> bool:
    """Whether a bare "morning" is a time: not in "good morning", "a night" or the "Morning Post"."""
    if t.low[j] in _NEEDS_MORE or t.low[j - 1] in ("-", "good", "a", "an", "all"):
        return False
    return not (t.capital(j) and t.capital(j + 1) and t.low[j - 1] not in (".", "", "\n"))
