"""The page of one cell of the position matrix: all that a party said or was said to hold on an issue.

Comes in: an address that names a party and an issue. Goes out: a page without need of JavaScript. Nothing is written.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier
from verbale.desk.pages import AsOf
from verbale.desk.refusals import NotThereError
from verbale.desk.stances import cell_sheet, title_of
from verbale.desk.views import ROWS, place
from verbale.minutes.database import Database
from verbale.minutes.views import positions_of

_Name = Annotated[str, Query(max_length=400)]


def cell_routes(database: Database) -> APIRouter:
    """The pages of single cells over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/positions/cell")
    def cell(
        name: str, party: _Name = "", issue: _Name = "", as_of: AsOf = None, after: str | None = None
    ) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            cells = opened.keep("cells", lambda it: positions_of(it.standing).cells)
            found = next((one for one in cells if (one.party, one.issue) == (party, issue)), None)
            if found is None:
                told = f"{party or 'nobody named'} on {issue or 'no issue'}"
                raise NotThereError(told, "no such cell", "the matrix has a link to each that there is")
            sheet = cell_sheet(found).part(place(after), ROWS)
            kept = (("party", party), ("issue", issue))
            return page_within(opened, "view.html", title=title_of(found), sheet=sheet, view="positions", kept=kept)

    return routes
