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
from verbale.desk.opened import Counted, add, count, path_of
from verbale.desk.paper import render
from verbale.desk.sparks import Spark, make_spark
from verbale.desk.visits import keep_visits, visits_of
from verbale.minutes.activity import Newest, count_acts, newest_line, weekly
from verbale.minutes.change import Act, Change, Dossier
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import find_changes, moment_change
from verbale.minutes.search import RANKED, Query, find_lines
from verbale.minutes.standing import Standing

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
class Card:
    """What the first page tells of a dossier.

    `fresh` is what was done since the last visit, in words; `watched` how many lines that came or were altered since
    then have a word of the watch list, for each word that any of them has.
    """

    dossier: Dossier
    path: str
    title: str | None
    articles: int
    counted: Counted
    newest: Newest | None
    spark: Spark | None
    fresh: tuple[str, ...]
    watched: tuple[tuple[str, int], ...]
    last: Change | None


def dossier_routes(database: Database) -> APIRouter:
    """The list of dossiers over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def dossiers(request: Request, who: Reader) -> HTMLResponse:
        visits = visits_of(request, who, datetime.now(UTC))
        with database.reading() as connection:
            cards = [_card(connection, one, visits.since) for one in find_dossiers(connection)]
        counted = add(one.counted for one in cards)
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


def _card(connection: Connection, dossier: Dossier, since: datetime | None) -> Card:
    standing = Standing(connection, dossier)
    settings = standing.settings()
    today = date.today().isoformat()
    rhythm = weekly(standing, today)
    return Card(
        dossier,
        path_of(dossier),
        settings.get("title"),
        len(standing.sources()),
        count(standing.counts()),
        newest_line(standing, today),
        make_spark(rhythm) if rhythm else None,
        tell_acts(count_acts(connection, dossier, since)) if since else (),
        _watched(connection, dossier, settings.get("watch") or (), since) if since else (),
        next(iter(find_changes(connection, dossier, newest_first=True, limit=1)), None),
    )
