"""Joins at the desk: pairs that may be one, and what an entry, person, party or article is one with.

Comes in: an address, or a decision: the same, or not. Goes out: a page with both sides and the reasons, or the way back
to it. Who says that two are not the same is not asked again, nor is filing joining them, until that is undone.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from verbale.desk.access import Editor, Reader
from verbale.desk.decisions import Reason, find, write
from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier, path_of, there
from verbale.desk.pages import AsOf, Number
from verbale.minutes.database import Database
from verbale.minutes.identity import join, part
from verbale.minutes.pairs import find_apart, find_member, find_together, propose_pairs
from verbale.minutes.proposed import PROPOSED

#: How an address calls what is joined.
Kind = Literal["entries", "figures", "articles"]
Asked = Literal["meeting", "proposal", "pledge", "event", "position", "statement", "person", "party"]
Decision = Literal["same", "apart"]
_KINDS: tuple[Asked, ...] = (*PROPOSED, "event", "position", "statement", "party")  # pyright: ignore[reportAssignmentType]
_WHAT = {"entries": "line", "figures": "figure", "articles": "article"}
_KIND = {what: kind for kind, what in _WHAT.items()}
_PAIRS = 20  # on a page


def join_routes(database: Database) -> APIRouter:
    """The pages of joins over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/joins")
    def proposed(name: str, who: Reader, kind: Annotated[Asked | None, Query()] = None) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            kinds = (kind,) if kind else ()
            return page_within(
                opened,
                "joins.html",
                title="What may be one",
                pairs=propose_pairs(opened.standing, *kinds, limit=_PAIRS),
                parted=find_apart(opened.standing)[:_PAIRS],
                kind=kind,
                kinds=_KINDS,
                addresses=_KIND,
                may_decide=who.may("editor"),
                back="joins" + (f"?kind={kind}" if kind else ""),
                view="joins",
            )

    @routes.get("/dossiers/{name}/joins/{kind}/{number}")
    def together(name: str, kind: Kind, number: Number, who: Reader, as_of: AsOf = None) -> HTMLResponse:
        what = _WHAT[kind]
        with open_dossier(database, name, as_of) as opened, there():
            member = find_member(opened.standing, what, number)  # pyright: ignore[reportArgumentType]
            return page_within(
                opened,
                "together.html",
                title=f"One with {member.words}",
                member=member,
                pairs=find_together(opened.standing, what, number),  # pyright: ignore[reportArgumentType]
                addresses=_KIND,
                may_decide=who.may("editor") and not as_of,
                back=f"joins/{kind}/{number}",
                view="joins",
            )

    @routes.post("/dossiers/{name}/joins/{kind}/{number}")
    def decide(
        name: str,
        kind: Kind,
        number: Number,
        who: Editor,
        why: Reason,
        other: Annotated[int, Form(ge=1, le=2**53)],
        decision: Annotated[Decision, Form()],
        pairs: Annotated[bool, Form()] = False,
    ) -> RedirectResponse:
        dossier = find(database, name)
        do = join if decision == "same" else part
        what = _WHAT[kind]
        write(
            database,
            lambda connection: do(connection, dossier, number, other, by=who.name, reason=why.reason, what=what),  # pyright: ignore[reportArgumentType]
        )
        return RedirectResponse(f"{path_of(dossier)}/joins" + ("" if pairs else f"/{kind}/{number}"), 303)

    return routes
