"""An entry edited: its fields by name, its evidence as it is or chosen anew from the article's text.

Comes in: the form as it was typed. Goes out: an edit in the visitor's name, or the form again with what is wrong beside
each input. What then says more than its evidence asks for a reason, as an acceptance does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from verbale.desk.access import Editor
from verbale.desk.asked import Asked, AskedFor
from verbale.desk.decisions import Reason, find, write
from verbale.desk.frame import page_within
from verbale.desk.leaves import branches, flat
from verbale.desk.opened import Opened, open_dossier, path_of, there
from verbale.desk.pages import Number
from verbale.desk.typed import choose_evidence, read_typed
from verbale.minutes.cited import Checked
from verbale.minutes.database import Database
from verbale.minutes.judged import find_draft
from verbale.minutes.line import Line
from verbale.minutes.rebuilt import KINDS
from verbale.minutes.review import edit


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed: words by name, and passages of evidence."""

    words: Mapping[str, str]
    evidence: Sequence[str]


async def _form(request: Request) -> Form:
    posted = await request.form()
    words = {name: value for name, value in posted.items() if isinstance(value, str)}
    return Form(words, [one for one in posted.getlist("evidence") if isinstance(one, str)])


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that could not be saved: faults by the names of inputs, or what a reason is asked for."""

    form: Form
    faults: Mapping[str, str]
    held: Checked | None = None


def editing_routes(database: Database) -> APIRouter:
    """The edits over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/entries/{entry}/edit")
    def form(name: str, entry: Number, asked: AskedFor, _: Editor) -> HTMLResponse:
        with open_dossier(database, name, None) as opened, there():
            return _page(opened, _line(opened, entry, asked), asked)

    @routes.post("/dossiers/{name}/entries/{entry}/edit")
    def save(
        name: str, entry: Number, asked: AskedFor, who: Editor, why: Reason, form: Annotated[Form, Depends(_form)]
    ) -> Response:
        with open_dossier(database, name, None) as opened, there():
            line = _line(opened, entry, asked)
            changed, faults = _changed(line, form, opened.standing.article_json(line.article)["text"])
            if faults:
                return _page(opened, line, asked, Tried(form, faults))
        dossier = find(database, name)
        by = why.by(who.name, second=asked.second)
        done = write(database, lambda connection: edit(connection, dossier, entry, changed, by))
        if done.held:
            with open_dossier(database, name, None) as opened:
                return _page(opened, line, asked, Tried(form, {}, done.held[0].checked))
        back = f"review{asked.query(then='', show=0)}" if asked.then else f"entries/{entry}"
        return RedirectResponse(f"{path_of(dossier)}/{back}", 303)

    return routes


def _line(opened: Opened, entry: int, asked: Asked) -> Line:
    """The line to be edited; to a second reader as it was drafted. Raises StoreError where there is none such."""
    if asked.second:
        return find_draft(opened.standing.connection, opened.dossier, entry)
    return opened.standing.line(entry)


def _changed(line: Line, form: Form, text: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that were typed otherwise than they are, and the faults by name."""
    kind = KINDS[line.kind]
    typed, before = read_typed(kind, form.words), read_typed(kind, flat(line.fields)).fields
    chosen = choose_evidence(text, form.evidence, line.fields["evidence"])
    faults = {**typed.faults, **{f"evidence.{number}": fault for number, fault in chosen.faults.items()}}
    changed = {name: value for name, value in typed.fields.items() if value != before.get(name)}
    if chosen.evidence != [dict(one) for one in line.fields["evidence"]]:
        changed["evidence"] = chosen.evidence
    if not changed and not faults:
        faults[""] = "nothing was changed: accept the line, if it is right as it is"
    return changed, faults


def _page(opened: Opened, line: Line, asked: Asked, tried: Tried | None = None) -> HTMLResponse:
    words = tried.form.words if tried else flat(line.fields)
    evidence = tried.form.evidence if tried else [one["exact"] for one in line.fields["evidence"]]
    back = f"review{asked.query(then='', show=line.entry)}" if asked.then else f"entries/{line.entry}"
    page = page_within(
        opened,
        "edit.html",
        title=f"Edit {line.kind} {line.entry}",
        view="review" if asked.then else None,
        line=line,
        branches=[(label_of(one.name), one) for one in branches(KINDS[line.kind], words)],
        words=words,
        faults=tried.faults if tried else {},
        held=tried.held if tried else None,
        evidence=[*(one for one in evidence if one.strip()), ""],
        article=opened.standing.article_json(line.article),
        asked=asked,
        back=back,
    )
    page.status_code = 200 if tried is None else 409 if tried.held else 422
    return page


def label_of(name: str) -> str:
    """A name of the contract as a form writes it."""
    head, _, number = name.partition(".")
    return f"{head.replace('_', ' ')} {int(number) + 1}" if number else head.replace("_", " ")
