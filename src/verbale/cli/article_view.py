"""An article in a terminal: its head, the story with numbered sentences, and what was set apart."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from verbale.page.article import Article, Block, DisclosureKind
from verbale.reading.sentences import sentence_spans
from verbale.text import Span

_DISCLOSURES: dict[DisclosureKind, str] = {
    "ai_assisted": "AI-assisted",
    "sponsored": "Sponsored",
    "syndicated": "Syndicated",
    "correction": "Correction",
    "conflict_of_interest": "Interests",
    "other": "Disclosure",
}


def show_article(out: Console, article: Article) -> None:
    """Print a whole article."""
    show_head(out, article)
    show_story(out, article)
    show_apart(out, article)


def show_head(out: Console, article: Article) -> None:
    """Headline, publisher, date, authors, and what the reader should know of how it was read."""
    out.print()
    out.print(Text(article.headline or "(no headline)", style="head"))
    parts = [article.publisher, _date(article), ", ".join(article.authors)]
    out.print(Text(" · ".join(part for part in parts if part), style="source"))
    for note in article.notes:
        out.print(Text(f"! {note.text}", style="draft"))


def show_story(out: Console, article: Article) -> None:
    """The blocks, each sentence on lines of its own with its number before it."""
    spans = sentence_spans(article)
    table = margin_table()
    before = ""
    number = 0
    for block in article.blocks:
        if (before, block.kind) != ("list_item", "list_item"):
            table.add_row()
        before = block.kind
        for at, span in enumerate(span for span in spans if block.start <= span.start < block.span.end):
            number += 1
            table.add_row(str(number), _sentence(block, span.of(article.text), first=at == 0))
    out.print(table)


def _sentence(block: Block, text: str, *, first: bool) -> RenderableType:
    """A sentence of a block, set in as the block is; the first one of a list item with its mark."""
    told = Text(text, style={"heading": "head", "caption": "unsure"}.get(block.kind, "none"))
    if block.kind == "list_item":
        item = Table.grid(padding=(0, 1))
        item.add_row("•" if first else " ", told)
        return item
    return Padding(told, (0, 0, 0, 4)) if block.kind == "quote" else told


def margin_table() -> Table:
    """Two columns: numbers in the margin, and the text that they belong to, every line of it set in alike."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(style="number", justify="right", no_wrap=True, min_width=4)
    table.add_column(ratio=1)
    return table


def show_apart(out: Console, article: Article) -> None:
    """The furniture: what the article keeps of it in full, the rest counted by kind."""
    rows: list[tuple[str, str]] = []
    rows += [(related.label.rstrip(":").capitalize(), related.title) for related in article.related]
    rows += [("Credit", credit) for credit in article.credits]
    rows += _disclosures(article)
    for quote in article.quotes:
        level = "" if quote.last is None else f"{quote.last:,.2f} "
        change = "" if quote.change_percent is None else f"{quote.change_percent:+.2f}%"
        rows.append(("Quote", f"{quote.symbol or '(no symbol)'} {level}{change}"))
    if article.has_audio:
        rows.append(("Audio", "the page offers the story to listen to"))
    counts = Counter(piece.kind for piece in article.furniture)
    others = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in counts.most_common())
    rows.append(("Furniture", others or "none"))
    out.print()
    out.print(section("Set apart"))
    out.print(grid(rows))


def show_disclosures(out: Console, article: Article) -> None:
    """What the page says of how it was made and by whom: all that a reader of the minutes needs of the furniture."""
    if article.disclosures:
        out.print()
        out.print(grid(_disclosures(article)))


def _disclosures(article: Article) -> list[tuple[str, str]]:
    return [(_DISCLOSURES[disclosure.kind], disclosure.text) for disclosure in article.disclosures]


def section(title: str) -> Rule:
    """The line that opens a part of the page."""
    return Rule(Text(title, style="label"), align="left", style="dim", characters="─")


def grid(rows: list[tuple[str, str]], *, styles: tuple[str, str] = ("source", "none")) -> Table:
    """Two columns: short labels, and what they say."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=styles[0], no_wrap=True, max_width=22)
    table.add_column(style=styles[1], ratio=1)
    for label, text in rows:
        table.add_row(Text(label, overflow="ellipsis"), Text(text))
    return table


def numbers_of(spans: tuple[Span, ...], start: int, end: int) -> list[int]:
    """The numbers of the sentences that `start` to `end` touches."""
    return [number for number, span in enumerate(spans, 1) if span.start < end and start < span.end]


def _date(article: Article) -> str:
    moment = article.published
    if moment is None:
        return "undated"
    date = f"{moment.day} {moment:%B %Y}"
    if not article.published_precise:
        return date
    return f"{date}, {moment:%H:%M}{_zone(moment)}"


def _zone(moment: datetime) -> str:
    if moment.tzinfo is None:
        return ""
    offset = moment.strftime("%z")
    return " UTC" if offset == "+0000" else f" UTC{offset[:3]}:{offset[3:5]}"
