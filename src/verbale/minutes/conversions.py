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

from verbale.minutes.line import Line, Source
from verbale.minutes.proof import published
from verbale.minutes.rates import Rate, Rates
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


def money_of(told: Mapping[str, Any] | None) -> Money | None:
    """An amount as `verbale.reading/1` has it."""
    return Money(float(told["value"]), told["currency"], bool(told.get("approximate"))) if told else None


class Converter:
    """The rates that some lines imply, and those of a file where there is one."""

    def __init__(self, lines: Iterable[Line], sources: Mapping[int, Source], rates: Rates | None = None) -> None:
        self._sources = sources
        self._rates = rates
        self._implied: dict[tuple[str, str], list[Rate]] = defaultdict(list)
        for line in lines:
            for _, rate in self._own(line):
                self._implied[rate.base, rate.quote].append(rate)
                if (value := 1 / rate.value) > 0:
                    turned = Rate(rate.quote, rate.base, _rounded(value), rate.day, rate.source, rate.entry)
                    self._implied[turned.base, turned.quote].append(turned)

    def stated(self, line: Line) -> tuple[Conversion, ...]:
        """The conversions that a line's own article gives, each held against the rates file where there is one."""
        return tuple(Conversion(money, rate, "the article", self._off(rate, line)) for money, rate in self._own(line))

    def convert(self, line: Line, currency: str) -> Conversion | None:
        """A line's amount in a currency: by its own article, else the rates file, else the article nearest in time.

        None where nobody states a rate, where the line has no amount, and where it is in that currency already.
        """
        money = money_of(line.fields.get("amount"))
        if money is None or money.currency == currency:
            return None
        for conversion in self.stated(line):
            if conversion.amount.currency == currency:
                return conversion
        day = published(line, self._sources) or line.day
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

    def _own(self, line: Line) -> list[tuple[Money, Rate]]:
        money = money_of(line.fields.get("amount"))
        others = line.fields.get("equivalents")
        if not others or money is None or money.value <= 0:
            return []
        day = published(line, self._sources)
        source = self._sources.get(line.article)
        name = (source and (source.publisher or source.headline)) or f"article {line.article}"
        found: list[tuple[Money, Rate]] = []
        for told in others:
            other = money_of(told)
            if other and other.value > 0 and other.currency != money.currency:
                value = _rounded(other.value / money.value)
                found.append((other, Rate(money.currency, other.currency, value, day, name, line.entry)))
        return found

    def _off(self, rate: Rate, line: Line) -> float | None:
        day = published(line, self._sources)
        known = self._rates.rate(rate.base, rate.quote, day) if self._rates and day else None
        return round(rate.value / known.value - 1, 4) if known else None


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
