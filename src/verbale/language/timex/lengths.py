"""Lengths of time and what is counted with them: durations, "ago", "the past three days", sets."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Duration
from verbale.language.timex.numbers import read_cardinal
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_SHORT_UNITS = frozenset({"h", "y", "min", "sec", "hr", "hrs", "mins", "secs"})


def read_duration(t: Tokens, i: int) -> tuple[Duration, int] | None:
    """ "three days", "16-hour", "2 years 1 month", "one and a half hours", "at least another year"."""
    mod = _WORDS.mods.find(t.low, i) if t.low[i - 1] not in ("how", "what") else None
    found = _read_sum(t, mod[1] if mod else i)
    if found is None:
        return _read_vague(t, i)
    duration, j = found
    if mod:
        duration = replace(duration, mod=mod[0])
    if t.low[j] == "or" and t.low[j + 1] in ("more", "longer", "so"):
        return replace(duration, mod="APPROX" if t.low[j + 1] == "so" else "EQUAL_OR_MORE"), j + 2
    return duration, j


def _read_vague(t: Tokens, i: int) -> tuple[Duration, int] | None:
    """ "weeks" in "for weeks", "decades-long", "all day", "several days"."""
    if t.low[i] in ("all", "whole") and t.low[i + 1] in _WORDS.units and not t.low[i + 1].endswith("s"):
        return Duration(((1, _WORDS.units[t.low[i + 1]]),)), i + 2
    unit = _WORDS.units.get(t.low[i])
    if unit and t.low[i + 1] == "-" and t.low[i + 2] == "long" and t.glued(i + 2) and not t.glued(i):
        return Duration(((None if t.low[i].endswith("s") else 1, unit),)), i + 3
    if unit and t.low[i].endswith("s") and t.low[i] not in ("secs", "hrs", "mins", "wks", "yrs", "quarters"):
        if t.low[i - 1] in ("for", "within", "took", "lasted") or (
            t.low[i + 1] == "-" and t.low[i + 2] in ("long", "old")
        ):
            return Duration(((None, unit),)), i + 1
        if t.low[i - 1] == "after" and t.low[i + 1] == "of":
            return Duration(((None, unit),)), i + 1
        if t.low[i + 1] == "of" and t.low[i + 2] in ("talks", "negotiations", "wrangling", "deadlock"):
            return Duration(((None, unit),)), i + 1
    return None


def _read_sum(t: Tokens, i: int) -> tuple[Duration, int] | None:
    first = _read_term(t, i)
    if first is None:
        return None
    duration, j = first
    while len(duration.amounts) < _MOST_TERMS and duration.high is None:
        extra = _read_extra(t, j) if t.low[j] == "and" else None
        if extra:
            (amount, unit), *_ = reversed(duration.amounts)
            return Duration((*duration.amounts[:-1], ((amount or 0) + extra[0], unit))), extra[1]
        joined = t.low[j] in ("and", ",")
        after = _read_term(t, j + 1 if joined else j)
        if after and t.low[j] == "," and (after[0].amounts[0][0] or 0) >= _MOST_AFTER_COMMA:
            break
        if after is None or after[0].high or not _is_shorter(after[0].amounts[0][1], _last_unit(duration)):
            break
        if (
            joined
            and t.low[after[1]] in ("ago", "later", "earlier")
            and t.low[i - 1] in ("for", "last", "past", "over")
        ):
            break  # "for three months, and two days ago they agreed"
        duration, j = Duration(duration.amounts + after[0].amounts), after[1]
    return duration, j


_MOST_TERMS = 6
_MOST_AFTER_COMMA = 60  # "2 years, 3 months" is one length; "100 days, 1,000 hours" is two


def _last_unit(duration: Duration) -> str:
    return duration.amounts[len(duration.amounts) - 1][1]


_ORDER = ("century", "decade", "year", "quarter", "month", "fortnight", "week", "day", "hour", "minute", "second")


def _is_shorter(unit: str, other: str) -> bool:
    return unit in _ORDER and other in _ORDER and _ORDER.index(unit) > _ORDER.index(other)


def _read_extra(t: Tokens, j: int) -> tuple[float, int] | None:
    """ "and a half", "and half", "and a quarter" after a unit."""
    k = j + 2 if t.low[j + 1] == "a" else j + 1
    share = {"half": 0.5, "quarter": 0.25}.get(t.low[k])
    return (share, k + 1) if share and t.low[k + 1] not in _WORDS.units and t.low[k + 1] != "of" else None


def _read_term(t: Tokens, i: int) -> tuple[Duration, int] | None:
    """One number and its unit."""
    found = _read_amount(t, i)
    if found is None:
        return None
    amount, high, j = found
    if amount == 0:
        return None
    if t.low[j] in (
        "more",
        "further",
        "additional",
        "full",
        "straight",
        "consecutive",
        "whole",
        "long",
        "successive",
        "-",
    ):
        j += 1
    if t.low[j] in ("business", "working", "work", "week") and t.low[j + 1] == "days":
        return Duration(((amount, "business day"),), None, high), j + 2
    unit = _WORDS.units.get(t.low[j])
    if (
        unit is None
        or (t.low[j] in ("y", "h") and (not t.glued(j) or t.low[j + 1].isdigit()))
        or _is_other(t, i, j, amount)
    ):
        return None
    j += 1
    if t.low[j] == "." and t.low[j - 1] in _SHORT_UNITS and t.glued(j) and not t.capital(j + 1):
        j += 1
    if t.low[j] == "or" and t.low[j + 1] == "two" and amount == 1 and t.low[j + 2] not in _WORDS.units:
        return Duration(((1, unit),), None, 2), j + 2  # "a month or two"
    return Duration(((amount, unit),), None, high), j


def _is_other(t: Tokens, i: int, j: int, amount: float | None) -> bool:
    """A number and a unit that are no length: "32-year-old", "one second" the ordinal, "a second round", "1990 s"."""
    k = j + 1
    if t.low[k] == "-" and t.low[k + 1] == "to":
        return True  # "day-to-day"
    if (t.low[k] == "-" and t.low[k + 1] in ("old", "olds")) or (t.low[k] == "old" and t.low[k + 1] != "slump"):
        return True
    if t.low[j] == "second" and (t.low[i] in ("a", "an", "the", "every") or t.low[k] in ("of", "round", "half")):
        return True
    if t.low[j] == "hours" and len(t.low[i]) == 4 and t.low[i - 1] in ("at", "by", "until", "from", "before", "after"):
        return True  # "at 1400 hours"
    if t.low[j] in ("quarter", "quarters") and (t.low[i] == "a" or t.low[k] == "of"):
        return True
    if t.low[j] in ("night", "min", "sec") and t.low[i] in ("a", "an", "one") and t.low[j] != "min":
        return True
    return t.low[i] == "some" and not t.low[j].endswith("s")


def _read_amount(t: Tokens, i: int) -> tuple[float | None, float | None, int] | None:
    """Least amount, most amount where two are given, and the token after: "two to three", "a few", "another two"."""
    if t.low[i] == "another":
        found = _read_amount(t, i + 1) if t.low[i + 1] not in ("a", "an", "another", "the") else None
        return found or (1, None, i + 1)
    word = t.low[i]
    if word in ("a", "an") and t.low[i + 1] in ("couple", "few", "dozen", "half", "quarter", "further", "full", "good"):
        found = _read_amount(t, i + 1)
        if found:
            return found
        return (1, None, i + 2) if word == "a" and t.low[i + 1] in ("full", "further") else None
    if word in ("a", "an") and t.low[i + 1] == "-":
        return None  # "$12-an-hour"
    if word in ("a", "an"):
        return (None if t.low[i - 1] in ("half", "quarter") else 1, None, i + 1)
    if word == "quarter" and t.low[i + 1] == "of" and t.low[i + 2] in ("a", "an"):
        return 0.25, None, i + 3
    if word == "half":
        j = i + 2 if t.low[i + 1] in ("a", "an", "-") else i + 1
        return 0.5, None, j
    if word == "couple":
        return 2, None, i + 2 if t.low[i + 1] == "of" else i + 1
    if word in ("dozen", "dozens") and t.low[i + 1] != "-":
        return 12 if word == "dozen" else None, None, i + 2 if t.low[i + 1] == "of" else i + 1
    if word in _WORDS.vague:
        return None, None, i + 2 if word == "few" and t.low[i + 1] == "more" else i + 1
    if t.glued(i) and (t.low[i - 1] in ("$", "£", "€", ".", ":", "/") or t.low[i - 1].isalnum()):
        return None
    number = read_cardinal(t, i)
    if number is None:
        return None
    return _read_span_of_amounts(t, i, *number)


def _read_span_of_amounts(t: Tokens, i: int, low: float, j: int) -> tuple[float | None, float | None, int] | None:
    if t.low[j] == "-" and t.low[j + 1] == "and" and t.low[j + 3] in ("a", "half"):
        share = {"half": 0.5, "quarter": 0.25}.get(t.low[j + 5])  # "two-and-a-half years"
        return (low + share, None, j + 6) if share else None
    if t.low[j] == "and" and t.low[j + 1] in ("a", "half") and (extra := _read_extra_amount(t, j)):
        return low + extra[0], None, extra[1]
    if t.low[j] == "dozen":
        return low * 12, None, j + 1
    if t.low[j] == "of" and t.low[j + 1] == "a":
        return None
    if t.low[j] in ("to", "or", "-", "–"):
        high = read_cardinal(t, j + 1)
        if high and low < high[0] <= low * 12 + 20:
            return low, high[0], high[1]
    return low, None, j


def _read_extra_amount(t: Tokens, j: int) -> tuple[float, int] | None:
    k = j + 2 if t.low[j + 1] == "a" else j + 1
    share = {"half": 0.5, "quarter": 0.25}.get(t.low[k])
    return (share, k + 1) if share else None
