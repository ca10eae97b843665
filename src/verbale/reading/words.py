"""The word lists of the reading, loaded once: what stands in `lexicon/*.toml`.

Comes in: the name of a file. Goes out: its table. Nothing else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """The table of `lexicon/NAME.toml`."""
    return tomllib.loads(files("verbale.reading").joinpath(f"lexicon/{name}.toml").read_text("utf-8"))


def one_of(words: list[str]) -> str:
    """A pattern's alternatives, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
