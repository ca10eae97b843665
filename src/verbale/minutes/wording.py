"""Days, fields and pieces of an article in the forms that all of the minutes share."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any


def whole_day(told: str, *, last: bool = False) -> str:
    """The first day, or the `last`, of a time that may be as coarse as a year: `2025-12` is 1 to 31 December.

    Raises ValueError for a text that is no time of ISO 8601.
    """
    year, _, month = told[:7].partition("-")
    if len(told) >= 10:
        return date.fromisoformat(told[:10]).isoformat()
    if not month:
        return f"{int(year):04}-{'12-31' if last else '01-01'}"
    day = monthrange(int(year), int(month))[1] if last else 1
    return date(int(year), int(month), day).isoformat()


def days(first: str | None, last: str | None = None) -> str:
    """`2025-12-20 – 21`; empty where there is no day."""
    if not first:
        return ""
    first, last = first[:10], (last or first)[:10]
    if first == last:
        return first
    return f"{first} – {last[8:] if first[:8] == last[:8] else last}"


def field_words(value: Any) -> str:
    """The value of an entry's field in words, what is empty left out."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {field_words(one)}" for key, one in value.items() if one not in (None, [], ""))  # pyright: ignore
    if isinstance(value, list):
        return "; ".join(field_words(one) for one in value)  # pyright: ignore
    return str(value)


def excerpt(text: str, start: int, end: int, *, around: int) -> tuple[str, str, str]:
    """A piece of an article in its paragraph: before, the piece, behind, with at most `around` letters on each side."""
    first = max(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, start - around)
    last = text.find("\n\n", end)
    last = min(last if last >= 0 else len(text), end + around)
    return text[first:start], text[start:end], text[end:last]
