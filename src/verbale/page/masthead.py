"""Who published a story, who wrote it and when: what the page shows, weighed against what it says of itself.

Comes in: the labelled passages and the metadata. Goes out: the publisher, the authors and the moments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from verbale.page.furniture import byline_authors
from verbale.page.metadata import Claim, Metadata, read_claim, site_of_title
from verbale.page.passages import Passage, Tree
from verbale.page.stamps import Moment, Order, Stamp, date_order, read_stamp
from verbale.page.story import Story

#: Regions whose dates are written month first.
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "PW", "CA"})
_PERSON_PAGE = re.compile(
    r"/(?:authors?|by|people|staff|profiles?|team|contributors?|journalists?|reporters?|person)/", re.I
)
#: A byline below the story.
_SIGNED = re.compile(r"(?:posted|written|published|story|report(?:ed)?) by\b", re.I)
_POSTED = re.compile(
    r"^\W*(?:(?:posted|submitted|published|contributed)\s+(?=by\b)|(?:words|text|story|report)\s*:\s*)", re.I
)
_AT = re.compile(r"\s+at\s+(?=[A-Z]).*$")
_HOMES = frozenset({"home", "homepage", "home page", "front page", "frontpage", "main page", "index", "start", "top"})
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–,]\s*\d{4})*)?\s*(?:by\s+)?(?P<name>[^\W\d][\w’'&. -]{1,60}?)"
    r"(?:\s+\d{4})?(?=[.,|•·;]|\s+(?:all rights|inc|ltd|llc|gmbh)\b|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Moments:
    published: datetime | None
    precise: bool
    updated: datetime | None


def tell_moments(tree: Tree, story: Story, metadata: Metadata) -> Moments:
    """When the story was published and updated.

    The markup's moment counts where it is the more precise; of the same moment in two zones, the one shown.
    """
    order = _order_of(tree, story, metadata)
    shown, changed = _shown(tree, story, order)
    told = metadata.published or _machine_time(tree, story)
    published, precise = _weigh(told, shown)
    updated, _ = _weigh(metadata.modified, changed)
    if published is None and updated is not None:
        published, precise = updated, True
    if updated is not None and published is not None and _same_instant(updated, published):
        updated = None
    return Moments(published, precise, updated)


def _order_of(tree: Tree, story: Story, metadata: Metadata) -> Order | None:
    """Which of day and month the page writes first: by its declared region, else by its own evidence.

    Many sites outside the United States leave their publishing system's "en-US" as it came: that is no evidence.
    """
    region = (metadata.language or "").partition("-")[2].upper()
    if region and region not in _MONTH_FIRST:
        return "day_first"
    zone = tree.passages[story.scope.first : story.scope.last]
    return date_order("\n".join(p.text for p in zone)[:200_000]) or ("month_first" if region else None)


def _header(tree: Tree, story: Story) -> list[Passage]:
    """The passages that may bear the story's stamp: around its headline, and where they are said to be one."""
    first = story.scope.first if story.headline is None else story.headline
    near = range(first, max(story.opening, first))
    named = [
        i
        for i in range(story.scope.first, story.scope.last)
        if i not in near and (tree.passages[i].kind == "stamp" or _SIGNED.match(tree.passages[i].text))
    ]
    return [
        tree.passages[i]
        for i in [*near, *named]
        if tree.passages[i].kind in ("stamp", "byline", "other", "publisher", "navigation")
    ]


def _shown(tree: Tree, story: Story, order: Order | None) -> tuple[Moment | None, Moment | None]:
    published: Moment | None = None
    updated: Moment | None = None
    for passage in _header(tree, story):
        stamp = read_stamp(passage.text, order=order)
        if stamp:
            published, updated = published or stamp.published, updated or stamp.updated
    return published, updated


def _machine_time(tree: Tree, story: Story) -> Claim | None:
    """The moment of the first `<time>` beside the headline, or of one named the publication's in the story's scope."""
    beside = [t for t in tree.times if story.scope.first <= t.passage < max(story.opening, story.scope.first + 1)]
    named = [t for t in tree.times if t.named and story.scope.first <= t.passage < story.scope.last]
    return next((claim for time in [*beside, *named] if (claim := read_claim(time.value))), None)


