"""Labelled lines of a page, and the article made of them: what both readers end in.

A reader (HTML or plain text) cuts a page into lines and says of each what it is; `assemble` makes the article and
sees to it that nothing of the page is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from verbale.errors import PageError
from verbale.page.article import (
    Article,
    Block,
    BlockKind,
    Disclosure,
    Furniture,
    FurnitureKind,
    Note,
    Quote,
    Related,
)
from verbale.page.source import Page
from verbale.text import OffsetMap, Run, Span

BLOCK_KINDS: frozenset[str] = frozenset(get_args(BlockKind))
_SPACE = re.compile(r"\s+")
#: White space that folding changes: anything but one plain space.
_IRREGULAR = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: `text` with white space folded, and the runs that lead from it to the page's text."""

    text: str
    runs: tuple[Run, ...]

    @property
    def source(self) -> Span:
        return Span(min(r.source.start for r in self.runs), max(r.source.end for r in self.runs))

    def part(self, start: int, end: int) -> Line:
        """Code points `start` to `end` of the line, outer white space left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        runs: list[Run] = []
        for run in self.runs:
            first, last = max(start, run.start), min(end, run.start + run.length)
            if first >= last:
                continue
            source = run.source
            if run.length == len(source):
                source = Span(source.start + first - run.start, source.start + last - run.start)
            runs.append(Run(first - start, last - first, source))
        return Line(self.text[start:end], tuple(runs))


def line_of(text: str, start: int) -> Line:
    """The line that `text` makes, which stands at `start` in the page's text; inner white space is folded."""
    out: list[str] = []
    runs: list[Run] = []
    at = 0
    end = len(text.rstrip())
    last = len(text) - len(text.lstrip())
    for gap in _IRREGULAR.finditer(text, last, end):
        out += [text[last : gap.start()], " "]
        runs.append(Run(at, gap.start() - last, Span(start + last, start + gap.start())))
        at += gap.start() - last
        runs.append(Run(at, 1, Span(start + gap.start(), start + gap.end())))
        at += 1
        last = gap.end()
    if last < end:
        out.append(text[last:end])
        runs.append(Run(at, end - last, Span(start + last, start + end)))
    return Line("".join(out), merge_runs(runs))


def merge_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same runs, neighbours that correspond one to one made one."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if (
            last
            and last.length == len(last.source)
            and run.length == len(run.source)
            and last.start + last.length == run.start
            and last.source.end == run.source.start
        ):
            merged[-1] = Run(last.start, last.length + run.length, Span(last.source.start, run.source.end))
        else:
            merged.append(run)
    return tuple(merged)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line and what it is: a kind of block, or a kind of furniture."""

    line: Line
    kind: BlockKind | FurnitureKind


@dataclass(frozen=True, slots=True)
class About:
    """What a reader found out of an article besides its lines."""

    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_precise: bool = False
    updated: datetime | None = None
    url: str | None = None
    language: str | None = None
    related: tuple[Related, ...] = ()
    credits: tuple[str, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    has_audio: bool = False
    notes: tuple[Note, ...] = field(default=())


def assemble(page: Page, lines: Iterable[Labelled], about: About) -> Article:
    """The article of labelled lines, in the order of the page.

    Raises PageError where no line is a paragraph, quote or list item: there is no story.
    """
    blocks: list[Block] = []
    runs: list[Run] = []
    furniture: list[Furniture] = []
    at = 0
    for labelled in lines:
        line, kind = labelled.line, labelled.kind
        if not line.text:
            continue
        if kind in BLOCK_KINDS:
            blocks.append(Block(kind, line.text, at))  # pyright: ignore[reportArgumentType]
            runs += (run.shifted(at) for run in line.runs)
            at += len(line.text) + 2
        else:
            furniture.append(Furniture(kind, line.text, line.source))  # pyright: ignore[reportArgumentType]
    if not any(block.kind in ("paragraph", "quote", "list_item") for block in blocks):
        raise PageError(
            page.name,
            "there is no story in this page",
            "give the page of one article, not a front page, a menu or a log-in form",
        )
    return Article(
        page=page,
        headline=about.headline,
        publisher=about.publisher,
        authors=about.authors,
        published=about.published,
        published_precise=about.published_precise,
        updated=about.updated,
        url=about.url or page.url,
        language=about.language,
        blocks=tuple(blocks),
        furniture=tuple(furniture),
        related=about.related,
        credits=about.credits,
        disclosures=about.disclosures,
        quotes=about.quotes,
        has_audio=about.has_audio,
        notes=about.notes,
        text="\n\n".join(block.text for block in blocks),
        offsets=OffsetMap(tuple(runs)),
    )


def fold(text: str) -> str:
    """`text` with white space folded, as `Line.text` is."""
    return _SPACE.sub(" ", text).strip()
