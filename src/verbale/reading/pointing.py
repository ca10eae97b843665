"""What a noun points at by its own words: at somebody known, at both sides, at those who act for whoever is before it.

Comes in: a token of an annotated document. Goes out: yes or no, its phrase, or the nouns that `and` joins to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from verbale.reading.tree import Token
from verbale.reading.words import load_set, load_table
from verbale.text import Span

_MOST_CONJUNCTS = 12


@cache
def crowds() -> frozenset[str]:
    """Plurals that mean one party, in the singular: `the rebels`, `the strikers`."""
    return frozenset(noun for nature in load_table("epithets")["natures"] for noun in nature["nouns"])


def span_of(token: Token) -> Span:
    first, last = core(token)
    return Span(token.doc[first].idx, token.doc[last].idx + len(token.doc[last]))


def joined(token: Token) -> Iterator[Token]:
    """A noun and those that `and` joins to it."""
    yield token
    rest = [token]
    for _ in range(_MOST_CONJUNCTS):
        if not rest:
            return
        for child in rest.pop().children:
            if child.dep_ in ("conj", "appos") and child.pos_ in ("NOUN", "PROPN", "PRON") and child.dep_ == "conj":
                yield child
                rest.append(child)


def core(token: Token) -> tuple[int, int]:
    """The words of a noun's own phrase: from its left edge to its last flat part; what hangs behind is left out."""
    last = max(
        [
            token.i,
            *(child.i for child in token.children if child.dep_ in ("flat", "compound") and child.pos_ == "PROPN"),
        ]
    )
    first = token.i
    for child in token.children:
        if child.i < token.i and child.dep_ in (
            "compound",
            "amod",
            "nmod:poss",
            "det",
            "flat",
            "nummod",
            "nmod",
            "nmod:desc",
        ):
            first = min(first, child.left_edge.i)
    return first, last


@cache
def _agents() -> frozenset[str]:
    sources = load_table("sources")
    return frozenset([*sources["people"], *sources["bodies"], *load_table("actors")["agents"].split()])


def acts_for(token: Token) -> bool:
    """Whether a noun is one of those who act for the party before it: `officials`, `the side`, `forces`."""
    return token.lemma_.casefold() in _agents() or token.lower_ in _agents()


def is_meant(token: Token) -> bool:
    """Whether a noun points at somebody known: `the union`, `the rebels`; not `a union`, `other rebels`."""
    return not any(child.lower_ in load_set("actors", "unmeant") for child in token.children)


def is_both(token: Token) -> bool:
    """`the two sides`, `both`, `the parties`, `negotiators`: whoever sits at the table."""
    marks = [
        child.lower_
        for child in token.children
        if child.dep_ in ("det", "nummod", "det:predet", "amod", "compound", "nmod:poss")
    ]
    if token.lower_ in ("both", "each", "neither") and token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl", "nmod"):
        return True
    if token.lemma_ in load_set("actors", "halves") and {"each", "either", "neither", "both"} & {
        child.lower_ for child in token.children
    }:
        return True
    if token.lower_ in load_set("actors", "paired"):
        return "two" in marks or "both" in marks
    if token.lower_ not in load_set("actors", "both") or (
        token.lower_ == "two" and any(one.lower_ == "them" for one in token.children)
    ):
        return False  # `two of them`, of some who were told
    return all(mark in ("the", "both", "two", "its", "their", "warring", "rival", "negotiating") for mark in marks)