def _weigh(told: Claim | None, shown: Moment | None) -> tuple[datetime | None, bool]:
    if told is None:
        return (shown.at, shown.precise) if shown else (None, False)
    if shown is None:
        return told.at, told.precise
    if (
        not told.precise
        and shown.precise
        and abs((shown.at.replace(tzinfo=None) - told.at.replace(tzinfo=None)).days) <= 1
    ):
        return shown.at, True
    if told.at.replace(second=0, microsecond=0) == shown.at and told.at.utcoffset() == shown.at.utcoffset():
        return told.at, told.precise  # the page shows minutes, its markup knows seconds
    if shown.precise and shown.at.tzinfo and (told.at.tzinfo is None or _same_instant(told.at, shown.at)):
        return shown.at, True
    if told.precise and not shown.precise and _is_midnight(told.at) and told.at.date() == shown.at.date():
        return shown.at, False
    return told.at, told.precise


def _is_midnight(at: datetime) -> bool:
    return (at.hour, at.minute, at.second) == (0, 0, 0)


def _same_instant(one: datetime, other: datetime) -> bool:
    if (one.tzinfo is None) != (other.tzinfo is None):
        return one.replace(tzinfo=None) == other.replace(tzinfo=None)
    return abs((one - other).total_seconds()) < 60


def name_authors(tree: Tree, story: Story, metadata: Metadata, publisher: str | None) -> tuple[str, ...]:
    """The people who wrote the story, as the markup names them or else as its byline does."""
    if metadata.authors and metadata.authors_linked:
        return metadata.authors
    shown, said = _shown_authors(tree, story, publisher)
    # "By Ingrid Solvang at Le Bourget" and an author of that name: the markup knows where the name ends.
    agreed = any(name in shown_name for name in metadata.authors for shown_name in shown)
    return shown if shown and said and not agreed else metadata.authors or shown


def _shown_authors(tree: Tree, story: Story, publisher: str | None) -> tuple[tuple[str, ...], bool]:
    """The people of the byline, and whether it says that they are."""
    weak: tuple[str, ...] = ()
    marked: list[str] = []
    for passage in _header(tree, story):
        for fragment in passage.fragments:
            linked = fragment.link >= 0 and _PERSON_PAGE.search(tree.links[fragment.link])
            if fragment.kind == "byline" or linked:
                marked += _people_in(tree.text_of([fragment]))
        if marked:
            continue
        stamp: Stamp | None = read_stamp(passage.text)
        for part in stamp.rest if stamp else (passage.text,):
            said = re.match(r"\W*(?:\w+ )?(?:by|words)\b", part, re.I) or any(
                box.kind == "byline" for box in passage.box.lineage()
            )
            found = tuple(name for name in _people_in(part) if name != publisher)
            if found and said:
                return found, True
            weak = weak or found
    people = tuple(dict.fromkeys(name for name in marked if name != publisher))
    return (people, True) if people else (weak, False)


def _people_in(text: str) -> tuple[str, ...]:
    """The people of a byline: "Posted by Runa Aas", "Words: Rory Pennycuick", "By Ingrid Solvang at Le Bourget"."""
    return byline_authors(_AT.sub("", _POSTED.sub("", text)))


def name_publisher(tree: Tree, story: Story, metadata: Metadata) -> str | None:
    """The outlet: as the markup names it, as `<title>` ends, by its logo, by its copyright line."""
    if metadata.publisher:
        return metadata.publisher
    shown = tree.passages[story.headline].text if story.headline is not None else None
    around = " ".join(p.text for p in [*tree.passages[:15], *tree.passages[-15:]] if len(p.text) < 80).casefold()
    site = site_of_title(tree.markup.title, shown, lambda name: _is_said(name, around))
    if site:
        return site
    logos = list(_logos(tree, story))
    foot = " ".join(passage.text for passage in tree.passages[-15:]).casefold()
    confirmed = next((name for name in logos if _is_said(name, foot)), None)
    owned = next((m["name"].strip() for p in reversed(tree.passages) if (m := _COPYRIGHT.search(p.text))), None)
    if owned and any(_squash(owned).startswith(_squash(name)) for name in logos):
        return confirmed or owned  # "QuaysideMarkets", in two colours, is Quayside Markets
    named = next((p.text for p in tree.passages if p.kind == "publisher"), None)
    return confirmed or next(iter(logos), None) or named or owned


def _logos(tree: Tree, story: Story) -> Iterator[str]:
    """The texts of the links to the front page that stand above the headline."""
    above = tree.passages[: 40 if story.headline is None else story.headline]
    for passage in above:
        for link, group in groupby(passage.fragments, lambda f: f.link):
            text = tree.text_of(list(group))
            if link >= 0 and _is_home(tree.links[link]) and len(text) > 1 and text.casefold() not in _HOMES:
                yield text


def _squash(name: str) -> str:
    return re.sub(r"\W", "", name).casefold()


def _is_said(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None


def _is_home(address: str) -> bool:
    return re.fullmatch(r"(?:https?://[^/]+)?/?(?:[a-z]{2}/?)?(?:index\.\w+|home)?", address) is not None
