"""What a reviewer decides at the desk: a line accepted, rejected, or opened again.

Comes in: a posted form, which the guard has seen to come from the desk itself. Goes out: the way back to the entry. A
line that says what its evidence does not is not accepted without a reason.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from verbale.desk.access import Editor
from verbale.desk.opened import open_dossier, path_of
from verbale.desk.pages import Number
from verbale.desk.refusals import RefusedError
from verbale.errors import StoreError
from verbale.minutes.database import BusyError, Database
from verbale.minutes.review import By, accept, reject, reopen

_ACTS = {"accept": accept, "reject": reject, "reopen": reopen}


class HeldError(RefusedError):
    """A line that asks for a reason before it is accepted."""

    status: ClassVar[int] = 409


def decision_routes(database: Database) -> APIRouter:
    """The decisions over a database, each in the name of who makes it."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/dossiers/{name}/entries/{entry}/{act}")
    def decide(
        name: str,
        entry: Number,
        act: Literal["accept", "reject", "reopen"],
        who: Editor,
        reason: Annotated[str, Form(max_length=2000)] = "",
    ) -> RedirectResponse:
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        by = By(who.name, reason.strip() or None)
        try:
            done = database.write(lambda connection: _ACTS[act](connection, dossier, [entry], by))
        except BusyError:
            raise
        except StoreError as error:
            raise RefusedError(error.about, error.problem, error.hint) from error
        if done.held:
            told = "it says what its evidence does not"
            raise HeldError(f"entry {entry}", told, "go back and write why it may stand; the reason is kept with it")
        return RedirectResponse(f"{path_of(dossier)}/entries/{entry}", 303)

    return routes
