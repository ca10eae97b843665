"""Amounts in another currency: at the rate that an article itself implies, or at that of a rates file.

Comes in: lines of pledges, their articles, and rates where there are any. Goes out: for a line and a currency, every
conversion that can be proved, the article's own first, each with its rate, that rate's day and who states it. It does
not choose between two rates, and without one it converts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from verbale.minutes.line import Line
from verbale.minutes.peeking import peek
from verbale.minutes.rates import Rate, Rates
from verbale.minutes.told import Told
from verbale.reading.entries import Money

#: How many days may lie between an article and another that implies the rate.
_NEAR_DAYS = 14
By = Literal["the article", "the rates file", "another article"]


@dataclass(frozen=True, slots=True)
class Conversion:
    """An amount in another currency, the rate that gives it, and who gives that rate.

    `off` says by how much an article's own conversion differs from the rates file of its day: 0.02 is two hundredths
    more; None where there is no such rate.
    """

    amount: Money
    rate: Rate
    by: By
    off: float | None = None


def amount_of(line: Line) -> Money | None:
    """The amount of a pledge, in its own currency."""
    told = peek(line.fields, "amount")
    return money_of(told) if told else None


def money_of(told: Mapping[str, Any]) -> Money:
    """An amount as a value."""
    return Money(float(told["value"]), told["currency"], bool(told.get("approximate")))


class Converter:
    """The rates that some lines imply, and those of a file where there is one."""

    def __init__(self, told: Iterable[Told], rates: Rates | None = None) -> None:
        self._rates = rates
        self._known: dict[int, list[tuple[Money, Rate]]] = {}  # an article's own, by entry
        self._implied: dict[tuple[str, str], list[Rate]] = defaultdict(list)
        for one in told:
            for _, rate in self._own(one):
                self._implied[rate.base, rate.quote].append(rate)
                if (value := 1 / rate.value) > 0:
                    turned = Rate(rate.quote, rate.base, _rounded(value), rate.day, rate.source, rate.entry)
                    self._implied[turned.base, turned.quote].append(turned)

    def stated(self, told: Told) -> tuple[Conversion, ...]:
        """The conversions that a line's own article gives, each held against the rates file where there is one."""
        return tuple(Conversion(money, rate, "the article", self._off(rate)) for money, rate in self._own(told))

    def convert(self, told: Told, currency: str) -> Conversion | None:
        """A line's amount in a currency: by its own article, else the rates file, else the article nearest in time.

        None where nobody states a rate, where the line has no amount, and where it is in that currency already.
        """
        money = amount_of(told.line)
        if money is None or money.currency == currency:
            return None
        for conversion in self.stated(told):
            if conversion.amount.currency == currency:
                return conversion
        day = told.published or told.day
        if day is None:
            return None
        if self._rates and (rate := self._rates.rate(money.currency, currency, day)):
            return Conversion(_converted(money, rate), rate, "the rates file")
        near = [
            (days, rate)
            for rate in self._implied.get((money.currency, currency), ())
            if rate.day and (days := _days_between(rate.day, day)) is not None and days <= _NEAR_DAYS
        ]
        if not near:
            return None
        _, rate = min(near, key=lambda pair: (pair[0], pair[1].entry or 0))
        return Conversion(_converted(money, rate), rate, "another article")

    def _own(self, told: Told) -> list[tuple[Money, Rate]]:
        entry = told.line.entry
        if entry not in self._known:
            self._known[entry] = _own(told)
        return self._known[entry]

    def _off(self, rate: Rate) -> float | None:
        known = self._rates.rate(rate.base, rate.quote, rate.day) if self._rates and rate.day else None
        return round(rate.value / known.value - 1, 4) if known else None


def _own(told: Told) -> list[tuple[Money, Rate]]:
    """An article's own conversions of a line's amount, and the rates that they imply."""
    line, source = told.line, told.source
    others = peek(line.fields, "equivalents")
    money = amount_of(line) if others else None
    if money is None or money.value <= 0:
        return []
    name = (source and (source.publisher or source.headline)) or f"article {line.article}"
    found: list[tuple[Money, Rate]] = []
    for other in map(money_of, others or ()):
        if other.value > 0 and other.currency != money.currency:
            value = _rounded(other.value / money.value)
            found.append((other, Rate(money.currency, other.currency, value, told.published, name, line.entry)))
    return found


def _converted(money: Money, rate: Rate) -> Money:
    """The amount at a rate, to four figures: no conversion is more exact than what it converts."""
    return Money(float(f"{money.value * rate.value:.4g}"), rate.quote, approximate=True)


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def _days_between(one: str, other: str) -> int | None:
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return None
