"""Who gives a sum and who gets it, by the tree around the words of the sum.

Comes in: a draft, its actors, the span of a sum and what kind of giving it is. Goes out: the names of donor and
recipient, None where the sentence does not tell. Whoever only reckons, reports or asks is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from verbale.reading.actors import Actors
from verbale.reading.clause import agent_of, case_of, predicate_of
from verbale.reading.draft import Draft
from verbale.reading.entries import PledgeType
from verbale.reading.tree import Token
from verbale.reading.words import load_table
from verbale.text import Span

_TO = frozenset("to for into".split())
_MOST_STEPS = 4


def ends_of(draft: Draft, actors: Actors, sum_: Span, type_: PledgeType) -> tuple[str | None, str | None]:
    """The donor and the recipient of a sum."""
    first, last = draft.words(sum_)
    if first == last:
        return None, None
    root = draft.doc[first:last].root
    verb = _giving_verb(root)
    subject = _name(actors, _subject(root, verb))
    if verb is not None and verb.lemma_ in _verbs("getting"):
        return None, subject
    to = next((name for token in _toward(root, verb) if (name := _name(actors, token)) and name != subject), None)
    if type_ == "need":
        return None, (_name(actors, _needing(verb)) if verb is not None else None) or to
    if type_ == "request":
        asked = next((n for token in _asked(verb) if (n := _name(actors, token)) and n != subject), None)
        return asked, to or subject
    return subject, to


def named_before(draft: Draft, sum_: Span, sentence: Span) -> str | None:
    """`Qatar, with $1bn`, `France gives ten million, Germany twenty million`: the party named right before a sum."""
    listed = load_table("pledges")["listed"]
    beside = re.search(listed["between"], draft.text[sentence.start : sum_.start])
    name = draft.cast.ending(sentence.start + beside.start()) if beside else None
    if name is None or name.speaker.kind != "party":
        return None
    return name.speaker.name if re.search(listed["before"], draft.text[sentence.start : name.span.start]) else None


def _giving_verb(root: Token) -> Token | None:
    """The verb nearest above a sum that gives, asks or needs; else the verb of its clause."""
    at = root
    for _ in range(_MOST_STEPS):
        verb = predicate_of(at)
        if verb is at and at is not root:
            break
        if verb.lemma_ in _verbs("giving") | _verbs("needing") | _verbs("asking") | _verbs("getting"):
            return verb
        if verb.head is verb or verb.dep_ in ("conj", "parataxis", "advcl", "ccomp"):
            break
        at = verb.head
    verb = predicate_of(root)
    return verb if verb is not root else None


def _subject(root: Token, verb: Token | None) -> Token | None:
    """`Japan pledged a sum`, `Saudi Arabia’s $900 million`, `the sum that donors promised`, `a promise by Norway`."""
    for token in (root, root.head):
        for child in token.children:
            if child.dep_ == "nmod:poss" or (child.dep_ in ("nmod", "obl") and case_of(child) == "by"):
                return child
            if child.dep_ in ("acl:relcl", "acl") and child.lemma_ in _verbs("giving"):
                return agent_of(child)
        if token.pos_ not in ("NOUN", "PROPN", "SYM", "NUM"):
            break
    if verb is None or verb.lemma_ not in _verbs("giving") | _verbs("getting") | _verbs("asking"):
        return None
    above = verb
    for _ in range(_MOST_STEPS):
        agent = agent_of(above)
        if agent is not None and agent.lemma_ not in load_table("sources")["offices"] and root not in agent.subtree:
            return agent
        if above.dep_ not in ("advcl", "acl", "xcomp"):
            break
        above = above.head  # `the bloc pledged help, with leaders agreeing to give a sum`
    return None


def _needing(verb: Token) -> Token | None:
    """`Ukraine needs a sum`, `Ukraine’s repairs, which are projected to reach a sum`."""
    for one in (verb, verb.head):
        if one.lemma_ in _verbs("needing"):
            return agent_of(one)
        subject = next((child for child in one.children if child.dep_ == "nsubj:pass"), None)
        if subject is not None:
            return one.head if subject.tag_ == "WDT" and one.dep_ == "acl:relcl" else subject
    return None


def _toward(root: Token, verb: Token | None) -> Iterator[Token]:
    """`lend Ukraine a sum`, `promised a sum to Lebanon`, `aid for farmers`."""
    object_ = next((child for child in verb.children if child.dep_ == "obj"), None) if verb is not None else None
    cases = _TO | {"from"} if verb is not None and verb.lemma_ == "buy" else _TO
    for token in (verb, root, root.head, object_):
        for child in token.children if token is not None else ():
            if child.i == root.i or child in root.ancestors:
                continue
            behind = child.dep_ in ("obl", "nmod") and case_of(child) in cases
            hearer = child.dep_ == "obj" and token is verb and (root.dep_ != "obj" or child.i < root.i)
            if behind or hearer or child.dep_ == "iobj":
                yield child
            elif child.dep_ == "nmod" and case_of(child) == "in":  # `nine billion in loans for Kyiv`
                yield from (low for low in child.children if low.dep_ == "nmod" and case_of(low) in _TO)
            elif child.dep_ in ("advcl", "acl", "xcomp") and child.lemma_ in _verbs("helping"):  # `to rebuild Haiti`
                yield from (low for low in child.children if low.dep_ == "obj")


def _asked(verb: Token | None) -> Iterator[Token]:
    """`asking the European Union for a sum`, `seeking a sum from donors`."""
    for child in verb.children if verb is not None else ():
        if child.dep_ in ("obj", "iobj") or (child.dep_ == "obl" and case_of(child) in ("", "from", "of")):
            yield child


def _name(actors: Actors, token: Token | None) -> str | None:
    """The party that a word means, or the words of a group: `poor countries`, `crews`."""
    if token is None:
        return None
    noun = token.lemma_.casefold()
    found = actors.of(token)
    if found and found[0].by == "group" and noun in load_table("sources")["offices"]:
        return None  # `leaders`: of whom, nobody says
    if found:
        return found[0].actor.principal
    words = [child for child in token.lefts if child.dep_ in ("amod", "compound", "nmod:poss", "det")]
    start = min((child.left_edge.idx for child in words), default=token.idx)
    named = actors.named_in(Span(start, token.idx + len(token)))
    if named:
        return named[0].actor.principal  # `the Europeans`, `Ukraine’s repairs`
    if token.tag_ != "NNS" or noun not in _groups():
        return None
    words = [child for child in token.lefts if child.dep_ in ("amod", "compound")]
    first = min((child.left_edge.i for child in words), default=token.i)
    return token.doc[first : token.i + 1].text


@cache
def _verbs(kind: str) -> frozenset[str]:
    return frozenset(load_table("pledges")["verbs"][kind].split())


@cache
def _groups() -> frozenset[str]:
    groups = load_table("actors")["groups"].split()
    return frozenset(
        [*groups, *load_table("pledges")["verbs"]["beneficiaries"].split(), *load_table("sources")["people"]]
    )
