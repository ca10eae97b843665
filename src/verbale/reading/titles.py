"""Titles that do not stand directly beside a name: in apposition, in brackets, in what a person is called later.

Comes in: an annotated text with its people and its mentions of parties. Goes out: the people again, those without a
role with one where the article tells it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verbale.reading.entries import Person, Role
from verbale.reading.parties import Mention
from verbale.reading.tree import Doc, Token
from verbale.reading.words import load_table
from verbale.text import Span

_LONGEST = 12  # words of a title


def complete_titles(doc: Doc, people: Sequence[Person], mentions: Sequence[Mention]) -> tuple[Person, ...]:
    """The people with the titles that the whole article gives to those who have none beside their names."""
    called, text = find_callings(doc), doc.text
    found: list[Person] = []
    for person in people:
        told = next(_told(doc, text, person, called, mentions), None)
        if told is not None and not person.roles:
            found.append(replace(person, roles=(told,)))
        elif told is not None and told.party and not any(role.party for role in person.roles):
            found.append(replace(person, roles=(replace(person.roles[0], party=told.party), *person.roles[1:])))
        else:
            found.append(person)
    return tuple(found)


def _told(
    doc: Doc, text: str, person: Person, called: dict[int, list[Token]], mentions: Sequence[Mention]
) -> Iterator[Role]:
    """`Carsten Linnemann (CDU)`, `Sam Graves, a Republican`, `Rubio … the US Secretary of State`."""
    for start, end in person.mentions:
        behind = re.match(r"\s+\(([A-Z][\w/-]+(?:\s[A-Z][\w-]+)?)\)", text[end : end + 40])
        if behind:
            party = next(_parties(mentions, Span(end, end + behind.end())), None)
            if party:
                yield Role("member", party)
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is None:
            continue
        root = words.root
        for noun in [child for child in root.children if child.dep_ == "appos" and child.i > root.i]:
            role = _role(text, noun, mentions, Span(start, end))
            if role is not None:
                yield role
        if root.dep_ == "appos" and root.head.i < root.i:
            role = _role(text, root.head, mentions, Span(start, end))
            if role is not None:
                yield role
    for start, end in person.mentions:
        words = doc.char_span(start, end, alignment_mode="expand")
        for noun in called.get(words.root.i, []) if words is not None else []:
            role = _role(text, noun, mentions, Span(start, end))
            if role is not None and role.party and office_of(role.title) in load_table("sources")["offices"]:
                yield role


def _role(text: str, noun: Token, mentions: Sequence[Mention], name: Span) -> Role | None:
    """The title that a noun's phrase is, with the party that it names; on its own side of the name."""
    sources = load_table("sources")
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lemma_.casefold() not in (
        *sources["people"],
        *sources["offices"],
        "director",
        "head",
        "member",
        "general",
    ):
        return None
    last = max([noun.i, *(child.right_edge.i for child in noun.rights if child.dep_ == "nmod")])
    phrase = [one for one in noun.doc[noun.left_edge.i : last + 1] if one.dep_ != "det" and not one.is_space]
    behind = noun.idx >= name.end
    words = [one for one in phrase if (one.idx >= name.end if behind else one.idx < name.start)]
    while words and words[0].is_punct:
        words.pop(0)
    if not words or len(words) > _LONGEST or last < noun.left_edge.i:
        return None
    span = Span(words[0].idx, words[-1].idx + len(words[-1]))
    title = re.sub(r"^.*[’']s?\s+(?=[a-z])", "", span.of(text))
    return Role(title, next(_parties(mentions, span), None))


def _parties(mentions: Sequence[Mention], span: Span) -> Iterator[str]:
    """The parties in a span, the longest names first."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    inside: list[Mention] = []
    for mention in mentions[first:]:
        if mention.span.start >= span.end:
            break
        inside.append(mention)
    yield from (mention.party.name for mention in sorted(inside, key=lambda one: -len(one.span)))


def office_of(title: str) -> str:
    """The office in a title, in lower case: `minister` of `Japanese foreign minister`; the title where it has none."""
    nouns = [word for word in re.findall(r"[a-z]+", title.casefold()) if word in load_table("sources")["offices"]]
    return nouns[-1] if nouns else title.casefold()


def find_callings(doc: Doc) -> dict[int, list[Token]]:
    """For the root of each name in a chain of coreference, the nouns that describe the same."""
    found: dict[int, list[Token]] = {}
    for key, group in doc.spans.items():
        if not key.startswith("coref_clusters_"):
            continue
        nouns = [one.root for one in group if one.label_ == "DESCRIPTION"]
        for one in group:
            if one.label_ == "NAME" and nouns:
                found[one.root.i] = nouns
    return found
