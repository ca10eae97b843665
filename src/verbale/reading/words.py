"""The word lists of the reading, loaded once: what stands in `lexicon/*.toml`; and words found whole in a text.

Comes in: the name of a file, or words. Goes out: its table, or where they stand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.text import Span


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table of `lexicon/NAME.toml`."""
    return tomllib.loads(files("verbale.reading").joinpath(f"lexicon/{name}.toml").read_text("utf-8"))


@cache
def load_set(table: str, name: str) -> frozenset[str]:
    """The words of one list of `lexicon/TABLE.toml`."""
    return frozenset(load_table(table)[name].split())


def one_of(words: list[str]) -> str:
    """A pattern's alternatives, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def find_whole(words: str, text: str) -> Iterator[Span]:
    """Where some words stand whole in a text, no letter, digit or hyphen beside them; a pattern would be made anew
    for each name of each article.
    """
    at = text.find(words)
    while words and at >= 0:
        end = at + len(words)
        if _is_border(text[at - 1 : at]) and _is_border(text[end : end + 1]):
            yield Span(at, end)
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)


def _is_border(character: str) -> bool:
    return not (character.isalnum() or character in ("_", "-"))
