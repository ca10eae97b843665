"""The views of a dossier that the desk has: each made once for its page and its JSON.

Comes in: an opened dossier. Goes out: the view's value, and from it a sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verbale.desk import sheets
from verbale.desk.grids import Sheet
from verbale.desk.opened import Opened
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.minutes.brief import Brief
from verbale.minutes.brief import make_brief as write_brief
from verbale.minutes.contested import Contested, find_contested
from verbale.minutes.forecasts import Forecast, find_forecasts
from verbale.minutes.meetings import Meetings, make_meetings
from verbale.minutes.money import Ledger, keep_ledger
from verbale.minutes.network import Network, make_network
from verbale.minutes.people import Roster, call_roll
from verbale.minutes.positions import Matrix, make_matrix
from verbale.minutes.proposals import Ledger as Proposals
from verbale.minutes.proposals import make_ledger
from verbale.minutes.timeline import Cursor, Timeline, Window, make_timeline
from verbale.minutes.told import names_of

_ROWS = 120  # of a part of the timeline
_PROPOSALS = 100  # those told of last


@dataclass(frozen=True, slots=True)
class View:
    """A view of a dossier. `make` gives its value of a dossier and of where a long one begins; `show` its sheet.

    One without `show` has no tab: it stands on the dossier's first page.
    """

    name: str
    title: str
    make: Callable[[Opened, Cursor | None], Any]
    show: Callable[[Any], Sheet] | None


def make_brief(opened: Opened, _after: Cursor | None = None) -> Brief:
    """The brief of the dossier, with its own lists of parties and issues."""
    standing = opened.standing
    settings = standing.settings()
    return write_brief(
        settings.get("title") or opened.dossier.name,
        standing.lines(),
        standing.sources(),
        standing.figures(),
        today=opened.today,
        parties=settings.get("parties") or (),
        issues=settings.get("issues") or (),
    )


def _timeline(opened: Opened, after: Cursor | None) -> Timeline:
    standing = opened.standing
    window = Window(limit=_ROWS, after=after)
    names = names_of(standing.figures())
    return make_timeline(standing.lines(), standing.sources(), today=opened.today, window=window, names=names)


def _positions(opened: Opened, _after: Cursor | None) -> Matrix:
    standing = opened.standing
    settings = standing.settings()
    return make_matrix(
        standing.lines("position"),
        standing.sources(),
        parties=settings.get("parties") or (),
        issues=settings.get("issues") or (),
        names=names_of(standing.figures()),
    )


def _meetings(opened: Opened, _after: Cursor | None) -> Meetings:
    standing = opened.standing
    lines = standing.lines("meeting", "statement")
    return make_meetings(lines, standing.sources(), today=opened.today, names=names_of(standing.figures()))


def _proposals(opened: Opened, _after: Cursor | None) -> Proposals:
    standing = opened.standing
    lines = standing.lines("proposal", "position", "event")
    return make_ledger(lines, standing.sources(), limit=_PROPOSALS, names=names_of(standing.figures()))


def _money(opened: Opened, _after: Cursor | None) -> Ledger:
    standing = opened.standing
    return keep_ledger(standing.lines("pledge"), standing.sources(), names=names_of(standing.figures()))


def _people(opened: Opened, _after: Cursor | None) -> Roster:
    standing = opened.standing
    figures = standing.figures()
    return call_roll(figures, standing.lines(), standing.sources(), names=names_of(figures))


def _forecasts(opened: Opened, _after: Cursor | None) -> tuple[Forecast, ...]:
    standing = opened.standing
    lines = standing.lines()
    said = [line for line in lines if line.kind == "statement"]
    return find_forecasts(said, lines, standing.sources(), today=opened.today, names=names_of(standing.figures()))


def _contested(opened: Opened, _after: Cursor | None) -> Contested:
    standing = opened.standing
    return find_contested(standing.lines(), standing.sources(), names=names_of(standing.figures()))


def _network(opened: Opened, _after: Cursor | None) -> Network:
    standing = opened.standing
    return make_network(standing.lines(), standing.sources(), names=names_of(standing.figures()))


#: In the order of the tabs.
VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("brief", "Brief", make_brief, None),
        View("timeline", "Timeline", _timeline, sheets.timeline_sheet),
        View("positions", "Positions", _positions, sheets.positions_sheet),
        View("proposals", "Proposals", _proposals, sheets.proposals_sheet),
        View("money", "Money", _money, sheets.money_sheet),
        View("meetings", "Meetings", _meetings, sheets.meetings_sheet),
        View("people", "People", _people, sheets.people_sheet),
        View("forecasts", "Forecasts", _forecasts, sheets.forecasts_sheet),
        View("contested", "Contested", _contested, sheets.contested_sheet),
        View("network", "Network", _network, sheets.network_sheet),
    )
}


def find_view(name: str) -> View:
    """The view of a name. Raises NotThereError, which names those that there are."""
    if name not in VIEWS:
        raise NotThereError(name, "no such view", f"there are {', '.join(VIEWS)}")
    return VIEWS[name]


def cursor(after: str | None) -> Cursor | None:
    """Where a part of the timeline begins, `2025-12-20.17`. Raises RefusedError for what is no such place."""
    if not after:
        return None
    day, _, number = after.rpartition(".")
    if not day or not number.isascii() or not number.isdigit():
        raise RefusedError(after, "no place in the timeline", "take the link to what comes next")
    return day, int(number)
