"""`verbale proposals`: what is on the table, whose it is, in what state, how it got there, and who replied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import count_of

if TYPE_CHECKING:
    from verbale.minutes.proposals import Ledger, Proposal


def proposals(
    name: Name,
    limit: Annotated[int, typer.Option(min=1, help="So many proposals at most, those told of last.")] = 30,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The proposals of a dossier, each with its state now, the states before, and the replies."""
    from verbale.minutes.views import proposals_of

    with standing(name, database_url, as_of) as stands:
        ledger = proposals_of(stands, limit=limit)
    if as_json:
        print_json(ledger)
    else:
        _show(name, ledger)


def _show(name: str, ledger: Ledger) -> None:
    sheet = Sheet()
    sheet.head(name, count_of(ledger.total, "proposal"))
    columns = ("since", "proposal*", "of", "state", "how", "entries")
    sheet.table("on the table", columns, map(_row, ledger.proposals))
    for one in ledger.proposals:
        replies = (
            (reply.party, reply.words, reply.told.line.text, f"#{reply.told.line.entry}") for reply in one.replies
        )
        sheet.table(f"{one.name}: replies", ("party", "reply", "words*", "entry"), replies)
        if len(one.reached) > 1:
            steps = ((step.day, step.status.replace("_", " "), numbers(step.entries)) for step in one.reached)
            sheet.table(f"{one.name}: how it got there", ("day", "state*", "entries"), steps)


def _row(one: Proposal) -> tuple[object, ...]:
    state = one.status.replace("_", " ") + ("?" if one.disputed else "")
    how = manner(one.backing.state, one.certainty, one.backing.confidence)
    points = f" ({', '.join(map(str, one.points))} points)" if one.points and str(one.points[0]) not in one.name else ""
    return one.since, one.name + points, ", ".join(one.sponsors), state, how, numbers(one.backing.entries)
