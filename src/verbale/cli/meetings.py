"""`verbale meetings`: planned, ongoing, held, put off and called off, with what each side said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing, today_of
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import days

if TYPE_CHECKING:
    from verbale.minutes.meetings import Heading, Meeting, Meetings

_TITLES = {"unconfirmed": "planned for a day that has gone by; nothing tells whether they took place"}
_MOST_WORDS = 160  # letters of a readout


def meetings(
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="So many under each heading at most.")] = 100,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The meetings of a dossier: what is planned, what was held, and each side's readout."""
    from verbale.minutes.views import meetings_of

    with standing(name, database_url, as_of) as stands:
        found = meetings_of(stands, today_of(as_of), limit=limit)
    if as_json:
        print_json(found)
    else:
        _show(name, found)


def _show(name: str, found: Meetings) -> None:
    sheet = Sheet()
    sheet.head(name, "meetings")
    for heading, total in found.totals.items():
        some = found.under(heading)
        sheet.table(_title(heading, len(some), total), ("day", "meeting*", "place", "how", "entries"), map(_row, some))
    for meeting in (one for one in found.all() if len(one.steps) > 1):
        steps = (
            (step.told, step.status, days(step.day, step.last_day), numbers(step.entries)) for step in meeting.steps
        )
        sheet.table(f"{meeting.name}: how it came about", ("told", "status", "for", "entries"), steps)
    for meeting in found.held:
        said = [
            (side.party or "", readout.speaker, _short(readout.told.line.text), f"#{readout.told.line.entry}")
            for side in meeting.delegations
            for readout in side.readout
        ]
        sheet.table(
            ", ".join(filter(None, (meeting.name, days(meeting.day, meeting.last_day)))) + ": what its sides said",
            ("side", "who", "words*", "entry"),
            said,
        )


def _title(heading: Heading, shown: int, total: int) -> str:
    title = _TITLES.get(heading, heading)
    return title if shown == total else f"{title}, {shown} of {total}"


def _row(meeting: Meeting) -> tuple[object, ...]:
    sides = "; ".join(
        f"{side.party or ''} ({', '.join(side.members)})"
        if side.members and side.party
        else side.party or ", ".join(side.members)
        for side in meeting.delegations
    )
    how = manner(meeting.backing.state, meeting.certainty, meeting.backing.confidence)
    return (
        days(meeting.day, meeting.last_day),
        f"{meeting.name}: {sides}",
        meeting.place,
        how,
        numbers(meeting.backing.entries),
    )


def _short(words: str) -> str:
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
