"""What a page says of itself: JSON-LD, Open Graph, Twitter cards, Parse.ly, Sailthru, Dublin Core, plain meta tags.

Comes in: the elements of a page's head and its JSON-LD scripts. Goes out: `Metadata`. It does not look at the visible
text.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any, TypeVar, cast
from urllib.parse import urljoin

from verbale.page.furniture import byline_authors
from verbale.page.lines import fold
from verbale.page.markup import Markup
from verbale.page.stamps import read_stamp

#: The `<meta>`, `<link>`, `<base>` and `<html>` elements of a page with their attributes.
Head = Sequence[tuple[str, Mapping[str, str]]]
_T = TypeVar("_T")
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|NewsItem)$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[|/\*.*?\*/)+|(?://)?\s*(?:-->|\]\]>)\s*$", re.S)
_PAIR = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\]|\\.){1,400})"')
#: Between a story's title and the site's name in `<title>`.
_SEAM = re.compile(r"\s+(?:[|–—·»•:]|::|-|<|›)\s+")
_ONLINE = re.compile(r"\s+(?:online|website|\.com)$", re.I)
_COLON = re.compile(r":\s+")
#: JSON-LD nodes looked at; some pages carry their whole archive.
_MAX_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A moment that the page states in its markup. `precise` where it gives a time of day."""

    at: datetime
    precise: bool


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself, outside its visible text."""

    headlines: tuple[str, ...] = ()  #: best first, the parts of `<title>` last
    headline: str | None = None  #: the best one alone
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    authors_linked: bool = False  #: they are the JSON-LD's, which are rarely the site's makers
    published: Claim | None = None
    modified: Claim | None = None
    url: str | None = None
    base: str | None = None  #: what relative links start from
    language: str | None = None  #: with its region, where that is told
    free: bool | None = None  #: JSON-LD isAccessibleForFree
    live: bool = False
    articles: int = 0  #: in JSON-LD


@cache
def _names() -> Mapping[str, list[str]]:
    return tomllib.loads(files("verbale.page").joinpath("metadata.toml").read_text("utf-8"))


def read_metadata(head: Head, markup: Markup, *, url: str | None = None) -> Metadata:
    """What a page says of itself; `url` is where it was found, if known."""
    tags = _meta_tags(head)
    title = fold(markup.title)
    nodes, outer = _linked_data(markup.linked_data)
    stories = [node for node in nodes if _is_story(node)]
    headlines = [fold(text) for text in _all(tags, "headline")]
    story = _main_story(stories, [*headlines, title]) or {}
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    publisher = _first(_entity_names(story.get("publisher"), by_id)) or _first(_all(tags, "publisher"))
    if publisher is None or _is_address(publisher):
        publisher = _first(name for node in nodes if _types(node) & _OUTLETS for name in _entity_names(node, by_id))
    claims = [claim for claim in (_text(story.get("headline")), *headlines) if claim]
    base, canonical = _links(head)
    address = canonical or _first(_all(tags, "url")) or _text(story.get("url"))
    found_at = (join_address(url, address) if address else None) or url
    first_dates = (_text(story.get("datePublished")) or _text(story.get("dateCreated")), *_all(tags, "published"))
    last_dates = (_text(story.get("dateModified")), *_all(tags, "modified"))
    return Metadata(
        headlines=tuple(dict.fromkeys(h for h in (*claims, title, *title_parts(title)) if h)),
        headline=_first(claims) or _first(title_parts(title)),
        publisher=fold(publisher) if publisher and not _is_address(publisher) else None,
        authors=_authors(story, by_id, _all(tags, "author"), publisher),
        authors_linked=bool(_authors(story, by_id, (), publisher)),
        published=_first(filter(None, map(read_claim, first_dates))),
        modified=_first(filter(None, map(read_claim, last_dates))),
        url=found_at,
        base=(join_address(found_at, base) if base else None) or found_at,
        language=_language(head, story, tags),
        free=_flag(story.get("isAccessibleForFree")),
        live="LiveBlogPosting" in _types(story),
        articles=len({_text(n.get("headline")) for n in outer if _is_story(n) and _text(n.get("headline"))}),
    )


def read_claim(text: str | None) -> Claim | None:
    """A moment written for machines (ISO 8601, RFC 2822), or else as people write it."""
    if not text or len(text) > 100:
        return None
    text = text.strip()
    try:
        return Claim(datetime.fromisoformat(text).replace(microsecond=0), precise=len(text) > 10)
    except ValueError:
        pass
    try:
        return Claim(parsedate_to_datetime(text), precise=True)
    except (ValueError, TypeError, IndexError):
        pass
    stamp = read_stamp(text)
    moment = stamp and (stamp.published or stamp.updated)
    return Claim(moment.at, moment.precise) if moment else None


def title_parts(title: str) -> list[str]:
    """The parts of a `<title>`, longest first: the story's title, the site's name, its section, in any order."""
    title = fold(title)
    seams = [found.span() for found in _SEAM.finditer(title)] or [found.span() for found in _COLON.finditer(title)][:1]
    if not seams:
        return [title] if title else []
    without_last, without_first = title[: seams[-1][0]], title[seams[0][1] :]
    parts = {without_last, without_first, *_SEAM.split(title)}
    return sorted((part.strip() for part in parts if part.strip()), key=len, reverse=True)


def site_of_title(title: str, headline: str | None, page_says: Callable[[str], bool]) -> str | None:
    """The site's name in `<title>`: the part at either end that is not the headline, where it is short.

    Before a colon only where the page says it elsewhere too ("Print: …" is no site).
    """
    title = fold(title)
    for seams in (list(_SEAM.finditer(title)), list(_COLON.finditer(title))[:1]):
        if not seams:
            continue
        for part, rest in (
            (title[seams[-1].end() :], title[: seams[-1].start()]),
            (title[: seams[0].start()], title[seams[0].end() :]),
        ):
            told = headline is None or (_share_words(headline, rest) and not _share_words(headline, part))
            if told and 0 < len(part.split()) <= 6 and (_SEAM.search(title) or page_says(part.strip())):
                return _ONLINE.sub("", part.strip())
    return None


def _share_words(one: str, other: str) -> bool:
    """Whether two wordings are of one headline: half of the shorter one's words are the other's too."""
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 2 * len(a & b) >= min(len(a), len(b)) > 0


def _meta_tags(head: Head) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for tag, given in head:
        key = next((given[name] for name in ("property", "name", "itemprop", "http-equiv") if given.get(name)), "")
        value = fold(given.get("content") or "")
        if tag == "meta" and key and value:
            tags.setdefault(key.strip().lower(), []).append(value)
    for value in tags.get("parsely-page", []):
        for node in _nodes_of(_load(value)):
            for key, name in (
                ("title", "parsely-title"),
                ("pub_date", "parsely-pub-date"),
                ("author", "parsely-author"),
            ):
                if isinstance(node.get(key), str):
                    tags.setdefault(name, []).append(node[key])
    return tags


def _all(tags: Mapping[str, list[str]], field: str) -> list[str]:
    return [value for name in _names()[field] for value in tags.get(name, ())]


def _first(values: Iterable[_T]) -> _T | None:
    return next(iter(values), None)


def _links(head: Head) -> tuple[str | None, str | None]:
    """`<base href>` and the canonical address."""
    linked = [(tag, given, given["href"]) for tag, given in head if given.get("href")]
    base = _first(href for tag, _, href in linked if tag == "base")
    canonical = _first(
        href for tag, given, href in linked if tag == "link" and "canonical" in given.get("rel", "").lower().split()
    )
    return base, canonical


def _linked_data(scripts: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Every object of the scripts, and those that stand by themselves rather than inside another."""
    nodes: list[dict[str, Any]] = []
    outer: list[dict[str, Any]] = []
    for script in scripts:
        data = _load(script)
        found = list(_nodes_of(data))
        outer += _outer_of(data)
        if not found:  # broken beyond mending: what can be told without its structure
            loose = {key: _unescape(value) for key, value in reversed(_PAIR.findall(script[:200_000]))}
            found = [{"@type": "Article", **loose}] if loose else []
        nodes += found
    return nodes[:_MAX_NODES], outer[:_MAX_NODES]


