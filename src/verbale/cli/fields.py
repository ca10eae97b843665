"""The fields of an entry in words, for a terminal: `20 to 21 December 2025`, `Volodymyr Zelensky (Ukraine)`.

Comes in: a value of the contract. Goes out: one line of text. What a field lacks is not named.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, cast

from verbale.reading.entries import Actor, Delegation, Entry, Money, Period, Speaker, When
from verbale.reading.wording import tell_money

#: Told apart from the fields: the sentence itself, what it rests on, and how it was made.
_APART = frozenset("text evidence via origin confidence".split())


def tell_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every filled field of an entry with its value, the kind first."""
    yield "kind", entry.kind
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name not in _APART and value not in (None, (), ""):
            yield field.name, _told(value)


def tell_days(start: str, end: str) -> str:
    """An interval of ISO dates, its end inclusive: days, or whole months and years where they fill it.

    Coarser or finer dates (`2026`, `2025-12-19T15:00`) stay as they are.
    """
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return start if start == end else f"{start} to {end}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        whole_years = first.month == 1 and last.month == 12
        return _joined(first, last, "{0:%Y}" if whole_years else "{0:%B} {0:%Y}")
    return _joined(first, last, "{0.day} {0:%B} {0:%Y}")


def _joined(first: date, last: date, form: str) -> str:
    """Both ends in a form; what they share at their tail is told once."""
    start, end = form.format(first).split(), form.format(last).split()
    if start == end:
        return " ".join(end)
    whole = list(start)
    while start and start[-1] == end[len(end) - 1 - (len(whole) - len(start))]:
        start.pop()
    return f"{' '.join(start)} to {' '.join(end)}"


def _told(value: Any) -> str:
    match value:
        case When():
            return f"{tell_days(value.start, value.end)} (“{value.expression}”)"
        case Period():
            return tell_days(value.start, value.end)
        case Money():
            return tell_money(value)
        case Speaker() | Actor():
            return f"{value.name} ({value.party})" if value.party not in (None, value.name) else value.name
        case Delegation():
            return ": ".join(part for part in (value.party, ", ".join(value.members)) if part)
        case tuple():
            return "; ".join(map(_told, cast("tuple[Any, ...]", value)))
        case _:
            return str(value).replace("_", " ")
