"""`verbale forecasts`: who foresaw what, for when; what is due, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import (
    AsOf,
    By,
    DatabaseUrl,
    Name,
    Printed,
    minutes_settings,
    opened,
    print_json,
    standing,
    today_of,
    whose,
)
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.cli.terminal import say
from verbale.minutes.wording import count_of, days

if TYPE_CHECKING:
    from verbale.minutes.forecasts import Forecast


def forecasts(
    name: Name,
    entry: Annotated[int | None, typer.Option("--entry", metavar="N", help="A forecast, to note its outcome.")] = None,
    outcome: Annotated[str | None, typer.Option(metavar="WORDS", help="“came true”, “did not come true”, …")] = None,
    shown_by: Annotated[int | None, typer.Option(metavar="N", help="The entry that shows it.")] = None,
    note: Annotated[str | None, typer.Option(help="What there is to say of it.")] = None,
    by: By = None,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The statements of a dossier that speak of a time to come, those due first; what came of one is noted."""
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.outcomes import note_outcome
    from verbale.minutes.views import forecasts_of

    if (entry is None) != (outcome is None):
        raise typer.BadParameter("--entry and --outcome go together")
    if entry is not None and outcome is not None:
        settings = minutes_settings(database_url, by)
        with opened(settings) as database:
            made = database.write(
                lambda it: note_outcome(
                    it, find_dossier(it, name), entry, outcome, by=whose(settings), shown_by=shown_by, note=note
                )
            )
        say(f"verbale: #{entry} {outcome} (change {made.id})")
    with standing(name, database_url, as_of) as stands:
        found = forecasts_of(stands, today_of(as_of))
    if as_json:
        print_json(found)
        return
    sheet = Sheet()
    sheet.head(name, count_of(len(found), "forecast"))
    rows = (
        (
            days(one.first, one.last),
            one.standing,
            one.text,
            _outcome(one),
            manner(one.backing.state, one.lines[0].line.certainty, one.backing.confidence),
            numbers(one.backing.entries),
        )
        for one in found
    )
    sheet.table("", ("for", "standing", "what*", "outcome", "how", "entries"), rows)


def _outcome(one: Forecast) -> str:
    """What a person noted, with the entry that shows it; else the entries where it may be seen."""
    if one.outcome:
        return one.outcome.verdict + (f" (#{one.outcome.entry})" if one.outcome.entry else "")
    return "; ".join(f"see #{candidate.entry}" for candidate in one.candidates[:3])
