"""What stands around every page of a dossier: its name, the tabs of its views, the day that is shown, its counts.

Comes in: an opened dossier, a template and what that shows. Goes out: the page.
"""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse

from verbale.desk.opened import Opened, path_of
from verbale.desk.paper import render
from verbale.desk.views import VIEWS


def page_within(opened: Opened, template: str, **shown: Any) -> HTMLResponse:
    """A page of a dossier from a template, which also gets the dossier's name, tabs, day and counts."""
    return render(
        template,
        **{
            "dossier": opened.dossier,
            "path": path_of(opened.dossier),
            "tabs": tuple((one.name, one.title) for one in VIEWS.values() if one.show),
            "as_of": opened.as_of,
            "live": None if opened.as_of else f"{path_of(opened.dossier)}/events?after={opened.shown()}",
            "counted": opened.counted(),
            "shows": opened.shown(),
            "newest": opened.newest,
            **shown,
        },
    )
