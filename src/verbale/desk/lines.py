"""The page of one entry: its sentence in its paragraph, what was read from it, how it was made, and its history.

Comes in: an address. Goes out: a page that reads without JavaScript. Nothing is written.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.cards import card_of
from verbale.desk.frame import page_within
from verbale.desk.opened import Opened, open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.minutes.cited import Checked
from verbale.minutes.database import Database
from verbale.minutes.history import find_changes_of


def line_routes(database: Database) -> APIRouter:
    """The pages of entries over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/entries/{entry}")
    def entry(name: str, entry: Number, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened, there():
            return line_page(opened, entry)

    return routes


def line_page(opened: Opened, entry: int, *, held: Checked | None = None) -> HTMLResponse:
    """The page of an entry. `held` is why it was not accepted: the page then asks for a reason, with status 409.

    Raises StoreError where there is none such.
    """
    standing = opened.standing
    line = standing.line(entry)
    changes = find_changes_of(standing.connection, standing.dossier, entry)
    page = page_within(
        opened,
        "entry.html",
        title=line.text,
        card=card_of(standing, line),
        held=held,
        **({"live": None} if held else {}),  # its address takes no GET
        changes=[one for one in changes if standing.at is None or one.id <= standing.at],
    )
    page.status_code = 409 if held else 200
    return page
