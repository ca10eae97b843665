"""Whether two names are of one person, or of one party: transliterations, short forms, titles.

Comes in: two names, or two figures as two articles have them. Goes out: a `Likeness`. It looks at no other figure of
the dossier: whether a bare family name fits one holder alone is asked in `register`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from verbale.minutes.likeness import Likeness, Tally
from verbale.minutes.line import Figure

_SPELLED_ALIKE = 0.84
_LONG_ENOUGH = 6  # letters of a family name that may differ by one
_LETTERS = str.maketrans(
    {"ğ": "g", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s", "æ": "e", "’": "", "'": "", "ʼ": ""}
)


class Name(NamedTuple):
    """A name taken apart, its words spelled in one romanisation."""

    family: str
    given: tuple[str, ...]
    suffix: str
    words: frozenset[str]


@lru_cache(maxsize=65_536)
def read_name(written: str) -> Name:
    """`President Volodymyr Zelenskyy` is Zelenski and Volodimir; `Kim Jong Un` is of the family Kim."""
    table = _table()
    folded = fold_name(written)
    words = [word for word in re.split(r"[\s,.\-‐–]+", _initials(folded, written)) if word]
    suffix = next((word for word in words[1:] if word in table["suffixes"]), "")
    words = [word for word in words if word not in table["suffixes"]]
    while len(words) > 1 and words[0] in table["titles"]:
        words = words[1:]
    bare = [word for word in words if word not in table["particles"]] or words
    if not bare:
        return Name("", (), suffix, frozenset())
    first = bare[0] in table["family_first"] or (len(bare) > 2 and bare[0] in table["family_first_of_three"])
    spelled = [spell(word) for word in bare]
    if first and len(spelled) > 1:
        return Name(spelled[0], ("".join(spelled[1:]),), suffix, frozenset(spelled))
    return Name(spelled[-1], tuple(spelled[:-1]), suffix, frozenset(spelled))


def fold_name(written: str) -> str:
    """In small letters, without accents and apostrophes."""
    folded = written.casefold().translate(_LETTERS)
    if folded.isascii():
        return folded
    bare = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def spell(word: str) -> str:
    """A folded word in one romanisation: `zelenskyy`, `zelensky` and `zelenskiy` are `zelenski`."""
    return _respell(word, _table()["spellings"])


def same_person(a: Figure, b: Figure) -> Likeness:
    """How likely two people, each as an article has them, are one."""
    return alike_people(Face.of(a), Face.of(b))


def same_party(a: Figure, b: Figure) -> Likeness:
    """How likely two parties are one: by id, by name, by initials."""
    tally = Tally("party")
    ids = [str(one.fields.get("id") or "").casefold() for one in (a, b)]
    if ids[0] and ids[0] == ids[1]:
        tally.add("same_id", f"both are {a.fields['id']}")
        return tally.likeness()
    names = [re.sub(r"^the ", "", fold_name(one.name)) for one in (a, b)]
    if names[0] == names[1]:
        tally.add("same_name", f"same name {a.name}")
    elif _is_initials(a.name, b.name) or _is_initials(b.name, a.name):
        tally.add("initials", f"{min(a.name, b.name, key=len)} are the initials of {max(a.name, b.name, key=len)}")
    else:
        tally.add("other_name", f"{a.name} and {b.name}")
    if "state" in (a.fields.get("kind"), b.fields.get("kind")) and a.fields.get("kind") != b.fields.get("kind"):
        tally.add("other_kind", "one is a state")
    return tally.likeness()


class Face(NamedTuple):
    """What of a person tells him from others."""

    written: str
    name: Name
    aliases: frozenset[str]  #: folded names of two words or more, his own among them
    parties: frozenset[str]
    offices: frozenset[str]

    @classmethod
    def of(cls, figure: Figure) -> Face:
        roles: Sequence[Any] = figure.fields.get("roles") or ()
        names: Sequence[str] = (figure.name, *(figure.fields.get("aliases") or ()))
        return cls(
            figure.name,
            read_name(figure.name),
            frozenset(fold_name(name) for name in names if " " in name),
            frozenset(role["party"] for role in roles if role.get("party")),
            frozenset(_office(role["title"]) for role in roles if role.get("title")),
        )


def alike_people(a: Face, b: Face) -> Likeness:
    """How likely two faces are of one person."""
    tally = Tally("person")
    _weigh_names(tally, a, b)
    if a.parties and b.parties:
        shared = a.parties & b.parties
        if shared:
            tally.add("same_party", f"both act for {min(shared)}")
        else:
            tally.add("other_party", f"one acts for {min(a.parties)}, the other for {min(b.parties)}")
    if a.offices and b.offices:
        shared = a.offices & b.offices
        if shared:
            tally.add("same_office", f"same office {min(shared)}")
        else:
            tally.add("other_office", f"one is {min(a.offices)}, the other {min(b.offices)}")
    return tally.likeness()


def _weigh_names(tally: Tally, a: Face, b: Face) -> None:
    one, other = a.name, b.name
    fits = how_names_fit(one, other)
    both = a.written if a.written == b.written else f"{a.written} and {b.written}"
    if fits in ("other_name", "other_given_name") and a.aliases & b.aliases:
        tally.add("known_alias", f"both are called {min(a.aliases & b.aliases)}")
        return
    words = {
        "same_name": f"same name {both}",
        "spelled_alike": f"{both} are spelled alike",
        "short_form": f"{min(a.written, b.written, key=len)} is short for {max(a.written, b.written, key=len)}",
        "same_initial": f"the initial fits: {both}",
        "family_name": f"same family name: {both}",
        "other_given_name": f"other given names: {both}",
        "other_middle_name": f"other middle names: {both}",
        "other_name": f"other names: {both}",
    }
    tally.add(fits, words[fits])
    if one.suffix != other.suffix and fits not in ("family_name", "other_name"):
        tally.add("other_suffix", f"{one.suffix or 'no suffix'} and {other.suffix or 'no suffix'}")


def how_names_fit(a: Name, b: Name) -> str:
    """How two names stand to each other, as the name of a reason: `same_name`, `short_form`, `other_given_name`, …"""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if a.family != b.family:
        if len(short.words) > 1 and short.words < long.words:
            return "short_form"
        if a.given and b.given and _same_family(a.family, b.family) and _same_given(a.given[0], b.given[0]):
            return "spelled_alike"
        compound = not short.given and long.given and short.family == long.given[-1] and len(long.given) > 1
        return "family_name" if compound else "other_name"
    if not a.given or not b.given:
        return "family_name"
    if len(short.words) > 1 and short.words < long.words and short.given[0] != long.given[0]:
        return "short_form"
    if not _same_given(a.given[0], b.given[0]):
        initial = min(len(a.given[0]), len(b.given[0])) == 1 and a.given[0][0] == b.given[0][0]
        return "same_initial" if initial else "other_given_name"
    few, many = (a.given[1:], b.given[1:]) if len(a.given) <= len(b.given) else (b.given[1:], a.given[1:])
    return "same_name" if not few or _middles_fit(few, many) else "other_middle_name"


def _middles_fit(few: Sequence[str], many: Sequence[str]) -> bool:
    for x in few:
        if x not in many and not any(_same_middle(x, y) for y in many):
            return False
    return len(few) == len(many) or any(len(name) > 1 for name in (*few, *many))  # George W. and George H.W.


def _same_middle(a: str, b: str) -> bool:
    return (a[0] == b[0] and 1 in (len(a), len(b))) or _same_given(a, b)


def _same_given(a: str, b: str) -> bool:
    if a == b:
        return True
    groups = _table()["same_given"]
    if a in groups and not groups[a].isdisjoint(groups.get(b, ())):
        return True
    if a[0] != b[0] or a.endswith("a") != b.endswith("a"):
        return False
    bones = re.sub("[aeiou]", "", a)
    return len(bones) >= 3 and bones == re.sub("[aeiou]", "", b) and Indel.normalized_similarity(a, b) >= 0.7


def _same_family(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _LONG_ENOUGH or (a[-1] != b[-1] and "a" in (a[-1], b[-1])):
        return False
    a, b = a.replace("g", "k"), b.replace("g", "k")
    if a[0] != b[0] or not (a.isalpha() and b.isalpha()):
        return False
    return Indel.normalized_similarity(a, b) >= _SPELLED_ALIKE


def _initials(folded: str, written: str) -> str:
    """`J.D.` and `JD` are two initials."""
    caps = [word for word in written.split() if re.fullmatch(r"[B-DF-HJ-NP-TV-Z]{2}", word)]
    for word in caps:
        folded = re.sub(rf"\b{word.lower()}\b", " ".join(word.lower()), folded)
    return folded


def _is_initials(short: str, long: str) -> bool:
    letters = "".join(word[0] for word in re.findall(r"\w+", long) if word[0].isupper())
    bare = short.replace(".", "")
    return len(bare) >= 2 and bare.isupper() and letters == bare


def _office(title: str) -> str:
    return re.sub(r"\b(former|then|acting|ex)[\s-]|u\.s\.|\bus\b", "", title.casefold()).strip()


@cache
def _table() -> dict[str, Any]:
    table = tomllib.loads(files("verbale.minutes").joinpath("namesakes.toml").read_text("utf-8"))
    found: dict[str, Any] = {
        name: frozenset(table[name].split())
        for name in ("titles", "particles", "family_first", "family_first_of_three")
    }
    found |= {"suffixes": frozenset(table["suffixes"]), "spellings": [tuple(pair) for pair in table["spellings"]]}
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(table["same_given"]):
        for name in group.split():
            groups.setdefault(_respell(name, found["spellings"]), set()).add(number)
    found["same_given"] = {name: frozenset(numbers) for name, numbers in groups.items()}
    return found


def _respell(word: str, spellings: Sequence[tuple[str, str]]) -> str:
    for one, other in spellings:
        word = word.replace(one, other)
    return re.sub(r"(\D)\1+", r"\1", word)
