"""What of a line tells it from other lines, taken out once: names, days, places, sums, words.

Comes in: a line, or its columns and fields, and the day on which its article appeared. Goes out: `Traits`, which
`alike_acts` and `alike_terms` compare and `register` files by their keys. No line is compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from verbale.minutes.likeness import likeness_table
from verbale.minutes.line import Line
from verbale.minutes.namesakes import fold_name, read_name, spell

MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
_WORD = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ingly|edly|ings|ing|ies|ied|ed|es|e|s|ly)$")
_QUOTE_WORDS = 4
_IDLE = frozenset(("",))
_MOST_WORDS = 200_000  # whose stems are remembered
_DIGITS = frozenset("0123456789")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_NOTHING: Mapping[str, Any] = {}
_ALSO: Mapping[str, tuple[str, ...]] = {
    "meeting": ("format",),
    "statement": ("channel",),
    "position": ("issue",),
    "proposal": ("type", "points", "sponsors"),
    "pledge": ("type", "stage", "amount", "goods", "period", "purpose"),
    "event": (),
}


class Traits(NamedTuple):
    """One line, laid out to be compared. Days are proleptic ordinals; `seen` is when its article appeared."""

    kind: str
    label: str
    certainty: str
    first: int | None
    last: int | None
    seen: int | None
    sides: frozenset[str]  #: folded names of parties; of an event and a pledge see `ends`
    ends: tuple[str | None, str | None]  #: who to whom: actor and recipient, donor and recipient, holder and toward
    people: frozenset[str]  #: family names in one romanisation
    place: tuple[str, ...]  #: `miami, florida` as two parts
    name: frozenset[str]  #: what a name says beyond `peace talks`
    numbers: frozenset[str]  #: in words or name
    words: frozenset[str]  #: what is said or meant, its idle words left out
    quotes: tuple[str, ...]
    turned: bool  #: whether its words negate
    sums: tuple[tuple[str, float], ...]  #: currency and value, the article's conversions after the amount
    also: Mapping[str, Any]  #: what else of its fields its kind is compared by

    @property
    def day(self) -> int | None:
        """The day by which it is looked for: its own, or its article's."""
        return self.first if self.first is not None else self.seen


def traits_of(line: Line, published: str | None = None) -> Traits:
    """The traits of a line, whose article appeared at `published`."""
    return read_traits(line.kind, line.label, line.day, line.last_day, line.certainty, line.fields, published)


def read_traits(
    kind: str,
    label: str,
    day: str | None,
    last_day: str | None,
    certainty: str,
    fields: Mapping[str, Any],
    published: str | None,
) -> Traits:
    """The traits that some columns and fields of a line give."""
    first = day_number(day)
    last = day_number(last_day) or first
    seen = day_number(published)
    sides, ends, people = _who(kind, fields)
    said = find_words(_told(kind, fields))
    words = frozenset(map(_STEMS.__getitem__, said)) - _IDLE
    name = fields.get("name") or "" if kind in ("meeting", "proposal") else ""
    named, numbered = name_words(name) if name else (frozenset[str](), frozenset[str]())
    return Traits(
        kind=kind,
        label=label,
        certainty=certainty,
        first=first,
        last=last,
        seen=seen,
        sides=sides,
        ends=ends,
        people=people,
        place=place_parts(fields.get("place") or ""),
        name=named,
        numbers=numbered if name else frozenset([word for word in words if word[0] in _DIGITS]),
        words=words,
        quotes=_quotes(fields),
        turned=sum(map(_negations().__contains__, said)) % 2 == 1,
        sums=_sums(fields) if kind == "pledge" else (),
        also={name: fields.get(name) for name in _ALSO[kind]} if _ALSO[kind] else _NOTHING,
    )


def find_words(text: str) -> list[str]:
    """The words of a text in small letters; `90bn` and `1,200` are words."""
    return _WORD.findall(text.lower().replace("’", "'").replace("'s", ""))


