"""Days and times of day put together: "9 a.m. EST Tuesday", "Monday night", "in the morning at 7", "5 to 6pm today"."""

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
from verbale.language.timex.lengths import read_duration
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import (
    About,
    At,
    Bound,
    Clock,
    Day,
    Daypart,
    Duration,
    Found,
    From,
    Holiday,
    Node,
    Part,
    Range,
    Unit,
    Weekday,
)
from verbale.language.timex.numbers import is_within_number
from verbale.language.timex.stretches import read_date
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
TO = frozenset({"to", "until", "till", "til", "through", "thru", "-", "–", "—", "~"})
_BEFORE_CLOCK = frozenset({"at", "around", "about", "circa", "by", "before", "after", "until", "till", "since"})
_BOUNDS = {
    "by": "ON_OR_BEFORE",
    "before": "BEFORE",
    "after": "AFTER",
    "until": "ON_OR_BEFORE",
    "till": "ON_OR_BEFORE",
    "since": "ON_OR_AFTER",
}
_SHIFT = {"this": 0, "last": -1, "previous": -1, "next": 1, "following": 1, "that": 0, "the": 0}
_ZONE_ONLY = frozenset({"on", ",", "of", "that"})


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
    found = _read_daypart_day(t, i) or _read_early_day(t, i) or read_date(t, i)
    if found is None:
        return None
    if isinstance(found[0], At):
        return _add_clock_to_daypart(t, found)
    if not is_day(found[0]):
        return found
    return _add_time(t, found)


def _read_daypart_day(t: Tokens, i: int) -> Found | None:
    """ "tonight", "this morning", "last night", "late this morning", "that evening", "the next morning"."""
    if t.low[i] in ("tonight", "tonite"):
        return At(Unit("day"), Daypart(*_WORDS.dayparts["night"])), i + 1
    if t.low[i] == "overnight" and t.low[i + 1] not in ("stay", "train", "flight"):
        return At(Unit("day"), Daypart(*_WORDS.dayparts["overnight"])), i + 1
    part = {"early": "START", "late": "END"}.get(t.low[i])
    j = i + 1 if part else i
    j = j + 1 if t.low[j] == "the" and t.low[j + 1] in ("next", "following", "previous", "same") else j
    word = t.low[j]
    shift = _SHIFT.get({"same": "that"}.get(word, word))
    if shift is None or word == "the":
        return None
    k = j + 2 if word == "that" and t.low[j + 1] == "same" else j + 1
    found = read_daypart(t, k)
    if (
        found is None
        or not isinstance(found[0], Daypart)
        or t.low[k] in ("early", "late", "overnight")
        or t.low[k].endswith("s")
    ):
        return None
    daypart = replace(found[0], part=part) if part else found[0]
    story = word in ("that", "same", "following", "previous") or (j > i and not part)
    return At(Unit("day", shift, story), daypart), found[1]


def _read_early_day(t: Tokens, i: int) -> Found | None:
    """ "early Friday morning", "late on Tuesday night"."""
    part = {"early": "START", "late": "END"}.get(t.low[i])
    if part is None:
        return None
    j = i + 2 if t.low[i + 1] == "on" else i + 1
    day = read_date(t, j)
    if day is None or not is_day(day[0]):
        return None
    daypart = read_daypart(t, day[1])
    if daypart is None or not isinstance(daypart[0], Daypart) or daypart[0].part:
        return Part(part, day[0]), day[1]
    return At(day[0], replace(daypart[0], part=part)), daypart[1]


def _add_clock_to_daypart(t: Tokens, found: Found) -> Found:
    """ "this evening from 7 to 7:30", "tonight at 2am", "late this morning, at 10"."""
    at, j = found
    assert isinstance(at, At) and isinstance(at.time, Daypart)
    timed = _read_attached_time(t, j, at.time)
    return (At(at.date, timed[0]), timed[1]) if timed and isinstance(timed[0], Clock | Range | About) else found  # pyright: ignore[reportArgumentType]