def _outer_of(data: Any) -> Iterator[dict[str, Any]]:
    for top in cast("list[Any]", data) if isinstance(data, list) else [data]:
        if isinstance(top, dict):
            node = cast("dict[str, Any]", top)
            graph = node.get("@graph")
            inner = cast("list[Any]", graph) if isinstance(graph, list) else [node]
            yield from (cast("dict[str, Any]", one) for one in inner if isinstance(one, dict))


def _load(script: str) -> Any:
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def join_address(base: str | None, address: str) -> str | None:
    """`address` as it reads on a page at `base`; None where it is none (`//[x`), or leads to no page (`javascript:`).

    Browsers leave out control characters and spaces around an address, and line ends and tabs within it.
    """
    try:
        joined = urljoin(base or "", re.sub(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]", "", address))
    except ValueError:
        return None
    return None if re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", joined, re.I) else joined or None


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _nodes_of(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in `data`, outer ones first."""
    waiting: list[Any] = [data]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            node = cast("dict[str, Any]", value)
            yield node
            waiting += [v for v in node.values() if isinstance(v, (dict, list))]
        elif isinstance(value, list):
            waiting += cast("list[Any]", value)


_OUTLETS = frozenset({"NewsMediaOrganization", "WebSite"})


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    found = cast("list[Any]", kinds) if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in found if isinstance(kind, str)}


def _is_story(node: Mapping[str, Any]) -> bool:
    return any(_ARTICLE_TYPE.search(kind) for kind in _types(node))


def _main_story(stories: list[dict[str, Any]], titles: list[str]) -> dict[str, Any] | None:
    """The story that the page is about: the one whose headline the page's titles repeat, else the first."""
    for title in titles:
        for story in stories:
            headline = _text(story.get("headline"))
            if headline and title and (title.startswith(headline) or headline.startswith(title)):
                return story
    dated = [story for story in stories if story.get("datePublished")]
    return _first(dated or stories)


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = cast("list[Any]", value)[0]
    if isinstance(value, dict):
        value = cast("dict[str, Any]", value).get("@id") or cast("dict[str, Any]", value).get("@value")
    return fold(_plain(value)) or None if isinstance(value, str) else None


def _plain(text: str) -> str:
    """Some publishing systems escape their JSON strings for HTML as well."""
    return unescape(text) if re.search(r"&\w{2,8};|&#\d+;", text) else text


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rsplit("/", 1)[-1])
    return value if isinstance(value, bool) else None


def _entity_names(value: Any, by_id: Mapping[str, dict[str, Any]], *, people: bool = False) -> Iterator[str]:
    """The names of a schema.org Person or Organization, however it is written."""
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    for one in values:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            node = cast("dict[str, Any]", one)
            if "name" not in node and isinstance(node.get("@id"), str):
                node = by_id.get(node["@id"], {})
            if people and "Organization" in " ".join(_types(node)):
                continue
            name = _text(node.get("name"))
            if name:
                yield name


def _authors(
    story: Mapping[str, Any], by_id: Mapping[str, dict[str, Any]], tagged: Iterable[str], publisher: str | None
) -> tuple[str, ...]:
    """The story's authors: people, not desks, addresses or the outlet itself."""
    for names in (
        _entity_names(story.get("author"), by_id, people=True),
        _entity_names(story.get("creator"), by_id),
        tagged,
    ):
        found: list[str] = []
        for name in names:
            if _is_address(name) or name.startswith("@") or name == publisher:
                continue
            people = byline_authors(name)
            # A name in a script without capitals is taken as it stands.
            found += people or ([fold(name)] if not re.search(r"[A-Za-z]", name) and len(name) < 40 else [])
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _is_address(text: str) -> bool:
    return bool(re.match(r"\s*(?:https?:)?//|\s*www\.|\s*@", text))


def _language(head: Head, story: Mapping[str, Any], tags: Mapping[str, list[str]]) -> str | None:
    roots = [given for tag, given in head if tag == "html"]
    told = _first(given[name] for given in roots for name in ("lang", "xml:lang") if given.get(name))
    told = told or _text(story.get("inLanguage")) or _first(_all(tags, "language"))
    found = re.match(r"[a-zA-Z]{2,3}(?=[-_]|$)(?:[-_][a-zA-Z]{2}$)?", told.strip()) if told else None
    return found[0].replace("_", "-") if found else None
