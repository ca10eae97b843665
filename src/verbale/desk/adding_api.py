"""Adding pages, and dossiers, by programs: `POST /api/dossiers`, `POST /api/dossiers/{name}/pages`.

Comes in: JSON. Goes out: 202 with where to ask how far the reading has come.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from verbale.desk.access import Editor
from verbale.desk.adding import hand_in, pasted, working
from verbale.desk.answers import REFUSALS, described
from verbale.desk.creating import create_dossier
from verbale.desk.inbox import Handed, Inbox, Progress
from verbale.desk.opened import open_dossier, path_of
from verbale.desk.refusals import error_json
from verbale.desk.schemas import object_of
from verbale.minutes.database import Database
from verbale.minutes.plain import plain

Address = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True, min_length=1)]


_PAGES = {"type": "array", "items": object_of(name=str, state=str)}  # with `filed` or `error` when it is done


class NewPage(BaseModel):
    """A page to be read: its text or HTML, with its address where that is known; or the address alone, to fetch it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: Address | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if not self.url and not (self.text or "").strip():
            raise ValueError("a page has a url, a text, or both")
        return self


class NewDossier(BaseModel):
    """A dossier to be made."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str


def adding_api_routes(database: Database, inbox: Inbox | None) -> APIRouter:
    """What programs add by."""
    routes = APIRouter(prefix="/api", tags=["adding"], responses=REFUSALS)

    @routes.post("/dossiers", status_code=201, responses=described(201, name=str, path=str))
    def create(asked: NewDossier, who: Editor, response: Response) -> dict[str, Any]:
        """Make a dossier; one of that name that is there already is left as it is."""
        dossier = create_dossier(database, asked.name, who.name)
        response.headers["location"] = f"/api{path_of(dossier)}"
        return {"name": dossier.name, "path": path_of(dossier)}

    @routes.post("/dossiers/{name}/pages", status_code=202, responses=described(202, batch=str, pages=_PAGES))
    def add(name: str, asked: NewPage, who: Editor, response: Response) -> dict[str, Any]:
        """Have a page read and filed. What becomes of it is told at the address in `Location`."""
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        text = asked.text or ""
        pages = pasted(text, asked.url or "") if text.strip() else [Handed(asked.url or "", url=asked.url)]
        batch = hand_in(inbox, dossier, pages, who.name)
        response.headers["location"] = f"/api{path_of(dossier)}/pages/{batch}"
        return {"batch": batch, "pages": [_told(one) for one in working(inbox).progress(dossier, batch)]}

    @routes.get("/dossiers/{name}/pages/{batch}", responses=described(batch=str, done=bool, pages=_PAGES))
    def progress(name: str, batch: str, who: Editor) -> dict[str, Any]:
        """How far the pages that were handed in together have come."""
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        pages = working(inbox).progress(dossier, batch)
        return {"batch": batch, "done": all(one.done for one in pages), "pages": [_told(one) for one in pages]}

    return routes


def _told(page: Progress) -> dict[str, Any]:
    told: dict[str, Any] = {"name": page.name, "state": page.state}
    if page.filed:
        told["filed"] = plain(page.filed)
    if page.error:
        told |= error_json(422, page.error)
    return told
