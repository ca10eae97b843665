"""Every view of a dossier, made of a `Standing`: with the lines, the lists and the names that each is to have.

Comes in: a dossier as it stands, and today's date where a view asks for it. Goes out: the view's value. The terminal
and the desk call these; the views themselves stay functions of values that ask no database.
"""

from __future__ import annotations

from verbale.minutes.brief import Brief, Since
from verbale.minutes.brief import make_brief as write_brief
from verbale.minutes.contested import Contested, find_contested
from verbale.minutes.forecasts import Forecast, find_forecasts
from verbale.minutes.history import moment_change
from verbale.minutes.meetings import Meetings, make_meetings
from verbale.minutes.money import Ledger, keep_ledger
from verbale.minutes.network import Network, make_network
from verbale.minutes.people import Roster, call_roll
from verbale.minutes.positions import Matrix, make_matrix
from verbale.minutes.proposals import Ledger as Proposals
from verbale.minutes.proposals import make_ledger
from verbale.minutes.rates import Rates
from verbale.minutes.standing import Standing
from verbale.minutes.timeline import Timeline, Window, make_timeline
from verbale.minutes.told import names_of


def brief_of(
    standing: Standing, today: str, *, since: str | None = None, rates: Rates | None = None, into: str | None = None
) -> Brief:
    """The brief, with the dossier's own lists of parties and issues. New is what did not stand at `since`, a moment."""
    settings = standing.settings()
    before = None
    if since:
        then = Standing(
            standing.connection, standing.dossier, moment_change(standing.connection, since, standing.dossier)
        )
        before = Since(since, frozenset(line.entry for line in then.lines()))
    return write_brief(
        settings.get("title") or standing.dossier.name,
        standing.lines(),
        standing.sources(),
        standing.figures(),
        today=today,
        since=before,
        parties=settings.get("parties") or (),
        issues=settings.get("issues") or (),
        rates=rates,
        into=into,
    )


def timeline_of(standing: Standing, today: str, window: Window) -> Timeline:
    """The part of the timeline that a window shows."""
    names = names_of(standing.figures())
    return make_timeline(standing.lines(), standing.sources(), today=today, window=window, names=names)


def positions_of(standing: Standing, *, parties: tuple[str, ...] = (), issues: tuple[str, ...] = ()) -> Matrix:
    """The position matrix, of some parties and issues alone where such are given."""
    settings = standing.settings()
    return make_matrix(
        [
            line
            for line in standing.lines("position")
            if (not parties or line.party in parties) and (not issues or line.issue in issues)
        ],
        standing.sources(),
        parties=settings.get("parties") or (),
        issues=settings.get("issues") or (),
        names=names_of(standing.figures()),
    )


def proposals_of(standing: Standing, *, limit: int) -> Proposals:
    """The proposals, those told of last, with the positions and events that reply to them."""
    lines = standing.lines("proposal", "position", "event")
    return make_ledger(lines, standing.sources(), limit=limit, names=names_of(standing.figures()))


def money_of(standing: Standing, *, rates: Rates | None = None, into: str | None = None) -> Ledger:
    """The money ledger; `into` is the ISO 4217 code of a currency to convert to."""
    names = names_of(standing.figures())
    return keep_ledger(standing.lines("pledge"), standing.sources(), rates=rates, into=into, names=names)


def meetings_of(standing: Standing, today: str) -> Meetings:
    """The meetings, with the statements that are each side's readout."""
    lines = standing.lines("meeting", "statement")
    return make_meetings(lines, standing.sources(), today=today, names=names_of(standing.figures()))


def people_of(standing: Standing) -> Roster:
    """The people and parties."""
    figures = standing.figures()
    return call_roll(figures, standing.lines(), standing.sources(), names=names_of(figures))


def forecasts_of(standing: Standing, today: str) -> tuple[Forecast, ...]:
    """The forecasts, with later lines that may tell what became of them."""
    lines = standing.lines()
    said = [line for line in lines if line.kind == "statement"]
    return find_forecasts(said, lines, standing.sources(), today=today, names=names_of(standing.figures()))


def contested_of(standing: Standing) -> Contested:
    """What the articles disagree about."""
    return find_contested(standing.lines(), standing.sources(), names=names_of(standing.figures()))


def network_of(standing: Standing) -> Network:
    """Who met whom, who answers whom, who stands together."""
    return make_network(standing.lines(), standing.sources(), names=names_of(standing.figures()))
