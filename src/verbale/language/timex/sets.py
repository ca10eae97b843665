"""Sets of times, as TIMEX3 calls what comes again: "every weekday", "weekly", "twice a month", "Thursdays at 17.30"."""

from __future__ import annotations

from verbale.language.timex.clocks import read_clock, read_loose_clock
from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Clock, Found, Repeated
from verbale.language.timex.numbers import read_cardinal
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_HALVES = {"semi": 0.5, "bi": 2.0, "tri": 3.0}
_BASE = {"weekly": "W", "monthly": "M", "annually": "Y", "yearly": "Y", "annual": "Y"}
_UNIT = {
    "second": ("PT", "S", 1), "minute": ("PT", "M", 1), "hour": ("PT", "H", 1), "day": ("P", "D", 1),
    "night": ("P", "D", 1), "week": ("P", "W", 1), "weekend": ("P", "WE", 1), "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1), "quarter": ("P", "M", 3), "year": ("P", "Y", 1), "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
}  # fmt: skip
_RATES = frozenset("once twice times billion million trillion thousand percent % per apiece bn m".split())


def length_value(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: P3D, PT1.5H, PXW where the amount is not said."""
    if unit == "business day":
        return f"P{_shown(amount, 1)}BD"
    prefix, letter, size = _UNIT[unit]
    return f"{prefix}{_shown(amount, size)}{letter}"


def _shown(amount: float | None, size: int) -> str:
    return "X" if amount is None else f"{amount * size:.10g}"


def read_set(t: Tokens, i: int) -> Found | None:
    """A set of times that begins at token i."""
    word = t.low[i]
    if word in ("every", "each", "any"):
        return _read_every(t, i)
    if word in _WORDS.sets:
        titled = t.capital(i) and t.capital(i - 1) and not t.shown(i).isupper()  # "NBC Nightly News"
        return (Repeated(_WORDS.sets[word]), i + 1) if t.low[i + 1] != "-" and not titled else None
    if word in _HALVES and t.low[i + 1] == "-" and t.low[i + 2] in _BASE:
        return Repeated(f"P{_HALVES[word]:.10g}{_BASE[t.low[i + 2]]}"), i + 3
    if word.endswith("days") and word[:-1] in _WORDS.weekdays:
        return _add_clock(t, f"XXXX-WXX-{_WORDS.weekdays[word[:-1]]}", i + 1)
    if word in _WORDS.weekdays and t.low[i + 1] in ("mornings", "afternoons", "evenings", "nights"):
        return Repeated(f"XXXX-WXX-{_WORDS.weekdays[word]}T{_WORDS.dayparts[t.low[i + 1]][0]}"), i + 2
    return _read_rate(t, i) or _read_clock_each(t, i)


def _read_every(t: Tokens, i: int) -> Found | None:
    j, count = i + 1, 1.0
    other = t.low[j] == "other"
    if other:
        j, count = j + 1, 2.0
    elif number := read_cardinal(t, j):
        count, j = number[0], number[1]
    word = t.low[j]
    if word in _WORDS.dayparts and t.low[i] != "any":
        return _add_clock(t, f"T{_WORDS.dayparts[word][0]}", j + 1)
    weekday = _WORDS.weekdays.get(word)
    if weekday:
        return _add_clock(t, f"XXXX-WXX-{weekday}", j + 1)
    if word == "weekday":
        return Repeated("P1D"), j + 1
    if word == "single":
        word, j = t.low[j + 1], j + 1
    unit = _WORDS.units.get(word)
    month = _WORDS.months.get(word)
    if month and len(word) > 3:
        return Repeated(f"XXXX-{month:02d}"), j + 1
    if unit is None or (word.endswith("s") and count == 1) or (unit == "second" and count == 1):
        return None
    if t.low[i] == "any" and unit not in ("weekend", "year", "week", "month"):
        return None
    if count == 1 and t.low[j + 1] == "of":
        return None
    found = _add_clock(t, "", j + 1) if unit == "day" and count == 1 else None
    if found and found[1] > j + 1:
        return found
    return Repeated(length_value(count, unit)), j + 1


def _add_clock(t: Tokens, value: str, j: int) -> Found:
    """ "at 4pm" after a set; a part of the day gives way to the time."""
    if t.low[j] in _WORDS.dayparts and not value.startswith("T"):
        return Repeated(f"{value}T{_WORDS.dayparts[t.low[j]][0]}"), j + 1
    found = read_loose_clock(t, j + 1) if t.low[j] == "at" else read_clock(t, j)
    if found:
        return Repeated(f"{'' if value.startswith('T') else value}T{clock_value(found[0])}"), found[1]
    return Repeated(value), j


def clock_value(clock: Clock) -> str:
    """ "16", "16:12": the part of a TIMEX3 value after T, as precise as it was said."""
    hour = clock.hour
    if clock.half == "p" and hour < 12:
        hour += 12
    elif clock.half == "a" and hour == 12:
        hour = 0
    minute = "" if clock.minute is None else f":{clock.minute:02d}"
    return f"{hour:02d}{minute}" + ("" if clock.second is None else f":{clock.second:02d}")


def minute_value(clock: Clock) -> str:
    """ "16:00", "16:12": the part after T where the day is known, to the minute at least."""
    value = clock_value(clock)
    return value if ":" in value else f"{value}:00"


def _read_clock_each(t: Tokens, i: int) -> Found | None:
    """ "3pm each day", "6am everyday"."""
    if not t.low[i].isdigit():
        return None
    found = read_clock(t, i)
    if found is None:
        return None
    j = found[1]
    if t.low[j] in ("daily", "everyday"):
        return Repeated(f"T{clock_value(found[0])}"), j + 1
    if t.low[j] in ("every", "each"):
        each = _read_every(t, j)
        if each and isinstance(each[0], Repeated):
            value = "" if each[0].value == "P1D" else each[0].value
            return (Repeated(f"{value}T{clock_value(found[0])}"), each[1]) if not value.startswith("P") else None
    return None


def _is_counted(t: Tokens, i: int) -> bool:
    """What "a year" makes a rate: "$25,000 a year", "60 hours a week"."""
    return t.low[i].isdigit() or (t.low[i] in _WORDS.units and t.low[i].endswith("s"))


def _read_rate(t: Tokens, i: int) -> Found | None:
    """ "twice a month", "one a day", "three times a week", and the "a year" of "$1 billion a year"."""
    j = i
    if t.low[i] in ("once", "twice", "one"):
        j = i + 1
        if t.low[j] == "every":
            return _read_every(t, j)
    elif (count := read_cardinal(t, i)) and t.low[count[1]] == "times":
        j = count[1] + 1
    elif t.low[i - 1] not in _RATES and not _is_counted(t, i - 1):
        return None
    if t.low[j] not in ("a", "per", "each", "every", "an"):
        return None
    unit = _WORDS.units.get(t.low[j + 1])
    if unit is None or t.low[j + 1].endswith("s") or unit == "second" or t.low[j + 2] in ("ago", "earlier", "later"):
        return None
    return Repeated(length_value(1, unit)), j + 2
