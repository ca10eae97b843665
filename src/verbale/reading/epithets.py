"""What an article calls its parties beside their names: the union, the rebels, the airline, the league.

Comes in: an annotated text with its mentions of parties. Goes out: for each noun, in the singular and lower case, the
parties that are so called: by apposition (`SAG-AFTRA, the union representing …`, `an opposition party, the Ethiopian
National Congress,`), right before or behind the name (`the rebel group M23`, `the Orsay company`), by what the clause
says of it (`Fonterra is the largest exporter`), or in a chain of coreference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from verbale.reading.parties import Mention
from verbale.reading.titles import find_callings
from verbale.reading.tree import Doc, Token
from verbale.reading.words import load_table

#: By noun, the parties so called, those told first before the others.
Epithets = Mapping[str, tuple[str, ...]]


def find_epithets(doc: Doc, mentions: Sequence[Mention]) -> Epithets:
    """For each noun the parties that the article calls by it."""
    called = find_callings(doc)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        if mention.form == "adjective":
            continue
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if words is None:
            continue
        for noun in (*_beside(words.root), *called.get(words.root.i, ())):
            if noun.lemma_.casefold() in load_table("epithets")["nouns"]:
                found[noun.lemma_.casefold()][mention.party.name] = None
    return {noun: tuple(parties) for noun, parties in found.items()}


def _beside(name: Token) -> Iterator[Token]:
    """The nouns that stand for a name beside it."""
    for child in name.children:
        if child.pos_ == "NOUN" and (
            child.dep_ == "appos" or (child.dep_ in ("compound", "flat") and child.i < name.i)
        ):
            yield child
    head = name.head
    if head.pos_ == "NOUN" and name.dep_ in ("appos", "flat", "compound") and head.i < name.i:
        yield head
    if name.dep_ == "nsubj" and head.pos_ == "NOUN" and any(child.dep_ == "cop" for child in head.children):
        yield head
