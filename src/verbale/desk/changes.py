"""The page of what was done in a dossier, the newest first."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier
from verbale.desk.pages import AsOf
from verbale.minutes.database import Database
from verbale.minutes.history import find_changes

_CHANGES = 200


def change_routes(database: Database) -> APIRouter:
    """The history of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/history")
    def history(name: str, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            changes = find_changes(
                opened.standing.connection, opened.dossier, until=opened.as_of, newest_first=True, limit=_CHANGES
            )
            return page_within(opened, "history.html", title="History", changes=changes, view="history")

    return routes
