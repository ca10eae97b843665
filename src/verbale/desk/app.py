"""The desk as a web application over a database of minutes, and the server that runs it.

Comes in: an open database. Goes out: pages and JSON. It reads no page of the web and loads no language model: who wants
pages to be read hands in a function.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from verbale.desk.access import check_change
from verbale.desk.account_pages import account_routes
from verbale.desk.adding import adding_routes
from verbale.desk.adding_api import adding_api_routes
from verbale.desk.admin_pages import admin_routes
from verbale.desk.ahead import look_ahead
from verbale.desk.answers import describe
from verbale.desk.api import api_routes
from verbale.desk.api_changes import change_api_routes
from verbale.desk.api_joins import join_api_routes
from verbale.desk.api_views import view_routes
from verbale.desk.articles import article_routes
from verbale.desk.bulk import bulk_routes
from verbale.desk.cells import cell_routes
from verbale.desk.changes import change_routes
from verbale.desk.creating import creating_routes
from verbale.desk.decisions import decision_routes
from verbale.desk.door import Door
from verbale.desk.dossier_settings import settings_api_routes, settings_routes
from verbale.desk.dossiers import dossier_routes
from verbale.desk.drawings import drawing_routes
from verbale.desk.drawn_pages import drawn_page_routes
from verbale.desk.editing import editing_routes
from verbale.desk.events import Listening, event_routes
from verbale.desk.exports import export_routes
from verbale.desk.figures import figure_routes
from verbale.desk.guard import Guard
from verbale.desk.inbox import Inbox, Read
from verbale.desk.joins import join_routes
from verbale.desk.keeping import later_of, memory_of
from verbale.desk.lines import line_routes
from verbale.desk.original import original_routes
from verbale.desk.pages import page_routes
from verbale.desk.reach import ALONE, Reach
from verbale.desk.refusals import add_refusals
from verbale.desk.review import review_routes
from verbale.minutes.database import Database
from verbale.minutes.waiting import Queues


def make_app(
    database: Database, read: Read | None = None, *, reviewer: str = "unnamed", reach: Reach = ALONE
) -> FastAPI:
    """The desk over a database. `read` reads the pages that are added at the desk; without it none can be.

    `reviewer` is in whose name lines are accepted and rejected where nobody needs to sign in (`reach`).
    """
    app = FastAPI(
        title="Verbale",
        version=version("verbale"),
        description="The minutes of negotiations, each line with the sentence that it rests on.",
        docs_url=None,  # its page loads scripts of third parties
        redoc_url=None,
        openapi_url="/api/openapi.json",
        dependencies=[Depends(check_change)],
    )
    inbox = Inbox(database, read) if read else None
    queues = Queues(later_of(database))
    app.state.listening = Listening(database)
    ahead = partial(look_ahead, database, queues)
    app.state.look_ahead = partial(memory_of(database.engine).renewer.soon, "ahead", ahead)
    add_refusals(app)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(adding_api_routes(database, inbox))
    app.include_router(settings_api_routes(database))
    app.include_router(api_routes(database, queues))
    app.include_router(change_api_routes(database))
    app.include_router(join_api_routes(database))
    app.include_router(export_routes(database))
    app.include_router(view_routes(database))  # behind the others: it takes any name for a view
    app.include_router(account_routes(database, reach))
    app.include_router(admin_routes(database))
    app.include_router(dossier_routes(database))
    app.include_router(settings_routes(database))
    app.include_router(article_routes(database))
    app.include_router(editing_routes(database))
    app.include_router(original_routes(database))
    app.include_router(decision_routes(database))
    app.include_router(creating_routes(database))
    app.include_router(adding_routes(database, inbox))
    app.include_router(event_routes(database, app.state.listening))
    app.include_router(figure_routes(database))
    app.include_router(bulk_routes(database, queues))
    app.include_router(review_routes(database, queues))
    app.include_router(join_routes(database))
    app.include_router(line_routes(database))
    app.include_router(change_routes(database))
    app.include_router(cell_routes(database))
    app.include_router(drawing_routes(database))
    app.include_router(drawn_page_routes(database))
    app.include_router(page_routes(database))  # last: it takes any name for a view
    describe(app)
    app.add_middleware(Door, database=database, reach=reach, reviewer=reviewer)
    app.add_middleware(Guard, reach=reach)
    return app


def run_desk(app: FastAPI, host: str, port: int, *, proxy: str | None = None) -> None:
    """Serve the desk until it is interrupted.

    `proxy` is the address of what stands before it, which alone is believed when it says whence a request came.
    """
    from verbale.desk.serving import DeskServer

    believed = {"proxy_headers": proxy is not None, "forwarded_allow_ips": proxy}
    with suppress(KeyboardInterrupt):
        DeskServer(app, host=host, port=port, **believed).run()
