"""Any stretch of the calendar, and parts of one: "late April", "the first ten days of 2020", "later this week"."""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.named import read_named
from verbale.language.timex.nodes import Day, Found, Node, Nth, Part, Unit, Weekday, Window
from verbale.language.timex.numbers import read_count, read_ordinal
from verbale.language.timex.relatives import read_relative
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_PARTS = {
    "early": "START", "beginning": "START", "start": "START", "mid": "MID", "middle": "MID", "late": "END",
    "end": "END", "midway": "MID",
}  # fmt: skip
_DEEPEST = 3


def read_date(t: Tokens, i: int, depth: int = 0) -> Found | None:
    """The longest day, month, year or other stretch of the calendar that begins at token i."""
    if depth > _DEEPEST or not t.low[i]:
        return None
    found = (_read_part(t, i, depth), _read_nth(t, i, depth), read_named(t, i), read_relative(t, i))
    return max((each for each in found if each), key=lambda each: each[1], default=None)


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
    if found is None or isinstance(found[0], Window | Part):
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
    """ "the last week of July", "first ten days of 2020", "the 15th day of next month", "first Monday of May"."""
    j = i + 1 if t.low[i] == "the" else i
    nth = (-1, j + 1) if t.low[j] in ("last", "final") else read_ordinal(t, j)
    if nth is None or t.low[nth[1]] == "":
        return None
    k = nth[1]
    if t.low[k] == "of" and nth[0] > 0:  # "the 4th of next month"
        month = read_relative(t, k + 1) or _read_bare_unit(t, k + 1)
        is_month = month is not None and isinstance(month[0], Unit) and month[0].unit == "month"
        return (Nth(nth[0], "day", month[0]), month[1]) if month and is_month else None
    count = read_count(t, k)
    k = count[1] if count else k
    unit = _WORDS.units.get(t.low[k])
    weekday = _WORDS.weekdays.get(t.low[k]) if count is None else None
    if (unit is None and weekday is None) or t.low[k + 1] not in ("of", "in") or unit in ("second", "minute", "night"):
        return None
    found = read_date(t, k + 2, depth + 1) or _read_bare_unit(t, k + 2)
    if found is None or isinstance(found[0], Window):
        return None
    return Nth(nth[0], unit or f"weekday {weekday}", found[0], count[0] if count else 1), found[1]
