"""What the second reader is sent: the instructions, and an article in pieces of whole blocks, marked off as data.

Comes in: an article laid out. Goes out: for each piece the two messages of a chat. The marks carry a number made from
the piece itself, which no author of a page can write into the page that it is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verbale.page.article import Article
from verbale.reading.grounds import Grounds
from verbale.text import Span

#: Code points of the article in one letter, about 3,000 tokens: with its answer it fits small local models. A block
#: that is longer goes by itself.
LONGEST_PIECE = 12_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One request: the stretch of `article.text` that it holds, and its messages as the protocol has them."""

    span: Span
    messages: tuple[dict[str, str], ...]


def write_letters(grounds: Grounds) -> Iterator[Letter]:
    """The letters for an article, in its order."""
    for span in cut_pieces(grounds.article, LONGEST_PIECE):
        yield Letter(
            span,
            (
                {"role": "system", "content": instructions()},
                {"role": "user", "content": f"{_facts(grounds, span)}\n\n{_marked(span.of(grounds.article.text))}"},
            ),
        )


def cut_pieces(article: Article, longest: int) -> Iterator[Span]:
    """Stretches of whole blocks, each as long as fits into `longest` code points, and at least one block."""
    start = end = None
    for block in article.blocks:
        if start is not None and end is not None and block.span.end - start > longest:
            yield Span(start, end)
            start = None
        start = block.start if start is None else start
        end = block.span.end
    if start is not None and end is not None:
        yield Span(start, end)


@cache
def instructions() -> str:
    return files("verbale.second").joinpath("instructions.md").read_text("utf-8")


def _facts(grounds: Grounds, span: Span) -> str:
    """What the first reader knows. Names come from the page too, and are kept to one line each."""
    article = grounds.article
    people = [person.name for person in grounds.people]
    parties = list(dict.fromkeys(mention.party.name for mention in grounds.mentions))
    times = [
        f"“{time.text}” is {time.start} to {time.end} ({time.grain})"
        for time in grounds.times
        if time.start and time.end and span.start <= time.span.start < span.end
    ]
    facts = {
        "Headline": [article.headline or "none"],
        "Published": [article.published.isoformat() if article.published else "unknown"],
        "People": people or ["none"],
        "Parties": parties or ["none"],
        "Times": list(dict.fromkeys(times)) or ["none"],
    }
    return "\n".join(f"{name}: {'; '.join(map(_on_one_line, found))}" for name, found in facts.items())


def _marked(text: str) -> str:
    number = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"<article {number}>\n{text}\n</article {number}>"


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