def _add_time(t: Tokens, found: Found) -> Found:
    """A time of day after a day: "Friday night", "tomorrow 8:00am", "Monday 11-4", "today before 4pm"."""
    day, j = found
    k = j + 1 if t.low[j] in (",", "in") and (t.low[j] == "in" or t.low[j + 1] in ("at", "around")) else j
    k = k + 1 if k > j and t.low[k] == "the" else k
    daypart = read_daypart(t, k)
    if daypart and isinstance(daypart[0], Daypart) and t.low[k] not in ("overnight", "dawn", "lunchtime", "dinnertime"):
        if t.low[daypart[1] - 1].endswith("s") and t.low[daypart[1] - 1] != "s":
            return found
        at: Node = At(day, daypart[0])
        at, end = _add_clock_to_daypart(t, (at, daypart[1]))
        week = _read_week_after(t, end)
        if week and isinstance(day, Weekday) and isinstance(at, At):
            return replace(at, date=replace(day, week=week[0])), week[1]
        return at, end
    timed = _read_attached_time(t, j, None)
    if timed is None:
        return found
    time, end = timed
    if isinstance(time, From):
        return From(At(day, time.start), time.duration), end  # pyright: ignore[reportArgumentType]
    if isinstance(time, Bound):
        return Bound(time.mod, At(day, time.of)), end  # pyright: ignore[reportArgumentType]
    return At(day, time), end  # pyright: ignore[reportArgumentType]


def _read_week_after(t: Tokens, j: int) -> tuple[int, int] | None:
    k = j + 1 if t.low[j] == "of" else j
    shift = {"next": 1, "last": -1, "this": 0}.get(t.low[k])
    return (shift, k + 2) if shift is not None and t.low[k + 1] == "week" else None


def _read_attached_time(t: Tokens, j: int, daypart: Daypart | None) -> Found | None:
    """A time after a day or a part of the day; a loose one ("at 4", "11-4") where a word or a range vouches for it."""
    k = j + 1 if t.low[j] in (",", "-", "(") and not (t.low[j] == "-" and daypart) else j
    word = t.low[k]
    if word in ("from", "between"):
        found = read_time_range(t, k) or _read_lasting(t, k)
    elif word in _BEFORE_CLOCK:
        if k > j and t.low[j] == "-":
            return None
        inner = _read_time(t, k + 1, loose=True)
        found = inner
        if inner and word in _BOUNDS and isinstance(inner[0], Clock):
            if (
                word in ("before", "after", "by", "until", "till", "since")
                and inner[0].half is None
                and inner[0].minute is None
                and not _in_day(t, k + 1)
            ):
                return None
            found = Bound(_BOUNDS[word], inner[0]), inner[1]  # pyright: ignore[reportArgumentType]
    else:
        found = _read_time(t, k, loose=False) or (None if k > j else read_time_range(t, k))
    if found is None:
        return None
    node = found[0]
    if daypart:
        node = (
            Range(set_half(node.first, daypart), set_half(node.last, daypart))
            if isinstance(node, Range)
            else set_half(node, daypart)
        )
    return node, found[1]


def _read_lasting(t: Tokens, k: int) -> Found | None:
    """ "from 9:30am for 7 hours" after a day."""
    start = read_clock(t, k + 1)
    if t.low[k] != "from" or start is None or t.low[start[1]] != "for":
        return None
    found = read_duration(t, start[1] + 1)
    return (From(start[0], found[0]), found[1]) if found and isinstance(found[0], Duration) else None


def _in_day(t: Tokens, k: int) -> bool:
    found = _read_time(t, k, loose=True)
    return bool(found and isinstance(found[0], Clock) and (found[0].half or found[0].minute is not None))


