"""Joins as JSON: pairs that may be one, what is one with what and why; the same or not, as a person or program says.

Comes in: an address, or a decision. Goes out: pairs with both sides and the reasons, or the change that was made.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from verbale.desk.access import Editor, Reader
from verbale.desk.answers import REFUSALS, answer, described
from verbale.desk.decisions import find, write
from verbale.desk.joins import Asked, Decision, Kind
from verbale.desk.opened import open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.desk.schemas import object_of
from verbale.minutes.change import Change
from verbale.minutes.database import Database
from verbale.minutes.identity import What, join, part
from verbale.minutes.likeness import Reason
from verbale.minutes.pairs import Apart, Member, Pair, find_apart, find_member, find_together, propose_pairs
from verbale.minutes.plain import plain

_WHAT: dict[Kind, What] = {"entries": "line", "figures": "figure", "articles": "article"}
_PAIRS = {"type": "array", "items": object_of(one=Member, other=Member, score=float, reasons=list[Reason])}
Count = Annotated[int, Query(ge=1, le=200, description="So many pairs, the likeliest first.")]


class Said(BaseModel):
    """Whether two are the same, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    other: int = Field(ge=1, le=2**53)
    decision: Decision
    reason: str | None = Field(None, max_length=2000)


def join_api_routes(database: Database) -> APIRouter:
    """The joins over a database."""
    routes = APIRouter(prefix="/api/dossiers/{name}", tags=["joins"], responses=REFUSALS)

    @routes.get("/joins", responses=described(pairs=_PAIRS, apart=list[Apart]))
    def proposed(request: Request, _: Reader, name: str, kind: Asked | None = None, limit: Count = 50) -> Response:
        """Pairs that filing was not sure enough to join, and those that were said not to be the same."""
        with open_dossier(database, name, None) as opened:
            pairs = propose_pairs(opened.standing, *((kind,) if kind else ()), limit=limit)
            return answer(request, {"pairs": [_told(one) for one in pairs], "apart": find_apart(opened.standing)})

    @routes.get("/joins/{kind}/{number}", responses=described(member=Member, pairs=_PAIRS))
    def together(request: Request, _: Reader, name: str, kind: Kind, number: Number, as_of: AsOf = None) -> Response:
        """What an entry, a person or party of one article, or an article is one with, and why."""
        with open_dossier(database, name, as_of) as opened, there():
            what = _WHAT[kind]
            member = find_member(opened.standing, what, number)
            pairs = find_together(opened.standing, what, number)
            return answer(request, {"member": member, "pairs": [_told(one) for one in pairs]})

    @routes.post("/joins/{kind}/{number}", responses=described(change=Change))
    def decide(name: str, kind: Kind, number: Number, who: Editor, asked: Said) -> dict[str, Any]:
        """Say that two are the same, or that they are not."""
        dossier, what = find(database, name), _WHAT[kind]
        do = join if asked.decision == "same" else part
        made = write(
            database, lambda it: do(it, dossier, number, asked.other, by=who.name, reason=asked.reason, what=what)
        )
        return {"change": cast("dict[str, Any]", plain(made))}

    return routes


def _told(pair: Pair) -> dict[str, Any]:
    likeness = pair.likeness
    return {"one": pair.one, "other": pair.other, "score": likeness.score, "reasons": likeness.reasons}
