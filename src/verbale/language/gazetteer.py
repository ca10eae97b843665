"""What a name stands for: states by every form of their names, blocs, organizations and groups by theirs.

Comes in: nothing but data (CLDR through Babel, ISO 3166 through pycountry, two data files). Goes out: one
table from a written form to its party. Which mention acts is decided in `reading.parties`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from verbale.text import any_of

PartyKind = Literal["state", "bloc", "organization", "group"]
#: How a form points at its party: by name, by an adjective, or by the seat that acts for it.
Form = Literal["name", "adjective", "seat"]
#: Common in news, and neither CLDR's nor ISO's name.
_ALSO = {
    "USA": ("America", "United States of America", "U.S.A.", "USA", "U.S.", "US"),
    "GBR": ("Britain", "Great Britain", "U.K.", "UK"),
    "TUR": ("Turkey",),
    "MMR": ("Myanmar", "Burma"),
    "CZE": ("Czech Republic",),
    "COD": ("DR Congo", "Democratic Republic of the Congo", "DRC", "Congo"),
    "COG": ("Congo-Brazzaville", "Republic of the Congo"),
    "CIV": ("Ivory Coast", "Cote d'Ivoire"),
    "PSE": ("Palestine",),
    "HKG": ("Hong Kong",),
    "MAC": ("Macau",),
    "CPV": ("Cape Verde",),
    "SWZ": ("Swaziland",),
    "MKD": ("Macedonia",),
    "ARE": ("UAE", "U.A.E.", "Emirates"),
    "VAT": ("Vatican",),
    "BIH": ("Bosnia",),
}
#: `the Labor Secretary`, `the Labour Relations Court`: work, and no party of that name.
_WORK = (
    r"Labou?r\s+(?:[A-Z][a-z]+\s+)?(?:Secretary|Department|Minister|Ministry|Relations|Court|Day|Office|Board|Congress|"
    r"Organi[sz]ation|Union|Federation|Law|Code|Standards|Statistics|Tribunal)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A party as its forms name it."""

    name: str
    id: str
    kind: PartyKind


@cache
def party_forms() -> dict[str, tuple[Named, Form]]:
    """Every written form and the party it names."""
    from babel import Locale  # both take long to load, and the minutes need only what a party is
    from pycountry import countries

    forms: dict[str, tuple[Named, Form]] = {}
    territories: dict[str, str] = dict(Locale("en").territories)
    seats = _load("states.toml")
    for country in countries:
        code: str = country.alpha_3
        name = territories.get(country.alpha_2, country.name)
        named = Named(name, code, "state")
        adjectives, metonyms = seats.get(code, [[], []])
        for form in (name, country.name, getattr(country, "common_name", name), *_ALSO.get(code, ())):
            forms[form.replace("’", "'")] = (named, "name")
        forms.update(dict.fromkeys(adjectives, (named, "adjective")))
        forms.update(dict.fromkeys(metonyms, (named, "seat")))
    for entry in _load("parties.toml")["party"]:
        named = Named(entry["name"], entry["id"], entry["kind"])
        forms.update(dict.fromkeys((entry["name"], *entry["aliases"]), (named, "name")))
        forms.update(dict.fromkeys(entry.get("adjectives", ()), (named, "adjective")))
        for seat in entry.get("seats", ()):
            forms.setdefault(seat, (named, "seat"))  # what is a seat of today's stays one
    return forms


@cache
def form_pattern() -> re.Pattern[str]:
    """Matches any form at a word's border, the longest first."""
    words = any_of(party_forms()).replace("'", "['’]")
    return re.compile(rf"(?<![\w.-])(?!{_WORK}){words}(?![\w-]|\.\w)")


def named_by(form: str) -> tuple[Named, Form] | None:
    """The party that a written form names."""
    return party_forms().get(form.replace("’", "'"))


@cache
def former_seats() -> dict[str, Named]:
    """By the seat, the state of the past that it was also the seat of: Moscow was the Soviet Union's."""
    return {
        seat: Named(entry["name"], entry["id"], entry["kind"])
        for entry in _load("parties.toml")["party"]
        for seat in entry.get("seats", ())
    }


@cache
def party_called(name: str) -> Named | None:
    """The party of a canonical name."""
    return next((named for named, _ in party_forms().values() if named.name == name), None)


@cache
def forms_of(name: str) -> tuple[str, ...]:
    """The written forms of a party by its canonical name."""
    return tuple(form for form, (named, _) in party_forms().items() if named.name == name)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("verbale.language").joinpath(name).read_text("utf-8"))
