"""What a reviewer decides on an entry's page: a line accepted, rejected, or opened again.

Comes in: a posted form, which the guard has seen to come from the desk itself. Goes out: the way back to the entry. A
line that says what its evidence does not is not accepted without a reason, which is asked for in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, TypeVar

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from verbale.desk.access import Editor
from verbale.desk.lines import line_page
from verbale.desk.opened import open_dossier, path_of
from verbale.desk.own import write_own
from verbale.desk.pages import Number
from verbale.desk.refusals import RefusedError
from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.database import BusyError, Database
from verbale.minutes.review import By, accept, reject, reopen

Act = Literal["accept", "reject", "reopen"]
ACTS = {"accept": accept, "reject": reject, "reopen": reopen}
_Value = TypeVar("_Value")


class ConflictError(RefusedError):
    """A change that the minutes as they stand do not allow."""

    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class Why:
    """The reason that a form gives; `said_earlier` where names and dates that stand further up are reason enough."""

    reason: str | None
    said_earlier: bool

    def by(self, name: str, *, second: bool = False) -> By:
        """Who decides, and why."""
        return By(name, self.reason, self.said_earlier, second)


def _why(reason: Annotated[str, Form(max_length=2000)] = "", said_earlier: Annotated[bool, Form()] = False) -> Why:
    return Why(reason.strip() or None, said_earlier)


#: The reason of a posted form, as a route's argument.
Reason = Annotated[Why, Depends(_why)]


def write(database: Database, do: Callable[[Connection], _Value]) -> _Value:
    """What `do` writes. Raises ConflictError, in the words of the minutes, where they do not allow it."""
    try:
        return write_own(database, do)
    except BusyError:
        raise
    except StoreError as error:
        raise ConflictError(error.about, error.problem, error.hint) from error


def find(database: Database, name: str) -> Dossier:
    """The dossier that an address names. Raises NotThereError."""
    with open_dossier(database, name, None) as opened:
        return opened.dossier


def decision_routes(database: Database) -> APIRouter:
    """The decisions over a database, each in the name of who makes it."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/dossiers/{name}/entries/{entry}/{act}")
    def decide(name: str, entry: Number, act: Act, who: Editor, why: Reason) -> Response:
        dossier = find(database, name)
        done = write(database, lambda connection: ACTS[act](connection, dossier, [entry], why.by(who.name)))
        if done.held:
            with open_dossier(database, name, None) as opened:
                return line_page(opened, entry, held=done.held[0].checked)
        return RedirectResponse(f"{path_of(dossier)}/entries/{entry}", 303)

    return routes
