"""The people of an article: who they are, which offices they hold, and for whom they act.

Comes in: an article. Goes out: `Person`s in the order of their first full mention. A run of capitalised words counts as
a person's name unless its words, an article or a preposition of place speak against it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.page.article import Article
from verbale.reading.entries import Person, Role
from verbale.reading.names import form_pattern, named_by
from verbale.text import Span

_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĆĐİ][\w’'-]*[\w]"
_INITIAL = r"[A-Z]\."
#: What may stand between an office and the name it belongs to.
_TITLE_WORD = r"[\w’'.&-]+"
_SPEAKS = re.compile(
    r"\s*,?\s+(?:said|says|told|added|wrote|warned|argued|insisted|announced|claimed|posted|called|met)\b"
)


#: Capitalised words of offices that are no names by themselves.
_FIRST_OF_OFFICES = frozenset(
    {
        "Prime",
        "Foreign",
        "Special",
        "Deputy",
        "Chief",
        "Vice",
        "House",
        "State",
        "General",
        "National",
        "White",
        "Supreme",
    }
)


@dataclass(slots=True)
class _Found:
    """A person on the way: `roles` are titles, each with the words that say whose office it is."""

    name: str
    roles: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    mentions: list[Span] = field(default_factory=list[Span])
    likely: bool = False

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


def find_people(article: Article) -> tuple[Person, ...]:
    """Everyone whom the article names in full."""
    text = article.text
    found: dict[str, _Found] = {}
    for span in _names(text):
        name = span.of(text)
        person = next((p for p in found.values() if _same(p.name, name)), None)
        if person is None:
            person = found[name] = _Found(name)
        elif len(name.split()) > len(person.name.split()):
            person.name = name
        person.mentions.append(span)
        person.likely = person.likely or not _is_placed(text, span)
    people = [p for p in found.values() if p.likely or any(_role(text, span) for span in p.mentions)]
    for person in people:
        person.mentions = _with_surname(text, person, people)
        for span in person.mentions:
            role = _role(text, span)
            if role and not any(role[0].casefold() == title.casefold() for title, _ in person.roles):
                person.roles.append(role)
    parties = {person.surname: party for person in people if (party := _party_of(person, {}))}
    return tuple(
        Person(
            person.name,
            (person.surname,),
            tuple(Role(title, _party(owner) or _owner(owner, parties)) for title, owner in person.roles),
            tuple((span.start, span.end) for span in person.mentions),
        )
        for person in people
    )


def _party_of(person: _Found, known: dict[str, str]) -> str | None:
    return next((party for _, owner in person.roles if (party := _party(owner) or _owner(owner, known))), None)


def _owner(words: str, parties: dict[str, str]) -> str | None:
    """`Putin’s special envoy` acts for whom Putin acts."""
    return next((party for name, party in parties.items() if re.search(rf"\b{re.escape(name)}[’'‘]s?", words)), None)


def _is_placed(text: str, span: Span) -> bool:
    """`the Rose Garden`, `in Camp David`: people have no article, and nobody is in them."""
    before = text[max(0, span.start - 12) : span.start]
    return re.search(r"\b(?:the|in|at|near|from|to|outside|inside|around|across|on)\s+$", before, re.I) is not None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("verbale.reading").joinpath("lexicon/people.toml").read_text("utf-8"))


@cache
def _name_pattern() -> re.Pattern[str]:
    particle = "|".join(map(re.escape, sorted(_words("particles"), key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w’'-]){_WORD}(?:\s+(?:{_INITIAL}|(?:{particle})(?:[\s-]|(?=-))(?:{_WORD})?|{_WORD})){{1,4}}"
    )


@cache
def _office() -> re.Pattern[str]:
    offices = "|".join(map(re.escape, sorted(_words("offices"), key=len, reverse=True)))
    return re.compile(rf"\b(?:{offices})s?\b", re.I)


def _names(text: str) -> Iterator[Span]:
    """Runs of two or more capitalised words that could be a person's full name, offices and honorifics left out."""
    for match in _name_pattern().finditer(text):
        words = [(m.start() + match.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
        words = _without_possessive(words)
        while words and _is_title(words[0][1]):
            words = words[1:]
        while words and _no_name(words[-1][1]):
            words = words[:-1]
        if not 2 <= len(words) <= 4 or any(_no_name(word) for _, word in words):
            continue
        span = Span(words[0][0], words[-1][0] + len(words[-1][1]))
        if form_pattern().search(span.of(text)) is None and "\n" not in span.of(text):
            yield span


def _without_possessive(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """`Donald Trump’s Florida estate`: the name ends at the possessive."""
    for index, (start, word) in enumerate(words):
        if re.search(r"[’'‘]s?$", word):
            return [*words[:index], (start, re.sub(r"[’'‘]s?$", "", word))]
    return words


def _is_title(word: str) -> bool:
    bare = word.rstrip(".")
    return word in _words("honorifics") or _no_name(word) or _office().fullmatch(bare) is not None or bare.isupper()


def _no_name(word: str) -> bool:
    return word in _words("not_names") or _office().fullmatch(word) is not None or named_by(word) is not None


def _role(text: str, span: Span) -> tuple[str, str] | None:
    """The office beside a name and the words that say whose it is: before the name, or in apposition behind it."""
    return _role_before(text, span) or _role_behind(text, span)


def _role_before(text: str, span: Span) -> tuple[str, str] | None:
    """`Kremlin spokesman Dmitry Peskov`: from the office leftwards, as long as the words belong to it."""
    before = text[max(0, span.start - 90) : span.start]
    before = before[before.rfind("\n") + 1 :]
    words = before.removesuffix(", ").split()
    while words and words[-1] in _words("honorifics"):
        words.pop()
    size = next(
        (n for n in (4, 3, 2, 1) if n <= len(words) and _office().fullmatch(" ".join(words[-n:]).strip(","))), 0
    )
    if not size:
        return None
    start = len(words) - size
    while start > 0 and _belongs(words[start - 1]):
        start -= 1
    owner = start
    while owner > 0 and re.search(r"[’'‘]s?$", words[owner - 1]) and start - owner < 3:
        owner -= 1
    while 0 < owner < start and words[owner - 1][:1].isupper() and not words[owner - 1].endswith("."):
        owner -= 1
    return " ".join(words[start:]), " ".join(words[owner:])


def _belongs(word: str) -> bool:
    if re.search(r"[’'‘]s?$|[,;:.”\"]$", word) and word not in ("U.S.", "U.K.", "U.N.", "E.U."):
        return False
    capitalised = word[0].isupper() and (word not in _words("not_names") or word in _FIRST_OF_OFFICES)
    return (
        capitalised
        or word.lower() in _words("modifiers")
        or named_by(word) is not None
        or _office().fullmatch(word) is not None
    )


def _role_behind(text: str, span: Span) -> tuple[str, str] | None:
    """`John Kirby, a White House spokesman,` and `Phumtham Wechayachai, who heads the delegation,`."""
    match = re.match(
        r",\s+(?:(?:the|a|an|its|his|her|one of the)\s+)?(?P<title>[^,;.()“”\"\n]{3,80}?)(?=[,;.)\n]|\s+who\b)",
        text[span.end : span.end + 120],
    )
    if not match:
        return None
    title = match["title"].strip()
    if not _office().search(title) or re.search(r"\b(?:said|told|met|was|were|has|had|is|are|and [A-Z])\b", title):
        return None
    bare = re.split(r"[’'‘]s?\s+", title)[-1]
    return bare, title


def _party(words: str) -> str | None:
    """The party that the words of an office name: the first one they mention."""
    for match in form_pattern().finditer(words):
        named = named_by(match[0])
        if named:
            return named[0].name
    return None


def _same(a: str, b: str) -> bool:
    return a == b or (a.split()[-1] == b.split()[-1] and a.split()[0] == b.split()[0])


def _with_surname(text: str, person: _Found, people: list[_Found]) -> list[Span]:
    """The mentions of a person, with those of the bare surname where nobody else bears it."""
    mentions = list(person.mentions)
    if sum(other.surname == person.surname for other in people) == 1:
        for match in re.finditer(rf"(?<![\w-]){re.escape(person.surname)}(?![\w-])", text):
            if not any(span.start <= match.start() < span.end for span in mentions):
                mentions.append(Span(match.start(), match.end()))
    return sorted(mentions)
