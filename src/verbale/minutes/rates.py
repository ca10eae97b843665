"""Rates of exchange from the European Central Bank's file of euro foreign exchange reference rates.

Comes in: `eurofxref-hist.csv`, or the zip in which the bank gives it: `Date,USD,JPY,…`, a day in each row, what one
euro is in each currency, `N/A` where there was no rate. Goes out: the rate of two currencies on a day, or on the last
day before it that has one, with that day and its source. It fetches nothing and guesses nothing between two days.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from verbale.errors import RatesError

_SOURCE = "European Central Bank, euro foreign exchange reference rates"
_HINT = "download eurofxref-hist.zip from the European Central Bank's page of euro reference rates"
_CODE = re.compile(r"[A-Z]{3}")
#: Rates are given on working days. An older one is no rate of the day: the rouble has had none since March 2022.
STALE_DAYS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """One `base` is `value` of `quote`."""

    base: str
    quote: str
    value: float
    day: str | None  #: ISO 8601: the day of the rate, or of the article that gives it
    source: str
    entry: int | None = None  #: the line whose article gives it


@dataclass(frozen=True, slots=True)
class Rates:
    """Euro reference rates by day. `days` ascend; `euro[n]` is what one euro was on `days[n]`."""

    days: tuple[str, ...]
    euro: tuple[Mapping[str, float], ...]
    source: str = _SOURCE

    def rate(self, base: str, quote: str, day: str) -> Rate | None:
        """The rate of two currencies on a day or the last one before it; crossed through the euro.

        None where a currency has no rate then or in the ten days before.
        """
        oldest = (date.fromisoformat(day[:10]) - timedelta(days=STALE_DAYS)).isoformat()
        for at in range(bisect_right(self.days, day[:10]) - 1, -1, -1):
            if self.days[at] < oldest:
                return None
            one, other = self._one_euro(at, base), self._one_euro(at, quote)
            if one and other:
                return Rate(base, quote, float(f"{other / one:.6g}"), self.days[at], self.source)
        return None

    def _one_euro(self, at: int, currency: str) -> float | None:
        return 1.0 if currency == "EUR" else self.euro[at].get(currency)


def load_rates(path: Path) -> Rates:
    """The rates of a file. Raises RatesError that says which line cannot be read, and why."""
    try:
        text = _text(path)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise RatesError(str(path), f"the rates cannot be read: {error}", _HINT) from error
    rows = csv.reader(io.StringIO(text))
    codes = _codes(path, next(rows, list[str]()))
    read = dict(_rows(path, rows, codes))
    if not read:
        raise RatesError(str(path), "it holds no day", _HINT)
    days = tuple(sorted(read))
    return Rates(days, tuple(read[day] for day in days))


def _text(path: Path) -> str:
    if path.suffix.lower() != ".zip":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as archive:
        name = next((name for name in archive.namelist() if name.lower().endswith(".csv")), None)
        if name is None:
            raise zipfile.BadZipFile("no CSV file is in it")
        return archive.read(name).decode("utf-8-sig")


def _codes(path: Path, head: list[str]) -> list[str]:
    names = [name.strip() for name in head]
    while names and not names[-1]:  # the bank's lines end in a comma
        names.pop()
    if not names or names[0] != "Date":
        raise RatesError(str(path), "its first line does not begin with “Date”", _HINT)
    for name in names[1:]:
        if not _CODE.fullmatch(name):
            raise RatesError(str(path), f"its first line has “{name}”, which is no currency's code", _HINT)
    if len(set(names)) < len(names) or len(names) == 1:
        raise RatesError(str(path), "its first line names no currency, or one of them twice", _HINT)
    return names[1:]


def _rows(path: Path, rows: Iterator[list[str]], codes: list[str]) -> Iterator[tuple[str, dict[str, float]]]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        about = f"{path}, line {number}"
        try:
            day = date.fromisoformat(cells[0]).isoformat()
        except ValueError as error:
            raise RatesError(about, f"“{cells[0]}” is no day of the form 2025-12-22", _HINT) from error
        if day in seen:
            raise RatesError(about, f"{day} is there twice", _HINT)
        if len(cells) < len(codes) + 1 or any(cells[len(codes) + 1 :]):
            raise RatesError(about, f"it has not one value for each of {len(codes)} currencies", _HINT)
        seen.add(day)
        yield day, dict(_values(about, codes, cells[1:]))


def _values(about: str, codes: list[str], cells: list[str]) -> Iterator[tuple[str, float]]:
    for code, cell in zip(codes, cells, strict=False):
        if cell in ("", "N/A"):
            continue
        try:
            value = float(cell)
        except ValueError as error:
            raise RatesError(about, f"“{cell}” is no rate of {code}", _HINT) from error
        if not 0 < value < float("inf"):
            raise RatesError(about, f"“{cell}” is no rate of {code}: a rate is more than nothing", _HINT)
        yield code, value
