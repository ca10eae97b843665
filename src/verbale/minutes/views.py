"""Every view of a dossier, made of a `Standing`: with the lines, the lists and the names that each is to have.

Comes in: a dossier as it stands, and today's date where a view asks for it. Goes out: the view's value. The terminal
and the desk call these; the views themselves stay functions of values that ask no database. Where a view shows a part
of a long dossier, the lines are read of that part alone; and what was made once is kept until the dossier changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from verbale.minutes.acts import find_acts
from verbale.minutes.brief import Brief, write_brief
from verbale.minutes.brief_reading import read_basis
from verbale.minutes.contested import Contested, weigh_contested
from verbale.minutes.dossiers import own_issues
from verbale.minutes.forecasts import Forecast, find_forecasts
from verbale.minutes.history import moment_change
from verbale.minutes.kept import keep
from verbale.minutes.meetings import Heading, Meetings, Placed, arrange_meetings, describe_meetings, place_meetings
from verbale.minutes.money import Ledger, keep_ledger
from verbale.minutes.named import find_names
from verbale.minutes.near import Near
from verbale.minutes.network import Network, map_network
from verbale.minutes.outline import (
    find_parties,
    find_parts,
    find_persons,
    takes_side,
    told_outlook,
)
from verbale.minutes.people import Roster, gather_roll
from verbale.minutes.places import Window
from verbale.minutes.positions import Matrix, make_matrix
from verbale.minutes.proposals import Ledger as Proposals
from verbale.minutes.proposals import arrange_proposals
from verbale.minutes.rates import Rates
from verbale.minutes.standing import Standing
from verbale.minutes.tally import find_tallied
from verbale.minutes.telling import tell_outlines
from verbale.minutes.timeline import Timeline
from verbale.minutes.timeline_window import find_timeline
from verbale.minutes.told import by_subject, tell


def brief_of(
    standing: Standing, today: str, *, since: str | None = None, rates: Rates | None = None, into: str | None = None
) -> Brief:
    """The brief, with the dossier's own lists of parties and issues. New is what did not stand at `since`, a moment."""

    def make() -> Brief:
        before = None
        if since:
            at = moment_change(standing.connection, since, standing.dossier)
            before = Standing(standing.connection, standing.dossier, at)
        basis = read_basis(standing, today, before=before, rates=rates, into=into)
        title = standing.settings().get("title") or standing.dossier.name
        return write_brief(title, basis, today=today, since=since)

    return keep(standing, None if rates else ("brief", today, since, into), make)


def timeline_of(standing: Standing, today: str, window: Window) -> Timeline:
    """The part of the timeline that a window shows."""
    return keep(standing, ("timeline", today, window), lambda: find_timeline(standing, today, window))


def positions_of(standing: Standing, *, parties: tuple[str, ...] = (), issues: tuple[str, ...] = ()) -> Matrix:
    """The position matrix, of some parties and issues alone where such are given."""

    def make() -> Matrix:
        settings = standing.settings()
        return make_matrix(
            [
                line
                for line in standing.lines("position", ordered=False)
                if (not parties or line.party in parties) and (not issues or line.issue in issues)
            ],
            standing.sources(),
            parties=settings.get("parties") or (),
            issues=tuple(own_issues(settings)),
            names=find_names(standing),
            recall=standing.recall,
        )

    return keep(standing, ("positions", parties, issues), make)


def proposals_of(standing: Standing, *, limit: int) -> Proposals:
    """The proposals, those told of last, with the positions and events that reply to them."""

    def make() -> Proposals:
        near = _near(standing)
        return arrange_proposals(near.told("proposal"), near.answers_to, limit=limit, names=near.names)

    return keep(standing, ("proposals", limit), make)


def money_of(standing: Standing, *, rates: Rates | None = None, into: str | None = None) -> Ledger:
    """The money ledger; `into` is the ISO 4217 code of a currency to convert to."""

    def make() -> Ledger:
        lines, names = standing.lines("pledge", ordered=False), find_names(standing)
        return keep_ledger(lines, standing.sources(), rates=rates, into=into, names=names, recall=standing.recall)

    return keep(standing, None if rates else ("money", into), make)


def meetings_of(standing: Standing, today: str, *, limit: int | None = None) -> Meetings:
    """The meetings, so many under each heading or all, with the statements that are each side's readout."""

    def make() -> Meetings:
        near = _near(standing)
        outlined = tell_outlines(standing, "meeting", near.sources)
        placed = place_meetings(by_subject(outlined), today, standing.recall)
        shown: dict[Heading, Sequence[Placed]] = {heading: some[:limit] for heading, some in placed.items()}
        lines = standing.lines(subjects={one.subject for some in shown.values() for one in some})
        told = by_subject(tell(lines, near.sources, near.names))
        return describe_meetings(placed, shown, told, near.statements_on, names=near.names)

    return keep(standing, ("meetings", today, limit), make)


def plans_of(standing: Standing, today: str) -> Meetings:
    """All meetings, without what each side said of them: when and where they are."""

    def make() -> Meetings:
        told = tell(standing.lines("meeting"), standing.sources(), find_names(standing))
        return arrange_meetings(told, lambda _: (), today=today, names=find_names(standing))

    return keep(standing, ("plans", today), make)


def people_of(standing: Standing) -> Roster:
    """The people and parties."""

    def make() -> Roster:
        parts, tallied = find_parts(standing), find_tallied(standing)
        return gather_roll(
            (*find_persons(standing), *find_parties(standing)),
            parts,
            tallied,
            standing.sources(),
            names=find_names(standing),
            recall=standing.recall,
        )

    return keep(standing, "people", make)


def forecasts_of(standing: Standing, today: str) -> tuple[Forecast, ...]:
    """The forecasts, with later lines that may tell what became of them."""

    def make() -> tuple[Forecast, ...]:
        said = standing.lines("statement", where=told_outlook())
        later = standing.lines() if said else []
        return find_forecasts(said, later, standing.sources(), today=today, names=find_names(standing))

    return keep(standing, ("forecasts", today), make)


def contested_of(standing: Standing) -> Contested:
    """What the articles disagree about."""

    def make() -> Contested:
        near = _near(standing)
        told = near.disputed(near.told("position", takes_side(), "takes side"))
        return weigh_contested(told, near.statements_in, recall=standing.recall)

    return keep(standing, "contested", make)


def network_of(standing: Standing) -> Network:
    """Who met whom, who answers whom, who stands together."""

    def make() -> Network:
        names = find_names(standing)
        return map_network(find_acts(standing, names), names=names, recall=standing.recall)

    return keep(standing, "network", make)


def _near(standing: Standing) -> Near:
    return Near(standing, standing.sources(), find_names(standing))
