"""Where an article quotes: spans with their marks, block by block, and the text with the quoted words masked.

Comes in: an article. Goes out: `Quotation`s in the order of the text. Curly and straight double marks, guillemets and
British single marks are told apart from apostrophes; a quotation that its paragraph leaves open ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.page.article import Article
from verbale.text import Span

_DOUBLE = re.compile(r"“[^“”\n]*(?:”|$)|«[^«»\n]*»|(?<!\w)\"[^\"\n]*\"|(?<!\w)\"[^\"\n]*$")
#: ‘Burden of history’, but not the apostrophe of don’t or of the unions’ demands.
_SINGLE = re.compile(r"(?<!\w)‘(?:[^‘’\n]|(?<=\w)’(?=\w)|(?<=s)’(?=\s[a-z]+\b[^‘’]*’))+’(?!\w)")
_MARKS = '“”«»"‘’'


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks: `span` with the marks, `inner` without them and without a last comma."""

    span: Span
    inner: Span


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """The quotations of an article, none inside another."""
    return tuple(
        quotation for block in article.blocks for quotation in _of_block(article.text, block.start, len(block.text))
    )


def _of_block(text: str, start: int, length: int) -> Iterator[Quotation]:
    block = text[start : start + length]
    pattern = _DOUBLE if re.search(r"[“«\"]", block) else _SINGLE
    for match in pattern.finditer(block):
        first, last = match.start(), match.end()
        while first < last and block[first] in _MARKS:
            first += 1
        while last > first and block[last - 1] in _MARKS + ", ":
            last -= 1
        if last > first:
            yield Quotation(Span(start + match.start(), start + match.end()), Span(start + first, start + last))


def mask_quotations(text: str, quotations: tuple[Quotation, ...]) -> str:
    """The text, as long as before, with every quoted word made of underscores: rules see the outlet's words alone."""
    masked: list[str] = []
    done = 0
    for quotation in quotations:
        start, end = quotation.span.start, quotation.span.end
        masked.append(text[done:start])
        masked.append("“" + "_" * (end - start - 2) + "”")
        done = end
    masked.append(text[done:])
    return "".join(masked)
