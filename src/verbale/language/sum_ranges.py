"""Sums of several numbers: ranges ("€5-7 billion") and units with subunits ("5 euros and 20 cents").

Comes in: a sum that was found, and the text around it. Goes out: the longer sum, or None where there is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from verbale.language.currencies import load_tables
from verbale.language.money_context import find_period
from verbale.language.number import Number, load_words
from verbale.language.numbers import number_at
from verbale.language.sum import Sum
from verbale.language.sum_names import sum_named_behind
from verbale.text import Span

_AND = re.compile(r"(?:\s?,)?\s{1,2}(?:and\s{1,2})?")
_TAIL_END = re.compile(r"\s?(?:[,.;:!?)](?!\d)|$)|\s(?:more|each|apiece|an?|per)\b")


def with_subunit(text: str, found: Sum) -> Sum:
    """As in "5 euros and 20 cents", "15 dollars 50", "one kuai and five mao five"."""
    parts = 1
    while not (found.scaled or found.vague) and (gap := _AND.match(text, found.span.end)):
        number = number_at(text, gap.end())
        if number is None or number.article or number.vague or number.scaled or number.value >= 100:
            break
        part = sum_named_behind(text, number, number.span.start)
        if part is not None:
            if part.unit.parts <= parts or part.unit.code not in (found.unit.code, "dollar"):
                break
            parts = part.unit.parts
            found = replace(found, span=Span(found.span.start, part.span.end), value=found.value + part.value)
            continue
        return found if found.leads or found.unit.parts > 1 else _with_bare_part(text, found, number, parts)
    return found


def _with_bare_part(text: str, found: Sum, number: Number, parts: int) -> Sum:
    """The hundredths of "15 dollars 50", or the next smaller part of "five mao five", and then a stop.

    `parts` is that of the subunit before, 1 where none was. "5 dollars 20 times" has no such part.
    """
    between = text[found.span.end : number.span.start]
    figures = number.value < 10 if parts > 1 else number.value >= 10 or len(number.span) == 2
    if "and" in between or "," in between or not figures or not _TAIL_END.match(text, number.span.end):
        return found
    part = number.value / (parts * 10 if parts > 1 else 100)
    return replace(found, span=Span(found.span.start, number.span.end), value=found.value + part)


_TO = re.compile(r"\s{0,2}(?:[-–—‑]|-?to-?|or|and|till|until|through)\s{0,2}", re.I)
_BETWEEN = re.compile(r"\bbetween\s{1,2}(?:(?:about|roughly|around|some)\s)?$", re.I)
_FROM = re.compile(r"(?:^|(\w+)\s{1,2})from\s{1,2}(?:\w+\s){0,3}$", re.I)
_RANGING = frozenset(
    {"range", "ranges", "ranged", "ranging", "anywhere", "anything", "vary", "varied", "varying", "varies"}
)


def _joins(text: str, first: int, end: int, start: int) -> str | None:
    """How two numbers, the first from `first` to `end` and the second at `start`, are joined, if as a range."""
    gap = _TO.fullmatch(text, end, start)
    if gap is None:
        return None
    word = gap[0].strip().lower()
    word = "to" if "to" in word else word
    ahead = text[max(0, first - 30) : first]
    if word == "and":
        return word if _BETWEEN.search(ahead) else None
    if word == "to" and (said := _FROM.search(ahead)) and (said[1] or "").lower() not in _RANGING:
        return "from"  # "rose from $5 to $7": two amounts
    if word == "to" and any(
        said in load_tables()["changes"]["verbs"] for said in re.findall(r"[a-z]+", ahead.lower())[-3:]
    ):
        return "from"  # "fell 3.5p to 470p"
    return word


def range_of(text: str, first: Sum | None, second: Sum) -> list[Sum] | None:
    """One sum for "$5m-$7m", "between $2bn and $3bn", or two with the scale shared: "from $5 to $7 million"."""
    if first is None or first.is_range or first.vague or second.vague or second.is_range:
        return None
    if first.unit.code != second.unit.code and second.unit.code != "dollar":
        return None
    word = _joins(text, first.span.start, first.span.end, second.span.start)
    if word is None:
        return None
    low = first.value
    if second.scaled and not first.scaled and first.unit.parts == 1 and low < 1000:
        low = first.value * _scale_of(text, second.span)
    if word == "from":
        return [replace(first, value=low), second]
    if not low < second.value:
        return None
    span = Span(first.span.start, second.span.end)
    return [Sum(span, low, first.unit, low, second.value, is_range=True, scaled=True, leads=first.leads)]


def _scale_of(text: str, span: Span) -> Decimal:
    """The word or letter of scale in a written sum."""
    words = load_words()
    factor = Decimal(1)
    for word in re.findall(r"[^\W\d_]+", span.of(text)):
        factor *= words.scales.get(word.lower()) or words.abbreviations.get(word) or 1
    return factor


def with_bare_end(text: str, first: Sum) -> Sum | None:
    """As in "€5-7 billion", "$5 to 7 million": the second number shares the currency before the first."""
    if not first.leads or first.vague or not (gap := _TO.match(text, first.span.end)):
        return None
    if not text[gap.end() : gap.end() + 1].isdecimal():
        return None
    number = number_at(text, gap.end())
    word = _joins(text, first.span.start, first.span.end, gap.end())
    if number is None or word is None or word == "from":
        return None
    hyphen = word in "-–‑" and gap[0] == word
    period = find_period(text, number.span.end) and not first.scaled  # "$40 to 50 a barrel"
    if not number.scaled and not period and (not hyphen or first.scaled or 1900 <= number.value <= 2100):
        return None
    if sum_named_behind(text, number, number.span.start) is not None or re.match(
        r"\s?(?:%|percent|per cent)", text[number.span.end : number.span.end + 10]
    ):
        return None
    scale = _scale_of(text, number.span) if number.scaled and not first.scaled else Decimal(1)
    low, high = first.value * scale, number.value
    if not low < high:
        return None
    span = Span(first.span.start, number.span.end)
    return replace(first, span=span, value=low, low=low, high=high, is_range=True, scaled=True)


def with_bare_start(text: str, second: Sum, free: int) -> Sum | None:
    """As in "5 to 7 million euros", "between 5 and 7 million euros", "5-7 million pounds"."""
    if second.leads or second.vague:
        return None
    begin = max(free, second.span.start - 40)
    gap = re.search(r"\s{0,2}(?:[-–‑]|\bto\b|\band\b|\bor\b)\s{0,2}$", text[begin : second.span.start])
    if gap is None:
        return None
    number = _bare_number_before(text, begin, begin + gap.start())
    if number is None or number.value <= 0:
        return None
    word = _joins(text, number.span.start, number.span.end, second.span.start)
    if word is None or word == "from":
        return None
    scale = _scale_of(text, second.span) if second.scaled and not number.scaled else Decimal(1)
    low = number.value * scale / second.unit.parts
    if not low < second.value:
        return None
    span = Span(number.span.start, second.span.end)
    return replace(second, span=span, value=low, low=low, high=second.value, is_range=True, scaled=True)


def _bare_number_before(text: str, begin: int, end: int) -> Number | None:
    """The number, in figures or in words, that ends at `end`."""
    start = load_words().start
    at = begin
    while at < end and (match := start.search(text, at, end)):
        number = number_at(text, match.start())
        if number and number.span.end == end and not number.article and not number.vague:
            return number
        at = match.end()
    return None
