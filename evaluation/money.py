"""Amounts of money against the test cases of Recognizers-Text (Microsoft, MIT), its own development half.

Comes in: JSONL files, plain or gzipped, of `{"Input", "Results": [{"Text", "Start", "End", "Resolution"}]}`.

How amounts are compared:

- Spans must be the same. `End` is inclusive; where `Start` is absent the `Text` is looked up, in capitals or not.
- Values must be equal as decimals. Where the case names a subunit as its unit ("Cent", "Pence"), its value is in
  subunits, and ours, always in whole units of the currency, is multiplied first.
- Currencies: the `isoCurrency` where there is one. A unit alone ("Dollar", "Pound") accepts every currency whose CLDR
  name ends in that word. Modifiers, periods, bounds and conversions are not in the cases, and not compared.
- A result without a value ("dollar" in "50 dollar dollar") is a currency's name and no amount, which the finder never
  returns. `cases_right` leaves such results aside; `cases_right_with_bare_names` counts each as missed.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel import Locale

from verbale.language.currencies import DOLLAR, load_currencies
from verbale.language.money import Amount, find_amounts
from verbale.text import Span

#: The least share of cases that a change may leave right.
FLOORS = {"cases_right": 0.75, "span_f1": 0.9}


@dataclass(frozen=True, slots=True)
class Expected:
    """An amount that a case holds; `value` is None for a currency's name alone."""

    span: Span
    value: Decimal | None
    unit: str
    currency: str | None

    def accepts(self, amount: Amount) -> bool:
        return self.span == amount.span and self._value_is(amount) and self._currency_is(amount.currency)

    def _value_is(self, amount: Amount) -> bool:
        named = load_currencies().names.get(self.unit.lower())
        return self.value is not None and amount.value * (named.parts if named else 1) == self.value

    def _currency_is(self, code: str) -> bool:
        if self.currency is not None:
            return code == self.currency
        named = load_currencies().names.get(self.unit.lower())
        if named is not None and (named.code == code or (named.code == DOLLAR and named.parts > 1)):
            return True
        return (Locale("en").currencies.get(code) or "").lower().split()[-1:] == [self.unit.lower()]


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    expected: tuple[Expected, ...]

    @property
    def amounts(self) -> tuple[Expected, ...]:
        return tuple(each for each in self.expected if each.value is not None)

    def is_right(self, found: Sequence[Amount]) -> bool:
        return len(found) == len(self.amounts) and all(map(Expected.accepts, self.amounts, found))


def load_cases(files: Sequence[Path]) -> Iterator[Case]:
    for path in files:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for line in text.splitlines():
            if line.strip():
                yield _case(json.loads(line))


def _case(record: Mapping[str, Any]) -> Case:
    text = record["Input"]
    results = [result for result in record["Results"] if result.get("TypeName", "currency") == "currency"]
    expected = [_expected(text, result) for result in results]
    return Case(text, tuple(sorted(expected, key=lambda each: each.span)))


def _expected(text: str, result: Mapping[str, Any]) -> Expected:
    start = result.get("Start")
    if start is None:
        start = text.lower().index(result["Text"].lower())
    end = result["End"] + 1 if "End" in result else start + len(result["Text"])
    resolution = result["Resolution"]
    value = resolution.get("value")
    return Expected(
        Span(start, end),
        None if value is None else Decimal(value),
        resolution.get("unit", ""),
        resolution.get("isoCurrency"),
    )


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Shares of cases right, and precision, recall and F1 of spans alone, over all cases of `files`."""
    cases = list(load_cases(files))
    right = strict = hits = ours = theirs = 0
    for case in cases:
        found = find_amounts(case.text)
        is_right = case.is_right(found)
        right += is_right
        strict += is_right and len(case.amounts) == len(case.expected)
        hits += len({amount.span for amount in found} & {each.span for each in case.amounts})
        ours += len(found)
        theirs += len(case.amounts)
    return {
        "cases_right": right / max(1, len(cases)),
        "cases_right_with_bare_names": strict / max(1, len(cases)),
        "span_precision": hits / max(1, ours),
        "span_recall": hits / max(1, theirs),
        "span_f1": 2 * hits / max(1, ours + theirs),
    }
