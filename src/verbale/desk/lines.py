"""The page of one entry: its sentence in its paragraph, what was read from it, how it was made, and its history.

Comes in: an address. Goes out: a page that reads without JavaScript. Nothing is written.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.minutes.database import Database
from verbale.minutes.history import find_changes_of
from verbale.minutes.wording import excerpt, field_words

_AROUND = 240  # letters of the article before and behind an entry's evidence
_HIDDEN = ("kind", "text", "evidence", "origin", "confidence", "certainty", "when")


def line_routes(database: Database) -> APIRouter:
    """The pages of entries over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/entries/{entry}")
    def entry(name: str, entry: Number, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened, there():
            standing = opened.standing
            line = standing.line(entry)
            text = standing.article_json(line.article)["text"]
            changes = find_changes_of(standing.connection, standing.dossier, entry)
            return page_within(
                opened,
                "entry.html",
                title=line.text,
                line=line,
                source=standing.sources([line.article]).get(line.article),
                quotes=[
                    excerpt(text, piece["start"], piece["end"], around=_AROUND) for piece in line.fields["evidence"]
                ],
                fields=[
                    (key, field_words(value)) for key, value in line.fields.items() if key not in _HIDDEN and value
                ],
                changes=[one for one in changes if standing.at is None or one.id <= standing.at],
            )

    return routes
