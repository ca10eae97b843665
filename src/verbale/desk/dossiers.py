"""The desk's first page: the dossiers, each with what stands in it and what waits.

Comes in: the database. Goes out: a page that reads without JavaScript. Nothing is written.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.opened import add, count, path_of
from verbale.desk.paper import render
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import find_changes
from verbale.minutes.standing import Standing


def dossier_routes(database: Database) -> APIRouter:
    """The list of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def dossiers() -> HTMLResponse:
        with database.reading() as connection:
            shown: list[dict[str, Any]] = [
                {
                    "dossier": one,
                    "path": path_of(one),
                    "title": standing.settings().get("title"),
                    "counted": count(standing.counts()),
                    "articles": len(standing.sources()),
                    "last": next(iter(find_changes(connection, one, newest_first=True, limit=1)), None),
                }
                for one in find_dossiers(connection)
                for standing in (Standing(connection, one),)
            ]
        return render("dossiers.html", title="Dossiers", shown=shown, counted=add(one["counted"] for one in shown))

    return routes
