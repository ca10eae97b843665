"""Which lines are meant: `kind=meeting confidence>=0.9 party="United States"`, read once and asked of each line.

Comes in: what a person typed. Goes out: a `Narrowing`, whose conditions all hold for the lines that it lets through. It
asks no database, and opens no line's JSON.
"""

from __future__ import annotations

import operator
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from verbale.errors import StoreError
from verbale.minutes.line import Line

_WORDS = ("kind", "state", "party", "other", "issue", "label", "certainty", "method", "reviewer")
_SIZES = ("confidence", "day", "article", "entry")
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "=": operator.eq,
}  # fmt: skip
_CONDITION = re.compile(r"(?P<field>[a-z]+)(?P<order>!=|>=|<=|=|>|<)(?P<value>.*)", re.S)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a field is one of some words, or stands in an order to a size."""

    field: str
    order: str
    values: tuple[Any, ...]

    def holds(self, line: Line) -> bool:
        """Whether it holds for a line; what a line has not is no size, and no word but in a `!=`."""
        own: Any = getattr(line, self.field)
        if self.field in _WORDS:
            return (own in self.values) == (self.order == "=")
        if own is None:
            return False
        if self.order == "!=":
            return own not in self.values
        return any(_ORDERS[self.order](own, value) for value in self.values)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions that must all hold; without any it lets every line through."""

    conditions: tuple[Condition, ...] = ()

    def lets(self, line: Line) -> bool:
        return all(condition.holds(line) for condition in self.conditions)

    def keep(self, lines: Iterable[Line]) -> list[Line]:
        return [line for line in lines if self.lets(line)]


def parse_narrowing(typed: str) -> Narrowing:
    """Conditions parted by spaces, each `field=value`, `field!=value` or, of sizes, `field>=value`; several values of a
    word are parted by commas, and what holds spaces stands in quotation marks. Raises StoreError.
    """
    try:
        parts = shlex.split(typed)
    except ValueError as error:
        raise StoreError(
            "filter", f"a quotation mark is not closed: {typed!r}", 'write party="United States"'
        ) from error
    return Narrowing(tuple(map(_condition, parts)))


def _condition(part: str) -> Condition:
    match = _CONDITION.fullmatch(part)
    if match is None:
        raise StoreError("filter", f"no condition: {part!r}", "write, for instance, kind=meeting or confidence>=0.9")
    field, order, value = match["field"], match["order"], match["value"]
    if field in _WORDS:
        if order not in ("=", "!="):
            raise StoreError(
                "filter", f"{field} is a word, and has no order: {part!r}", f"write {field}=… or {field}!=…"
            )
        return Condition(field, order, tuple(one.strip() for one in value.split(",")))
    if field in _SIZES:
        return Condition(field, order, tuple(_size(field, one) for one in value.split(",")))
    raise StoreError("filter", f"lines have no {field!r}", f"they have {', '.join((*_WORDS, *_SIZES))}")


def _size(field: str, value: str) -> Any:
    try:
        if field == "confidence":
            return float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
        if field != "day":
            return int(value)
    except ValueError as error:
        raise StoreError("filter", f"{field} is a number, not {value!r}", f"write {field}>=1, for instance") from error
    if not _DAY.fullmatch(value):
        raise StoreError("filter", f"no day: {value!r}", "write day>=2026-03-04")
    return value
