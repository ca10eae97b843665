"""The articles of a dossier by story, and one article: its text with the evidence of its entries marked in place.

Comes in: an address. Goes out: a page that reads without JavaScript. Nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from verbale.desk.frame import page_within
from verbale.desk.marks import mark_evidence
from verbale.desk.opened import open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.desk.stories import find_related, tell_stories
from verbale.minutes.change import Change
from verbale.minutes.database import Database
from verbale.minutes.history import find_filing
from verbale.minutes.line import Line

_STORIES = 60  # on a page
_METHODS = {"rules": "rules", "model": "the language model", "person": "a person"}

Leaf = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class HowRead:
    """How an article came to be and how its entries were made: each with how many there are of it, most first."""

    filed: Change
    name: str | None
    encoding: str | None
    size: int | None  #: bytes of the page
    versions: Sequence[str]
    methods: Sequence[tuple[str, int]]
    rules: Sequence[tuple[str, int]]
    warnings: Sequence[str]


def article_routes(database: Database) -> APIRouter:
    """The pages of articles over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/dossiers/{name}/articles")
    def articles(name: str, as_of: AsOf = None, page: Leaf = 1) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened:
            sources = opened.sources()
            stories = opened.filed("stories", lambda: tell_stories(sources))
            return page_within(
                opened,
                "articles.html",
                title="Articles",
                view="articles",
                articles=len(sources),
                outlets=len({one.publisher for one in sources.values() if one.publisher}),
                origins=len({one.origin for one in sources.values()}),
                stories=stories[(page - 1) * _STORIES : page * _STORIES],
                count=len(stories),
                leaf=page,
                leaves=-(-len(stories) // _STORIES),
            )

    @routes.get("/dossiers/{name}/articles/{article}")
    def article(name: str, article: Number, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened, there():
            standing = opened.standing
            told = standing.article_json(article)
            sources = opened.sources()
            source = sources[article]
            lines = standing.lines(articles=[article])
            lines.sort(key=lambda one: min((piece["start"] for piece in one.fields["evidence"]), default=0))
            return page_within(
                opened,
                "article.html",
                title=told.get("headline") or "Article without a headline",
                source=source,
                article=told,
                passages=mark_evidence(told, lines),
                lines=lines,
                related=find_related(source, sources),
                how=how_read(told, lines, find_filing(standing, article)),
                view="articles",
            )

    return routes


def how_read(article: Mapping[str, Any], lines: Sequence[Line], filed: Change) -> HowRead:
    """How an article was read, from what it says itself and from the origins of its entries."""
    page: Mapping[str, Any] = article.get("source") or {}
    made = [line.fields["origin"] for line in lines]
    parted = [str(one["by"]).partition(", rule ") for one in made if one["method"] != "person"]
    warnings = [str(note["text"]) for note in article.get("notes") or ()]
    if article.get("published") and not article.get("zone_known"):
        warnings.append("The page does not say in which time zone it was published.")
    return HowRead(
        filed,
        page.get("name"),
        page.get("encoding"),
        page.get("bytes"),
        sorted({version for version, _, _ in parted}),
        Counter(_METHODS.get(str(one["method"]), "others") for one in made).most_common(),
        Counter(rule for _, _, rule in parted if rule).most_common(),
        warnings,
    )
