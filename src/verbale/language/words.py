"""Words of a text, cut much as Universal Dependencies cut English: punctuation apart, clitics apart."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(
    r"""(?:[A-Za-z]\.){2,}            # U.S., a.m.
      | https?://\S+
      | \d+(?:[.,:]\d+)+              # 1,000.5 and 10:30
      | (?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.
      | \w+?(?=n['’]t\b) | n['’]t\b   # did|n't
      | ['’](?:s|re|ve|ll|d|m)\b      # Russia|'s
      | \w+
      | \.{2,} | --+
      | \S""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 100  # characters; a longer run is cut, so that one odd token cannot fill a window


class Word(NamedTuple):
    """Where a word stands: offsets in code points, and whether a blank line comes before it."""

    start: int
    end: int
    paragraph: bool


def words_of(text: str) -> list[Word]:
    """The words of `text` in order. Any text is accepted; every character but blanks belongs to one word."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        fresh = not words or "\n\n" in text[last:start]
        for at in range(start, end, _LONGEST):
            words.append(Word(at, min(end, at + _LONGEST), fresh and at == start))
        last = end
    return words
