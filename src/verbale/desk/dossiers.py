"""The desk's first page: the dossiers, each with its state of play, what is new in it and what waits.

Comes in: the database, and when the visitor last looked in. Goes out: a page that reads without JavaScript. Nothing is
written but a cookie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from verbale.desk.access import Reader
from verbale.desk.opened import Counted, Opened, add, open_now, path_of
from verbale.desk.paper import render
from verbale.desk.sparks import Spark, make_spark
from verbale.desk.visits import keep_visits, visits_of
from verbale.minutes.activity import Newest, count_acts, newest_line, weekly
from verbale.minutes.change import Act, Change, Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import find_changes, moment_change
from verbale.minutes.search import RANKED, Query, find_lines

_WATCHED = 12  # words of a watch list that are looked for
#: What acts are called where they are counted; several are one.
_ACTS: tuple[tuple[tuple[Act, ...], str, str], ...] = (
    (("filed",), "page filed", "pages filed"),
    (("refiled",), "page filed in another form", "pages filed in another form"),
    (("vanished",), "page found to have vanished", "pages found to have vanished"),
    (("accepted", "edited", "rejected", "reopened", "withdrawn"), "decision", "decisions"),
    (("joined", "parted"), "joining or parting", "joinings or partings"),
    (("undone",), "change taken back", "changes taken back"),
    (("set",), "change of settings", "changes of settings"),
)


@dataclass(frozen=True, slots=True)
class Stands:
    """How a dossier stands, whoever looks at it."""

    title: str | None
    watch: tuple[str, ...]
    articles: int
    counted: Counted
    newest: Newest | None
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Card:
    """What the first page tells of a dossier.

    `fresh` is what was done since the last visit, in words; `watched` how many lines that came or were altered since
    then have a word of the watch list, for each word that any of them has.
    """

    dossier: Dossier
    path: str
    stands: Stands
    last: Change | None
    fresh: tuple[str, ...]
    watched: tuple[tuple[str, int], ...]


def dossier_routes(database: Database) -> APIRouter:
    """The list of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def dossiers(request: Request, who: Reader) -> HTMLResponse:
        visits = visits_of(request, who, datetime.now(UTC))
        with database.reading() as connection:
            cards = [_card(database, connection, one, visits.since) for one in find_dossiers(connection)]
        counted = add(one.stands.counted for one in cards)
        page = render("dossiers.html", title="Dossiers", cards=cards, counted=counted, since=visits.since)
        keep_visits(page, request, who, visits)
        return page

    return routes


def tell_acts(acts: Mapping[Act, int]) -> tuple[str, ...]:
    """`3 pages filed`, `12 decisions`."""
    counted = [(sum(acts.get(act, 0) for act in some), one, more) for some, one, more in _ACTS]
    return tuple(f"{number:,} {one if number == 1 else more}" for number, one, more in counted if number)


def _watched(
    connection: Connection, dossier: Dossier, watch: Sequence[str], since: datetime
) -> tuple[tuple[str, int], ...]:
    """The words that lines have which came, or were altered, after a moment; of each at most as many as are ranked."""
    seen = moment_change(connection, since, dossier)
    counted: list[tuple[str, int]] = []
    for word in watch[:_WATCHED]:
        found = find_lines(connection, Query(words=f'"{word}"', limit=RANKED), [dossier])
        counted.append((word, sum(hit.line.since > seen for hit in found.hits)))
    return tuple((word, count) for word, count in counted if count)


def _card(database: Database, connection: Connection, dossier: Dossier, since: datetime | None) -> Card:
    """The card of a dossier for who was here last at a moment."""
    opened = open_now(database, connection, dossier, date.today().isoformat())
    last = next(iter(find_changes(connection, dossier, newest_first=True, limit=1)), None)
    stands = opened.keep("card", _stands)
    fresh = tell_acts(count_acts(connection, dossier, since)) if since else ()
    watched = _watched(connection, dossier, stands.watch, since) if since and fresh else ()
    return Card(dossier, path_of(dossier), stands, last, fresh, watched)


def _stands(opened: Opened) -> Stands:
    standing, today = opened.standing, opened.today
    settings = standing.settings()
    rhythm = weekly(standing, today)
    return Stands(
        settings.get("title"),
        tuple(settings.get("watch") or ()),
        len(opened.sources()),
        opened.counted(),
        newest_line(standing, today),
        make_spark(rhythm) if rhythm else None,
    )
