"""Where sentences begin and end in an article.

Comes in: an article. Goes out: spans of its text. A block's border always ends a sentence; a full stop does where no
abbreviation, initial or number owns it. Measured on the way to the language model, which will take this over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from verbale.page.article import Article
from verbale.text import Span

#: A stop, what closes behind it, white space, and how the next sentence opens.
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’'»)\]]*)\s+(?=(?P<open>[“\"‘'«(\[]*)(?P<next>[^\s“\"‘'«(\[]+))")
_INITIAL = re.compile(r"(?:^|[\s.(“\"‘])(?:[A-Z]\.)*[A-Z]$")


def sentence_spans(article: Article) -> tuple[Span, ...]:
    """The sentences of an article in order. Each block holds at least one; headings and captions are sentences too."""
    return tuple(
        Span(block.start + span.start, block.start + span.end)
        for block in article.blocks
        for span in split_sentences(block.text)
    )


def split_sentences(text: str) -> Iterator[Span]:
    """The sentences of one paragraph, without the white space between them."""
    start = 0
    for match in _STOP.finditer(text):
        if _ends(text, match):
            end = match.start() + len(match["stop"]) + len(match["close"])
            yield Span(start, end)
            start = match.end()
    end = len(text.rstrip())
    if start < end:
        yield Span(start, end)


@cache
def _words(name: str) -> frozenset[str]:
    table = tomllib.loads(files("verbale.reading").joinpath("lexicon/abbreviations.toml").read_text("utf-8"))
    return frozenset(table[name])


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop that was matched ends its sentence."""
    following = match["next"]
    opens = following[0].isupper() or following[0].isdigit() or bool(match["open"])
    if not opens:
        return False  # “Will they sign?” he asked. / talks at 5 p.m. on Friday
    if match["stop"] != ".":
        return True
    before = text[: match.start()]
    word = re.split(r"[\s“\"‘(]", before[-40:])[-1]
    if word in _words("never_last"):
        return False  # Mr. Kerry met Gov. Whitmer.
    opener = re.sub(r"\W+$", "", following) in _words("openers")
    if word in _words("sometimes_last"):
        return opener  # on Dec. 2 / by Ford Motor Co. The union …
    if _INITIAL.search(before[-12:]) or re.search(r"\b[ap]\.m$", before):
        return opener or (bool(match["open"]) and not match["close"])  # the U.S. Senate / in the U.S. The Senate …
    return True
