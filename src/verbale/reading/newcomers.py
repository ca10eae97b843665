"""Organizations that nobody has heard of and that an article only names: by what they do in it, or are beside the name.

Comes in: an annotated text with its people and its mentions of parties. Goes out: the mentions again with those of each
new organization: a name that the language model takes for one and that does something (`Cosla improved its offer`), or
that stands beside what it is (`the nationalist movement Rukh`, `the Tisza party`). Outlets and the organs of a state
are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from verbale.language.coreference import given_names
from verbale.language.gazetteer import Named, named_by
from verbale.reading.entries import Person
from verbale.reading.known import known_surname
from verbale.reading.parties import Mention
from verbale.reading.tree import Doc, Token
from verbale.reading.words import find_whole, load_table

_ACTING = frozenset(("nsubj", "obl:agent"))
_LINKING = frozenset(("of", "for", "and", "&", "the", "de"))
_MOST = 40  # in one article


def find_newcomers(doc: Doc, people: Sequence[Person], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of an article with those of the organizations that act in it and were not known."""
    taken = [False] * (len(doc.text) + 1)
    for start, end in [at for person in people for at in person.mentions]:
        taken[start:end] = [True] * (end - start)
    for mention in mentions:
        taken[mention.span.start : mention.span.end] = [True] * len(mention.span)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, last in _runs(doc, taken):
        places[doc[first : last + 1].text].append((first, last))
    new: list[Mention] = []
    for name, found in [*places.items()][:_MOST]:
        if not _is_new(doc, name, found):
            continue
        named = Named(name, re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("’", "")).strip("-"), "organization")
        new += [Mention(span, named, "name", acts=True) for span in find_whole(name, doc.text) if not taken[span.start]]
    return tuple(sorted((*mentions, *new), key=lambda mention: mention.span.start)) if new else tuple(mentions)


def _runs(doc: Doc, taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Proper nouns in a row that nobody known is named by, with the small words inside one name."""
    at, size = 0, len(doc)
    while at < size:
        if not _is_free(doc[at], taken):
            at += 1
            continue
        last = at
        while last + 1 < size:
            if _is_free(doc[last + 1], taken):
                last += 1
            elif (
                last + 2 < size
                and doc[last + 1].lower_ in _LINKING
                and doc[last + 1].ent_type_ == "ORG"
                and _is_free(doc[last + 2], taken)
            ):
                last += 2
            else:
                break
        before, behind = doc[max(0, at - 1)], doc[min(size - 1, last + 1)]
        if not (taken[before.idx] or taken[behind.idx] or before.text[:1].isupper() > (before.i == before.sent.start)):
            yield at, last
        at = last + 1


def _is_free(token: Token, taken: Sequence[bool]) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not taken[token.idx]


def _is_new(doc: Doc, name: str, found: Sequence[tuple[int, int]]) -> bool:
    """Whether a name is one of an organization that acts, and not one of an outlet or of a part of a state."""
    table = load_table("newcomers")
    words = frozenset(name.split())
    barred = _barred()
    if len(name) < 3 or words & barred or words & given_names().keys() or name.split()[-1] in table["ends"]:
        return False
    if named_by(name) or known_surname(name):
        return False
    roots = [doc[first : last + 1].root for first, last in found]
    if any(_is_told(root) for root in roots):
        return True
    organized = sum(any(one.ent_type_ == "ORG" for one in doc[first : last + 1]) for first, last in found)
    acts = sum(root.dep_ in _ACTING and root.head.pos_ == "VERB" for root in roots)
    return organized * 2 > len(found) and acts > 0 and not name.isupper()


def _is_told(root: Token) -> bool:
    """`the nationalist movement Rukh`, `the Tisza party`, `Frodebu, the main Hutu party`."""
    nouns = load_table("newcomers")["nouns"]
    beside = [child for child in root.children if child.dep_ in ("appos", "compound") and child.pos_ == "NOUN"]
    if root.head.pos_ == "NOUN" and root.dep_ in ("appos", "flat", "compound", "amod", "nmod:desc"):
        beside.append(root.head)
    return any(one.lemma_.casefold() in nouns and one.tag_ != "NNS" for one in beside)


@cache
def _barred() -> frozenset[str]:
    """Words of outlets, of a state's own bodies, and of things that are no organizations."""
    table = load_table("newcomers")
    outlets = [word for name in load_table("speech")["outlets"]["names"] for word in name.split()[-1:]]
    return frozenset(
        [*table["outlets"], *table["organs"], *table["things"], *outlets, *load_table("bodies")["no_bodies"]]
    )