def _read_time(t: Tokens, i: int, *, loose: bool) -> Found | None:
    """A clock time with the part of the day it is said with: "2 in the afternoon", "8:00 early morning", or a range."""
    spanned = read_time_range(t, i) if t.low[i].isdigit() or t.low[i] in _WORDS.hour_words else None
    if spanned and _vouched(spanned[0]):
        return spanned
    if loose:
        found = read_loose_clock(t, i)
    else:
        found = read_clock(t, i) or read_spoken_clock(t, i) or _read_hour_in_daypart(t, i)
    if found is None or not isinstance(found[0], Clock):
        return None
    return _add_daypart(t, found)


def _read_hour_in_daypart(t: Tokens, i: int) -> Found | None:
    """ "4 in the morning": an hour that its part of the day vouches for."""
    found = None if t.number(i) is not None and is_within_number(t, i) else read_loose_clock(t, i)
    if found and t.low[found[1]] in ("in", "at") and (t.low[found[1] + 1] == "the" or t.low[found[1] + 1] == "night"):
        added = _add_daypart(t, found)
        return added if added[1] > found[1] else None
    return None


def _add_daypart(t: Tokens, found: Found) -> Found:
    clock, j = found
    k = (
        j + 2
        if t.low[j] == "in" and t.low[j + 1] == "the"
        else j + 1
        if t.low[j] == "at" and t.low[j + 1] == "night"
        else j
    )
    daypart = read_daypart(t, k)
    if daypart is None or not isinstance(daypart[0], Daypart) or (k == j and t.low[k] not in ("early", "late")):
        return found
    return set_half(clock, daypart[0]), daypart[1]


def _vouched(node: Node) -> bool:
    """Whether a range of numbers is one of clock times beyond doubt: minutes or "am" on one side."""
    if not isinstance(node, Range) or not isinstance(node.first, Clock) or not isinstance(node.last, Clock):
        return False
    first, last = node.first, node.last
    return any(c.half is not None or (c.minute is not None) for c in (first, last))


def read_time_range(t: Tokens, i: int) -> Found | None:
    """ "from 2pm to 4pm", "between 9.30-4.30pm", "10-4", "from 3 in the morning until 5pm", "from 8am-3"."""
    prefix = t.low[i] in ("from", "between")
    j = i + 1 if prefix else i
    first = read_loose_clock(t, j)
    if first is None or (not prefix and t.glued(i) and t.low[i - 1] in ("-", "/", ".", ":")):
        return None
    first = _add_daypart(t, first)
    k = _skip_zone(t, first[1])
    joins = t.low[k] in TO or (t.low[i] == "between" and t.low[k] == "and")
    if not joins:
        return None
    last = read_loose_clock(t, k + 1)
    if last is None:
        return None
    last = _add_daypart(t, last)
    if not isinstance(first[0], Clock) or not isinstance(last[0], Clock):
        return None
    return join_clocks(first[0], last[0]), last[1]


def _skip_zone(t: Tokens, j: int) -> int:
    zone = read_zone(t, j)
    return zone[1] if zone else j


def join_clocks(first: Clock, last: Clock) -> Range:
    """A range of times in which each end takes from the other what it does not say: "5 to 6pm", "11 to 1pm"."""
    if first.half is None and last.half in ("a", "p") and first.hour <= 12:

        def at(clock: Clock) -> int:
            return clock.hour % 12 * 60 + (clock.minute or 0) + (720 if clock.half == "p" else 0)

        same = replace(first, half=last.half)
        other = replace(first, half="a")
        first = same if at(same) < at(last) else other
    elif last.half is None and first.half in ("a", "p") and last.hour <= 12:
        same = replace(last, half=first.half)
        early = (last.hour % 12, last.minute or 0) <= (first.hour % 12, first.minute or 0)
        last = replace(last, half="p") if early and first.half == "a" else same
    zone = last.zone if first.zone is None else first.zone
    return Range(replace(first, zone=zone), replace(last, zone=last.zone if last.zone is not None else zone))


