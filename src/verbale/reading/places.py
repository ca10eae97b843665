"""Where a meeting was: the place that its clause names, and the story's own, which its dateline or lead tells.

Comes in: a draft and a noun or verb of meeting in its tree. Goes out: the words of a place, None where nothing tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.language.gazetteer import forms_of, named_by, party_forms
from verbale.reading.actors import Actors
from verbale.reading.clause import case_of
from verbale.reading.draft import Draft
from verbale.reading.tree import Token
from verbale.reading.words import load_set
from verbale.text import Span

_IN = frozenset("in at outside near aboard inside beside".split())
_GOING = frozenset("visit trip travel fly".split())
_NOT_PLACES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|\d"
)
#: `GENEVA (Newswire) —`, `REYKJAVIK, Iceland —`, `DOHA/BEIRUT:`, `Berlin, 20 November (Desk) –`.
_DATELINE = re.compile(
    r"(?:(?P<town>[A-ZÀ-Ý]{2}[A-ZÀ-Ý’'. -]{1,28}?)(?:/[A-ZÀ-Ý ]+)?(?P<more>,\s*[^—–:()\n]{2,30}?)?\s*"
    r"(?P<outlet>\([^()\n]{2,40}\)\s*)?(?:—|–|--|-|:|\.\s+[—–-])\s"
    r"|(?P<name>[A-ZÀ-Ý][\w’' -]{2,30}?)(?:,\s*[^—–:()\n]{2,30}?)?\s*\([^()\n]{2,40}\)\s*(?:—|–|--|-)\s)"
)
#: So many words behind a word of meeting, its place may stand, whatever the tree says.
_FAR = 12


def place_of(draft: Draft, actors: Actors, token: Token, predicate: Token) -> str | None:
    """Where: `in Geneva` or `at the White House` on the noun or its verb, else a town before the noun, else behind."""
    hangers = [token] if predicate is token else [token, predicate]
    if predicate.dep_ in ("xcomp", "conj", "ccomp") or (predicate.dep_ == "advcl" and predicate.head.lemma_ in _GOING):
        hangers.append(predicate.head)  # `flies to Ankara to see Ozkaya`
    for above in hangers:
        for child in above.children:
            case = case_of(child) if child.dep_ in ("obl", "nmod") else ""
            going = (case == "to" and above.lemma_ in _GOING) or (child.dep_ == "obj" and above.lemma_ == "visit")
            if (case in _IN or going) and is_place(child):
                return place_words(child)
    return _before(draft, actors, token) or _where(predicate) or _behind(token) or _opening(token)


def story_place(draft: Draft) -> str | None:
    """Where a story is written from by its dateline, or where its first sentence happens: `agreed in Accra`."""
    return dateline(draft) or _lead(draft)


def dateline(draft: Draft) -> str | None:
    """The town before the first words of a story."""
    block = next((one for one in draft.article.blocks if one.kind == "paragraph"), None)
    found = _DATELINE.match(block.text) if block else None
    if block is None or found is None:
        return None
    if (
        found[0].rstrip().endswith(":")
        and draft.doc[draft.words(Span(block.start, block.start + 1))[0]].ent_type_ != "GPE"
    ):
        return None  # `EXPLAINED: What …`
    town = (found["town"] or found["name"]).strip()
    return town.title() if town.isupper() else town


def is_place(token: Token) -> bool:
    """`in Geneva`, `at the White House`, `at the Italian foreign ministry`; not `in March`, nor a person."""
    if token.pos_ == "NOUN":
        return token.lemma_.casefold() in load_set("gatherings", "buildings")
    return token.pos_ == "PROPN" and not _NOT_PLACES.match(token.text) and token.ent_type_ != "PERSON"


def place_words(token: Token) -> str:
    """A place with its own words: `Joint Base Elmendorf-Richardson`, `Italian foreign ministry`; `the Qatari capital`
    by its name.
    """
    if token.lemma_.casefold() == "capital" and token.i and (named := named_by(token.nbor(-1).text)):
        seat = next((form for form in forms_of(named[0].name) if party_forms()[form][1] == "seat"), None)
        if seat:
            return seat
    own = ("compound", "amod", "flat", "nmod:poss")
    first = min([token.i, *(child.left_edge.i for child in token.children if child.dep_ in own and child.i < token.i)])
    last = max([token.i, *(child.right_edge.i for child in token.children if child.dep_ in ("flat", "compound"))])
    if first and token.doc[first - 1].text in ("St", "St."):
        first -= 1  # `St Petersburg`, whatever the tree says
    words = token.doc[first : last + 1].text.removeprefix("the ").removeprefix("The ")
    inner = next((one for one in token.rights if case_of(one) in ("in", "near", "outside") and is_place(one)), None)
    return f"{words}, {place_words(inner)}" if inner is not None and inner.pos_ == "PROPN" else words


def _before(draft: Draft, actors: Actors, token: Token) -> str | None:
    """`the Geneva talks`, `Doha's talks`: a town in the noun's own words."""
    for child in token.children:
        own = child.dep_ in ("compound", "nmod:poss") and child.pos_ == "PROPN" and child.i < token.i
        named = draft.cast.covering(child.idx) if own else None
        if not own or _NOT_PLACES.match(child.text) or (named is not None and named.speaker.kind == "person"):
            continue
        words = place_words(child)
        seat = any(mention.form == "seat" and mention.span.start == child.idx for mention in draft.mentions)
        if (token.pos_ != "VERB" and "-" not in words and not actors.of(child)) or seat:
            return words
    return None


def _where(predicate: Token) -> str | None:
    """`In Paris, where Macron received Zelensky`: the noun that a clause with `where` hangs on."""
    if predicate.dep_ != "acl:relcl" or not any(child.lower_ == "where" for child in predicate.children):
        return None
    return place_words(predicate.head) if is_place(predicate.head) else None


def _behind(token: Token) -> str | None:
    """A place behind the word before the next verb or mark, where the tree hangs it elsewhere."""
    for word in token.doc[token.i + 1 : min(token.i + _FAR, token.sent.end)]:
        if word.text in ';:—–“”"' or word.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return None
        if word.lower_ in _IN and word.dep_ == "case" and word.head.i > word.i and is_place(word.head):
            return place_words(word.head)
    return None


def _opening(token: Token) -> str | None:
    """`In Beirut, the two met`: the place that a sentence opens with."""
    first = token.sent[0]
    behind = first.head.right_edge.i + 1
    comma = behind < len(token.doc) and token.doc[behind].text == ","
    named = first.lower_ in _IN and first.dep_ == "case" and first.head.pos_ == "PROPN" and is_place(first.head)
    return place_words(first.head) if named and comma else None


def _lead(draft: Draft) -> str | None:
    """The first place of the first sentence that hangs on its main verb."""
    if not draft.sentences:
        return None
    first, last = draft.words(draft.sentences[0])
    return next((place_words(one) for one in _told(draft, first, last)), None)


def _told(draft: Draft, first: int, last: int) -> Iterator[Token]:
    for word in draft.doc[first:last]:
        if word.dep_ in ("obl", "nmod") and case_of(word) in _IN and is_place(word):
            yield word
