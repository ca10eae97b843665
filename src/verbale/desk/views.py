"""The views of a dossier that the desk has: each made once for its page and its JSON.

Comes in: an opened dossier. Goes out: the view's value, and from it a sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from verbale.desk import maps, sheets, stances
from verbale.desk.grids import Sheet
from verbale.desk.months import make_month
from verbale.desk.opened import Opened
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.minutes import views
from verbale.minutes.periods import count_activity
from verbale.minutes.timeline import Cursor, Window

ROWS = 100  #: of a page; the rest stands on pages behind it
_PROPOSALS = 100  # those told of last


@dataclass(frozen=True, slots=True)
class View:
    """A view of a dossier. `make` gives its value of a dossier and of where a long one begins; `show` its sheet.

    One without `show` has no tab: it stands on the dossier's first page. `rows` is how many a page has.
    """

    name: str
    title: str
    make: Callable[[Opened, Cursor | None], Any]
    show: Callable[[Any], Sheet] | None
    rows: int = ROWS


#: In the order of the tabs.
VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("brief", "Brief", lambda opened, _: views.brief_of(opened.standing, opened.today), None),
        View(
            "timeline",
            "Timeline",
            lambda opened, after: views.timeline_of(opened.standing, opened.today, Window(limit=ROWS, after=after)),
            sheets.timeline_sheet,
        ),
        View(
            "positions", "Positions", lambda opened, _: views.positions_of(opened.standing), stances.positions_sheet, 50
        ),
        View(
            "proposals",
            "Proposals",
            lambda opened, _: views.proposals_of(opened.standing, limit=_PROPOSALS),
            sheets.proposals_sheet,
        ),
        View("money", "Money", lambda opened, _: views.money_of(opened.standing), sheets.money_sheet),
        View(
            "meetings",
            "Meetings",
            lambda opened, _: views.meetings_of(opened.standing, opened.today),
            sheets.meetings_sheet,
        ),
        View(
            "places",
            "Map",
            lambda opened, _: maps.places_of(views.plans_of(opened.standing, opened.today)),
            maps.places_sheet,
        ),
        View("people", "People", lambda opened, _: views.people_of(opened.standing), sheets.people_sheet),
        View(
            "forecasts",
            "Forecasts",
            lambda opened, _: views.forecasts_of(opened.standing, opened.today),
            sheets.forecasts_sheet,
        ),
        View("contested", "Contested", lambda opened, _: views.contested_of(opened.standing), sheets.contested_sheet),
        View("network", "Network", lambda opened, _: views.network_of(opened.standing), sheets.network_sheet),
    )
}


def find_view(name: str) -> View:
    """The view of a name. Raises NotThereError, which names those that there are."""
    if name not in VIEWS:
        raise NotThereError(name, "no such view", f"there are {', '.join(VIEWS)}")
    return VIEWS[name]


def show_view(view: View, opened: Opened, after: str | None) -> Sheet:
    """The part of a view's sheet behind `after`. Raises NotThereError for a view that has no page."""
    if view.show is None:
        raise NotThereError(view.name, "it has no page of its own", "it stands on the dossier's first page")
    if view.name == "timeline":  # which is cut before it is made
        return _timeline(opened, after)
    if view.name == "meetings":
        return _meetings(opened, place(after))
    return view.show(view.make(opened, None)).part(place(after), view.rows)


def _timeline(opened: Opened, after: str | None) -> Sheet:
    """A part of the timeline; what is planned, what has no day, and the drawing stand on the first."""
    window = Window(limit=ROWS, after=cursor(after))
    sheet = sheets.timeline_sheet(views.timeline_of(opened.standing, opened.today, window))
    if after:
        return replace(sheet, grids=tuple(grid for grid in sheet.grids if grid.title == sheets.BY_DAY))
    drawn = sheets.activity_figure(count_activity(opened.standing))
    return replace(sheet, figures=(drawn,) if drawn else ())


def _meetings(opened: Opened, first: int) -> Sheet:
    """A part of the meetings, made of no more of them under each heading than it can have; the calendar is of all."""
    meetings = views.meetings_of(opened.standing, opened.today, limit=first + ROWS + 1)
    sheet = replace(sheets.meetings_sheet(meetings), month=make_month(views.plans_of(opened.standing, opened.today)))
    return sheet.part(first, ROWS)


def place(after: str | None) -> int:
    """Behind how many rows a page begins. Raises RefusedError for what is no such number."""
    if not after:
        return 0
    if len(after) > 9 or not after.isascii() or not after.isdigit():
        raise RefusedError(after, "no place in the list", "take the link to what comes next")
    return int(after)


def cursor(after: str | None) -> Cursor | None:
    """Where a part of the timeline begins, `2025-12-20.17`. Raises RefusedError for what is no such place."""
    if not after:
        return None
    day, _, number = after.rpartition(".")
    if not day or not number.isascii() or not number.isdigit():
        raise RefusedError(after, "no place in the timeline", "take the link to what comes next")
    return day, int(number)
