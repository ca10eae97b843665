"""Numbers in English text: in figures, in words, and in both.

Comes in: text. Goes out: `Number` values with exact decimals, and the bounds of vague ones. Years, dates, ordinals,
telephone numbers and the numbers of things are all numbers here: what a number counts is for the caller to know.
"""

from __future__ import annotations

from decimal import Decimal

from verbale.language.number import Number, load_words
from verbale.language.number_figures import number_in_figures, with_scales
from verbale.language.number_words import number_in_words
from verbale.text import Span

__all__ = ["Number", "find_numbers", "number_at", "read_number"]


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text`, in order, none within another.

    "A" counts only before a word of scale or a fraction ("a million", "a half"). A scale may be abbreviated where it
    is written on the figures ("5bn", "5m"), whatever the letter means there.
    """
    found: list[Number] = []
    at = 0
    start = load_words().start
    while match := start.search(text, at):
        number = number_at(text, match.start())
        if number is None or number.article:
            at = match.end()
            continue
        found.append(number)
        at = number.span.end
    return tuple(found)


def read_number(text: str) -> Decimal | None:
    """The value of a text that is a number and nothing else ("twenty-five", "1,200", "half a million"), or None."""
    bare = text.strip()
    number = number_at(bare, 0)
    return number.value if number and len(number.span) == len(bare) and not number.article else None


def number_at(text: str, start: int) -> Number | None:
    """The longest number that begins at `start`, or None."""
    if start >= len(text):
        return None
    char = text[start]
    if char.isascii() and (char.isdecimal() or char == "."):
        return number_in_figures(text, start)
    if char in load_words().signs:
        return with_scales(text, Number(Span(start, start + 1), load_words().signs[char], in_figures=True))
    return number_in_words(text, start)