def _read_time_and_day(t: Tokens, i: int) -> Found | None:
    """A time of day, and the day after it where there is one."""
    found = _read_lone_daypart(t, i) or _read_time(t, i, loose=False) or _read_loose_with_day(t, i)
    if found is None:
        return None
    return add_day(t, found) or found


def _read_loose_with_day(t: Tokens, i: int) -> Found | None:
    """ "five to seven today", "at 6.45", "at 6 on Monday": numbers that "at" or a day after them makes times."""
    if t.low[i] == "at":
        found = read_loose_clock(t, i + 1)
        if not found or not isinstance(found[0], Clock):
            return None
        bare = found[0].half is None and found[0].minute is None and t.low[i + 1] not in ("noon", "midnight", "midday")
        if _dotted(t, i + 1) or (bare and add_day(t, found)):
            return found
        return None
    spanned = read_time_range(t, i) if t.low[i].isdigit() or t.low[i] in _WORDS.hour_words else None
    return spanned if spanned and add_day(t, spanned) and t.low[spanned[1]] not in (",", "of") else None


def _dotted(t: Tokens, j: int) -> bool:
    return t.low[j + 1] == "." and t.glued(j + 1) and t.low[j + 2].isdigit()


def add_day(t: Tokens, found: Found) -> Found | None:
    """The day after a time: "9 a.m. EST Tuesday", "8am this morning", "3:00 to 4:00 tomorrow", "10:30 on 1/1/2015"."""
    time, j = found
    j = _skip_zone(t, j)
    k = j + 1 if t.low[j] in _ZONE_ONLY else j
    night = _read_daypart_day(t, k)
    if night and isinstance(night[0], At) and isinstance(night[0].time, Daypart) and not isinstance(time, Daypart):
        part = night[0].time
        node = (
            Range(set_half(time.first, part), set_half(time.last, part))
            if isinstance(time, Range)
            else set_half(time, part)
        )
        return At(night[0].date, node), night[1]  # pyright: ignore[reportArgumentType]
    day = read_date(t, k)
    if day is None or not is_day(day[0]) or isinstance(day[0], Holiday):
        return None
    if t.low[k].isdigit() and isinstance(day[0], Day) and day[0].month is None:
        return None
    after = read_daypart(t, day[1])
    if (
        after
        and isinstance(after[0], Daypart)
        and not isinstance(time, Daypart)
        and not t.low[after[1] - 1].endswith("s")
    ):
        node = (
            Range(set_half(time.first, after[0]), set_half(time.last, after[0]))
            if isinstance(time, Range)
            else set_half(time, after[0])
        )
        return At(day[0], node), after[1]  # pyright: ignore[reportArgumentType]
    return At(day[0], time), day[1]  # pyright: ignore[reportArgumentType]


def _read_lone_daypart(t: Tokens, i: int) -> Found | None:
    """ "in the morning", "in the morning at 7", "early morning at 8:00", "overnight", "lunchtime", "morning"."""
    j = i
    if t.low[i] in ("in", "during", "before") and t.low[i] != "before":
        j = i + 2 if t.low[i + 1] == "the" else i + 1
        if t.low[i] == "during" and j == i + 1:
            return None
    daypart = read_daypart(t, j)
    if daypart is None or not isinstance(daypart[0], Daypart):
        return None
    node, end = daypart
    plain = t.low[j] in _WORDS.dayparts
    if (
        plain
        and j == i
        and (
            t.low[j] in ("night", "nights", "dawn", "dusk", "daybreak")
            or t.low[i - 1] in ("-", "good", "a", "an", "all")
        )
    ):
        return None
    if plain and j == i and t.capital(j) and not t.low[i - 1] in (".", "", "\n") and t.capital(j + 1):
        return None
    if t.low[end] in ("at", "around", "by") or t.low[end].isdigit():
        inner = _read_time(t, end + 1 if t.low[end] in ("at", "around", "by") else end, loose=t.low[end] == "at")
        if inner and isinstance(inner[0], Clock):
            return set_half(inner[0], node), inner[1]
    return node, end
