"""Numbers with their currencies: "€90 billion", "five million yen", "12-cent", "between $2bn and $3bn".

Comes in: text. Goes out: `Sum` values, in order, none overlapping. What stands around a sum ("nearly", "a year") is
not looked at here. Every number is visited once, and a fixed number of code points on either side of it, so that the
work grows with the length of the text and no faster.
"""

from __future__ import annotations

import re

from verbale.language.number import load_words
from verbale.language.numbers import number_at
from verbale.language.sum import Sum
from verbale.language.sum_ranges import range_of, with_bare_end, with_bare_start, with_subunit
from verbale.language.sum_signs import sum_at

__all__ = ["Sum", "find_sums"]


def find_sums(text: str) -> list[Sum]:
    """Every sum of money in `text`, with ranges and units with subunits joined."""
    found: list[Sum] = []
    start, at, free = load_words().start, 0, 0
    while match := start.search(text, at):
        number = number_at(text, match.start())
        if number is None:
            at = match.end() if not match[0].isdecimal() else _end_of_figures(text, match.start())
            continue
        here = sum_at(text, number, free)
        if here is None:
            at = max(match.end(), number.span.end)
            continue
        here = with_subunit(text, here)
        previous = found[-1] if found else None
        joined = range_of(text, previous, here)
        if joined is not None:
            found[-1:] = joined
        else:
            here = with_bare_end(text, here) or with_bare_start(text, here, free) or here
            found.append(here)
        at = free = found[-1].span.end
    return found


def _end_of_figures(text: str, start: int) -> int:
    match = re.compile(r"[\d.,]+").match(text, start)
    return match.end() if match else start + 1
