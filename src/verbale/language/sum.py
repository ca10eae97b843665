"""One sum of money, made from a number and the unit beside it.

Comes in: a number as it was found, and a currency. Goes out: a `Sum`: where both stand together, and what it is worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from verbale.language.currencies import DOLLAR, Unit
from verbale.language.number import Number, load_words
from verbale.text import Span


@dataclass(frozen=True, slots=True)
class Sum:
    span: Span
    value: Decimal
    unit: Unit
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False  #: "tens of billions", "several million"
    is_range: bool = False
    scaled: bool = False
    leads: bool = False  #: the currency stands before the figures


def make_sum(text: str, number: Number, unit: Unit, span: Span, *, leads: bool, negative: bool = False) -> Sum:
    sign = -1 if negative else 1
    factor = unit.factor * sign / unit.parts
    span, unit = _qualified(text, span, unit)
    return Sum(
        span,
        number.value * factor,
        unit,
        None if number.low is None else number.low * factor,
        None if number.high is None else number.high * factor,
        vague=number.vague,
        scaled=number.scaled or unit.factor != 1,
        leads=leads,
    )


_QUALIFIER = re.compile(
    r"[ \u00a0]?\(?(USD|CAD|AUD|NZD|HKD|SGD|TWD|MXN)\b\)?"
    r"|\s(U\.?S\.?|Canadian|Australian|New Zealand|Hong Kong|Singapore)"
    r"(?:\s(dollars?)\b|(?=\s?(?:[,;:!?)]|\.(?:\s|$)|$)))",
)
_QUALIFIED = {
    "U.S.": "USD",
    "US": "USD",
    "U.S": "USD",
    "Canadian": "CAD",
    "Australian": "AUD",
    "New Zealand": "NZD",
    "Hong Kong": "HKD",
    "Singapore": "SGD",
}


def _qualified(text: str, span: Span, unit: Unit) -> tuple[Span, Unit]:
    """A bare "$" with its country behind the figures: "$5 million US", "$40m (CAD)", "$10 million Canadian"."""
    match = _QUALIFIER.match(text, span.end) if unit.code == DOLLAR and unit.parts == 1 else None
    if match is None:
        return span, unit
    end = match.end() if match[1] is None or "(" not in match[0] or ")" in match[0] else match.end(1)
    return Span(span.start, end), Unit(_QUALIFIED.get(match[2] or "", match[1] or "USD"), factor=unit.factor)


def has_thousands(text: str, number: Number) -> bool:
    """As in "50,000", "10000", not a year."""
    written = number.span.of(text)
    return number.in_figures and number.value >= 1000 and ("," in written or " " in written or number.value >= 10_000)


SCALE = re.compile(r"[ \u00a0]?(thousand|million|billion|trillion|crore|lakh|mn|mln|bn|bln|tn|trn)\b", re.I)
_SCALES = {"mn": "million", "mln": "million", "bn": "billion", "bln": "billion", "tn": "trillion", "trn": "trillion"}


def scaled_behind(text: str, number: Number, unit: Unit, end: int) -> Sum:
    """As in "75 USD million": the word of scale behind the currency."""
    number = with_scale(text, number, end)
    return make_sum(text, number, unit, Span(number.span.start, max(end, number.span.end)), leads=False)


def with_scale(text: str, number: Number, at: int) -> Number:
    """The number times the word of scale at `at`, if it has none yet."""
    scale = None if number.scaled else SCALE.match(text, at)
    if scale is None:
        return number
    word = scale[1].lower()
    return number.times(load_words().scales[_SCALES.get(word, word)], scale.end())
