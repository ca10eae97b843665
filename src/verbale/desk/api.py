"""What a dossier holds as JSON under `/api`, for programs that need facts with their sentences.

Comes in: an address. Goes out: what `plain` makes of a value, with an ETag, long lists in parts. Views stand in
`api_views`, changes in `api_changes`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from verbale.desk.access import Editor, Reader
from verbale.desk.answers import REFUSALS, SIZE, After, answer, cut, described
from verbale.desk.asked import AskedFor
from verbale.desk.opened import Counted, count, open_dossier, path_of, sensible, there
from verbale.desk.pages import AsOf, Kinds, Number, Words
from verbale.desk.schemas import object_of
from verbale.desk.search import search
from verbale.desk.stories import Related, find_related
from verbale.desk.views import VIEWS, place
from verbale.minutes.activity import Newest, newest_line
from verbale.minutes.agreement import Figures, count_figures
from verbale.minutes.change import Change
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import Difference, find_changes, find_changes_of, find_differences, moment_change
from verbale.minutes.judged import find_judgements
from verbale.minutes.line import Line, Source
from verbale.minutes.plain import plain
from verbale.minutes.search import Hit
from verbale.minutes.standing import Standing
from verbale.minutes.stories import SameStory, find_same_stories
from verbale.minutes.waiting import Place, Queues

Since = Annotated[str, Query(max_length=40, json_schema_extra={"format": "date"})]
_NEXT = str | None
_FREE = {"type": "object", "additionalProperties": True}


def api_routes(database: Database, queues: Queues) -> APIRouter:
    """The JSON over a database."""
    routes = APIRouter(prefix="/api", tags=["minutes"], responses=REFUSALS, default_response_class=Response)
    _list_routes(routes, database)
    _one_routes(routes, database)
    _review_routes(routes, database, queues)
    return routes


def _list_routes(routes: APIRouter, database: Database) -> None:
    listed = object_of(name=str, path=str, lines=int, reviewed=int, kinds=dict[str, int], newest=Newest | None)

    @routes.get("/dossiers", responses=described(dossiers={"type": "array", "items": listed}))
    def dossiers(request: Request, _: Reader) -> Response:
        """All dossiers with the number of their lines, and the newest of them that says how things stand."""
        today = date.today().isoformat()
        with database.reading() as connection:
            shown = [
                {
                    "name": one.name,
                    "path": path_of(one),
                    **plain(count(standing.counts())),
                    "newest": newest_line(standing, today),
                }
                for one in find_dossiers(connection)
                for standing in (Standing(connection, one),)
            ]
        return answer(request, {"dossiers": shown})

    found_in = object_of(hits=list[Hit], partial=bool)

    @routes.get("/search", responses=described(search=found_in, next=_NEXT))
    def find(
        request: Request, _: Reader, q: Words, kind: Kinds = None, dossier: str | None = None, after: After = None
    ) -> Response:
        """Lines found by words, phrases and beginnings, the best first, in one dossier or in all."""
        found = search(database, q, kind or [], dossier, most=place(after) + SIZE + 1)[1]
        hits, following = cut(found.hits, after)
        return answer(request, {"search": {"hits": hits, "partial": found.partial}, "next": following})

    @routes.get("/dossiers/{name}/articles", responses=described(articles=list[Source], next=_NEXT))
    def articles(request: Request, _: Reader, name: str, as_of: AsOf = None, after: After = None) -> Response:
        """The articles of a dossier, the latest first."""
        with open_dossier(database, name, as_of) as opened:
            every = opened.standing.sources().values()
        some, following = cut(sorted(every, key=lambda one: (one.published or "", one.article), reverse=True), after)
        return answer(request, {"articles": some, "next": following})

    @routes.get("/dossiers/{name}/stories", responses=described(stories=list[SameStory], next=_NEXT))
    def stories(request: Request, _: Reader, name: str, as_of: AsOf = None, after: After = None) -> Response:
        """The articles by story, those with most outlets first: who printed it, and how many texts of their own."""
        with open_dossier(database, name, as_of) as opened:
            some, following = cut(find_same_stories(opened.standing.sources().values()), after)
        return answer(request, {"stories": some, "next": following})

    @routes.get("/dossiers/{name}/history", responses=described(history=list[Change], next=_NEXT))
    def history(request: Request, _: Reader, name: str, as_of: AsOf = None, after: After = None) -> Response:
        """What was done in a dossier, by whom and why, the newest first."""
        before = place(after) or None
        with open_dossier(database, name, as_of) as opened:
            it, dossier = opened.standing.connection, opened.dossier
            until = opened.as_of
            every = find_changes(it, dossier, until=until, before=before, newest_first=True, limit=SIZE + 1)
        following = str(every[SIZE - 1].id) if len(every) > SIZE else None
        return answer(request, {"history": every[:SIZE], "next": following})

    differs = described(differences=list[Difference], next=_NEXT)

    @routes.get("/dossiers/{name}/differences", responses=differs)
    def differences(
        request: Request, _: Reader, name: str, since: Since, as_of: AsOf = None, after: After = None
    ) -> Response:
        """What stands otherwise than at the end of a day: each entry before and after, null where it did not stand."""
        with open_dossier(database, name, as_of) as opened, sensible():
            it, dossier, at = opened.standing.connection, opened.dossier, opened.standing.at
            found = find_differences(it, dossier, moment_change(it, since, dossier), at)
        some, following = cut(found, after)
        return answer(request, {"differences": some, "next": following})


def _one_routes(routes: APIRouter, database: Database) -> None:
    whole = described(
        name=str,
        as_of=str | None,
        counted=Counted,
        settings=_FREE,
        articles=int,
        views=list[str],
        last_change=int | None,
    )

    @routes.get("/dossiers/{name}", responses=whole)
    def dossier(request: Request, _: Reader, name: str, as_of: AsOf = None) -> Response:
        """One dossier: its counts and settings, and the views that there are."""
        with open_dossier(database, name, as_of) as opened:
            last = find_changes(
                opened.standing.connection, opened.dossier, until=opened.as_of, newest_first=True, limit=1
            )
            told: dict[str, Any] = {
                "name": opened.dossier.name,
                "as_of": opened.as_of,
                "counted": opened.counted(),
                "settings": opened.standing.settings(),
                "articles": len(opened.standing.sources()),
                "views": list(VIEWS),
                "last_change": last[0].id if last else None,
            }
        return answer(request, told)

    @routes.get(
        "/dossiers/{name}/articles/{article}",
        responses=described(article=_FREE, lines=list[Line], related=list[Related]),
    )
    def article(request: Request, _: Reader, name: str, article: Number, as_of: AsOf = None) -> Response:
        """An article with its text, as `verbale.reading/1` has it, its lines, and others of its story."""
        with open_dossier(database, name, as_of) as opened, there():
            sources = opened.standing.sources()
            told = {
                "article": opened.standing.article_json(article),
                "lines": opened.standing.lines(articles=[article]),
                "related": find_related(sources[article], sources),
            }
        return answer(request, told)

    @routes.get("/dossiers/{name}/entries/{entry}", responses=described(line=Line, fields=_FREE, history=list[Change]))
    def entry(request: Request, _: Reader, name: str, entry: Number, as_of: AsOf = None) -> Response:
        """An entry with its fields, as `verbale.reading/1` has them, and its history."""
        with open_dossier(database, name, as_of) as opened, there():
            standing = opened.standing
            line = standing.line(entry)
            changes = find_changes_of(standing.connection, opened.dossier, entry)
            known = [one for one in changes if standing.at is None or one.id <= standing.at]
        return answer(request, {"line": line, "fields": dict(line.fields), "history": known})


def _review_routes(routes: APIRouter, database: Database, queues: Queues) -> None:
    @routes.get("/dossiers/{name}/review", responses=described(review=list[Place], waiting=int, next=_NEXT))
    def review(request: Request, who: Editor, name: str, asked: AskedFor, after: After = None) -> Response:
        """What waits for your review, the most uncertain and most consequential first."""
        with open_dossier(database, name, None) as opened:
            it, dossier = opened.standing.connection, opened.dossier
            every = queues.find(it, dossier, reviewer=who.name, second=asked.second)
        places = [one for one in every if asked.lets(one)]
        some, following = cut(places, after)
        return answer(request, {"review": some, "waiting": len(places), "next": following})

    @routes.get("/dossiers/{name}/review/figures", responses=described(figures=Figures))
    def figures(request: Request, _: Reader, name: str) -> Response:
        """How far reviewers agree, and how much of what was drafted they keep."""
        with open_dossier(database, name, None) as opened:
            judged = find_judgements(opened.standing.connection, opened.dossier)
        return answer(request, {"figures": count_figures(judged)})
