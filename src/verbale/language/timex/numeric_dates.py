"""Dates in figures: 2024-12-11, 11/12/2024, 11.12.2024, 22/Jan/2019, 12-2015, 7/6."""

from __future__ import annotations

import re
from dataclasses import replace

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Day, Found
from verbale.language.timex.numbers import read_year
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_MONTH = "|".join(sorted(_WORDS.months, key=len, reverse=True))
_NUMERIC = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<y>\d{{4}})(?P<s>[-/.])(?:(?P<m>\d\d?)|(?P<n>{_MONTH}))(?P=s)(?P<d>\d\d?)",
        rf"(?P<y>\d{{4}})(?P<s>[-/])(?P<d>\d\d?)(?P=s)(?P<n>{_MONTH})",
        r"(?P<y>[12]\d{3}) (?P<m>0[1-9]|1[0-2]) (?P<d>0[1-9]|[12]\d|3[01])",
        rf"(?P<d>\d\d?)(?P<s>[-/.])(?P<n>{_MONTH})(?:(?P=s)(?P<y>\d{{4}}|\d\d))?",
        r"(?P<a>\d\d?)(?P<s>[-/.])(?P<b>\d\d?)(?P=s)(?P<y>\d{4}|\d\d)",
        r"(?P<m>\d\d?)-(?P<y>(?:19|20)\d\d)",
        r"(?P<y>(?:19|20)\d\d)[-/](?P<m>0?[1-9]|1[0-2])",
        r"(?P<a>\d\d?)/(?P<b>\d\d?)",
    )
)
# What must not follow; a hyphen and a second date of the same make may, for that is a range.
_EDGE = re.compile(r"(?!(?!T\d\d:)\w|[/.,:]\d|-(?!\d\d?/\d\d?(?!\d)|\d\d?-\d\d?-\d{4}(?!\d))\d)")


_ON_A_DAY = frozenset("on by from to until till through between and or , - –".split())  # else 9/11 is a name


def read_numeric_date(t: Tokens, i: int) -> Found | None:
    """2024-12-11, 11/12/2024, 11.12.2024, 22/Jan/2019, 12-2015, 7/6.

    Month before day, as American newspapers write it, unless the first number is over 12; a date that can be read
    both ways is marked "order".
    """
    if t.glued(i) and (t.low[i - 1].isalnum() or t.low[i - 1] in "/.,:") and t.low[i - 1]:
        return None
    if t.glued(i) and t.low[i - 1] in ("-", "$", "£", "€", "+") and t.low[i - 1] != "-":
        return None
    for pattern in _NUMERIC:
        match = pattern.match(t.text, t.start[i])
        if match and _EDGE.match(t.text, match.end()):
            day = _numeric_day(match)
            if day and not _is_quantity(t, i, match):
                end = _token_at(t, i, match.end())
                year = read_year(t, end + 1) if day.year is None and t.low[end] == "," else None
                if (day.month, day.day, day.year) == (9, 11, None) and t.low[i - 1] not in _ON_A_DAY:
                    return Day(2001, 9, 11), end
                return (replace(day, year=year[0]), year[1]) if year else (day, end)
    return None


def _is_quantity(t: Tokens, i: int, match: re.Match[str]) -> bool:
    fields = match.groupdict()
    if fields.get("y") is None and fields.get("n") is None:  # "1/2 percent", "24/7", "50/50", "9/11"
        after = t.low[_token_at(t, i, match.end())]
        return match["a"] == "24" or after in ("%", "percent", "per", "of", "cup", "inch", "majority")
    if fields.get("a") is None and len(fields) and fields.get("d") is None:  # 12-2015, but not a part of a phone number
        return t.glued(i) and t.low[i - 1] == "-"
    return False


def _token_at(t: Tokens, i: int, end: int) -> int:
    j = i
    while j < t.count and t.start[j] < end:
        j += 1
    return j


def _numeric_day(match: re.Match[str]) -> Day | None:
    fields = match.groupdict()
    year_text = fields.get("y")
    year = int(year_text) if year_text else None
    doubts: tuple[str, ...] = ()
    if year is not None and len(year_text or "") == 2:
        year += 1900 if year >= 40 else 2000
        doubts = ("century",)
    if fields.get("a"):
        month, day = int(match["a"]), int(match["b"])
        if month > 12:
            month, day = day, month
        elif day <= 12 and month != day:
            doubts = ("order", *doubts)
    else:
        month = _WORDS.months[match["n"].lower()] if fields.get("n") else int(match["m"])
        day = int(match["d"]) if fields.get("d") else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31) or year == 0:
        return None
    return Day(year, month, day, doubts=doubts)
