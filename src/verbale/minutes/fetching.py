"""Rows as a database's driver gives them: of tens of thousands each wrapping is felt.

Comes in: a query whose columns hold what every driver gives alike: texts and numbers. Goes out: its rows as tuples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable


def fetch(connection: Connection, query: Executable) -> Sequence[Any]:
    """All rows of a query."""
    found: Any = connection.execute(query)
    try:
        return found.cursor.fetchall()
    finally:
        found.close()
