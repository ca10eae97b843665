"""What the desk refuses, and how it says so: as a page to a reader, as one shape of JSON to a program.

The shape is `{"error": {"status", "about", "problem", "hint"}}`, whatever went wrong.
"""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from verbale.desk.guard import HEADERS
from verbale.desk.paper import render
from verbale.errors import StoreError, VerbaleError
from verbale.minutes.database import BusyError

_log = logging.getLogger("verbale.desk")


class RefusedError(VerbaleError):
    """A request that is not answered with what it asked for. `status` is HTTP's."""

    status: ClassVar[int] = 400


class NotThereError(RefusedError):
    """What was asked for is not in the database."""

    status: ClassVar[int] = 404


_WORDS = {
    404: ("there is no such page", "begin with the list of dossiers"),
    405: ("it cannot be asked in this way", "open it in a browser, or see /api/openapi.json"),
}


def refuse(request: Request, status: int, error: VerbaleError) -> Response:
    """An error as a page, or as JSON under `/api`."""
    if request.url.path.startswith("/api"):
        return JSONResponse(error_json(status, error), status)
    page = render("error.html", title=error.problem, error=error, status=status)
    page.status_code = status
    return page


def refuse_ours(request: Request, error: VerbaleError) -> Response:
    """An error with its own status. Of a database's it tells neither where that is nor what its driver said."""
    if isinstance(error, RefusedError):
        return refuse(request, error.status, error)
    if not isinstance(error, StoreError):
        return refuse(request, 500, error)
    _log.warning("%s", error)
    if isinstance(error, BusyError):
        return refuse(request, 503, RefusedError("the minutes", "others are writing to them", error.hint))
    told = RefusedError("the minutes", "the database cannot be used now", "try again; the terminal tells why")
    return refuse(request, 503, told)


def error_json(status: int, error: VerbaleError) -> dict[str, Any]:
    """The one shape of errors."""
    return {"error": {"status": status, "about": error.about, "problem": error.problem, "hint": error.hint}}


def add_refusals(app: FastAPI) -> None:
    """Have the app tell its errors as this module does."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, VerbaleError)
        return refuse_ours(request, error)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        told = RefusedError(str(first["loc"][-1]), str(first["msg"]), "mend it in the address, or go back")
        return refuse(request, 400, told)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if str(error.detail).startswith("Part exceeded"):  # of a form; files may be larger
            told = RefusedError("the text", "larger than 1 MB", "save it as a file, and add that")
            return refuse(request, 413, told)
        problem, hint = _WORDS.get(error.status_code, (str(error.detail), "go back and try another way"))
        return refuse(request, error.status_code, RefusedError(request.url.path, problem, hint))

    def unforeseen(request: Request, _error: Exception) -> Response:
        told = RefusedError(request.url.path, "the desk failed at it", "the terminal tells more; please report it")
        answer = refuse(request, 500, told)
        answer.headers.update(HEADERS)  # this one is made outside of the guard
        return answer

    app.add_exception_handler(VerbaleError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unforeseen)
