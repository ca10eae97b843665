"""Leaders and envoys whom everybody knows, and offices that only one country has: what news leaves unsaid.

Comes in: a name or the title of an office. Goes out: the party that it acts for. Used where an article does not tell.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from verbale.language.gazetteer import party_forms
from verbale.reading.words import load_table


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    party: str
    office: str


def known_person(name: str) -> Known | None:
    """Whom a full name means, whatever its accents and middle names."""
    words = _plain(name).split()
    return _people().get(f"{words[0]} {words[-1]}") if len(words) > 1 else None


def known_surname(surname: str) -> Known | None:
    """Whom a bare surname means, where only one of the known bears it and it is no English word."""
    return _surnames().get(surname)


def known_bearers(surname: str) -> tuple[Known, ...]:
    """All of the known who bear a surname."""
    return tuple(known for known in _people().values() if known.name.split()[-1] == surname)


def known_surnames() -> tuple[str, ...]:
    return tuple(_surnames())


def office_holder(title: str) -> str | None:
    """The party whose office a title is: `Treasury Secretary` is the United States’."""
    bare = title.casefold().removeprefix("former ").removeprefix("new ").removeprefix("acting ")
    return next((_party_names()[id] for id, titles in load_table("national_offices").items() if bare in titles), None)


@cache
def _people() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for name, (id, office, *others) in (load_table("known") | load_table("leaders")).items():
        for form in (name, *others):
            words = _plain(form).split()
            found[f"{words[0]} {words[-1]}"] = Known(name, _party_names().get(id) or id, office)
    return found


@cache
def _surnames() -> dict[str, Known]:
    """`May`, `He` and `Moon` are words, `Clinton` two people: such surnames alone mean nobody."""
    counts: dict[str, list[Known]] = {}
    for name, (id, office, *others) in load_table("known").items():
        for surname in {form.split()[-1] for form in (name, *others)}:
            counts.setdefault(surname, []).append(Known(name, _party_names().get(id) or id, office))
    banned = set(load_table("people")["ambiguous_surnames"])
    return {surname: found[0] for surname, found in counts.items() if len(found) == 1 and surname not in banned}


@cache
def _party_names() -> dict[str, str]:
    return {named.id: named.name for named, _ in party_forms().values()}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("ğ", "g").replace("ı", "i"))
    return "".join(c for c in folded if not unicodedata.combining(c)).casefold()
