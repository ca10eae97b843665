"""The people of an article: who they are, which offices they hold, and for whom they act.

Comes in: an article. Goes out: `Person`s in the order of their first full mention. A name counts as a person's where an
office, an honorific, an apposition or a verb of speaking stands beside it, or its surname stands alone later: names
alone are as often of places.
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


@dataclass(slots=True)
class _Found:
    name: str
    first: int
    roles: list[Role] = field(default_factory=list[Role])
    mentions: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    evident: bool = False


def find_people(article: Article) -> tuple[Person, ...]:
    """Everyone whom the article names in full."""
    text = article.text
    found: dict[str, _Found] = {}
    for span in _names(text):
        name = span.of(text)
        person = next((p for p in found.values() if _same(p.name, name)), None)
        if person is None:
            person = found[name] = _Found(name, span.start)
        elif len(name.split()) > len(person.name.split()):
            person.name = name
        role = _role(text, span)
        if role and not any(role.title.casefold() == other.title.casefold() for other in person.roles):
            person.roles.append(role)
        spoken = _SPEAKS.match(text, span.end) or re.search(r"\b(?:said|told|added)\s+$", text[: span.start][-12:])
        person.evident = person.evident or role is not None or _honoured(text, span) or spoken is not None
        person.mentions.append((span.start, span.end))
    people = [p for p in found.values() if p.evident or _stands_alone(text, p)]
    return tuple(_person(text, p, people) for p in people)


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


def _honoured(text: str, span: Span) -> bool:
    before = text[: span.start][-12:].split()
    return bool(before) and before[-1] in _words("honorifics")


def _role(text: str, span: Span) -> Role | None:
    """The office beside a name: before it (`Kremlin spokesman Dmitry Peskov`) or in apposition behind it."""
    before = text[max(0, span.start - 90) : span.start]
    match = re.search(
        rf"(?:^|[,.;:“”\"(—–\n]|\b(?:and|with|by|of|to|that|said|told|as|met|from|for|the)\s)\s*((?:{_TITLE_WORD}\s+){{1,7}},?\s*)$",
        before,
    )
    title = _trim(match[1]) if match else ""
    if title and _office().search(title):
        return Role(title, _party(title))
    after = re.match(
        r",\s+(?:the|a|an|its|his|her|who (?:is|was|heads|leads|chairs))?\s*([^,;.()“”]{3,70})(?=[,;.)])",
        text[span.end :],
    )
    if after and _office().search(after[1]) and not re.search(r"\b(?:said|told|met)\b", after[1]):
        return Role(after[1].strip(), _party(after[1]))
    possessive = re.match(r",\s+([A-Z][^,;.()“”]{3,70})(?=[,;.)])", text[span.end :])
    if possessive and _office().search(possessive[1]) and not re.search(r"\b(?:said|told|met)\b", possessive[1]):
        return Role(possessive[1].strip(), _party(possessive[1]))
    return None


def _trim(title: str) -> str:
    """The office within the words before a name: from its possessor or its first attribute on."""
    words = title.strip(" ,").split()
    for index in range(len(words) - 1, -1, -1):
        if re.search(r"[’'‘]s?$", words[index]) and index < len(words) - 1:
            return " ".join(words[index + 1 :])
    while words and (words[0].islower() and not _office().search(" ".join(words[:2])) and len(words) > 3):
        words = words[1:]
    while words and words[0].lower() in {
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "and",
        "with",
        "by",
        "when",
        "while",
        "but",
    }:
        words = words[1:]
    return " ".join(word for word in words if word not in _words("honorifics"))


def _party(title: str) -> str | None:
    match = form_pattern().search(title)
    named = named_by(match[0]) if match else None
    return named[0].name if named else None


def _same(a: str, b: str) -> bool:
    return a == b or (a.split()[-1] == b.split()[-1] and a.split()[0] == b.split()[0])


def _stands_alone(text: str, person: _Found) -> bool:
    """The surname is used by itself later: places and organizations are not shortened so."""
    surname = re.escape(person.name.split()[-1])
    return (
        re.search(
            rf"(?<!{re.escape(person.name.split()[0])} )(?<![\w-]){surname}(?:[’']s)?,?\s+[a-z]",
            text[person.first + len(person.name) :],
        )
        is not None
    )


def _person(text: str, found: _Found, people: list[_Found]) -> Person:
    """A person with the mentions of the bare surname, where nobody else bears it."""
    surname = found.name.split()[-1]
    mentions = list(found.mentions)
    if sum(other.name.split()[-1] == surname for other in people) == 1:
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?![\w-])", text):
            if not any(start <= match.start() < end for start, end in mentions):
                mentions.append((match.start(), match.end()))
    return Person(found.name, (surname,), tuple(found.roles), tuple(sorted(mentions)))
