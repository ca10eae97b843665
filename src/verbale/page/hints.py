"""What an element of a page is, by its tag, names and role: a hint, never the last word.

The words are in `hints.toml`. Nothing in it knows a site: only names that many publishing systems share.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast

from verbale.page.article import FurnitureKind

#: Attributes that name what an element is for.
_NAMING = tuple(
    "class id name data-testid data-test-id data-component data-component-name data-qa data-module data-type data-name "
    "data-gu-name data-block data-role data-area data-hook".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]", re.I)
_NO_KINDS = frozenset({"hidden", "story", "standfirst"})
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What an element's attributes say: a kind of furniture, hidden, the story's own box, a caption."""

    kind: FurnitureKind | None = None
    by_name: bool = False  #: its own names say so, not its tag
    hidden: bool = False
    story: bool = False
    caption: bool = False
    standfirst: bool = False


NOTHING = Hint()


def read_hint(tag: str, attributes: Mapping[str, str]) -> Hint:
    """The hint of an element with these attributes."""
    if not attributes and tag not in _words()["tags"] and tag != "figcaption":
        return NOTHING
    names = " ".join(attributes[key] for key in _NAMING if key in attributes)
    hidden = (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDING.search(attributes.get("style", "")))
    )
    return _hint(tag, names[:300], attributes.get("role", ""), attributes.get("itemprop", ""), hidden)


@lru_cache(maxsize=4096)
def _hint(tag: str, names: str, role: str, prop: str, hidden: bool) -> Hint:
    words = _words()
    joined = f"-{_SEAM.sub('-', names).lower().strip('-')}-"
    kind: str | None = None
    by_name = caption = standfirst = False
    story = prop.lower() == "articlebody"
    if len(joined) > 2:
        patterns = _patterns()
        hidden = hidden or bool(patterns["hidden"].search(joined))
        story = story or bool(patterns["story"].search(joined))
        standfirst = bool(patterns["standfirst"].search(joined))
        kind = next((k for k, p in patterns.items() if k not in _NO_KINDS and p.search(joined)), None)
        by_name = kind is not None
    for table, key in (("props", prop), ("roles", role.lower())):
        if kind is None and key in words[table]:
            kind, by_name = words[table][key], True
    if kind is None and tag in words["tags"]:
        kind = words["tags"][tag]
    if kind == "caption" or tag == "figcaption":
        caption = kind == "caption" or kind is None
        kind = None if caption else kind
    return Hint(cast("FurnitureKind | None", kind), by_name, hidden, story, caption, standfirst)


def calls_for(text: str) -> bool:
    """Whether the text of a link calls the reader to something: "Sign up here", "Order the report"."""
    return len(text) < 60 and _calls().match(text) is not None


@cache
def _calls() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(_words()['calls'])})\b", re.I)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("verbale.page").joinpath("hints.toml").read_text("utf-8"))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"-(?:{'|'.join(words)})(?=-)") for kind, words in _words()["names"].items()}
