"""Live updates of a dossier: how many changes came since a page was shown, as server-sent events.

Comes in: a dossier and the last change that a page knows of. Goes out: `event: change` with `{"count", "last"}`
whenever more has come, a comment now and then in between. It says nothing of what changed, and ends when the listener
leaves, the desk stops, or half an hour is over: browsers then ask anew, and are asked again who they are.

The format is that of the HTML standard, https://html.spec.whatwg.org/multipage/server-sent-events.html.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from time import monotonic
from typing import Annotated, ClassVar

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from verbale.desk.access import Reader
from verbale.desk.decisions import find
from verbale.desk.refusals import RefusedError
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.history import count_changes, last_change

_LISTENERS = 64
_PAUSE = 2.0  # seconds between two looks at the log
_ALIVE = 15.0  # seconds after which a comment shows that the line still stands
_LONGEST = 1800.0  # seconds

Known = Annotated[int | None, Query(ge=0, le=2**53)]
LastId = Annotated[str | None, Header(alias="last-event-id", max_length=20)]


class CrowdedError(RefusedError):
    """As many listen as may."""

    status: ClassVar[int] = 503


class Listening:
    """Who listens to a database's dossiers, until `stop`."""

    def __init__(self, database: Database, *, most: int = _LISTENERS, pause: float = _PAUSE) -> None:
        self._database = database
        self._most = most
        self._pause = pause
        self._listeners = 0
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Have all listeners leave. To be called where the server's loop runs."""
        self._stopped.set()

    def check(self) -> None:
        """Raises CrowdedError where nobody more may listen."""
        if self._listeners >= self._most:
            raise CrowdedError("live updates", f"{self._most} listen already", "load the page again to see what is new")

    async def listen(self, dossier: Dossier, known: int | None, told: int) -> AsyncIterator[str]:
        """The events of a dossier: counted from the change `known`, those up to `told` not told again."""
        self._listeners += 1
        try:
            yield "retry: 5000\n: the changes of a dossier\n\n"
            began = spoke = monotonic()
            while not self._stopped.is_set() and monotonic() - began < _LONGEST:
                count, last = await run_in_threadpool(self._look, dossier, known)
                known = last if known is None else known
                if count and last > told:
                    told, spoke = last, monotonic()
                    yield f"id: {last}\nevent: change\ndata: {json.dumps({'count': count, 'last': last})}\n\n"
                elif monotonic() - spoke > _ALIVE:
                    spoke = monotonic()
                    yield ": nothing new\n\n"
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), self._pause)
        finally:
            self._listeners -= 1

    def _look(self, dossier: Dossier, known: int | None) -> tuple[int, int]:
        with self._database.reading() as connection:
            if known is None:
                return 0, last_change(connection, dossier)
            return count_changes(connection, dossier, after=known)


def event_routes(database: Database, listening: Listening) -> APIRouter:
    """The live updates over a database."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/dossiers/{name}/events")
    def events(name: str, _: Reader, after: Known = None, last_event_id: LastId = None) -> StreamingResponse:
        dossier = find(database, name)
        listening.check()
        told = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else 0
        return StreamingResponse(
            listening.listen(dossier, after, told),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    return routes
