"""The charts of a dossier as pictures of their own: `/dossiers/NAME/money.svg`, light or dark, wide or narrow.

Comes in: an address. Goes out: an SVG, drawn once for each change of the dossier; 304 where the browser has it.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from verbale.desk.charts import Chart, Scheme, activity_chart, currencies, money_chart, stances_chart
from verbale.desk.opened import Opened, open_dossier
from verbale.desk.pages import AsOf
from verbale.desk.refusals import NotThereError
from verbale.minutes.database import Database
from verbale.minutes.periods import count_activity
from verbale.minutes.views import money_of, positions_of

Drawing = Literal["activity", "money", "positions"]
Size = Literal["wide", "narrow"]
#: Pixels of a drawing on a screen and on a phone.
WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340}


def drawing_routes(database: Database) -> APIRouter:
    """The charts over a database."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/dossiers/{name}/{drawing}.svg")
    def draw(
        request: Request,
        name: str,
        drawing: Drawing,
        of: Annotated[str, Query(max_length=40)] = "",
        scheme: Scheme = "light",
        size: Size = "wide",
        as_of: AsOf = None,
    ) -> Response:
        with open_dossier(database, name, as_of) as opened:
            asked = ("drawing", drawing, of, scheme, size)
            known = request.headers.get("if-none-match", "")
            newest = _tag(opened, opened.newest, asked)
            if newest in known:
                return Response(status_code=304, headers={"etag": newest})
            svg = opened.kept(asked, lambda it: _CHARTS[drawing](it, of).draw(scheme, WIDTHS[size]))
            tag = _tag(opened, svg.change, asked)
        if tag in known:
            return Response(status_code=304, headers={"etag": tag})
        return Response(svg.value, media_type="image/svg+xml", headers={"etag": tag})

    return routes


def _tag(opened: Opened, change: int, asked: tuple[str, ...]) -> str:
    """The ETag of a drawing that shows a change."""
    return f'"{sha256(repr((opened.dossier.id, change, asked)).encode()).hexdigest()[:32]}"'


def _money(opened: Opened, currency: str) -> Chart:
    ledger = money_of(opened.standing)
    if currency not in currencies(ledger):
        raise NotThereError(currency or "no currency", "there are no sums in it", "the page of money has links to all")
    return money_chart(ledger, currency)


_CHARTS: dict[Drawing, Callable[[Opened, str], Chart]] = {
    "activity": lambda opened, _: activity_chart(count_activity(opened.standing)),
    "money": _money,
    "positions": lambda opened, _: stances_chart(positions_of(opened.standing)),
}
