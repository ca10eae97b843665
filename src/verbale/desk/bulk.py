"""Many drafts decided on at once: all that a filter lets through, after a page that says how many and which.

Comes in: what a reviewer asks for, then the entries that they were shown. Goes out: one change, which can be undone as
one. Lines that say what their evidence does not are held back, unless a reason is given.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from verbale.desk.access import Editor
from verbale.desk.asked import Asked, AskedFor
from verbale.desk.decisions import ACTS, ConflictError, Reason, find, write
from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier, path_of
from verbale.minutes.database import Database
from verbale.minutes.waiting import Queues

#: So many at once: a reviewer must have been able to look at them, and their articles are laid out again.
MOST = 200
Many = Literal["accept", "reject"]
Entries = Annotated[list[Annotated[int, Form(ge=1, le=2**53)]], Form(min_length=1, max_length=MOST)]


def bulk_routes(database: Database, queues: Queues) -> APIRouter:
    """Decisions on many lines over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/review/all/{act}")
    def confirm(name: str, act: Many, asked: AskedFor, who: Editor) -> HTMLResponse:
        _check_first(asked)
        with open_dossier(database, name, None) as opened:
            standing = opened.standing
            every = queues.find(standing.connection, opened.dossier, reviewer=who.name)
            places = [one for one in every if asked.lets(one)]
            lines = standing.by_entry(one.entry for one in places[:MOST])
            return page_within(
                opened,
                "bulk.html",
                title=f"{act.capitalize()} {min(len(places), MOST)} at once",
                view="review",
                act=act,
                asked=asked,
                waiting=len(places),
                lines=[lines[one.entry] for one in places[:MOST] if one.entry in lines],
            )

    @routes.post("/dossiers/{name}/review/all/{act}")
    def decide(name: str, act: Many, asked: AskedFor, who: Editor, why: Reason, entry: Entries) -> RedirectResponse:
        _check_first(asked)
        dossier = find(database, name)
        by = why.by(who.name)
        done = write(database, lambda connection: ACTS[act](connection, dossier, entry, by))
        back = asked.query(skip=0, show=0, held=len(done.held))
        return RedirectResponse(f"{path_of(dossier)}/review{back}", 303)

    return routes


def _check_first(asked: Asked) -> None:
    """Raises ConflictError for a second reader."""
    if asked.second:
        hint = "read them one by one: agreement is counted from what you thought of each"
        raise ConflictError("second reading", "a second reader decides on one line at a time", hint)
