"""The same views as JSON under `/api`, each with an ETag, for programs that need facts with their sentences.

Comes in: an address. Goes out: what `plain` makes of the view's value; 304 where the caller has it already.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from verbale.desk.opened import count, open_dossier, path_of, there
from verbale.desk.pages import AsOf, Kinds, Number, Words
from verbale.desk.search import search
from verbale.desk.views import VIEWS, cursor, find_view
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import find_changes_of
from verbale.minutes.plain import plain
from verbale.minutes.standing import Standing


def api_routes(database: Database) -> APIRouter:
    """The JSON over a database."""
    routes = APIRouter(prefix="/api", tags=["minutes"])

    @routes.get("/dossiers")
    def dossiers(request: Request) -> Response:
        """All dossiers with the number of their lines."""
        with database.reading() as connection:
            shown = [
                {"name": one.name, "path": path_of(one), **plain(count(Standing(connection, one).counts()))}
                for one in find_dossiers(connection)
            ]
        return _answer(request, {"dossiers": shown})

    @routes.get("/search")
    def find(request: Request, q: Words, kind: Kinds = None, dossier: str | None = None) -> Response:
        """Lines found by words, phrases and beginnings, the best first, in one dossier or in all."""
        _, found = search(database, q, kind or [], dossier)
        return _answer(request, {"search": found})

    @routes.get("/dossiers/{name}")
    def dossier(request: Request, name: str, as_of: AsOf = None) -> Response:
        """One dossier: its counts, settings, articles, and the views that there are."""
        with open_dossier(database, name, as_of) as opened:
            told = {
                "name": opened.dossier.name,
                "as_of": opened.as_of,
                "counted": opened.counted(),
                "settings": opened.standing.settings(),
                "articles": list(opened.standing.sources().values()),
                "views": list(VIEWS),
            }
        return _answer(request, told)

    @routes.get("/dossiers/{name}/articles/{article}")
    def article(request: Request, name: str, article: Number, as_of: AsOf = None) -> Response:
        """An article with its text and lines."""
        with open_dossier(database, name, as_of) as opened, there():
            told = {
                "article": opened.standing.article_json(article),
                "lines": opened.standing.lines(articles=[article]),
            }
            return _answer(request, told)

    @routes.get("/dossiers/{name}/entries/{entry}")
    def entry(request: Request, name: str, entry: Number, as_of: AsOf = None) -> Response:
        """An entry with its fields and its history."""
        with open_dossier(database, name, as_of) as opened, there():
            line = opened.standing.line(entry)
            changes = find_changes_of(opened.standing.connection, opened.dossier, entry)
            return _answer(request, {"line": line, "fields": dict(line.fields), "history": changes})

    @routes.get("/dossiers/{name}/{view}")
    def view(request: Request, name: str, view: str, as_of: AsOf = None, after: str | None = None) -> Response:
        """A view of a dossier, as it stands or stood at the end of a day."""
        found = find_view(view)
        with open_dossier(database, name, as_of) as opened:
            return _answer(request, {view: found.make(opened, cursor(after))})

    return routes


def _answer(request: Request, value: dict[str, Any]) -> Response:
    body = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type=JSONResponse.media_type, headers={"etag": tag})
