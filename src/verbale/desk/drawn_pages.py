"""The pages whose drawing can be asked for otherwise: a network whole or around one of it, a month of meetings.

Comes in: an address. Goes out: a page without need of JavaScript. Nothing is written.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.months import make_month
from verbale.desk.nets import GRAPHS, around, draw_net
from verbale.desk.opened import open_dossier
from verbale.desk.pages import AsOf
from verbale.desk.refusals import NotThereError
from verbale.desk.sheets import ties_grid
from verbale.minutes.database import Database
from verbale.minutes.views import network_of, plans_of

Which = Literal["met", "persons", "answers", "together", "apart"]
_Name = Annotated[str, Query(max_length=400)]


def drawn_page_routes(database: Database) -> APIRouter:
    """The pages of networks and months over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/network")
    def network(
        name: str,
        graph: Which = "met",
        whom: Annotated[_Name, Query(alias="around")] = "",
        zoom: Annotated[int, Query(ge=1, le=3)] = 1,
        as_of: AsOf = None,
    ) -> HTMLResponse:
        title, choose = GRAPHS[graph]
        with open_dossier(database, name, as_of) as opened:
            whole = choose(opened.keep("network", lambda it: network_of(it.standing)))
            if whom and whom not in {node.name for node in whole.nodes}:
                raise NotThereError(whom, "nobody of this name is in the drawing", "the whole drawing has all names")
            shown = around(whole, whom) if whom else whole
            return page_within(
                opened,
                "network.html",
                title="Network",
                view="network",
                net=draw_net(shown, graph),
                grid=ties_grid(title, shown),
                graphs=[(one, named) for one, (named, _) in GRAPHS.items()],
                graph=graph,
                around=whom,
                zoom=zoom,
                kept=(("graph", graph), *((("around", whom),) if whom else ())),
            )

    @routes.get("/dossiers/{name}/meetings/calendar")
    def calendar(name: str, month: Annotated[str, Query(max_length=10)] = "", as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            asked = ("month", month)
            shown = opened.keep(asked, lambda it: make_month(plans_of(it.standing, it.today), month or None))
            kept = (("month", month),) if month else ()
            return page_within(opened, "calendar.html", title="Calendar", view="meetings", month=shown, kept=kept)

    return routes
