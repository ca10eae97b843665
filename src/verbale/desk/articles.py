"""The articles of a dossier, and one article: its text with the evidence of its entries marked in place.

Comes in: an address. Goes out: a page that reads without JavaScript. Nothing is written.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.marks import mark_evidence
from verbale.desk.opened import open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.minutes.database import Database


def article_routes(database: Database) -> APIRouter:
    """The pages of articles over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

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

    return routes
