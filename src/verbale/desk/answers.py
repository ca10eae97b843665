"""How the API answers: JSON with an ETag, long lists in parts, errors in one shape; and how OpenAPI is told of it.

Comes in: a value. Goes out: an answer, 304 where the caller has it already.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Annotated, Any, TypeVar

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from verbale.desk.opened import Opened
from verbale.desk.schemas import object_of, parts
from verbale.desk.views import place
from verbale.minutes.plain import plain

Value = TypeVar("Value")
_VERSION = version("verbale")
SIZE = 100  #: of a part of a long list
#: Where a part of a long list begins.
After = Annotated[
    str | None, Query(max_length=40, description="The `next` of the part before; without it, the first part.")
]


class Refused(BaseModel):
    """What went wrong with which, and what to do."""

    status: int = Field(description="HTTP's.")
    about: str
    problem: str
    hint: str


class Refusal(BaseModel):
    """The one shape of errors."""

    error: Refused


#: What every route of the API may answer besides.
REFUSALS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Refusal, "description": "Refused: not there, not allowed, or not understood."},
    503: {"model": Refusal, "description": "Others are writing, or the database is out of reach: try again."},
}


def described(status: int = 200, **properties: Any) -> dict[int | str, dict[str, Any]]:
    """How OpenAPI is told of an answer: an object whose properties are of these types."""
    content = {"application/json": {"schema": object_of(**properties)}}
    told: dict[int | str, dict[str, Any]] = {status: {"description": "Done." if status != 200 else "As asked."}}
    told[status]["content"] = content
    if status == 200:
        told[304] = {"description": "Not changed since the ETag that was sent in If-None-Match."}
    return told


def answer(request: Request, value: dict[str, Any], tag: str | None = None) -> Response:
    """A value as JSON, or 304 where the request has its ETag: `tag`, or else one that follows from the value."""
    body = json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")).encode()
    tag = tag or f'"{sha256(body).hexdigest()[:32]}"'
    return unchanged(request, tag) or Response(body, media_type=JSONResponse.media_type, headers={"etag": tag})


def unchanged(request: Request, tag: str) -> Response | None:
    """304 where the request has this ETag already."""
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return Response(status_code=304, headers={"etag": tag}) if tag in known or "*" in known else None


def tag_of(opened: Opened) -> str:
    """The ETag of whatever follows from a dossier as it stands, today and with this Verbale."""
    return f'"{opened.dossier.id}-{opened.newest}-{opened.today}-{_VERSION}"'


def cut(every: Sequence[Value], after: str | None) -> tuple[list[Value], str | None]:
    """A part of a list and where the next one begins. Raises RefusedError for what is no such place."""
    start = place(after)
    return list(every[start : start + SIZE]), str(start + SIZE) if len(every) > start + SIZE else None


def describe(app: FastAPI) -> None:
    """Have the app's OpenAPI description hold the shapes of what it answers with, and how a program shows its token."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        told = made()
        components = told.setdefault("components", {})
        components.setdefault("schemas", {}).update(parts())
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"token": []}, {}]
        return told

    app.openapi = openapi
