"""What takes long is made ahead once the desk runs, so that whoever comes first does not wait for it.

Comes in: a database, and the queues of its reviewers. Goes out: nothing; the desk keeps what was made. Only the
dossiers that changed last are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from verbale.desk.keeping import memory_of
from verbale.desk.opened import Opened, open_now
from verbale.desk.pages import brief_on, sheet_on
from verbale.desk.views import VIEWS
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import last_change
from verbale.minutes.waiting import Queues

_DOSSIERS = 3


def look_ahead(database: Database, queues: Queues) -> None:
    """Have the brief, the queue of review and the views of some dossiers made in the background."""
    with database.reading() as connection:
        latest = sorted(find_dossiers(connection), key=lambda one: -last_change(connection, one))[:_DOSSIERS]

    def rank(opened: Opened) -> None:
        queues.find(opened.standing.connection, opened.dossier, reviewer="")

    shown = [partial(sheet_on, view=view) for view in VIEWS.values() if view.show]
    for dossier in latest:
        for number, look in enumerate((brief_on, rank, *shown)):
            do = partial(_look, database, dossier, look)
            memory_of(database.engine).renewer.soon(("ahead", dossier.id, number), do)


def _look(database: Database, dossier: Dossier, look: Callable[[Opened], object]) -> None:
    with database.reading() as connection:
        look(open_now(database, connection, dossier, date.today().isoformat()))
