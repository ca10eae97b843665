"""A text cut into words, numbers and marks, with their places: what the time rules read.

Every rule looks a bounded number of tokens ahead of where it stands, so that reading a text takes time in
proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S|\n[ \t]*\n")
_PAD = 48  # tokens of nothing after the last one, more than any rule looks ahead without checking


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of `text`: `low[i]` is lower-cased, `text[start[i]:end[i]]` as written; past the end `low` is "".

    A blank line is a token of its own, so that no rule reads across paragraphs. `low[-1]` is "" too.
    """

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    count: int
    numbers: list[int | None]

    def shown(self, i: int) -> str:
        return self.text[self.start[i] : self.end[i]]

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before without a space."""
        return 0 < i < self.count and self.start[i] == self.end[i - 1] and self.low[i - 1][0] != "\n"

    def capital(self, i: int) -> bool:
        return 0 <= i < self.count and self.text[self.start[i]].isupper()

    def number(self, i: int) -> int | None:
        """The digits of token i as a number, or None where it is no number or one longer than nine digits."""
        return self.numbers[i]


def cut(text: str) -> Tokens:
    """The tokens of a text."""
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        low.append("'" if word in "’‘´`" else word.lower())
        start.append(match.start())
        end.append(match.end())
    count = len(low)
    numbers = [int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None for word in low]
    low.extend([""] * _PAD)
    numbers.extend([None] * _PAD)
    start.extend([len(text)] * _PAD)
    end.extend([len(text)] * _PAD)
    return Tokens(text, low, start, end, count, numbers)
