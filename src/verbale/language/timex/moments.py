"""Days and times of day put together: "9 a.m. EST Tuesday", "Monday night", "5 to 6pm today", "late on Tuesday"."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.clocks import read_clock, read_daypart, read_loose_clock
from verbale.language.timex.hours import (
    Hours,
    is_plain,
    read_clock_range,
    read_hours,
    read_lone_daypart,
    set_halves,
    skip_zone,
)
from verbale.language.timex.lengths import read_duration
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import (
    At,
    Bound,
    Clock,
    ClockRange,
    Day,
    Daypart,
    Found,
    From,
    Holiday,
    Node,
    Part,
    Unit,
    Weekday,
)
from verbale.language.timex.stretches import read_date
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_BEFORE_CLOCK = frozenset({"at", "around", "about", "circa"})
_PARTS = {"early": "START", "late": "END"}
_SIDES = {
    "by": "ON_OR_BEFORE", "before": "BEFORE", "after": "AFTER", "until": "ON_OR_BEFORE", "till": "ON_OR_BEFORE",
    "since": "ON_OR_AFTER",
}  # fmt: skip
_SHIFTS = {"this": 0, "last": -1, "previous": -1, "next": 1, "following": 1, "that": 0, "same": 0}
_APART = frozenset({"overnight", "dawn", "lunchtime", "dinnertime"})  # parts of the day that no day stands right before


def is_day(node: Node) -> bool:
    """Whether a time of day can be said of it."""
    if isinstance(node, Day):
        return node.day is not None
    return isinstance(node, Weekday) or (isinstance(node, Unit) and node.unit == "day")


def read_moment(t: Tokens, i: int) -> Found | None:
    """The longest day, time of day, or both, that begins at token i."""
    named = _read_day_and_time(t, i)
    timed = _read_time_and_day(t, i)
    if named and timed:
        return timed if timed[1] > named[1] else named
    return named or timed


def _read_day_and_time(t: Tokens, i: int) -> Found | None:
    night = _read_daypart_day(t, i) or _read_early_day(t, i)
    if night:
        at, end = night
        return _add_clock_to_daypart(t, at, end) if isinstance(at, At) else (at, end)
    found = read_date(t, i)
    return _add_time(t, *found) if found and is_day(found[0]) else found


def _read_daypart_day(t: Tokens, i: int) -> tuple[At, int] | None:
    """ "tonight", "this morning", "last night", "late this morning", "that evening", "the next morning"."""
    if t.low[i] in ("tonight", "tonite"):
        return At(Unit("day"), Daypart(*_WORDS.dayparts["night"])), i + 1
    if t.low[i] == "overnight" and t.low[i + 1] not in ("stay", "train", "flight"):
        return At(Unit("day"), Daypart(*_WORDS.dayparts["overnight"])), i + 1
    part = _PARTS.get(t.low[i])
    j = i + 1 if part else i
    j = j + 1 if t.low[j] == "the" and t.low[j + 1] in ("next", "following", "previous", "same") else j
    word = t.low[j]
    shift = _SHIFTS.get(word)
    if shift is None:
        return None
    k = j + 2 if word == "that" and t.low[j + 1] == "same" else j + 1
    found = read_daypart(t, k)
    if found is None or t.low[k] in ("early", "late", "overnight") or t.low[k].endswith("s"):
        return None
    daypart = replace(found[0], part=part) if part else found[0]
    story = word in ("that", "same", "following", "previous") or (j > i and not part)
    return At(Unit("day", shift, story), daypart), found[1]


def _read_early_day(t: Tokens, i: int) -> tuple[At | Part, int] | None:
    """ "early Friday morning", "late on Tuesday night", "late Tuesday"."""
    part = _PARTS.get(t.low[i])
    if part is None:
        return None
    day = read_date(t, i + 2 if t.low[i + 1] == "on" else i + 1)
    if day is None or not is_day(day[0]):
        return None
    daypart = read_daypart(t, day[1])
    if daypart is None or daypart[0].part:
        return Part(part, day[0]), day[1]
    return At(day[0], replace(daypart[0], part=part)), daypart[1]


def _add_clock_to_daypart(t: Tokens, at: At, j: int) -> tuple[At, int]:
    """ "this evening from 7 to 7:30", "tonight at 2am", "late this morning, at 10"."""
    if not isinstance(at.time, Daypart):
        return at, j
    timed = _read_attached_time(t, j, in_daypart=True)
    if timed is None or not isinstance(timed[0], Clock | ClockRange):
        return at, j
    return At(at.date, set_halves(timed[0], at.time)), timed[1]


def _add_time(t: Tokens, day: Node, j: int) -> Found:
    """A time of day after a day: "Friday night", "tomorrow 8:00am", "Monday 11-4", "today before 4pm"."""
    k = j
    if t.low[j] == "in":
        k = j + 2 if t.low[j + 1] == "the" else j + 1
    daypart = read_daypart(t, k)
    if daypart and t.low[k] not in _APART:
        if t.low[daypart[1] - 1].endswith("s"):
            return day, j
        at, end = _add_clock_to_daypart(t, At(day, daypart[0]), daypart[1])
        week = _read_week_after(t, end)
        if week and isinstance(day, Weekday):
            return replace(at, date=replace(day, week=week[0])), week[1]
        return at, end
    timed = _read_attached_time(t, j)
    if timed is None:
        return day, j
    time, end = timed
    if isinstance(time, From):
        return From(_at(day, time.start), time.duration), end
    if isinstance(time, Bound):
        return Bound(time.mod, _at(day, time.of)), end
    return At(day, time), end


def _at(day: Node, time: Node) -> Node:
    return At(day, time) if isinstance(time, Clock) else day


def _read_week_after(t: Tokens, j: int) -> tuple[int, int] | None:
    k = j + 1 if t.low[j] == "of" else j
    shift = {"next": 1, "last": -1, "this": 0}.get(t.low[k])
    return (shift, k + 2) if shift is not None and t.low[k + 1] == "week" else None


def _read_attached_time(t: Tokens, j: int, *, in_daypart: bool = False) -> tuple[Hours | Bound | From, int] | None:
    """A time after a day or a part of the day; a loose one ("at 4", "11-4") where a word or a range vouches for it."""
    k = (
        j + 1
        if t.low[j] in (",", "(")
        or (t.low[j] == "t" and t.glued(j) and t.glued(j + 1))
        or (t.low[j] == "-" and not in_daypart)
        else j
    )
    word = t.low[k]
    if word in ("from", "between"):
        return read_clock_range(t, k) or _read_lasting(t, k)
    if word in _BEFORE_CLOCK:
        return None if k > j and t.low[j] == "-" else read_hours(t, k + 1, loose=True)
    if word in _SIDES:
        found = read_hours(t, k + 1, loose=True)
        if found is None or not isinstance(found[0], Clock) or not is_plain(found[0]):
            return None
        return Bound(_SIDES[word], found[0]), found[1]
    return read_hours(t, k) or (None if k > j else read_clock_range(t, k))


def _read_lasting(t: Tokens, k: int) -> tuple[From, int] | None:
    """ "from 9:30am for 7 hours" after a day."""
    start = read_clock(t, k + 1)
    if t.low[k] != "from" or start is None or t.low[start[1]] != "for":
        return None
    found = read_duration(t, start[1] + 1)
    return (From(start[0], found[0]), found[1]) if found else None


def _read_time_and_day(t: Tokens, i: int) -> Found | None:
    """A time of day, and the day after it where there is one."""
    found = read_lone_daypart(t, i) or read_hours(t, i) or _read_loose_with_day(t, i)
    return (add_day(t, *found) or found) if found else None


def _read_loose_with_day(t: Tokens, i: int) -> tuple[Hours, int] | None:
    """ "five to seven today", "at 6.45", "at 6 on Monday": numbers that "at" or a day after them makes times."""
    if t.low[i] == "at":
        found = read_loose_clock(t, i + 1)
        if found is None:
            return None
        bare = not is_plain(found[0]) and t.low[i + 1] not in ("noon", "midnight", "midday")
        return found if _dotted(t, i + 1) or (bare and add_day(t, *found)) else None
    if t.low[i + 1] in ("tonight", "tonite"):
        return read_loose_clock(t, i)
    spanned = read_clock_range(t, i) if t.low[i].isdigit() or t.low[i] in _WORDS.hour_words else None
    if spanned is None or t.low[spanned[1]] in (",", "of") or not add_day(t, *spanned):
        return None
    return spanned


def _dotted(t: Tokens, j: int) -> bool:
    return t.low[j + 1] == "." and t.glued(j + 1) and t.low[j + 2].isdigit()


def add_day(t: Tokens, time: Hours | Daypart, j: int) -> tuple[At, int] | None:
    """The day after a time: "9 a.m. EST Tuesday", "8am this morning", "3:00 to 4:00 tomorrow", "10:30 on 1/1/2015"."""
    j = skip_zone(t, j)
    k = j + 1 if t.low[j] in ("on", ",", "of", "that") else j
    night = _read_daypart_day(t, k)
    if night and isinstance(night[0].time, Daypart) and not isinstance(time, Daypart):
        return At(night[0].date, set_halves(time, night[0].time)), night[1]
    found = read_date(t, k)
    if found is None or not is_day(found[0]) or isinstance(found[0], Holiday):
        return None
    day, end = found
    if t.low[k].isdigit() and isinstance(day, Day) and day.month is None:
        return None
    after = read_daypart(t, end)
    if after and not isinstance(time, Daypart) and not t.low[after[1] - 1].endswith("s"):
        return At(day, set_halves(time, after[0])), after[1]
    return At(day, time), end
