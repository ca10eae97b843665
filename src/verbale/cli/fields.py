"""The fields of an entry in words, for a terminal: `20 to 21 December 2025`, `Volodymyr Zelensky (Ukraine)`.

Comes in: a value of the contract. Goes out: one line of text. What a field lacks is not named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, cast

from verbale.minutes.wording import tell_days, tell_sum
from verbale.reading.entries import Actor, Delegation, Entry, Money, Period, Speaker, When

#: Told apart from the fields: the sentence itself, what it rests on, and how it was made.
_APART = frozenset("text evidence via origin confidence".split())


def tell_fields(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every filled field of an entry with its value, the kind first."""
    yield "kind", entry.kind
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name not in _APART and value not in (None, (), ""):
            yield field.name, _told(value)


def _told(value: Any) -> str:
    match value:
        case When():
            return f"{tell_days(value.start, value.end)} (“{value.expression}”)"
        case Period():
            return tell_days(value.start, value.end)
        case Money():
            return tell_sum(value)
        case Speaker() | Actor():
            return f"{value.name} ({value.party})" if value.party not in (None, value.name) else value.name
        case Delegation():
            return ": ".join(part for part in (value.party, ", ".join(value.members)) if part)
        case tuple():
            return "; ".join(map(_told, cast("tuple[Any, ...]", value)))
        case _:
            return str(value).replace("_", " ")
