"""`verbale positions`: what each party wants, offers, accepts or refuses on each issue, and where it turned round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import count_of

if TYPE_CHECKING:
    from verbale.minutes.positions import Cell, Held, Matrix
    from verbale.minutes.told import Told

#: Columns of the matrix that a terminal has room for; the cells below hold all.
_WIDEST = 4
_MOST_PARTIES = 12


def positions(
    name: Name,
    party: Annotated[list[str] | None, typer.Option("--party", help="Only this party; may be given again.")] = None,
    issue: Annotated[list[str] | None, typer.Option("--issue", help="Only this issue; may be given again.")] = None,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The position matrix of a dossier: party by issue, each cell with its sentences, reversals told."""
    from verbale.minutes.views import positions_of

    with standing(name, database_url, as_of) as stands:
        matrix = positions_of(stands, parties=tuple(party or ()), issues=tuple(issue or ()))
    if as_json:
        print_json(matrix)
    else:
        _show(name, matrix)


def _show(name: str, matrix: Matrix) -> None:
    sheet = Sheet()
    sheet.head(
        name,
        f"positions of {count_of(len(matrix.parties), 'party', 'parties')} on {count_of(len(matrix.issues), 'issue')}",
    )
    issues = matrix.issues[:_WIDEST]
    rows = [(party, *(_now(matrix.row(party).get(issue)) for issue in issues)) for party in matrix.parties]
    rows = [row for row in rows if any(row[1:])][:_MOST_PARTIES]
    sheet.table("now", ("party", *(f"{issue}*" for issue in issues)), rows)
    for cell in matrix.cells:
        sheet.table(f"{cell.party} on {cell.issue}", ("since", "what*", "how", "entries"), map(_held, cell.held))
    turns = ((turn.day, turn.party, _told(turn.before), _told(turn.after)) for turn in matrix.reversals)
    sheet.table("turned round", ("day", "party", "before*", "after*"), turns)


def _now(cell: Cell | None) -> str:
    if cell is None:
        return ""
    marks = "?" if cell.now.unsure else ""
    marks += " ⇄" if cell.reversals else ""
    marks += " ≠" if cell.contradicted else ""
    return f"{cell.now.stance}{marks}"


def _held(held: Held) -> tuple[str, str, str, str]:
    how = manner(held.backing.state, held.backing.certainties[0], held.backing.confidence)
    return held.since or "", held.text, how, numbers(held.backing.entries)


def _told(told: Told) -> str:
    return f"{told.line.text} (#{told.line.entry})"
