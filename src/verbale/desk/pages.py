"""The desk's pages: dossiers, a dossier and its views, an article.

Comes in: an address, and `as_of`, the day as of whose end the dossier is shown. Goes out: a page that reads without
JavaScript. Nothing is written.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.marks import mark_evidence
from verbale.desk.opened import add, count, open_dossier, path_of, there
from verbale.desk.paper import render
from verbale.desk.refusals import NotThereError
from verbale.desk.search import search_page
from verbale.desk.views import cursor, find_view
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossiers
from verbale.minutes.history import find_changes
from verbale.minutes.line import Kind
from verbale.minutes.standing import Standing
from verbale.minutes.views import brief_of

AsOf = Annotated[str | None, Query(max_length=40)]
Words = Annotated[str, Query(max_length=400)]
Kinds = Annotated[list[Kind] | None, Query()]
Number = Annotated[int, Path(ge=1, le=2**53)]


def page_routes(database: Database) -> APIRouter:
    """The pages over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def dossiers() -> HTMLResponse:
        with database.reading() as connection:
            shown: list[dict[str, Any]] = [
                {
                    "dossier": one,
                    "path": path_of(one),
                    "title": standing.settings().get("title"),
                    "counted": count(standing.counts()),
                    "articles": len(standing.sources()),
                    "last": next(iter(find_changes(connection, one, newest_first=True, limit=1)), None),
                }
                for one in find_dossiers(connection)
                for standing in (Standing(connection, one),)
            ]
        return render("dossiers.html", title="Dossiers", shown=shown, counted=add(one["counted"] for one in shown))

    @routes.get("/search")
    def search(q: Words = "", kind: Kinds = None, dossier: str | None = None) -> HTMLResponse:
        return search_page(database, q, kind or [], dossier)

    @routes.get("/dossiers/{name}")
    def dossier(name: str, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            brief = brief_of(opened.standing, opened.today)
            return page_within(
                opened,
                "dossier.html",
                title=brief.title,
                articles=len(opened.standing.sources()),
                brief=brief,
                notes={note.number: note for note in brief.notes},
                view="overview",
            )

    @routes.get("/dossiers/{name}/articles")
    def articles(name: str, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            sources = sorted(opened.standing.sources().values(), key=lambda one: one.published or "", reverse=True)
            stories = len({one.story for one in sources})
            origins = len({one.origin for one in sources})
            shown = {"sources": sources, "stories": stories, "origins": origins}
            return page_within(opened, "articles.html", title="Articles", view="articles", **shown)

    @routes.get("/dossiers/{name}/articles/{article}")
    def article(name: str, article: Number, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened, there():
            told = opened.standing.article_json(article)
            lines = opened.standing.lines(articles=[article])
            lines.sort(key=lambda one: min((piece["start"] for piece in one.fields["evidence"]), default=0))
            return page_within(
                opened,
                "article.html",
                title=told.get("headline") or "Article without a headline",
                source=opened.standing.sources([article])[article],
                article=told,
                passages=mark_evidence(told, lines),
                lines=lines,
                view="articles",
            )

    @routes.get("/dossiers/{name}/{view}")
    def view(name: str, view: str, as_of: AsOf = None, after: str | None = None) -> HTMLResponse:
        found = find_view(view)
        if found.show is None:
            raise NotThereError(view, "it has no page of its own", "it stands on the dossier's first page")
        with open_dossier(database, name, as_of) as opened:
            sheet = found.show(found.make(opened, cursor(after)))
            return page_within(opened, "view.html", title=found.title, sheet=sheet, view=found.name)

    return routes
