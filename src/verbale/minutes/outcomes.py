"""What came of a forecast, noted by a person when its time has come.

Comes in: a statement that speaks of a time to come, and a verdict. Goes out: the change that notes it, which is undone
like any other. The line stays what it is: draft, accepted or edited; Verbale itself judges no forecast.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from verbale.errors import StoreError
from verbale.minutes.amending import amend, revised, standing_rows
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.forecasts import VERDICTS


def note_outcome(
    connection: Connection,
    dossier: Dossier,
    entry: int,
    verdict: str,
    *,
    by: str,
    shown_by: int | None = None,
    note: str | None = None,
) -> Change:
    """Note what came of a forecast; `shown_by` is the entry that shows it. A later note takes the place of an earlier.

    Raises StoreError where the entry is none of the dossier, or no forecast, or the verdict none of `VERDICTS`.
    """
    if verdict not in VERDICTS:
        raise StoreError(f"entry {entry}", f"no such outcome: {verdict!r}", f"there are {', '.join(VERDICTS)}")
    wanted = [entry] if shown_by is None else [entry, shown_by]
    rows = standing_rows(connection, dossier, "line", wanted)
    for number in wanted:
        if number not in rows:
            raise StoreError(dossier.name, f"no entry {number}", f"verbale forecasts {dossier.name} lists them")
    fields: dict[str, Any] = json.loads(rows[entry]["fields"])
    if not fields.get("outlook"):
        hint = f"verbale forecasts {dossier.name} lists those that do"
        raise StoreError(f"entry {entry}", "it speaks of no time to come", hint)
    told = {"verdict": verdict, "entry": shown_by, "note": note}
    change = begin_change(connection, dossier, "edited", by=by, reason=note, data={"entries": [entry], "outcome": told})
    amend(connection, change, [revised("line", rows[entry], fields={**fields, "outcome": told})])
    return change
