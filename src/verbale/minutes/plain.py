"""A view as plain JSON values, for `--json`, the desk's API and the exports.

Comes in: any value made of dataclasses, tuples with or without names, mappings and what JSON has. Goes out: dicts,
lists, strings, numbers, true, false and null. A line is written with the words that it rests on, not with all fields of
its entry; a `Told` as its line, with what the article says of itself beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from verbale.minutes.line import Line
from verbale.minutes.told import Told

LINE = (
    "entry", "article", "kind", "state", "subject", "party", "other", "issue", "label", "text", "day", "last_day",
    "certainty", "confidence", "method", "reviewer",
)  # fmt: skip
SOURCE = ("publisher", "headline", "published", "url", "origin", "gone")


def plain(value: Any) -> Any:
    """The value as `json.dumps` takes it. Raises TypeError for what JSON has no word for."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Told):
        source = {name: getattr(value.source, name) for name in SOURCE} if value.source else None
        return {**_line(value.line), "day": value.day, "dated": value.dated, "source": source}
    if isinstance(value, Line):
        return _line(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and (names := getattr(cast("object", value), "_fields", None)):
        return {name: plain(getattr(cast("object", value), name)) for name in names}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, set | frozenset):
        return [plain(one) for one in sorted(cast("frozenset[Any]", value))]
    if isinstance(value, tuple | list):
        return [plain(one) for one in cast("tuple[Any, ...]", value)]
    raise TypeError(f"no plain value for {type(value).__name__}")


def _line(line: Line) -> dict[str, Any]:
    return {**{name: getattr(line, name) for name in LINE}, "quote": line.quote}
