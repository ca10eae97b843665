"""Templates made into pages: every value escaped, a name that a template does not know an error.

Comes in: a template's name and what it shows. Goes out: an HTML answer. Nothing that an article says is ever taken for
markup.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast
from urllib.parse import quote, urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from verbale.desk.forms import token_field
from verbale.desk.visit import this_visit
from verbale.desk.wording import moment
from verbale.minutes.wording import days


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("verbale.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = cast("dict[str, Any]", environment.filters)  # pyright: ignore[reportUnknownMemberType]
    filters |= {"days": days, "moment": moment, "link": safe_link, "sentence": sentence}
    known = cast("dict[str, Any]", environment.globals)  # pyright: ignore[reportUnknownMemberType]
    known |= {"asking": asking, "token_field": token_field, "this_visit": this_visit.get}
    return environment


def render(template: str, **shown: Any) -> HTMLResponse:
    """A page from a template of the package. `shown` has all that the template names."""
    shown = {
        "dossier": None,
        "tabs": (),
        "view": None,
        "as_of": None,
        "counted": None,
        "live": None,
        "shows": 0,
        "newest": 0,
        "kept": (),
        **shown,
    }
    return HTMLResponse(_environment().get_template(template).render(**shown))


def sentence(text: str) -> str:
    """A text with its first letter large."""
    return text[:1].upper() + text[1:]


def safe_link(url: str | None) -> str | None:
    """An address that a page may link to: http or https; None for any other, such as `javascript:`."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def asking(as_of: str | None) -> str:
    """The query that keeps a page at the day of the one that leads to it."""
    return f"?as_of={quote(as_of)}" if as_of else ""
