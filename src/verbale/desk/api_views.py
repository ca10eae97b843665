"""The views of a dossier as JSON, each at an address of its own under `/api/dossiers/NAME`.

Comes in: the name of a view. Goes out: its value as `plain` writes it; the timeline and the people in parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from verbale.desk.access import Reader
from verbale.desk.answers import REFUSALS, After, answer, cut, described, tag_of, unchanged
from verbale.desk.maps import PlaceOfTalks
from verbale.desk.opened import open_dossier
from verbale.desk.pages import AsOf
from verbale.desk.views import VIEWS, View, cursor, find_view
from verbale.minutes.brief import Brief
from verbale.minutes.contested import Contested
from verbale.minutes.database import Database
from verbale.minutes.forecasts import Forecast
from verbale.minutes.meetings import Meetings
from verbale.minutes.money import Ledger
from verbale.minutes.network import Network
from verbale.minutes.people import Roster
from verbale.minutes.positions import Matrix
from verbale.minutes.proposals import Ledger as Proposals
from verbale.minutes.timeline import Timeline

#: What the value of each view is.
_TYPES: dict[str, Any] = {
    "brief": Brief,
    "timeline": Timeline,
    "positions": Matrix,
    "proposals": Proposals,
    "money": Ledger,
    "meetings": Meetings,
    "places": tuple[PlaceOfTalks, ...],
    "people": Roster,
    "forecasts": tuple[Forecast, ...],
    "contested": Contested,
    "network": Network,
}


def view_routes(database: Database) -> APIRouter:
    """The views over a database."""
    routes = APIRouter(
        prefix="/api/dossiers/{name}", tags=["views"], responses=REFUSALS, default_response_class=Response
    )
    for view in VIEWS.values():
        responses = described(200, **{view.name: _TYPES[view.name], "next": str | None})
        routes.get(f"/{view.name}", responses=responses, summary=view.title)(_endpoint(database, view))

    @routes.get("/{view}", include_in_schema=False)
    def none_of_them(_: Reader, view: str) -> None:
        find_view(view)

    return routes


def _endpoint(database: Database, view: View) -> Callable[..., Response]:
    def give(request: Request, _: Reader, name: str, as_of: AsOf = None, after: After = None) -> Response:
        with open_dossier(database, name, as_of) as opened:
            tag = tag_of(opened)
            if same := unchanged(request, tag):
                return same  # without making it
            value = view.make(opened, cursor(after) if view.name == "timeline" else None)
        part, following = _part(value, after)
        return answer(request, {view.name: part, "next": following}, tag)

    give.__name__ = f"view_{view.name}"
    give.__doc__ = f"{view.title} of a dossier, as it stands, or stood at the end of a day."
    return give


def _part(value: Any, after: str | None) -> tuple[Any, str | None]:
    """The part of a view that is asked for, and where the next one begins; None where there is none."""
    if isinstance(value, Timeline):
        return value, f"{value.next[0]}.{value.next[1]}" if value.next else None
    if isinstance(value, Roster):
        people, following = cut(value.people, after)
        return replace(value, people=tuple(people)), following
    return value, None
