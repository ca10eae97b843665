"""The article: the clean story of a page, and the page's furniture, labelled. Plain frozen values, no I/O.

The words are those of the minutes' contract (`verbale.reading/1`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from verbale.page.source import Page
from verbale.text import OffsetMap, Span

BlockKind = Literal["heading", "paragraph", "quote", "list_item", "caption"]
DisclosureKind = Literal["ai_assisted", "sponsored", "syndicated", "correction", "conflict_of_interest", "other"]
FurnitureKind = Literal[
    "headline",  # the story's own headline, where it stands in the page
    "byline",  # who wrote it
    "stamp",  # when it was published or updated, reading time
    "publisher",  # the outlet's name, at the head or beside the date
    "ticker",  # a quote of an instrument
    "listen",  # a player or "Listen to this article"
    "share",  # share, save, print, follow
    "newsletter",  # a sign-up or a promo of the outlet's own products
    "related",  # a related story, or the label above some
    "most_read",  # most-read, trending, latest, editor's picks
    "bio",  # about the author
    "credit",  # who made a picture or chart
    "disclosure",  # how the story was made, and whose interests are in it
    "cookie",  # consent
    "legal",  # copyright, terms, delays of data
    "navigation",  # menus, sections, breadcrumbs, search, log in
    "comments",  # the readers
    "advertisement",
    "paywall",  # the rest is for subscribers
    "marker",  # a list marker, or a live blog's time stamp: not part of the block's text
    "tags",  # topics that the story is filed under
    "other",  # in the page, not in the story, and of no kind above
]
NoteKind = Literal["paywall", "date_order", "encoding", "several_articles", "live_blog", "no_date"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, quote, list item or caption; `start` is its offset in the article's text."""

    kind: BlockKind
    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of the page that is not the story: its words, and where they stand in the page's text."""

    kind: FurnitureKind
    text: str
    source: Span


@dataclass(frozen=True, slots=True)
class Related:
    """A promoted story. `title` may be empty: a label with nothing behind it is no related story."""

    label: str
    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    kind: DisclosureKind
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One instrument of a ticker strip; what the strip leaves out is None."""

    symbol: str | None
    last: float | None
    change_percent: float | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader of the article should know of how it was read."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """The story of a page.

    `text` is the blocks' texts joined by a blank line; every offset counts its code points. `offsets` leads from it to
    the code points of `page.text`, and `page` from there to bytes. `published` and `updated` carry a zone only where
    the page tells one (`zone_known`).
    """

    page: Page = field(repr=False, compare=False)
    headline: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: datetime | None
    published_precise: bool  #: the page tells the time of day, not only the date
    updated: datetime | None
    url: str | None
    language: str | None
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    related: tuple[Related, ...] = ()
    credits: tuple[str, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    has_audio: bool = False
    notes: tuple[Note, ...] = ()
    text: str = ""
    offsets: OffsetMap = field(default=OffsetMap(()), repr=False)

    @property
    def zone_known(self) -> bool:
        return self.published is not None and self.published.tzinfo is not None

    def source_bytes(self, span: Span) -> Span | None:
        """The bytes of the page that hold `span` of `text`, or None where the page does not hold it."""
        found = self.offsets.to_source(span)
        return found and self.page.byte_span(found)

    def to_json(self) -> Mapping[str, Any]:
        """The `article` of a `verbale.reading/1`, with `furniture`, `notes` and `source` besides."""
        return {
            "url": self.url,
            "headline": self.headline,
            "publisher": self.publisher,
            "authors": list(self.authors),
            "published": _iso(self.published, self.published_precise),
            "updated": _iso(self.updated, True),
            "zone_known": self.zone_known,
            "language": self.language,
            "blocks": [{"kind": block.kind, "text": block.text, "start": block.start} for block in self.blocks],
            "text": self.text,
            "related": [{"label": r.label, "title": r.title, "url": r.url} for r in self.related],
            "credits": list(self.credits),
            "disclosures": [{"kind": d.kind, "text": d.text} for d in self.disclosures],
            "quotes": [{"symbol": q.symbol, "last": q.last, "change_percent": q.change_percent} for q in self.quotes],
            "has_audio": self.has_audio,
            "furniture": [{"kind": piece.kind, "text": piece.text} for piece in self.furniture],
            "notes": [{"kind": note.kind, "text": note.text} for note in self.notes],
            "source": self._source_json(),
        }

    def _source_json(self) -> Mapping[str, Any]:
        """The offset map in bytes: `[start, length, first byte, end byte]` for each run of `text`.

        A run is either text that stands in the page as it is (decode the bytes, and count), or one character that the
        page writes as several.
        """
        runs: list[list[int]] = []
        for run in self.offsets.runs:
            span = self.page.byte_span(run.source)
            runs.append([run.start, run.length, span.start, span.end])
        return {
            "name": self.page.name,
            "encoding": self.page.encoding,
            "bytes": len(self.page.data),
            "map": runs,
        }


def _iso(moment: datetime | None, precise: bool) -> str | None:
    if moment is None:
        return None
    return moment.isoformat() if precise else moment.date().isoformat()
