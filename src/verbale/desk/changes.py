"""The history of a dossier: what was done, the newest first; what stands otherwise than on a day; changes undone.

Comes in: an address, or a change to be taken back. Goes out: a page, or the way back to it. An undoing is a change too,
and is undone like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from verbale.desk.access import Editor, Reader
from verbale.desk.decisions import find, write
from verbale.desk.frame import page_within
from verbale.desk.opened import Opened, open_dossier, path_of
from verbale.desk.pages import AsOf
from verbale.desk.refusals import RefusedError
from verbale.errors import StoreError
from verbale.minutes.change import Change
from verbale.minutes.database import Database
from verbale.minutes.history import Difference, find_change, find_changes, find_differences, moment_change
from verbale.minutes.judged import find_undone
from verbale.minutes.review import take_back

_CHANGES = 100  # on a page
_LINES = 200  # that stand otherwise, looked at
_NEVER = frozenset(("opened",))  # acts that cannot be undone

Before = Annotated[int | None, Query(ge=1, le=2**53)]
Since = Annotated[str | None, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Done:
    """A change as the page tells it: the entries that it was about, and whether it stands undone or may be undone."""

    change: Change
    entries: Sequence[int]
    undone: bool
    undoable: bool


def change_routes(database: Database) -> APIRouter:
    """The history of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/history")
    def history(name: str, who: Reader, as_of: AsOf = None, before: Before = None, since: Since = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            changes = find_changes(
                opened.standing.connection, opened.dossier, until=opened.as_of, before=before, newest_first=True,
                limit=_CHANGES + 1,
            )  # fmt: skip
            undone = find_undone(opened.standing.connection, opened.dossier)
            different = _different(opened, since) if since else []
            return page_within(
                opened,
                "history.html",
                title="History",
                view="history",
                shown=[_done(one, undone) for one in changes[:_CHANGES]],
                may_undo=who.may("editor") and not opened.as_of,
                before=before,
                older=changes[_CHANGES - 1].id if len(changes) > _CHANGES else None,
                since=since,
                different=different,
                more=len(different) == _LINES,
            )

    @routes.post("/dossiers/{name}/history/undo")
    def undo(
        name: str, who: Editor, change: Annotated[int, Form(ge=1, le=2**53)], before: Before = None
    ) -> RedirectResponse:
        dossier = find(database, name)

        def back(connection: Connection) -> Change:
            return take_back(connection, dossier, find_change(connection, dossier, change), by=who.name)

        write(database, back)
        page = f"?before={before}" if before else ""
        return RedirectResponse(f"{path_of(dossier)}/history{page}", 303)

    return routes


def _done(change: Change, undone: set[int]) -> Done:
    told: Any = change.data.get("entries", ())
    entries = [one for one in cast("list[Any]", told) if isinstance(one, int)] if isinstance(told, list) else []
    taken_back = change.id in undone
    return Done(change, entries, taken_back, change.act not in _NEVER and not taken_back)


def _different(opened: Opened, since: str) -> list[Difference]:
    """The lines that stand otherwise than at the end of a day. Raises RefusedError for what is no day."""
    connection = opened.standing.connection
    try:
        at = moment_change(connection, since, opened.dossier)
    except StoreError as error:
        raise RefusedError(error.about, error.problem, error.hint) from error
    return find_differences(connection, opened.dossier, at, opened.standing.at, limit=_LINES)
