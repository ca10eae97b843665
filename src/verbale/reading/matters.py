"""The matter of a word of stance: the object, clause or phrase that it is about, trimmed and taken apart.

Comes in: a token of an annotated document. Goes out: the first and last words of each matter. Names of relations are
those of Universal Dependencies.
"""

from __future__ import annotations

from functools import cache

from verbale.reading.clause import case_of
from verbale.reading.tree import Token
from verbale.reading.words import load_table

_MATTER = frozenset("obj xcomp ccomp obl csubj acl".split())
_SHORTEST, _LONGEST = 1, 45  # words of a matter
_HEAVY = 2  # a part of so many words more than one says enough alone
_RELATIVE = frozenset("which that whom".split())
_JOINS = frozenset("that to for on of as".split())
_PARTICLES = frozenset("out up down forward behind off".split())


def find_matter(token: Token, beside: str | None) -> tuple[Token, Token] | None:
    """The object, clause or phrase of a word; else the noun that its relative clause hangs on."""
    wanted = [child for child in token.children if child.dep_ in _MATTER or child.dep_ in ("nsubj:pass", "nmod")]
    if token.dep_ == "acl:relcl":
        wanted = [child for child in wanted if child.lower_ not in _RELATIVE]
    if token.pos_ == "VERB":
        wanted = [child for child in wanted if child.dep_ != "nmod" and (child.dep_ != "obl" or _with(child, beside))]
        if not any(child.dep_ in ("xcomp", "ccomp") for child in wanted):
            wanted = [child for child in wanted if not (child.pos_ == "PRON" and child.dep_ == "obj")] or wanted
        if any(child.dep_ == "xcomp" for child in wanted):
            wanted = [child for child in wanted if child.dep_ != "obj"]
    elif token.pos_ == "NOUN":
        wanted = [c for c in wanted if c.i > token.i and not (c.dep_ == "nmod" and case_of(c) in ("by", "from"))]
    relative = next((one for one in (token, token.head) if one.dep_ == "acl:relcl"), None)
    if (
        relative is not None
        and (not wanted or not any(child.dep_ in ("obj", "ccomp") for child in wanted))
        and relative.head.pos_ in ("NOUN", "PROPN")
    ):
        head = relative.head
        return trim(head.left_edge, token.right_edge if wanted else _before(relative))
    if not wanted and token.dep_ == "advcl:relcl":  # `wanted China inside the treaty, which Beijing declined`
        wanted = [
            child for child in token.head.children if child.dep_ in ("obj", "xcomp", "ccomp") and child.i < token.i
        ]
    if not wanted:
        return None
    if token.pos_ == "VERB" and all(child.pos_ == "PROPN" and child.dep_ == "obj" for child in wanted):
        # `wanted China inside the treaty`: where somebody is wanted
        behind = wanted[-1].right_edge.i + 1
        wanted += [child for child in token.children if child.dep_ == "obl" and child.left_edge.i == behind]
    first = min((child.left_edge for child in wanted), key=lambda one: one.i)
    last = max((child.right_edge for child in wanted), key=lambda one: one.i)
    if first.i <= token.i <= last.i:
        if any(child.dep_ == "nsubj:pass" for child in wanted):
            subject = next(child for child in wanted if child.dep_ == "nsubj:pass")
            return trim(subject.left_edge, subject.right_edge)
        first = token.doc[min(token.i + 1, len(token.doc) - 1)]
    return trim(first, last)


def take_apart(matter: tuple[Token, Token]) -> list[tuple[Token, Token]]:
    """`security guarantees from Washington and help with a civilian program`: two matters, where each says enough."""
    doc = matter[0].doc
    inside = doc[matter[0].i : matter[1].i + 1]
    roots = [inside.root]
    for one in roots:
        roots += [
            child for child in one.children if child.dep_ == "conj" and child.i <= matter[1].i and child.i > one.i
        ]
    if len(roots) == 1:
        return [matter]
    parts: list[tuple[Token, Token]] = []
    start = matter[0].i
    ends = [min(root.left_edge.i - 1, matter[1].i) for root in roots[1:]]
    for end in (*ends, matter[1].i):
        while start < end and ((doc[start].is_punct and doc[start].text not in '“"‘') or doc[start].dep_ == "cc"):
            start += 1
        while end > start and ((doc[end].is_punct and doc[end].text not in '”"’') or doc[end].dep_ == "cc"):
            end -= 1
        parts.append((doc[start], doc[end]))
        start = end + 1
    return parts if all(b.i - a.i >= _HEAVY for a, b in parts) else [matter]


def _before(clause: Token) -> Token:
    """The last word before a relative clause."""
    return clause.doc[max(clause.head.i, clause.left_edge.i - 1)]


def trim(first: Token, last: Token) -> tuple[Token, Token] | None:
    """Without what only joins the words to a verb; None where they are too few or many."""
    doc, a, b = first.doc, first.i, last.i
    taken_up = next((at for at in range(a + 3, b + 1) if takes_up(doc[at])), None)
    if taken_up is not None:
        b = next(at for at in range(taken_up, a, -1) if doc[at].text == ",") - 1
    while a <= b and (doc[a].lower_ in _JOINS or (doc[a].is_punct and doc[a].text not in '“"‘') or doc[a].is_space):
        a += 1
    while b > a and ((doc[b].is_punct and doc[b].text not in '”"’') or doc[b].is_space):
        b -= 1
    if not _SHORTEST <= b - a + 1 <= _LONGEST or (a == b and doc[a].pos_ not in ("NOUN", "PROPN", "NUM", "VERB")):
        return None
    return doc[a], doc[b]


def takes_up(noun: Token) -> bool:
    """`to keep the land, a demand that Kyiv has refused`: a noun that only takes up the clause before it."""
    if noun.pos_ != "NOUN" or noun.lemma_.casefold() not in _naming():
        return False
    clause = any(child.dep_.startswith("acl") and child.i > noun.i for child in noun.children)
    return clause and noun.i >= 2 and noun.nbor(-1).lower_ in ("a", "an") and noun.nbor(-2).text == ","


@cache
def _naming() -> frozenset[str]:
    table = load_table("positions")
    return frozenset([*(word for words in table["nouns"].values() for word in words.split()), *table["naming"].split()])


def _with(child: Token, beside: str | None) -> bool:
    if beside is None:
        return False
    wanted = {beside} if beside not in _PARTICLES else {"for", "on", "of", "to", "with"}
    return case_of(child) in wanted
