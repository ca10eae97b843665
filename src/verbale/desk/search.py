"""The page that finds lines: by words, phrases and kinds, in one dossier or in all, what was found marked.

Comes in: what a person typed, as it is. Goes out: hits, the best first. Any query is answered.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi.responses import HTMLResponse

from verbale.desk.opened import find_in, path_of
from verbale.desk.paper import render
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.line import Kind
from verbale.minutes.search import Found, Query, find_lines
from verbale.minutes.timeline import KINDS
from verbale.text import Span

Pieces = list[tuple[str, bool]]


def search_page(database: Database, words: str, kinds: Sequence[Kind], within: str | None) -> HTMLResponse:
    """Lines found by words; an empty page to ask on, where there are none. `within` is a dossier's name."""
    every, found = search(database, words, kinds, within)
    paths = {one.name: path_of(one) for one in every}
    shown = [
        {
            "hit": hit,
            "path": paths[hit.dossier],
            "text": cut(hit.line.text, hit.text_spans),
            "quotes": [
                cut(piece["exact"], spans)
                for piece, spans in zip(hit.line.fields["evidence"], hit.quote_spans, strict=True)
            ],
        }
        for hit in found.hits
    ]
    return render(
        "search.html",
        title="Search",
        asked=words,
        kinds=KINDS,
        chosen=kinds,
        dossiers=[one.name for one in every],
        within=within,
        shown=shown,
        partial=found.partial,
    )


def search(
    database: Database, words: str, kinds: Sequence[Kind], within: str | None, *, most: int = 50
) -> tuple[list[Dossier], Found]:
    """All dossiers, and the lines found in one of them or in all, so many at most; none, where no words are given."""
    with database.reading() as connection:
        every = find_dossiers(connection)
        some = [find_in(connection, within)] if within else every
        asked = Query(words=words, kinds=tuple(kinds), limit=most)
        return every, find_lines(connection, asked, some) if words.strip() else Found((), False)


def cut(text: str, spans: Sequence[Span]) -> Pieces:
    """A text in pieces, each with whether it was found. `spans` do not overlap, and stand in their order."""
    pieces: Pieces = []
    at = 0
    for span in spans:
        pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
