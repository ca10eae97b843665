"""Who sits in a meeting, by the clause that tells of it.

Comes in: a noun or verb of meeting with its predicate. Goes out: the `Standing`s of those who were there.
"""

from __future__ import annotations

from collections.abc import Iterator

from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import case_of, subject_of
from verbale.reading.entries import Actor
from verbale.reading.foregoing import acting
from verbale.reading.meeting_words import named_behind
from verbale.reading.tree import Token
from verbale.reading.words import load_table
from verbale.text import Span

_WITH = frozenset(("with", "between", "among", "alongside", "amongst"))


def seated(actors: Actors, token: Token, predicate: Token) -> Iterator[Standing]:
    """Who the clause says was there: subject, object, `with` of a verb; `between`, owner, adjectives of a noun."""
    if token.pos_ == "VERB":
        yield from _around(actors, token)
        return
    yield from _before(actors, token)
    for child in token.children:
        if (child.dep_ in ("nmod", "obl") and case_of(child) in (*_WITH, "of", "by")) or child.dep_ == "nmod:poss":
            yield from actors.all_of(child)
        elif child.dep_ == "nmod" and case_of(child) == "to":
            yield from actors.all_of(child) or _state(actors, child)
    if predicate is not token and token.dep_ in ("obj", "obl", "conj", "nsubj", "nsubj:pass", "xcomp"):
        own = subject_of(predicate)
        judged = token.dep_ in ("obj", "xcomp") and predicate.lemma_ in load_table("gatherings")["judging"].split()
        if own is not None and own is not token and not own.is_ancestor(token) and not judged:
            yield from acting(actors, predicate)  # `Chad hosted the talks`, not `Senator Bell called the talks a farce`
        for child in predicate.children:
            if child.dep_ in ("obl", "obl:agent") and case_of(child) in (*_WITH, "by") and child is not token:
                yield from actors.all_of(child)
            elif child.dep_ == "obj" and child is not token and token.dep_ == "obl":
                yield from (one for one in actors.all_of(child) if one.by != "both")


def _around(actors: Actors, verb: Token) -> Iterator[Standing]:
    yield from acting(actors, verb)
    yield from _directly_behind(actors, verb)
    for child in verb.children:
        if child.dep_ in ("obj", "iobj"):
            yield from _those(actors, child) or (_state(actors, child) if verb.lemma_ == "visit" else ())
            if verb.lemma_ in ("discuss", "have", "spend"):
                beside = [one for one in child.children if one.dep_ == "nmod" and case_of(one) == "with"]
                yield from (standing for one in beside for standing in actors.all_of(one))
        elif child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN") and child.i > verb.i:
            yield from actors.all_of(child)  # `with Netanyahu and Mikati`, where the tree joins the second to the verb
        elif child.dep_ in ("obl", "obl:agent", "nmod"):
            case = case_of(child)
            behind = case == "of" and child.i > verb.i and child.nbor(-2).dep_ == "obj"
            senders = case == "from" and child.i < verb.i  # `Ministers from Britain and Brazil met`
            if case in (*_WITH, "by", "") or senders or behind or (case == "to" and verb.lemma_ in ("speak", "talk")):
                yield from actors.all_of(child)
            elif case == "to" and verb.lemma_ in ("travel", "fly"):
                yield from actors.all_of(child) or _state(actors, child)


def _directly_behind(actors: Actors, verb: Token) -> Iterator[Standing]:
    """`is to meet US President Donald Trump in Rome`: the person named first behind a verb, whatever the tree says."""
    name = named_behind(actors.draft.cast, verb)
    if name is not None:
        yield Standing(Actor(name.name, name.party or name.name), "name")


def _those(actors: Actors, noun: Token) -> tuple[Standing, ...]:
    """`Egyptian and Sudanese ministers`: a plural with the adjectives of several parties means each."""
    told = actors.all_of(noun)
    first = noun.left_edge.i
    if noun.tag_ != "NNS" or len(told) > 1 or first == noun.i:
        return told
    while first > 0 and (noun.doc[first - 1].lower_ in ("and", ",") or noun.doc[first - 1].tag_ in ("JJ", "NNP")):
        first -= 1
    named = actors.named_in(Span(noun.doc[first].idx, noun.idx))
    return named if len(named) > 1 and told and told[0].by == "office" else told


def _state(actors: Actors, token: Token) -> tuple[Standing, ...]:
    """The state that a place is, where somebody goes there."""
    return actors.named_in(Span(token.idx, token.idx + len(token)))


def _before(actors: Actors, token: Token) -> Iterator[Standing]:
    """`US-China talks`, `Russian-Ukrainian negotiations`: the parties in the noun's own words before it."""
    first = min(
        (
            child.left_edge.i
            for child in token.children
            if child.i < token.i and child.dep_ in ("amod", "compound", "nmod:desc")
        ),
        default=token.i,
    )
    if first < token.i:
        doc = token.doc
        seats = {m.span for m in actors.draft.mentions if m.form == "seat"}
        for name in actors.named_in(Span(doc[first].idx, token.idx)):
            place = any(doc[first].idx <= span.start < token.idx for span in seats)
            if not place:
                yield name
