"""An article in a terminal: its head, the story with numbered sentences, and what was set apart."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from rich.console import Console
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
    """The blocks, each sentence with its number."""
    out.print()
    spans = sentence_spans(article)
    number = 0
    for block in article.blocks:
        inside = [span for span in spans if block.start <= span.start < block.span.end]
        text = Text()
        for span in inside:
            number += 1
            text.append(f"{number} ", style="number")
            text.append(span.of(article.text) + (" " if span is not inside[-1] else ""), style=_style(block))
        above = 0 if block.kind == "list_item" else 1
        out.print(Padding(_marked(block, text), (above, 0, 0, _indent(block)), expand=False))


def _style(block: Block) -> str:
    return {"heading": "head", "caption": "unsure"}.get(block.kind, "none")


def _indent(block: Block) -> int:
    return {"list_item": 2, "quote": 4}.get(block.kind, 0)


def _marked(block: Block, text: Text) -> Text:
    return Text("• ") + text if block.kind == "list_item" else text


def show_apart(out: Console, article: Article) -> None:
    """The furniture: what the article keeps of it in full, the rest counted by kind."""
    rows: list[tuple[str, str]] = []
    rows += [(related.label.rstrip(":").capitalize(), related.title) for related in article.related]
    rows += [("Credit", credit) for credit in article.credits]
    rows += [(_DISCLOSURES[disclosure.kind], disclosure.text) for disclosure in article.disclosures]
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


def section(title: str) -> Rule:
    """The line that opens a part of the page."""
    return Rule(Text(title, style="label"), align="left", style="dim", characters="─")


def grid(rows: list[tuple[str, str]]) -> Table:
    """Two columns: short labels, and what they say."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="source", no_wrap=True, max_width=22)
    table.add_column(ratio=1)
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
