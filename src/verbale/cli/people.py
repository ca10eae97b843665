"""`verbale people`: who is in a dossier, which offices they held, for whom they act; and the parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet
from verbale.minutes.wording import count_of, days

if TYPE_CHECKING:
    from verbale.minutes.people import PartyRow, PersonRow


def people(name: Name, as_of: AsOf = None, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """The people and parties of a dossier, those who speak and meet most first."""
    from verbale.minutes.views import people_of

    with standing(name, database_url, as_of) as stands:
        roster = people_of(stands)
    if as_json:
        print_json(roster)
        return
    sheet = Sheet()
    sheet.head(
        name, f"{count_of(len(roster.people), 'person', 'people')}, {count_of(len(roster.parties), 'party', 'parties')}"
    )
    sheet.table("people", ("name", "offices*", "for", "said", "met", "articles", "day"), map(_person, roster.people))
    columns = ("party*", "said", "met", "positions", "proposals", "pledges", "acts", "articles")
    sheet.table("parties", columns, map(_party, roster.parties))


def _person(row: PersonRow) -> tuple[object, ...]:
    offices = "; ".join(
        f"{'former ' if o.former and 'former' not in o.title.casefold() else ''}{o.title}" for o in row.offices
    )
    return row.name, offices, row.party, row.spoke, row.met, row.articles, days(row.first, row.last)


def _party(row: PartyRow) -> tuple[object, ...]:
    return row.name, row.spoke, row.met, row.positions, row.proposals, row.pledges, row.events, row.articles
