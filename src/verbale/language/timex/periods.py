"""Periods that have a number or a name: decades, centuries, quarters, halves, weeks, seasons, holidays."""

from __future__ import annotations

from dataclasses import replace

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Day, Found, Holiday, Numbered, Season
from verbale.language.timex.numbers import read_ordinal, read_short_year, read_year
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()


def read_decade(t: Tokens, i: int) -> Found | None:
    """ "the 1990s", "1990's", "1990 s", "the '90s", "the nineties"."""
    j = i + 1 if t.low[i] == "the" else i
    number = t.number(j)
    if number is not None and len(t.low[j]) == 4 and number % 10 == 0 and 1000 <= number < 2200:
        k = j + 2 if t.low[j + 1] == "'" else j + 1
        if t.low[k] == "s" and (t.glued(k) or t.low[k + 1] in (".", "", ",")):
            return Numbered("decade", number // 10), k + 1
    if t.low[j] == "'":
        number, j = t.number(j + 1), j + 1
    elif j == i:
        return None
    if number is not None and len(t.low[j]) == 2 and number % 10 == 0 and t.low[j + 1] == "s" and t.glued(j + 1):
        return Numbered("decade", (1900 + number if number > 20 else 2000 + number) // 10), j + 2
    tens = _WORDS.cardinals.get(t.low[j].removesuffix("ies") + "y", 0) if t.low[j].endswith("ties") else 0
    return (Numbered("decade", 190 + tens // 10), j + 1) if tens > 10 else None


def read_century(t: Tokens, i: int) -> Found | None:
    j = i + 1 if t.low[i] == "the" else i
    numbered = read_ordinal(t, j)
    if numbered is None or not 0 < numbered[0] < 30:
        return None
    k = numbered[1] + 1 if t.low[numbered[1]] == "-" else numbered[1]
    return (Numbered("century", numbered[0] - 1), k + 1) if t.low[k] == "century" else None


def read_numbered(t: Tokens, i: int) -> Found | None:
    """ "Q3", "q1-2019", "2017 q1", "2019-H2", "the third quarter of 2025", "FY 2025", "fiscal 1990", "week 10"."""
    number = t.number(i)
    if number is not None and len(t.low[i]) == 4 and 1900 <= number < 2100:
        k = i + 2 if t.low[i + 1] == "-" else i + 1
        found = _short_quarter(t, k)
        return (Numbered(found[0], found[1], number), k + 2) if found else None
    found = _short_quarter(t, i)
    if found:
        return _with_year(t, Numbered(*found), i + 2)
    if t.low[i] in ("fiscal", "fy", "school", "financial"):
        return _read_fiscal(t, i)
    if t.low[i] == "week" and (week := t.number(i + 1)) and 1 <= week <= 53 and len(t.low[i + 1]) < 3:
        return _with_year(t, Numbered("week", week), i + 2)
    j = i + 1 if t.low[i] == "the" else i
    nth = read_ordinal(t, j)
    if nth is None:
        return None
    k = nth[1] + 1 if t.low[nth[1]] == "-" else nth[1]
    if t.low[k] == "fiscal":
        k += 1
    if t.low[k] not in ("quarter", "half") or nth[0] > (4 if t.low[k] == "quarter" else 2):
        return None
    unit, year = ("quarter" if t.low[k] == "quarter" else "half"), _with_year(t, Numbered(t.low[k], nth[0]), k + 1)
    if unit == "half" and year[1] == k + 1:
        return None  # "the first half" of a match
    return year


def _short_quarter(t: Tokens, i: int) -> tuple[str, int] | None:
    number = t.number(i + 1)
    if t.low[i] in ("q", "h") and t.glued(i + 1) and number and number <= (4 if t.low[i] == "q" else 2):
        return ("quarter" if t.low[i] == "q" else "half"), number
    return None


def _with_year(t: Tokens, node: Numbered, j: int) -> Found:
    k = j + 1 if t.low[j] in ("of", "in", "-", ",") else j
    year = read_year(t, k)
    if year:
        return replace(node, year=year[0]), year[1]
    k = j + 1 if t.low[j] in ("of", "in") else j
    if t.low[k] in ("the", "fiscal") and t.low[k + 1] == "year" and node.unit != "week":
        return node, k + 2
    shift = _WORDS.shifts.get(_WORDS.relative.get(t.low[k], ""))
    if shift is not None and t.low[k + 1] == "year":
        return replace(node, shift=shift), k + 2
    return node, j


def _read_fiscal(t: Tokens, i: int) -> Found | None:
    unit = "school" if t.low[i] == "school" else "fiscal"
    j = i + 2 if t.low[i + 1] == "year" else i + 1
    year = read_year(t, j)
    if year is None and t.low[i] == "fy" and (number := t.number(j)) is not None and len(t.low[j]) == 2:
        year = 2000 + number, j + 1
    if year is None and t.glued(j) and (number := t.number(j)) is not None and len(t.low[j]) == 4:
        year = number, j + 1
    if year:
        return Numbered(unit, 0, year[0]), year[1]
    return (Numbered(unit, 0), j) if j == i + 2 and unit == "fiscal" else None


def read_season(t: Tokens, i: int) -> Found | None:
    """ "summer", "spring 2025", "the fall of 1989", "in the spring"."""
    word = t.low[i]
    if word not in _WORDS.seasons:
        return None
    j = i + 2 if t.low[i + 1] == "of" else i + 1
    year = read_year(t, j)
    if year:
        return Season(word, year[0]), year[1]
    shift = _WORDS.shifts.get(_WORDS.relative.get(t.low[i + 1], ""))
    if shift is not None and t.low[i + 2] == "year":
        return Season(word, None, f"year {shift}"), i + 3
    if word in ("spring", "fall") and not (
        t.low[i - 1] == "the" and t.low[i - 2] in ("in", "by", "since", "until", "during")
    ):
        return None
    known = not t.capital(i) and t.low[i + 1] not in ("-", "camp", "school", "of", "games") and t.low[i - 1] != "-"
    return (Season(word), i + 1) if known else None


def read_holiday(t: Tokens, i: int) -> Found | None:
    """ "Christmas Eve", "Thanksgiving Day", "easter 2018", "labor day 2021 weekend"."""
    for words, rule in _WORDS.holidays.get(t.low[i], ()):
        if tuple(t.low[i : i + len(words)]) == words and (t.capital(i) or len(words) > 1 or t.shown(i).islower()):
            j = i + len(words)
            if len(words) == 1 and t.capital(i) and t.capital(j) and t.low[j].isalpha() and t.shown(i).istitle():
                return None  # "Easter Island"
            year = read_year(t, j + 1 if t.low[j] in ("of", "in", ",") else j)
            if year:
                j = year[1]
            stretch = t.low[j] if t.low[j] in ("weekend", "week") else None
            j = j + 1 if stretch else j
            if stretch and not year and (year := read_year(t, j)):
                j = year[1]
            return Holiday(rule, year[0] if year else None, stretch=stretch), j
    return None


_BEFORE_YEAR = frozenset("in since of until by from to before after back early late class summer winter spring".split())


def read_short_year_alone(t: Tokens, i: int) -> Found | None:
    """ "'87" with its apostrophe."""
    found = read_short_year(t, i) if t.low[i] == "'" and t.low[i - 1] in _BEFORE_YEAR else None
    return (Day(found[0], doubts=("century",)), found[1]) if found else None
