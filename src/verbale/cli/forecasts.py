"""`verbale forecasts`: who foresaw what, for when; what is due, and what became of it."""

from __future__ import annotations

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing, today_of
from verbale.cli.sheet import Sheet, manner, numbers
from verbale.minutes.wording import count_of, days


def forecasts(name: Name, as_of: AsOf = None, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """The statements of a dossier that speak of a time to come, those that are due first."""
    from verbale.minutes.views import forecasts_of

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
            one.outcome.verdict if one.outcome else "; ".join(f"see #{c.entry}" for c in one.candidates[:3]),
            manner(one.backing.state, one.lines[0].line.certainty, one.backing.confidence),
            numbers(one.backing.entries),
        )
        for one in found
    )
    sheet.table("", ("for", "standing", "what*", "outcome", "how", "entries"), rows)