class _Stems(dict[str, str]):
    """Words with their stems, nothing for those that say nothing, each found when it is first asked for."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = found = "" if word in idle_words() else stem(word)
        return found


_STEMS = _Stems()


def stem(word: str) -> str:
    """Roughly what a word and its inflections share. Numbers lose their commas, names their accents."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = fold_name(word)
    return _ENDINGS.sub("", word) if len(word) > 4 else word


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a name of talks or of a plan says beyond that, and the numbers in it: `the second phase` is 2."""
    table = _name_table()
    words: set[str] = set()
    numbers: set[str] = set()
    for word in find_words(name):
        if word in _ROMAN and word != "i":
            numbers.add(_ROMAN[word])
        elif word in table["ordinals"]:
            numbers.add(str(table["ordinals"].index(word) + 1))
        elif word in table["cardinals"]:
            numbers.add(str(table["cardinals"].index(word) + 1))
        elif word[0].isdigit():
            digits = re.match(r"\d[\d,.]*", word)
            numbers.add((digits.group() if digits else word).replace(",", "").rstrip("."))
        else:
            words |= {stem(part) for part in word.split("-") if part and part not in table["generic"]}
    return frozenset(words), frozenset(numbers)


@lru_cache(maxsize=16_384)
def place_parts(place: str) -> tuple[str, ...]:
    """`Miami, Florida` as two parts, from within outwards."""
    parts = (re.sub(r"^(?:the|city of|in|at) ", "", fold_name(part).strip()) for part in place.split(","))
    houses = likeness_table()["places"]
    return tuple(houses.get(part.replace(".", ""), part.replace(".", "")) for part in parts if part)


@cache
def idle_words() -> frozenset[str]:
    return frozenset(likeness_table()["words"]["idle"].split())


@cache
def _negations() -> frozenset[str]:
    return frozenset(likeness_table()["words"]["negations"].split())


@cache
def _name_table() -> dict[str, Any]:
    table = likeness_table()["words"]
    return {
        "generic": frozenset(table["generic"].split()),
        "ordinals": table["ordinals"].split(),
        "cardinals": table["cardinals"].split(),
    }


@lru_cache(maxsize=16_384)
def day_number(day: str | None) -> int | None:
    """The day of a date or moment; a month or year alone is none."""
    if not day or len(day) < 10:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


class Key(str):
    """A name as names are compared, which remembers how it was written."""

    __slots__ = ("written",)
    written: str


@lru_cache(maxsize=65_536)
def party_key(name: str) -> Key:
    """A party's name without case, accents and article."""
    key = Key(re.sub(r"^the ", "", fold_name(name).strip()))
    key.written = name
    return key


@lru_cache(maxsize=65_536)
def family_key(name: str) -> Key:
    """A person's family name in one romanisation; empty where the name is none."""
    family = read_name(name).family
    key = Key(family.replace("g", "k"))
    key.written = next((word for word in name.split() if spell(fold_name(word)) == family), name)
    return key


def _keys(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(party_key(name) for name in names if name)


def _who(kind: str, fields: Mapping[str, Any]) -> tuple[frozenset[str], tuple[str | None, str | None], frozenset[str]]:
    """The sides, who to whom, and the people of an entry."""
    nobody: frozenset[str] = frozenset()
    if kind == "meeting":
        people = (name for side in fields["delegations"] for name in side.get("members") or ())
        return _keys(side.get("party") for side in fields["delegations"]), (None, None), _families(people)
    if kind == "statement":
        speakers = fields["speakers"]
        families = _families(one["name"] for one in speakers if one.get("kind") == "person")
        first = party_key(speakers[0]["name"]) if speakers else None
        return _keys(one.get("party") or one["name"] for one in speakers), (first, None), families
    if kind == "proposal":
        return _keys(fields.get("parties") or ()), (None, None), nobody
    if kind == "event":
        sides = [fields[side].get("party") or fields[side]["name"] for side in ("actor", "recipient")]
        families = _families(
            fields[side]["name"] for side in ("actor", "recipient") if fields[side]["name"] != fields[side].get("party")
        )
        return _keys(sides), (party_key(sides[0]), party_key(sides[1])), families
    one, other = ("party", "toward") if kind == "position" else ("donor", "recipient")
    names = (fields.get(one), fields.get(other))
    return _keys(names), tuple(party_key(name) if name else None for name in names), nobody  # pyright: ignore


def _families(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names if (key := family_key(name)))


def _told(kind: str, fields: Mapping[str, Any]) -> str:
    if kind == "statement":
        return fields["content"]
    if kind == "position":
        return fields["what"]
    if kind == "proposal":
        return " ".join(fields.get("terms") or ())
    if kind == "pledge":
        return " ".join(filter(None, (fields.get("purpose"), fields.get("goods"))))
    if kind == "meeting":
        return fields.get("purpose") or ""
    return " ".join(piece["exact"] for piece in fields["evidence"])


def _quotes(fields: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(" ".join(words) for quote in fields.get("quotes") or () if len(words := find_words(quote)) > 1)


def is_long_quote(quote: str) -> bool:
    return quote.count(" ") >= _QUOTE_WORDS - 1


def _sums(fields: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    amounts = [fields.get("amount"), *(fields.get("equivalents") or ())]
    return tuple((one["currency"], float(one["value"])) for one in amounts if one and one.get("value"))
