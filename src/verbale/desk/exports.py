"""The lines of a dossier as a file to take along, each with its sentence, its source and who reviewed it.

Comes in: a dossier, now or as it stood on a day. Goes out: CSV for a spreadsheet, or JSON. Who took which stands in the
log (`audit`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from verbale.desk.access import Reader
from verbale.desk.answers import REFUSALS
from verbale.desk.audit import Who, record
from verbale.desk.opened import Counted, open_dossier
from verbale.desk.pages import AsOf
from verbale.desk.schemas import object_of
from verbale.desk.visit import this_visit
from verbale.minutes.change import moment_text
from verbale.minutes.database import Database
from verbale.minutes.plain import plain
from verbale.minutes.told import Told, names_of, tell

SCHEMA = "verbale.lines/1"
Form = Literal["csv", "json"]
_KINDS: dict[Form, str] = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_COLUMNS: tuple[str, ...] = (
    "entry", "kind", "text", "day", "last_day", "party", "other", "issue", "label", "certainty", "quote", "publisher",
    "published", "headline", "url", "confidence", "method", "state", "reviewer", "disclosure",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r]")  # how a cell begins that a spreadsheet would run
_LINES = object_of(schema=str, dossier=str, as_of=str | None, made=str, disclosure=str, lines=list[Told])
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A file.",
        "content": {"application/json": {"schema": _LINES}, "text/csv": {"schema": {"type": "string"}}},
    }
}


def export_routes(database: Database) -> APIRouter:
    """The exports over a database."""
    routes = APIRouter(prefix="/api", tags=["minutes"], responses=REFUSALS, default_response_class=Response)

    @routes.get("/dossiers/{name}/lines.{form}", responses=_ANSWERS)
    def export(name: str, form: Form, who: Reader, as_of: AsOf = None) -> Response:
        """All lines that stand in a dossier, as a file: `csv` for a spreadsheet, or `json`."""
        with open_dossier(database, name, as_of) as opened:
            standing, dossier, counted = opened.standing, opened.dossier.name, opened.counted()
            told = tell(standing.lines(), standing.sources(), names_of(standing.figures()))
        made = moment_text(datetime.now(UTC))
        whole = {"schema": SCHEMA, "dossier": dossier, "as_of": as_of, "made": made, "disclosure": disclose(counted)}
        data = write_csv(told) if form == "csv" else json.dumps({**whole, "lines": plain(told)}, ensure_ascii=False)
        about = f"{dossier}, {len(told)} lines as {form}"
        acting = Who(who.name, this_visit.get().address)
        database.write(lambda connection: record(connection, acting, "exported", about))
        name = quote(f"{dossier}.{form}", safe="")
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"}
        return Response(data.encode(), media_type=_KINDS[form], headers=headers)

    return routes


def write_csv(told: Sequence[Told]) -> str:
    """Lines as CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe."""
    file = io.StringIO()
    rows = csv.DictWriter(file, _COLUMNS, extrasaction="ignore")
    rows.writeheader()
    for one in told:
        line: dict[str, Any] = plain(one)
        row: dict[str, Any] = {**(line.pop("source") or {}), **line, "disclosure": _disclosure_of(one)}
        rows.writerow({name: _harmless(value) for name, value in row.items()})
    return file.getvalue()


def disclose(counted: Counted) -> str:
    """How the lines of an export were made, and how many of them a person has reviewed."""
    reviewed = f"A person has reviewed {counted.reviewed} of the {counted.lines} lines; the others are drafts."
    return f"Drafted by machine from the articles named. {reviewed}"


def _disclosure_of(one: Told) -> str:
    line = one.line
    made = f"Drafted by machine ({line.fields['origin']['by']})" if line.method != "person" else "Written by a person"
    return f"{made}; {line.state} by {line.reviewer}" if line.reviewer else f"{made}; reviewed by nobody"


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
