"""What a program changes in a dossier: lines accepted, rejected, opened again, edited; a change taken back.

Comes in: JSON, from an editor. Goes out: what was decided, and what was held back because a line says what its evidence
does not: of one line as an error, of several beside those decided on.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from verbale.desk.access import Editor
from verbale.desk.answers import REFUSALS, described
from verbale.desk.bulk import MOST, Many
from verbale.desk.decisions import ACTS, Act, ConflictError, find, write
from verbale.desk.pages import Number
from verbale.desk.schemas import object_of
from verbale.minutes.change import Change
from verbale.minutes.database import Database
from verbale.minutes.forecasts import Verdict
from verbale.minutes.history import find_change
from verbale.minutes.outcomes import note_outcome
from verbale.minutes.plain import plain
from verbale.minutes.review import By, Held, Reviewed, edit, take_back

_Entry = Annotated[int, Field(ge=1, le=2**53)]
_OBJECTION = object_of(reason=str, field=str, problem=str)
_HELD = object_of(entry=int, objections={"type": "array", "items": _OBJECTION})
_OUTCOME = described(change=int | None, decided=list[int], held={"type": "array", "items": _HELD})


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Decision(_Asked):
    """Why. A line that says what its evidence does not is accepted with a reason only."""

    reason: str | None = Field(None, max_length=2000)
    said_earlier: bool = Field(
        False, description="Names and dates that the article gives further up are reason enough."
    )
    second: bool = Field(False, description="As a second reader: kept as an opinion, and no line is altered.")

    def by(self, name: str) -> By:
        """Who decides, and why."""
        return By(name, (self.reason or "").strip() or None, self.said_earlier, self.second)


class Decisions(Decision):
    """One decision on several lines."""

    act: Many
    entries: list[_Entry] = Field(min_length=1, max_length=MOST)


class Edit(Decision):
    """Fields of an entry, as `verbale.reading/1` has them, that are to be others."""

    fields: dict[str, Any] = Field(min_length=1, max_length=50)


class Outcome(_Asked):
    """What came of a forecast; `shown_by` is the entry that shows it."""

    verdict: Verdict
    shown_by: _Entry | None = None
    note: str | None = Field(None, max_length=2000)


class Undo(_Asked):
    """Why a change is taken back."""

    reason: str | None = Field(None, max_length=2000)


def change_api_routes(database: Database) -> APIRouter:
    """The changes that programs make over a database, each in the name of who sends it."""
    routes = APIRouter(prefix="/api/dossiers/{name}", tags=["changes"], responses=REFUSALS)

    @routes.post("/entries/{entry}/outcome", responses=described(change=Change))
    def note(name: str, entry: Number, who: Editor, asked: Outcome) -> dict[str, Any]:
        """Note what came of a forecast; its line stays a draft, or accepted, as it was."""
        dossier = find(database, name)

        def do(it: Connection) -> Change:
            return note_outcome(
                it, dossier, entry, asked.verdict, by=who.name, shown_by=asked.shown_by, note=asked.note
            )

        return {"change": plain(write(database, do))}

    @routes.post("/entries/{entry}/{act}", responses=_OUTCOME)
    def decide(name: str, entry: Number, act: Act, who: Editor, asked: Decision) -> dict[str, Any]:
        """Accept or reject a line, or make it a draft again."""
        dossier, by = find(database, name), asked.by(who.name)
        return _outcome(write(database, lambda it: ACTS[act](it, dossier, [entry], by)))

    @routes.patch("/entries/{entry}", responses=_OUTCOME)
    def change(name: str, entry: Number, who: Editor, asked: Edit) -> dict[str, Any]:
        """Change some fields of a line, and so accept it. Its sentence is written anew where none is given."""
        dossier, by = find(database, name), asked.by(who.name)
        return _outcome(write(database, lambda it: edit(it, dossier, entry, asked.fields, by)))

    @routes.post("/decisions", responses=_OUTCOME)
    def decide_on_many(name: str, who: Editor, asked: Decisions) -> dict[str, Any]:
        """Accept or reject several lines as one change. Those held back are told beside the others."""
        dossier, by = find(database, name), asked.by(who.name)
        if asked.second:
            raise ConflictError("second", "a second reader decides on one line at a time", "send them one by one")
        done = write(database, lambda it: ACTS[asked.act](it, dossier, asked.entries, by))
        return _told(done)

    @routes.post("/changes/{change}/undo", responses=described(change=Change))
    def undo(name: str, change: Number, who: Editor, asked: Undo) -> dict[str, Any]:
        """Take a change back. Those that stand on it must be taken back first."""
        dossier = find(database, name)

        def back(connection: Connection) -> Change:
            taken = find_change(connection, dossier, change)
            return take_back(connection, dossier, taken, by=who.name, reason=asked.reason)

        return {"change": plain(write(database, back))}

    return routes


def _outcome(done: Reviewed) -> dict[str, Any]:
    """What became of one line. Raises ConflictError where it was held back, with what speaks against it."""
    if done.held:
        against = "; ".join(f"{one.field}: {one.problem}" for one in done.held[0].checked.objections)
        hint = f"send a reason why it may stand ({against})"
        raise ConflictError(f"entry {done.held[0].entry}", "it says what its evidence does not", hint)
    return _told(done)


def _told(done: Reviewed) -> dict[str, Any]:
    change = done.change.id if done.change else None
    return {"change": change, "decided": list(done.decided), "held": [_held(one) for one in done.held]}


def _held(one: Held) -> dict[str, Any]:
    return {"entry": one.entry, "objections": one.checked.to_json()}
