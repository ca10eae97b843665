"""One field of an entry or figure without opening all of them: most views ask for one, of thousands of lines.

Comes in: fields, and the name of one that nothing nested in them has, as `speakers`, `outlook`, `audience`, `roles`.
Goes out: its value, or None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def peek(fields: Mapping[str, Any], name: str) -> Any:
    """The value of a field, read alone where the fields are JSON text that nobody has opened yet."""
    look = getattr(fields, "peek", None)
    return look(name) if look else fields.get(name)
