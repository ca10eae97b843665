"""A number of a text, and the English words for numbers.

Comes in: `numbers.toml`. Goes out: the tables that numbers are read with, and the value that they are read to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.text import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    `value` of a vague number ("tens of billions", "several hundred") is the least that it says, as is `low`; `high` is
    the most that it can mean. `scaled` tells whether it ends in a word or a letter of scale ("5 million", "5m").
    """

    span: Span
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    in_figures: bool = False
    scaled: bool = False
    article: bool = False  #: "a" or "an" alone stands for one

    @property
    def vague(self) -> bool:
        return self.low is not None

    def times(self, factor: Decimal, end: int) -> Number:
        """The number with a word of scale that ends at `end`."""
        return replace(
            self,
            span=Span(self.span.start, end),
            value=self.value * factor,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
            scaled=True,
            article=False,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The words for numbers, as `numbers.toml` lists them."""

    units: Mapping[str, Decimal]
    tens: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    abbreviations: Mapping[str, Decimal]
    plurals: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    vague: Mapping[str, tuple[Decimal, Decimal]]
    signs: Mapping[str, Decimal]
    start: re.Pattern[str]


@cache
def load_words() -> Words:
    data: dict[str, dict[str, Any]] = tomllib.loads(
        files("verbale.language").joinpath("numbers.toml").read_text("utf-8")
    )
    first = [*data["units"], *data["tens"], *data["plurals"], *data["vague"], "hundred", "half", "quarter", "an?"]
    vague = {word: (Decimal(low), Decimal(high)) for word, (low, high) in data["vague"].items()}
    return Words(
        units=_decimals(data["units"]),
        tens=_decimals(data["tens"]),
        scales=_decimals(data["scales"]),
        abbreviations=_decimals(data["abbreviations"]),
        plurals=_decimals(data["plurals"]),
        fractions=_decimals(data["fractions"]),
        vague=vague,
        signs=_decimals(data["signs"]),
        start=re.compile(rf"\d|(?<![\w.,])\.\d|[{''.join(data['signs'])}]|\b(?:{'|'.join(first)})\b", re.I | re.A),
    )


def _decimals(table: Mapping[str, str]) -> dict[str, Decimal]:
    return {word: read_fraction(value) for word, value in table.items()}


def read_fraction(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return Decimal(above) / Decimal(below or "1")
