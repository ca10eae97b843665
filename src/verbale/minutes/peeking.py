"""One field of an entry or figure without opening all of them: most views ask for one, of thousands of lines.

Comes in: fields, and the name of one that nothing nested in them has, as `speakers`, `outlook`, `audience`, `roles`.
Goes out: its value, or None. Or the fields that are its kind's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def peek(fields: Mapping[str, Any], name: str) -> Any:
    """The value of a field, read alone where the fields are JSON text that nobody has opened yet."""
    look = getattr(fields, "peek", None)
    return look(name) if look else fields.get(name)


def own_fields(fields: Mapping[str, Any], names: frozenset[str]) -> Mapping[str, Any]:
    """Fields that have some names of a kind's own among them; the others may be missing."""
    look = getattr(fields, "own", None)
    return look(names) if look else fields


def spans_of(fields: Mapping[str, Any]) -> list[tuple[int, int]]:
    """From where to where of its article each piece of an entry's evidence stands."""
    look = getattr(fields, "spans", None)
    return look() if look else [(piece["start"], piece["end"]) for piece in fields["evidence"]]
