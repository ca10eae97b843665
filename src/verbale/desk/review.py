"""Review: one draft at a time in its paragraph, the most uncertain and most consequential first.

Comes in: what a reviewer asks for, and their decision on the one shown. Goes out: the next one. A line that says what
its evidence does not is shown again with what is missing, and asks for a reason in place. A second reader sees lines as
they were drafted, and nothing of what the first decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from verbale.desk.access import Editor
from verbale.desk.asked import Asked, AskedFor
from verbale.desk.cards import card_of
from verbale.desk.decisions import ACTS, Reason, find, write
from verbale.desk.frame import page_within
from verbale.desk.opened import Opened, open_dossier, path_of
from verbale.desk.pages import Number
from verbale.errors import StoreError
from verbale.minutes.change import Change
from verbale.minutes.cited import Checked
from verbale.minutes.database import Database
from verbale.minutes.history import find_change
from verbale.minutes.judged import find_draft, find_last_decision
from verbale.minutes.line import Line
from verbale.minutes.review import check_line, take_back
from verbale.minutes.waiting import Place, Queues


def review_routes(database: Database, queues: Queues) -> APIRouter:
    """The review of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/review")
    def review(name: str, asked: AskedFor, who: Editor) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            return review_page(opened, queues, asked, who.name)

    @routes.post("/dossiers/{name}/review/undo")
    def undo(name: str, asked: AskedFor, who: Editor, change: Annotated[int, Form(ge=1, le=2**53)]) -> RedirectResponse:
        dossier = find(database, name)

        def back(connection: Connection) -> Change:
            taken = find_change(connection, dossier, change)
            take_back(connection, dossier, taken, by=who.name)
            return taken

        entries = write(database, back).data.get("entries", ())
        again = asked.query(show=entries[0] if len(entries) == 1 else 0)
        return RedirectResponse(f"{path_of(dossier)}/review{again}", 303)

    @routes.post("/dossiers/{name}/review/{entry}/{act}")
    def decide(
        name: str, entry: Number, act: Literal["accept", "reject"], asked: AskedFor, who: Editor, why: Reason
    ) -> Response:
        dossier = find(database, name)
        by = why.by(who.name, second=asked.second)
        done = write(database, lambda connection: ACTS[act](connection, dossier, [entry], by))
        if done.held:
            with open_dossier(database, name, None) as opened:
                return review_page(opened, queues, replace(asked, show=entry), who.name, held=done.held[0].checked)
        return RedirectResponse(f"{path_of(dossier)}/review{asked.query(show=0)}", 303)

    return routes


def review_page(
    opened: Opened, queues: Queues, asked: Asked, reviewer: str, *, held: Checked | None = None
) -> HTMLResponse:
    """The page of the draft that is next for a reviewer. `held`: why it was not accepted; the status is then 409."""
    standing = opened.standing
    every = queues.find(standing.connection, opened.dossier, reviewer=reviewer, second=asked.second)
    places = [one for one in every if asked.lets(one)] if asked.narrows else every
    place = _chosen(every, places, asked)
    line = place and _line(opened, place.entry, second=asked.second)
    last = find_last_decision(standing.connection, opened.dossier, reviewer)
    page = page_within(
        opened,
        "review.html",
        title="Second reading" if asked.second else "Review",
        view="review",
        asked=asked,
        choices=queues.choices(standing.connection, opened.dossier, reviewer=reviewer, second=asked.second),
        waiting=len(places),
        waiting_in_all=len(every),
        card=line and card_of(standing, line),
        why=place.why if place else "",
        after=asked.skip + (places[asked.skip : asked.skip + 1] == [place]),
        checked=held or (_checked(opened, place.entry) if place and not asked.second else None),
        held=held,
        **({"live": None} if held else {}),  # its address takes no GET
        last=last,
        last_lines=_lines_of(opened, last),
    )
    page.status_code = 409 if held else 200
    return page


def _chosen(every: Sequence[Place], places: Sequence[Place], asked: Asked) -> Place | None:
    """The place of the entry asked for, where it waits, else the one after those passed over; None: at the end."""
    named = next((one for one in every if one.entry == asked.show), None)
    return named or next(iter(places[asked.skip : asked.skip + 1]), None)


def _line(opened: Opened, entry: int, *, second: bool) -> Line:
    if second:
        return find_draft(opened.standing.connection, opened.dossier, entry)
    return opened.standing.line(entry)


def _checked(opened: Opened, entry: int) -> Checked | None:
    """What speaks against a line; None for one that cannot be checked, which is told to whoever would accept it."""
    try:
        return check_line(opened.standing.connection, opened.dossier, entry)
    except StoreError:
        return None


def _lines_of(opened: Opened, change: Change | None) -> list[Line]:
    """The lines that a decision was about."""
    return list(opened.standing.by_entry(change.data.get("entries", ())).values()) if change else []
