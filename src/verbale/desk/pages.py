"""The desk's pages that have no file of their own: a dossier's first page, its views, the search.

Comes in: an address, and `as_of`, the day as of whose end the dossier is shown. Goes out: a page that reads without
JavaScript. Nothing is written.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.grids import Sheet
from verbale.desk.opened import Opened, open_dossier
from verbale.desk.search import search_page
from verbale.desk.views import View, find_view, show_view
from verbale.minutes.brief import Brief
from verbale.minutes.database import Database
from verbale.minutes.line import Kind
from verbale.minutes.views import brief_of

AsOf = Annotated[str | None, Query(max_length=40)]
Words = Annotated[str, Query(max_length=400)]
Kinds = Annotated[list[Kind] | None, Query()]
Number = Annotated[int, Path(ge=1, le=2**53)]


def page_routes(database: Database) -> APIRouter:
    """The pages over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/search")
    def search(q: Words = "", kind: Kinds = None, dossier: str | None = None) -> HTMLResponse:
        return search_page(database, q, kind or [], dossier)

    @routes.get("/dossiers/{name}")
    def dossier(name: str, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            brief = brief_on(opened)
            return page_within(
                opened,
                "dossier.html",
                title=brief.title,
                articles=len(opened.sources()),
                brief=brief,
                notes={note.number: note for note in brief.notes},
                view="overview",
            )

    @routes.get("/dossiers/{name}/{view}")
    def view(name: str, view: str, as_of: AsOf = None, after: str | None = None) -> HTMLResponse:
        found = find_view(view)
        with open_dossier(database, name, as_of) as opened:
            sheet = sheet_on(opened, found, after)
            return page_within(opened, "view.html", title=found.title, sheet=sheet, view=found.name)

    return routes


def brief_on(opened: Opened) -> Brief:
    """The brief on a dossier's first page."""
    return opened.keep("brief", lambda it: brief_of(it.standing, it.today))


def sheet_on(opened: Opened, view: View, after: str | None = None) -> Sheet:
    """The part of a view's sheet that its page shows."""
    return opened.keep((view.name, after), lambda it: show_view(view, it, after))
