"""Amounts of money in English text, in any currency.

Comes in: text. Goes out: `Amount` values in the order of the text: where each stands, what it is worth in which ISO
4217 currency, how sure the text is of it, per what it is paid, and which other amount it converts. Percentages, counts
and weights are not money; a currency without a number ("the dollar fell") is no amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from verbale.language import sums
from verbale.language.currencies import DOLLAR
from verbale.language.money_context import find_modifier, find_period, find_period_before, is_conversion
from verbale.text import Span

Modifier = Literal["approximate", "at_least", "at_most", "more_than", "less_than"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as a text gives it.

    `span` counts code points and holds the figures or words, the scale and the currency ("€90 billion"), neither
    "nearly" nor a conversion in parentheses. `value` is in whole units of `currency` (70 pence are 0.70 GBP). Of a
    range or a vague amount ("€5-7 billion", "tens of billions of dollars") `value` is the lower bound, the part that
    the text vouches for, and `low` and `high` hold both. `defaulted` names the fields that the text leaves open:
    "currency" where "$", "pesos" or "francs" could be another country's. `converts` is the index, in what
    `find_amounts` returned, of the amount that this one restates in another currency.
    """

    span: Span
    text: str
    value: Decimal
    currency: str
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: Modifier | None = None
    defaulted: tuple[str, ...] = ()
    converts: int | None = None
    per: str | None = None


def find_amounts(text: str, *, default_dollar: str = "USD") -> tuple[Amount, ...]:
    """Every amount of money in `text`, sorted, none overlapping another. A bare "$" is `default_dollar`."""
    found = [_amount(text, each, default_dollar) for each in sums.find_sums(text)]
    return tuple(_with_conversions(text, found))


def _amount(text: str, found: sums.Sum, default_dollar: str) -> Amount:
    unit = found.unit
    is_dollar = unit.code == DOLLAR
    vague = found.vague and not found.is_range
    return Amount(
        span=found.span,
        text=found.span.of(text),
        value=_plain(found.value),
        currency=default_dollar if is_dollar else unit.code,
        low=None if found.low is None else _plain(found.low),
        high=None if found.high is None else _plain(found.high),
        modifier=find_modifier(text, found.span) or ("approximate" if vague else None),
        defaulted=("currency",) if is_dollar or unit.is_open else (),
        per=find_period(text, found.span.end) or find_period_before(text, found.span.start),
    )


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros or an exponent: 2.5 million is 2500000, not 2500000.0 nor 2.5E+6."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _with_conversions(text: str, found: Sequence[Amount]) -> list[Amount]:
    """The amounts, each that restates the one before it tied to it: "€90 billion ($105 billion)"."""
    linked = list(found)
    for at in range(1, len(linked)):
        before, here = linked[at - 1], linked[at]
        if before.currency == here.currency:
            continue
        chained = before.converts is not None
        how = is_conversion(text, Span(before.span.end, here.span.start), here.span.end, chained=chained)
        if how is None:
            continue
        original = at - 1 if before.converts is None else before.converts
        linked[at] = replace(here, converts=original)
        if how == "parenthesis":  # "$100bn (£66bn) a year"
            per = linked[original].per or here.per or _period_behind(text, here.span.end)
            linked[original] = replace(linked[original], per=per)
            linked[at] = replace(linked[at], per=per)
    return linked


def _period_behind(text: str, end: int) -> str | None:
    return find_period(text, end + 1) if text[end : end + 1] in (")", "]") else None
