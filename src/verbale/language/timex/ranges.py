"""Ranges by their two ends: "from Monday to Friday", "July 6-8", "between 3 and 12 September", "1904–2013"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.hours import TO, is_plain, join_clocks, read_clock_range
from verbale.language.timex.loose import read_loose
from verbale.language.timex.moments import add_day, is_day, read_moment
from verbale.language.timex.nodes import (
    At,
    Bare,
    Clock,
    ClockRange,
    Day,
    Daypart,
    Duration,
    Found,
    Loose,
    Node,
    Numbered,
    Offset,
    Part,
    Range,
    Repeated,
    Unit,
    Weekday,
    Window,
)
from verbale.language.timex.numbers import is_within_number, read_day_number, read_year
from verbale.language.timex.offsets import read_length
from verbale.language.timex.stretches import read_date
from verbale.language.timex.tokens import Tokens


def read_range(t: Tokens, i: int) -> Found | None:
    """ "from Monday to Friday", "July 6-8", "between 3 and 12 September", "1904–2013", "Jan-Feb 2017"."""
    word = t.low[i]
    prefix = word in ("from", "between")
    j = i + 1 if prefix else i
    clocks = read_clock_range(t, i) if prefix else None
    if clocks and (dated := add_day(t, *clocks)):
        return dated
    clocks = clocks if clocks and is_plain(clocks[0]) else None
    if found := _read_year_span(t, i):
        return found
    first = _read_end(t, j, i if prefix else -1)
    if first is None:
        return clocks
    node, k = first
    k = k + 1 if prefix and t.low[k] == "," and t.low[k + 1] in TO else k
    joins = t.low[k] in TO or (word == "between" and t.low[k] == "and")
    if t.low[k] == "and" and not prefix and t.low[i - 1] != "between":
        return _read_pair(t, i, node, k)
    last = _read_end(t, k + 1, i if prefix else -1, last=True) if joins else None
    if last is None:
        return clocks
    joined = _join(t, node, last[0], prefix=prefix, sign=t.low[k])
    if joined is None:
        return clocks
    end = last[1]
    dated = add_day(t, joined, end) if isinstance(joined, ClockRange) else None
    return dated or (joined, end)


_LONGEST = 16  # years of a range whose end is written in two digits


def _read_year_span(t: Tokens, i: int) -> Found | None:
    """ "the 1980–88 war", "in 2015-16", "the 2014/15 season"; 2015-12 is a month."""
    first, last = t.number(i), t.number(i + 2)
    if first is None or last is None or len(t.low[i]) != 4 or len(t.low[i + 2]) != 2 or not 1500 <= first < 2100:
        return None
    if (
        t.low[i + 1] not in ("-", "–", "/")
        or not (t.glued(i + 1) and t.glued(i + 2))
        or t.glued(i)
        or (t.glued(i + 3) and t.low[i + 3] in ("-", "/"))
    ):
        return None
    if not 0 < last - first % 100 <= _LONGEST or (last <= 12 and last != first % 100 + 1):
        return None
    return Range(Day(first), Day(first // 100 * 100 + last)), i + 3


def _read_pair(t: Tokens, i: int, node: Node, k: int) -> Found | None:
    """ "12 and 13 February", "Saturday and Sunday", "April 24 and 25": two days running are one stretch."""
    if isinstance(node, Bare):
        last = read_date(t, k + 1)
        if (
            last
            and isinstance(last[0], Day)
            and last[0].day == node.number + 1
            and last[0].month
            and not last[0].weekday
        ):
            return Range(Day(last[0].year, last[0].month, node.number), last[0]), last[1]
        return None
    if isinstance(node, Weekday) and node.which is None:
        last = read_date(t, k + 1)
        if last and isinstance(last[0], Weekday) and last[0].weekday == node.weekday % 7 + 1 and node.week is None:
            return Range(node, last[0]), last[1]
    if isinstance(node, Day) and node.day and node.year is None and not node.weekday:
        number = read_day_number(t, k + 1)
        if number and number[0] == node.day + 1 and not t.low[number[1]].isalpha():
            return Range(node, Day(None, node.month, number[0])), number[1]
    return None


def _read_end(t: Tokens, j: int, prefix: int, *, last: bool = False) -> Found | None:
    """One end of a range; a bare number is allowed, and takes its meaning from the other end."""
    best: Found | None = None
    found = read_moment(t, j)
    if found and not isinstance(found[0], Window | Duration):
        best = found
    loose = read_loose(t, j)
    if loose and loose[0] == Loose("PRESENT_REF"):
        best = loose
    if last and best is None:
        tail = read_length(t, j)
        best = tail if tail and isinstance(tail[0], Offset) else None
    if best is None or (last and isinstance(best[0], Daypart)):
        k = j + 1 if t.low[j] == "the" else j
        number = read_day_number(t, k)
        year = read_year(t, k) if prefix >= 0 or last else None
        if year:
            return Bare(year[0], 4), year[1]
        if number and not (t.number(k) is not None and is_within_number(t, k) and not _in_hyphens(t, k)):
            return Bare(number[0], 2), number[1]
    return best


def _in_hyphens(t: Tokens, k: int) -> bool:
    return t.low[k - 1] in "-–—~/" and t.low[k + 1] not in (".", ",", ":", "%")


def _join(t: Tokens, first: Node, last: Node, *, prefix: bool, sign: str) -> Node | None:
    """The two ends as a range, or None where they are of different kinds."""
    if isinstance(first, Bare) and isinstance(last, Bare):
        return Range(Day(first.number), Day(last.number)) if first.digits == last.digits == 4 else None
    if isinstance(first, Bare):
        if isinstance(last, Day) and last.day and last.month and first.digits == 2:
            month = last.month if first.number <= last.day else None
            return Range(Day(last.year if month else None, month, first.number), last)
        if isinstance(last, Clock) and last.half and first.number <= 12:
            return join_clocks(Clock(first.number), last)
        return Range(Day(first.number), last) if first.digits == 4 and isinstance(last, Day | Part | Unit) else None
    if isinstance(last, Bare):
        if isinstance(first, Day) and first.day and first.month and last.digits == 2 and last.number > first.day:
            return Range(first, Day(first.year, first.month, last.number))
        if isinstance(first, Day) and first.year and first.month is None and last.digits == 4:
            return Range(first, Day(last.number)) if first.year < last.number else None
        if isinstance(first, Day) and first.month and first.day is None and last.digits == 4:
            return None
        return None
    return _join_named(first, last, prefix=prefix, sign=sign)


def _join_named(first: Node, last: Node, *, prefix: bool, sign: str) -> Node | None:
    if isinstance(first, Clock) and isinstance(last, Clock):
        return join_clocks(first, last)
    if isinstance(first, Clock) and isinstance(last, At) and isinstance(last.time, Clock):
        if is_day(last.date) and not prefix:
            return At(last.date, join_clocks(first, last.time))
        return Range(first, last)
    if isinstance(first, At) and isinstance(last, Clock) and isinstance(first.time, Clock):
        return At(first.date, join_clocks(first.time, last))
    if isinstance(first, Weekday) and isinstance(last, Weekday) and first.week is None and first.which is None:
        first = replace(first, week=last.week)  # "between Monday and Wednesday next week"
    if isinstance(first, Numbered) and isinstance(last, Numbered) and first.year is None:
        first = replace(first, year=last.year)
    if isinstance(first, Loose) or isinstance(last, Loose):
        return Range(first, last)
    if isinstance(first, Clock | Daypart | Duration | Repeated) or isinstance(
        last, Clock | Daypart | Duration | Repeated
    ):
        return None
    if isinstance(first, Day) and isinstance(last, Day):
        return _join_days(first, last, prefix=prefix, sign=sign)
    if sign in ("-", "–", "—") and not prefix and not (isinstance(first, Weekday) and isinstance(last, Weekday)):
        return Range(first, last) if type(first) is type(last) and isinstance(first, Numbered) else None
    return Range(first, last)


def _join_days(first: Day, last: Day, *, prefix: bool, sign: str) -> Node | None:
    if first.month is None and first.day is None and last.month is None and last.day is None:
        assert first.year and last.year
        return Range(first, last) if first.year < last.year else None
    if first.year is None and last.year is not None and first.which is None:
        before = (first.month or 1, first.day or 1) <= (last.month or 12, last.day or 31)
        first = replace(first, year=last.year if before else last.year - 1)
    return Range(first, last)
