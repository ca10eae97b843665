"""Whole time expressions: of all that can be read at a place the longest, with "since", "before" and "or later"."""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.loose import read_loose
from verbale.language.timex.moments import add_day, read_moment
from verbale.language.timex.nodes import (
    About,
    At,
    Bound,
    Clock,
    Daypart,
    Duration,
    Found,
    Offset,
    Part,
    Repeated,
    Unit,
    Window,
)
from verbale.language.timex.offsets import read_length
from verbale.language.timex.periods import read_short_year_alone
from verbale.language.timex.ranges import read_range
from verbale.language.timex.sets import read_set
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_STARTS = frozenset(
    word
    for words in (
        _WORDS.starts,
        _WORDS.weekdays,
        (f"{day}s" for day in _WORDS.weekdays),
        _WORDS.months,
        _WORDS.cardinals,
        _WORDS.ordinals,
        _WORDS.units,
        _WORDS.dayparts,
        _WORDS.relative,
        _WORDS.seasons,
        _WORDS.holidays,
        _WORDS.vague,
        _WORDS.loose.firsts,
        _WORDS.bounds.firsts,
        _WORDS.sets,
    )
    for word in words
)
_STRONG = (_STARTS | _WORDS.ends) - _WORDS.weak_starts | _WORDS.ordinals.keys()
_SECONDS = {"on": ("or",), "to": ("date",), "as": ("early", "late"), "not": ("later",), "up": ("to", "until")}
_REACH = 6  # tokens after a weak start in which a strong word must follow


def may_start(t: Tokens, i: int) -> bool:
    """Whether a time expression could begin at token i: all other places are passed over at the cost of a look-up."""
    word = t.low[i]
    if word.isdigit():
        return True
    if word not in _STARTS:
        return False
    if word in _SECONDS and t.low[i + 1] not in _SECONDS[word]:
        return False
    return word not in _WORDS.weak_starts or any(
        after in _STRONG or after.isdigit() for after in t.low[i + 1 : i + _REACH]
    )


def read_expression(t: Tokens, i: int) -> Found | None:
    """The longest time expression that begins at token i."""
    best: Found | None = None
    for read in (
        _read_bound,
        read_set,
        read_range,
        read_length,
        _read_about,
        read_moment,
        read_loose,
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
    after = _WORDS.afterthoughts.find(t.low, j)
    if after is None or t.low[after[1]] == "than" or isinstance(node, Duration | Offset | Window | Bound | Repeated):
        return found
    mod, end = after
    dated = add_day(t, node, end) if isinstance(node, Clock) else None
    return (Bound(mod, dated[0]), dated[1]) if dated else (Bound(mod, node), end)


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
    bound = _WORDS.bounds.find(t.low, i)
    found = _read_bounded(t, i, bound[1]) if bound else None
    return (Bound(bound[0], found[0]), found[1]) if bound and found else None


def _read_bounded(t: Tokens, i: int, j: int) -> Found | None:
    about = t.low[j] in ("around", "about")
    k = j + 1 if about else j
    if t.low[k] in ("lunch", "dinner"):
        code = Daypart("MEL", 11, 13) if t.low[k] == "lunch" else Daypart("MED", 16, 20)
        return (code, k + 1) if not t.low[k + 1].isalpha() else None
    found = read_moment(t, k)
    if found is None and t.low[i] in ("before", "after", "by", "until"):
        found = read_time_alone(t, k)
    length = read_length(t, k) if found is None or t.low[i] != "after" else None
    if length and isinstance(length[0], Offset) and (found is None or length[1] > found[1]):
        found = length
    if found is None or isinstance(found[0], Window | Duration):
        return None
    if t.low[i] == "by" and isinstance(found[0], Unit) and found[0].unit == "day" and found[0].shift <= 0:
        return None
    if t.low[i] in ("starting", "beginning") and j == i + 1 and isinstance(found[0], Clock | Daypart):
        return None
    if found[0] == Clock(0) and t.low[i] in ("until", "till", "by", "before"):
        return Clock(24), found[1]  # the midnight to come
    return (About(found[0]), found[1]) if about else found


def read_time_alone(t: Tokens, k: int) -> Found | None:
    """ "before dawn on Friday", "after dinnertime": parts of the day that need the word before them."""
    daypart = _WORDS.dayparts.get(t.low[k])
    if daypart is None or t.low[k] in ("night", "nights"):
        return None
    node = Daypart(*daypart)
    return add_day(t, node, k + 1) or (node, k + 1)
