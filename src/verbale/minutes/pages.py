"""Pages kept as they were when they were read, each once, by what they hold.

Comes in: bytes and the article read from them. Goes out: a digest, by which both are found again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from verbale.minutes.columns import as_json, digest, storable
from verbale.minutes.tables import page as pages


def page_row(article: Mapping[str, Any], data: bytes | None, name: str | None, encoding: str | None) -> dict[str, Any]:
    """The row of a page and its article; `digest` names both together, `sha256` the page's bytes alone."""
    written = as_json(article).encode()
    return {
        "digest": digest((data or b"") + b"\0" + written),
        "sha256": None if data is None else digest(data),
        "data": None if data is None else zlib.compress(data),
        "name": storable(name),
        "encoding": encoding,
        "article": zlib.compress(written),
    }


def insert_pages(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep some pages; one that is kept already is left as it is."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(pages).on_conflict_do_nothing(), rows)


def load_text(connection: Connection, page: str) -> str:
    """The text of the article of a page, by its digest."""
    article = connection.execute(select(pages.c.article).where(pages.c.digest == page)).scalar_one()
    return json.loads(zlib.decompress(article))["text"]
