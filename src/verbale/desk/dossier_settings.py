"""The settings of a dossier: its title, the issues and parties that matter in their order, and what to look out for.

Comes in: a form, or JSON, and the change up to which whoever sends it had seen them. Goes out: one change in the
history, of those settings that are other now; none, where none is. Two who set the same thing at once are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import Connection

from verbale.desk.access import Editor, Reader
from verbale.desk.answers import REFUSALS, described
from verbale.desk.frame import page_within
from verbale.desk.opened import open_dossier, path_of
from verbale.desk.own import write_own
from verbale.desk.refusals import RefusedError
from verbale.desk.schemas import object_of
from verbale.minutes.change import Change, Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import SETTINGS, set_settings
from verbale.minutes.history import find_changes
from verbale.minutes.known import known_issues, known_parties
from verbale.minutes.standing import Standing

_MOST = 200  # names in a list
_LONGEST = 200  # letters of a name
_KNOWN = 24  # names that are offered
_LOOKED_AT = 200  # last changes among which those of settings are looked for
_SHOWN = 10

_OUTCOME = described(settings=object_of(), change=int | None)

Title = Annotated[str, Form(max_length=_LONGEST)]
Lines = Annotated[str, Form(max_length=40_000)]
Seen = Annotated[int, Form(ge=0, le=2**53)]
Why = Annotated[str, Form(max_length=2000)]
Name = Annotated[str, StringConstraints(max_length=_LONGEST)]
Saved = Annotated[int, Query(ge=0, le=2**53)]


class ConflictError(RefusedError):
    """Somebody else has set the same thing meanwhile."""

    status: ClassVar[int] = 409


class Wanted(BaseModel):
    """Settings as a program sends them: only those that are to be other; null takes one away."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Name | None = None
    issues: list[Name] | None = None
    parties: list[Name] | None = None
    watch: list[Name] | None = None
    reason: Annotated[str, StringConstraints(max_length=2000)] | None = None


def settings_routes(database: Database) -> APIRouter:
    """The page of settings, and its form."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/settings")
    def settings(name: str, who: Reader, saved: Saved = 0) -> HTMLResponse:
        with open_dossier(database, name, None) as opened:
            standing = opened.standing
            last = find_changes(standing.connection, opened.dossier, newest_first=True, limit=_LOOKED_AT)
            made = [one for one in last if one.act == "set"]
            return page_within(
                opened,
                "settings.html",
                title="Settings",
                view="settings",
                settings=standing.settings(),
                seen=last[0].id if last else 0,
                saved=next((one for one in made if one.id == saved), None),
                changes=made[:_SHOWN],
                parties=known_parties(standing, _KNOWN),
                issues=known_issues(standing, _KNOWN),
                may=who.may("editor"),
            )

    @routes.post("/dossiers/{name}/settings")
    def keep(
        name: str,
        who: Editor,
        seen: Seen,
        title: Title = "",
        issues: Lines = "",
        parties: Lines = "",
        watch: Lines = "",
        reason: Why = "",
    ) -> RedirectResponse:
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        lists = {"issues": issues, "parties": parties, "watch": watch}
        wanted = {"title": title, **{key: typed.splitlines() for key, typed in lists.items()}}
        change = keep_settings(database, dossier, wanted, seen=seen, by=who.name, reason=reason)
        return RedirectResponse(f"{path_of(dossier)}/settings" + (f"?saved={change.id}" if change else ""), 303)

    return routes


def settings_api_routes(database: Database) -> APIRouter:
    """What programs set by."""
    routes = APIRouter(prefix="/api", tags=["settings"], responses=REFUSALS)

    @routes.patch("/dossiers/{name}/settings", responses=_OUTCOME)
    def keep(name: str, asked: Wanted, who: Editor) -> dict[str, Any]:
        """Set some of a dossier's settings; gives all of them, and the change that did it, if there was one."""
        with open_dossier(database, name, None) as opened:
            dossier = opened.dossier
        wanted = {key: getattr(asked, key) for key in SETTINGS if key in asked.model_fields_set}
        change = keep_settings(database, dossier, wanted, seen=None, by=who.name, reason=asked.reason or "")
        with database.reading() as connection:
            return {"settings": Standing(connection, dossier).settings(), "change": change.id if change else None}

    return routes


def keep_settings(
    database: Database, dossier: Dossier, wanted: Mapping[str, Any], *, seen: int | None, by: str, reason: str
) -> Change | None:
    """Set what is other than at the change `seen` (None: than now); gives the change, None where nothing is.

    Raises ConflictError for a setting that somebody else has changed since; RefusedError for a list that is too long.
    """
    tidied = {key: _tidied(dossier, key, value) for key, value in wanted.items()}

    def write(connection: Connection) -> Change | None:
        now = Standing(connection, dossier).settings()
        before = now if seen is None else Standing(connection, dossier, seen).settings()
        other = {key: value for key, value in tidied.items() if value != before.get(key)}
        for key, value in other.items():
            if now.get(key) not in (before.get(key), value):
                hint = "go back, load the page again, and set it with theirs before you"
                raise ConflictError(dossier.name, f"somebody else has changed its {key} meanwhile", hint)
        given = {key: value for key, value in other.items() if value != now.get(key)}
        return set_settings(connection, dossier, given, by=by, reason=reason.strip() or None) if given else None

    return write_own(database, write)


def _tidied(dossier: Dossier, key: str, value: str | Iterable[str] | None) -> str | list[str] | None:
    """A setting without spaces around names, empty names and repetitions; None for nothing."""
    if value is None or isinstance(value, str):
        return " ".join((value or "").split()) or None
    names = list(dict.fromkeys(name for one in value if (name := " ".join(one.split()))))
    if len(names) > _MOST:
        raise RefusedError(dossier.name, f"{len(names)} {key}", f"keep those that matter, {_MOST} at most")
    if any(len(name) > _LONGEST for name in names):
        raise RefusedError(dossier.name, f"one of its {key} is longer than {_LONGEST} letters", "write one a line")
    return names or None
