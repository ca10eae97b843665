"""Words of a text, cut much as Universal Dependencies cut English: punctuation apart, clitics apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
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


GLUED, SPACED, PARAGRAPH = range(3)  # what stands before a word: nothing, white space, a blank line


def gaps_of(words: Sequence[Word]) -> list[int]:
    """What stands before each word: `GLUED`, `SPACED` or `PARAGRAPH`."""
    ends = [0, *(word.end for word in words)]
    return [
        PARAGRAPH if word.paragraph else SPACED if word.start > before else GLUED
        for word, before in zip(words, ends, strict=False)
    ]


_CLOSES = re.compile(r"[.,;:?!)\]}%”’]+|['’](?:s|re|ve|ll|d|m|t)?|n['’]t|[-–/]", re.I)
_OPENS = re.compile(r"[(\[{$£€“‘#@/–-]|\w+-")


def likely_gaps(words: Sequence[str]) -> list[int]:
    """What stood before each word of a sentence that came without its white space."""
    gaps = [PARAGRAPH]
    quoted = words[0] == '"'
    for before, word in pairwise(words):
        if word == '"':
            gaps.append(GLUED if quoted else SPACED)
            quoted = not quoted
        elif before == '"':
            gaps.append(GLUED if quoted else SPACED)
        else:
            gaps.append(GLUED if _CLOSES.fullmatch(word) or _OPENS.fullmatch(before) else SPACED)
    return gaps


UNCASED, LOWER, CAPITAL, UPPER, MIXED = range(5)  # the shape of a word


def shape_of(word: str) -> int:
    """The shape of a word, which an uncased tokenizer hides: no letters of case, all lower, one capital first, …"""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else CAPITAL
    if word.istitle() or (word[:1].isupper() and word[1:].islower()):
        return CAPITAL
    return MIXED if word.lower() != word.upper() else UNCASED
