"""Where on Earth a place of the minutes lies: cities of any size, capitals, and where talks are held.

Comes in: what an article calls a place, such as "the Chancellery in Berlin". Goes out: its name and degrees, or None. A
name that several places have is the largest of them: nothing here knows which of two was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PARTS = re.compile(r",|\(|\)| in | at | near | outside ")


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its usual name; degrees north and east, to a tenth."""

    name: str
    north: float
    east: float


def find_place(told: str) -> Place | None:
    """The place that some words name: the whole of them, or the last part that names one."""
    known = _places()
    for part in (told, *reversed(_PARTS.split(told))):
        if found := known.get(_key(part)):
            return found
    return None


@cache
def _places() -> Mapping[str, Place]:
    text = (files("verbale.desk") / "places.tsv").read_text("utf-8")
    rows = (row.split("\t") for row in text.splitlines() if not row.startswith("#"))
    places = [Place(name, float(north), float(east)) for name, north, east in rows]
    return {_key(place.name): place for place in places}


def _key(name: str) -> str:
    """A name without accents and capitals: "Reykjavik" is "Reykjavík"."""
    plain = unicodedata.normalize("NFKD", name.strip().removeprefix("the ").removeprefix("The "))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
