"""The page that an article was read from, as it came: to be kept as a file, or looked at without what it could do.

Comes in: the page's bytes as they are kept. Goes out: a download, which no browser opens as a page of the desk; or its
text and plainest markup, cleaned: no script, style, picture, form or frame, and links to the web alone.
"""

from __future__ import annotations

from typing import Any

import nh3
from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from verbale.desk.frame import page_within
from verbale.desk.opened import Opened, open_dossier, there
from verbale.desk.pages import AsOf, Number
from verbale.desk.paper import safe_link
from verbale.desk.refusals import NotThereError
from verbale.minutes.database import Database

_TAGS = frozenset(
    "a abbr address b blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
    " ins kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead time tr u ul".split()
)
_DROPPED = frozenset("head iframe math noscript object script style svg template title".split())  # with all in them
_MARKUP = ("<html", "<body", "<p>", "<p ", "<div", "<article")
_LONGEST = 2_000_000  # letters that are cleaned for one look


def original_routes(database: Database) -> APIRouter:
    """The pages of articles as they came."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/dossiers/{name}/articles/{article}/original")
    def look(name: str, article: Number, as_of: AsOf = None) -> HTMLResponse:
        with open_dossier(database, name, as_of) as opened, there():
            data, source = _original(opened, article)
            text = data.decode(source.get("encoding") or "utf-8", "replace")[:_LONGEST]
            return page_within(
                opened,
                "original.html",
                title="The page as it came",
                source=opened.standing.sources([article])[article],
                name=source.get("name"),
                size=len(data),
                markup=clean(text) if _is_markup(text) else None,
                text=text,
                view="articles",
            )

    @routes.get("/dossiers/{name}/articles/{article}/page")
    def keep(name: str, article: Number, as_of: AsOf = None) -> Response:
        with open_dossier(database, name, as_of) as opened, there():
            data, source = _original(opened, article)
        ending = "html" if _is_markup(data.decode(source.get("encoding") or "utf-8", "replace")) else "txt"
        headers = {"content-disposition": f'attachment; filename="article-{article}.{ending}"'}
        return Response(data, media_type="application/octet-stream", headers=headers)

    return routes


def clean(html: str) -> Markup:
    """HTML without anything that could act, load or look like the desk itself."""
    kept = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_DROPPED),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        attribute_filter=_only_the_web,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer external",
    )
    return Markup(kept)


def _only_the_web(_tag: str, name: str, value: str) -> str | None:
    """A link as it is, or none where it would lead into the desk, as one relative to its own site does here."""
    return value if name != "href" or safe_link(value) else None


def _original(opened: Opened, article: int) -> tuple[bytes, dict[str, Any]]:
    data = opened.standing.page(article)
    if data is None:
        hint = "read its text on the article's page; `verbale file PAGE` keeps pages, too"
        raise NotThereError(f"article {article}", "only a reading was filed, not the page", hint)
    return data, opened.standing.article_json(article).get("source") or {}


def _is_markup(text: str) -> bool:
    head = text[:20_000].casefold()
    return any(sign in head for sign in _MARKUP)
