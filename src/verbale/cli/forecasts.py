"""`verbale forecasts`: who foresaw what, for when; what is due, and what became of it."""

from __future__ import annotations

from datetime import date

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, manner, numbers, span


def forecasts(name: Name, as_of: AsOf = None, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """The statements of a dossier that speak of a time to come, those that are due first."""
    from verbale.minutes.forecasts import find_forecasts
    from verbale.minutes.told import names_of

    with standing(name, database_url, as_of) as stands:
        lines = stands.lines()
        found = find_forecasts(
            [line for line in lines if line.kind == "statement"],
            lines,
            stands.sources(),
            today=(as_of or date.today().isoformat())[:10],
            names=names_of(stands.figures()),
        )
    if as_json:
        print_json(found)
        return
    sheet = Sheet()
    sheet.head(name, f"{len(found)} forecasts")
    rows = (
        (
            span(one.first, one.last),
            one.standing,
            one.text,
            one.outcome.verdict if one.outcome else "; ".join(f"see #{c.entry}" for c in one.candidates[:3]),
            manner(one.backing.state, one.lines[0].line.certainty, one.backing.confidence),
            numbers(one.backing.entries),
        )
        for one in found
    )
    sheet.table("", ("for", "standing", "what*", "outcome", "how", "entries"), rows)
