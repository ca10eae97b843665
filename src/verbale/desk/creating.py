"""A new dossier, made at the desk.

Comes in: its name. Goes out: the way to the page on which its first pages are added.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from verbale.desk.access import Editor
from verbale.desk.opened import path_of
from verbale.desk.refusals import RefusedError
from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.database import BusyError, Database
from verbale.minutes.dossiers import open_dossier


def creating_routes(database: Database) -> APIRouter:
    """The form that makes a dossier."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/dossiers")
    def create(who: Editor, name: Annotated[str, Form(max_length=400)] = "") -> RedirectResponse:
        return RedirectResponse(f"{path_of(create_dossier(database, name, who.name))}/add", 303)

    return routes


def create_dossier(database: Database, name: str, by: str) -> Dossier:
    """The dossier of a name, made where there is none. Raises RefusedError for what cannot be a name."""
    try:
        return database.write(lambda connection: open_dossier(connection, name.strip(), by=by))
    except BusyError:
        raise
    except StoreError as error:
        raise RefusedError(error.about, error.problem, error.hint) from error
