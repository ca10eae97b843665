"""Whole time expressions: ranges, "before" and "since", "ago" and "later", sets, and what else stands around a moment."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.time_lengths import read_duration
from verbale.language.time_lexicon import load_lexicon
from verbale.language.time_moments import TO, add_day, is_day, join_clocks, read_moment, read_time_range
from verbale.language.time_nodes import (
    About,
    At,
    Bare,
    Bound,
    Clock,
    Day,
    Daypart,
    Duration,
    Found,
    From,
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
from verbale.language.time_numbers import is_within_number, read_day_number, read_year
from verbale.language.time_sets import ADVERBS, read_set
from verbale.language.time_stretches import read_date, read_short_year_alone
from verbale.language.time_tense import find_direction
from verbale.language.time_tokens import Tokens

_WORDS = load_lexicon()
_LOOSE: dict[tuple[str, ...], str] = {
    ("right", "now"): "PRESENT_REF",
    ("just", "now"): "PRESENT_REF",
    ("now",): "PRESENT_REF",
    ("currently",): "PRESENT_REF",
    ("nowadays",): "PRESENT_REF",
    ("at", "present"): "PRESENT_REF",
    ("at", "this", "time"): "PRESENT_REF",
    ("at", "the", "moment"): "PRESENT_REF",
    ("asap",): "FUTURE_REF",
    ("to", "date"): "PRESENT_REF",
    ("recently",): "PAST_REF",
    ("lately",): "PAST_REF",
    ("formerly",): "PAST_REF",
    ("the", "future"): "FUTURE_REF",
    ("the", "near", "future"): "FUTURE_REF",
}
_LOOSE_STARTS = frozenset(words[0] for words in _LOOSE)
_BOUNDS: dict[tuple[str, ...], str] = {
    ("since",): "ON_OR_AFTER",
    ("before",): "BEFORE",
    ("after",): "AFTER",
    ("until",): "ON_OR_BEFORE",
    ("till",): "ON_OR_BEFORE",
    ("up", "until"): "ON_OR_BEFORE",
    ("by",): "ON_OR_BEFORE",
    ("prior", "to"): "BEFORE",
    ("no", "later", "than"): "ON_OR_BEFORE",
    ("not", "later", "than"): "ON_OR_BEFORE",
    ("later", "than"): "AFTER",
    ("earlier", "than"): "BEFORE",
    ("as", "early", "as"): "ON_OR_AFTER",
    ("as", "late", "as"): "ON_OR_BEFORE",
    ("starting",): "ON_OR_AFTER",
    ("starting", "on"): "ON_OR_AFTER",
    ("starting", "from"): "ON_OR_AFTER",
    ("beginning",): "ON_OR_AFTER",
    ("beginning", "on"): "ON_OR_AFTER",
    ("on", "or", "before"): "ON_OR_BEFORE",
    ("on", "or", "after"): "ON_OR_AFTER",
    (">", "="): "ON_OR_AFTER",
    ("post", "-"): "AFTER",
    ("pre", "-"): "BEFORE",
}
_BOUND_STARTS = frozenset(words[0] for words in _BOUNDS)
_AFTERTHOUGHTS = {
    ("or", "later"): "ON_OR_AFTER",
    ("and", "later"): "ON_OR_AFTER",
    ("or", "earlier"): "ON_OR_BEFORE",
    ("or", "before"): "ON_OR_BEFORE",
    ("onward",): "ON_OR_AFTER",
    ("onwards",): "ON_OR_AFTER",
}
# Every word that a time expression can begin with: all others are passed over at the cost of one look-up.
STARTS = frozenset(
    [word for words in (
        _WORDS.weekdays, (w + "s" for w in _WORDS.weekdays), _WORDS.months, _WORDS.cardinals, _WORDS.ordinals, _WORDS.units,
        _WORDS.dayparts, _WORDS.relative, _WORDS.seasons, _WORDS.holidays, _WORDS.vague, _LOOSE_STARTS, _BOUND_STARTS, ADVERBS,
    ) for word in words]
    + (
        "the a an another half quarter couple dozen dozens in within for from between at more less fewer no up nearly almost "
        "under just well about around roughly approximately early mid late earlier later beginning start middle end midway "
        "rest remaining remainder today tomorrow yesterday tonight tonite otd eod noon noonish midday midnight every each any "
        "semi bi tri once twice during last final fy fiscal school cy q h w ½ ¼ ¾ ' all circa year noontime week lunch dinner whole tmr"
    ).split()
)  # fmt: skip
_SINCE_FIRST = frozenset(
    {"time", "first", "once", "twice", "times", "second", "third", "best", "worst", "highest", "lowest", "record"}
)


def read_expression(t: Tokens, i: int) -> Found | None:
    """The longest time expression that begins at token i."""
    best: Found | None = None
    for read in (
        _read_bound,
        read_set,
        _read_range,
        _read_length,
        _read_about,
        read_moment,
        _read_loose,
        read_short_year_alone,
    ):
        found = read(t, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    if best is None or (isinstance(best[0], Part) and best[0].part != "LAST_MINUTE" and t.low[i] == "the"):
        return None  # "the" stays outside "the end of 2000"
    return _add_afterthought(t, best)


def _add_afterthought(t: Tokens, found: Found) -> Found:
    """ "2012 or later", "3 pm or later on Monday"."""
    node, j = found
    for length in (2, 1):
        mod = _AFTERTHOUGHTS.get(tuple(t.low[j : j + length]))
        if mod and t.low[j + length] != "than" and not isinstance(node, Duration | Offset | Window | Bound | Repeated):
            dated = add_day(t, (node, j + length)) if isinstance(node, Clock) else None
            return (Bound(mod, dated[0]), dated[1]) if dated else (Bound(mod, node), j + length)  # pyright: ignore[reportArgumentType]
    return found


def _read_loose(t: Tokens, i: int) -> Found | None:
    if t.low[i] not in _LOOSE_STARTS:
        return None
    for length in (3, 2, 1):
        value = _LOOSE.get(tuple(t.low[i : i + length]))
        if value:
            if t.low[i] == "to" and (
                t.low[i - 1] in ("up", "year", "equals") or t.low[i + 2] in ("from", "a", "an", "the")
            ):
                return None
            return Loose(value), i + length
    return None


def _read_about(t: Tokens, i: int) -> Found | None:
    """ "around 1pm", "circa 5 in the morning"; "around the 21st" is left as it is."""
    if t.low[i] not in ("around", "circa", "about") or t.low[i - 1] in ("how", "what"):
        return None
    found = read_moment(t, i + 1)
    if found is None or not isinstance(found[0], Clock | At) or t.low[i + 1] in ("the", "in"):
        return None
    return About(found[0]), found[1]


def _read_bound(t: Tokens, i: int) -> Found | None:
    """ "since August", "before 2.30pm", "by the end of the year", "post-1959"."""
    if t.low[i] not in _BOUND_STARTS:
        return None
    for length in (3, 2, 1):
        mod = _BOUNDS.get(tuple(t.low[i : i + length]))
        if mod is None:
            continue
        found = _read_bounded(t, i, i + length)
        if found is None:
            return None
        return Bound(mod, found[0]), found[1]  # pyright: ignore[reportArgumentType]
    return None


def _read_bounded(t: Tokens, i: int, j: int) -> Found | None:
    about = t.low[j] in ("around", "about")
    k = j + 1 if about else j
    if t.low[k] in ("lunch", "dinner"):
        code = Daypart("MEL", 11, 13) if t.low[k] == "lunch" else Daypart("MED", 16, 20)
        return (code, k + 1) if not t.low[k + 1].isalpha() else None
    found = read_moment(t, k)
    if found is None and t.low[i] in ("before", "after", "by", "until"):
        found = read_time_alone(t, k)
    length = _read_length(t, k) if found is None or t.low[i] != "after" else None
    if length and isinstance(length[0], Offset) and (found is None or length[1] > found[1]):
        found = length
    if found is None or isinstance(found[0], Window | Duration):
        return None
    if t.low[i] == "by" and isinstance(found[0], Unit) and found[0].unit == "day" and found[0].shift <= 0:
        return None
    if t.low[i] in ("starting", "beginning") and j == i + 1 and isinstance(found[0], Clock | Daypart):
        return None
    return (About(found[0]), found[1]) if about else found


def read_time_alone(t: Tokens, k: int) -> Found | None:
    """ "before dawn on Friday", "after dinnertime": parts of the day that need the word before them."""
    daypart = _WORDS.dayparts.get(t.low[k])
    if daypart is None or t.low[k] in ("night", "nights"):
        return None
    node = Daypart(*daypart)
    return add_day(t, (node, k + 1)) or (node, k + 1)


def _read_length(t: Tokens, i: int) -> Found | None:
    """What begins with a length of time: a duration, or one with "ago", "later", "from now", "before May 13"."""
    word = t.low[i]
    if word == "in":
        return _read_in(t, i)
    if word == "within":
        found = read_duration(t, i + 1)
        return (Window(found[0], 1), found[1]) if found and isinstance(found[0], Duration) else None
    if word in ("for", "from") or word in _WORDS.weekdays:
        return _read_counted_from(t, i)
    if (day := _read_day_beside(t, i)) is not None:
        return day
    found = read_duration(t, i)
    if found is None or not isinstance(found[0], Duration):
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
    if base is None or isinstance(base[0], Window) or t.low[j + 2] in ("next", "last") and unit != "day":
        return None
    return Offset(Duration(((1, unit),)), -1 if t.low[j + 1] == "before" else 1, base[0], rough=True), base[1]


def _read_in(t: Tokens, i: int) -> Found | None:
    """ "in two weeks" ahead; "in three days of talks" and "the first time in two years" are durations."""
    found = read_duration(t, i + 1)
    if found is None or not isinstance(found[0], Duration) or found[0].mod or t.low[i + 1] in ("all", "some"):
        return None
    duration, j = found
    if t.low[j] == "since" and (base := read_moment(t, j + 1)):
        return Offset(duration, 1, base[0]), base[1]
    if t.low[j] == "'" or t.low[j] in ("of", "-", "ago") or t.low[i - 1] in _SINCE_FIRST or find_direction(t, i, j) < 0:
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
    """ "for 3 days, from today", "from 10 am for 3 hours", "for 2 hours from 2pm", "Sunday 3 weeks after January 15th"."""
    if t.low[i] == "from":
        start = read_moment(t, i + 1)
        if start and isinstance(start[0], Clock | At) and t.low[start[1]] == "for":
            found = read_duration(t, start[1] + 1)
            if found and isinstance(found[0], Duration):
                return From(start[0], found[0]), found[1]
        return None
    found = read_duration(t, i + 1)
    if found is None or not isinstance(found[0], Duration):
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


def _read_range(t: Tokens, i: int) -> Found | None:
    """ "from Monday to Friday", "July 6-8", "between 3 and 12 September", "1904–2013", "Jan-Feb 2017"."""
    word = t.low[i]
    prefix = word in ("from", "between")
    j = i + 1 if prefix else i
    clocks = read_time_range(t, i) if prefix else None
    if clocks and (dated := add_day(t, clocks)):
        return dated
    first = _read_end(t, j, i if prefix else -1)
    if first is None:
        return (clocks if _is_time(clocks[0]) else None) if clocks else None
    node, k = first
    joins = t.low[k] in TO or (word == "between" and t.low[k] == "and")
    if t.low[k] == "and" and not prefix and t.low[i - 1] != "between":
        return _read_pair(t, i, node, k)
    last = _read_end(t, k + 1, i if prefix else -1, last=True) if joins else None
    if last is None:
        return clocks
    joined = _join(t, node, last[0], prefix=prefix, sign=t.low[k])
    if joined is None:
        return clocks if clocks and _is_time(clocks[0]) else None
    end = last[1]
    if isinstance(joined, Range) and isinstance(joined.first, Clock):
        dated = add_day(t, (joined, end))
        return dated or (joined, end)
    return joined, end


def _is_time(node: Node) -> bool:
    if not isinstance(node, Range) or not isinstance(node.first, Clock) or not isinstance(node.last, Clock):
        return False
    return any(c.half or c.minute is not None for c in (node.first, node.last))


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
    loose = _read_loose(t, j)
    if loose and loose[0] == Loose("PRESENT_REF"):
        best = loose
    if last and best is None:
        tail = _read_length(t, j)
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
