"""What is handed in to be filed, checked and made ready; and which of it the dossier knows already.

Comes in: readings as `verbale.reading/1`, from whatever program wrote them. Goes out: a `Sheet` for each that is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Column, Connection, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.change import Dossier
from verbale.minutes.columns import digest, entry_mark, line_columns, page_key, storable
from verbale.minutes.pages import load_text
from verbale.reading.entries import SCHEMA

_ALIKE = 50.0  # of 100: two texts of one outlet, day and headline are one article in two versions
_MANY = 200  # sheets that are looked up and written at once


@dataclass(frozen=True, slots=True)
class Incoming:
    """A reading to file, and the page that it was read from: its bytes, its file or address, its encoding."""

    reading: Mapping[str, Any]
    page: bytes | None = None
    name: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reading that may be filed: its article, entries with their marks and columns, and what it is known by."""

    incoming: Incoming
    article: Mapping[str, Any]
    entries: tuple[tuple[str, dict[str, Any]], ...]
    key: str
    words: str
    content: str | None

    @property
    def headline(self) -> str | None:
        return storable(self.article.get("headline"))


def make_sheet(incoming: Incoming) -> Sheet:
    """The sheet of a reading.

    Raises StoreError for what is no `verbale.reading/1`, or has evidence that is not in its text.
    """
    reading = incoming.reading
    about = incoming.name or "the reading"
    if reading.get("schema") != SCHEMA:
        raise StoreError(about, f"its schema is {reading.get('schema')!r}", f"only {SCHEMA} can be filed")
    try:
        article = reading["article"]
        text: str = article["text"]
        for entry in reading["entries"]:
            for piece in entry["evidence"]:
                if text[piece["start"] : piece["end"]] != piece["exact"]:
                    problem = f"evidence at {piece['start']} is not what the article says there"
                    raise StoreError(about, problem, "read the page again")
        entries = tuple((entry_mark(entry), line_columns(entry)) for entry in reading["entries"])
        for figure in (*reading["people"], *reading["parties"]):
            str(figure["name"])
        content = None if incoming.page is None else digest(incoming.page)
        return Sheet(incoming, article, entries, page_key(article), digest(text), content)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        problem = f"not whole ({type(error).__name__}: {error})"
        raise StoreError(about, problem, "file what `verbale read --json` writes") from error


def without_repeats(sheets: Iterable[Sheet]) -> Iterator[list[Sheet]]:
    """The sheets in their order, in parts no two sheets of which can be the same page."""
    part: list[Sheet] = []
    keys: set[str] = set()
    words: set[str] = set()
    bare = False  # a sheet without an address can be any other of its words or headline
    for sheet in sheets:
        names = {sheet.key, f"headline:{sheet.headline}"} if _is_bare(sheet) else {sheet.key}
        again = bool(names & keys) or ((bare or _is_bare(sheet)) and sheet.words in words)
        if again or len(part) == _MANY:
            yield part
            part, bare = [], False
            keys, words = set[str](), set[str]()
        part.append(sheet)
        keys |= names
        words.add(sheet.words)
        bare |= _is_bare(sheet)
    if part:
        yield part


def find_known(connection: Connection, dossier: Dossier, sheets: Sequence[Sheet]) -> list[dict[str, Any] | None]:
    """The standing row of the article that each sheet is a copy of, or None for one that the dossier does not know.

    It is the article of the same address; else, where one of them has none, the one of the same outlet and words; else,
    where neither has one, that of the same outlet, headline, day and nearly the same words.
    """
    column = tables.article.c
    by_key = _rows(connection, dossier, column.key, [sheet.key for sheet in sheets])
    rest = [sheet for sheet in sheets if sheet.key not in by_key]
    by_words = _rows(connection, dossier, column.words, [sheet.words for sheet in rest])
    headlines = [sheet.headline for sheet in rest if _is_bare(sheet) and sheet.headline]
    by_headline = _rows(connection, dossier, column.headline, headlines)
    found: list[dict[str, Any] | None] = []
    for sheet in sheets:
        known = by_key.get(sheet.key) or [
            row
            for row in by_words.get(sheet.words, ())
            if _same_outlet(row, sheet) and (_is_bare(sheet) or not row["url"])
        ]
        if not known and _is_bare(sheet):
            known = [row for row in by_headline.get(sheet.headline or "", ()) if _is_edit(connection, row, sheet)]
        found.append(known[0] if known else None)
    return found


def _rows(
    connection: Connection, dossier: Dossier, column: Column[Any], values: Sequence[str | None]
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    if values:
        table = tables.article
        query = select(table).where(table.c.dossier == dossier.id, table.c.until.is_(None), column.in_(values))
        for row in connection.execute(query.order_by(table.c.article)).mappings():
            found.setdefault(row[column.name], []).append(dict(row))
    return found


def _is_bare(sheet: Sheet) -> bool:
    return not sheet.article.get("url")


def _same_outlet(row: Mapping[str, Any], sheet: Sheet) -> bool:
    outlet = sheet.article.get("publisher")
    return not outlet or not row["publisher"] or outlet == row["publisher"]


def _is_edit(connection: Connection, row: Mapping[str, Any], sheet: Sheet) -> bool:
    day, other = (sheet.article.get("published") or "")[:10], (row["published"] or "")[:10]
    if row["url"] or day != other or not _same_outlet(row, sheet):
        return False
    return fuzz.ratio(load_text(connection, row["page"]), sheet.article["text"]) >= _ALIKE
