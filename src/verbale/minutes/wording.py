"""Days, sums, fields and pieces of an article in the forms that all of the minutes share."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any

from verbale.reading.entries import Money

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_FIGURES = 4  # of a sum that is only about right


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


def tell_days(first: str | None, last: str | None = None) -> str:
    """`22 December 2025`, `19 to 21 December 2025`, `30 December 2025 to 2 January 2026`, `January 2026`, `2026`.

    Nothing for no day; times of day, and what is no time of ISO 8601, stay as they are.
    """
    if not first:
        return ""
    last = last or first
    try:
        begin, end = (date.fromisoformat(day) for day in (whole_day(first), whole_day(last, last=True)))
    except ValueError:
        begin = end = None
    if begin is None or end is None or ("T" in first and "T" in last):
        return first if first == last else f"{first} to {last}"
    whole = f"{end.day} {end:%B} {end.year}"
    if begin == end:
        return whole
    if begin.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        if begin.month == 1 and end.month == 12:
            return f"{end.year}" if begin.year == end.year else f"{begin.year} to {end.year}"
        month = f"{end:%B} {end.year}"
        if (begin.year, begin.month) == (end.year, end.month):
            return month
        return f"{begin:%B}{'' if begin.year == end.year else f' {begin.year}'} to {month}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day} to {whole}"
    year = "" if begin.year == end.year else f" {begin.year}"
    return f"{begin.day} {begin:%B}{year} to {whole}"


def tell_sum(money: Money) -> str:
    """`EUR 90 billion`, `USD 105.41 billion`, `USD 1,234,567`, `about USD 1.235 million`.

    Only what is approximate is rounded; an exact sum that three decimals do not hold is told in full.
    """
    value = f"{money.value:.{_FIGURES}g}" if money.approximate else f"{money.value:.15g}"
    number = Decimal(value)
    size, scale = next(((size, f" {name}") for size, name in _SCALES if abs(number) >= size), (1, ""))
    scaled = number / size
    if scale and scaled != round(scaled, 3):
        scaled, scale = number, ""
    figures = f"{scaled:,f}"
    if "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    return f"{'about ' if money.approximate else ''}{money.currency} {figures}{scale}"


def count_of(number: int, one: str, more: str | None = None) -> str:
    """`1 line`, `1,200 lines`, `no line`."""
    return f"{'no' if number == 0 else '1'} {one}" if number < 2 else f"{number:,} {more or one + 's'}"


def field_words(value: Any) -> str:
    """The value of an entry's field in words, what is empty left out."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {field_words(one)}" for key, one in value.items() if one not in (None, [], ""))  # pyright: ignore
    if isinstance(value, list):
        return "; ".join(field_words(one) for one in value)  # pyright: ignore
    return str(value)


def excerpt(text: str, start: int, end: int, *, around: int) -> tuple[str, str, str]:
    """A piece of an article in its paragraph: before, the piece, behind, with at most `around` letters on each side.

    Where the paragraph goes on, an ellipsis stands beside the last whole word.
    """
    top = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    bottom = text.find("\n\n", end)
    bottom = bottom if bottom >= 0 else len(text)
    before, behind = text[max(top, start - around) : start], text[end : min(bottom, end + around)]
    if start - around > top:
        before = f"… {before.partition(' ')[2]}"
    if end + around < bottom:
        behind = f"{behind.rpartition(' ')[0]} …"
    return before, text[start:end], behind
