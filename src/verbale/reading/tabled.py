"""What became of an instrument, and whose it is: its status, sponsors and points.

Comes in: an instrument's mentions. Goes out: plain values, by the words that govern them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from verbale.language.gazetteer import named_by
from verbale.reading.actors import Actors
from verbale.reading.clause import agent_of, case_of, predicate_of, reality_of
from verbale.reading.draft import Draft
from verbale.reading.entries import ProposalStatus
from verbale.reading.instruments import DATED, Instrument, Named, class_of
from verbale.reading.tree import Token
from verbale.reading.words import load_set, load_table, one_of
from verbale.text import Span

#: So many words behind `brokered`, its brokers are named.
_NAMES = 14
_SIGNED: ProposalStatus = "signed"
_FURTHEST: tuple[ProposalStatus, ...] = ("withdrawn", "rejected", "in_force", "signed", "agreed", "floated")
_MADE = frozenset(("agreed", "signed", "in_force"))
#: `they have a deal`: of what is had.
_HAVING = frozenset(("have", "get", "win"))
#: What only two can have.
_MUTUAL = frozenset(("agreement", "ceasefire", "framework"))


def points_of(draft: Draft, name: str, told: Sequence[Named]) -> int | None:
    """`20-point plan`, `a paper of 27 points`, `Five pages, twelve points: the agreement was signed`."""
    own = re.match(r"(\w+)[- ](?:point|page|clause|article)", name)
    if own and _count(own[1]):
        return _count(own[1])
    for one in told:
        found = re.search(
            rf"\b(\d{{1,3}}|{one_of(list(_counts()))})[- ]points?\b(?! (?:lead|swing|margin|cut|rise|drop|increase))",
            one.sentence.of(draft.text),
            re.I,
        )
        if found:
            return _count(found[1])
    return None


def _count(word: str) -> int | None:
    return int(word) if word.isdigit() else _counts().get(word.casefold())


def status_of(draft: Draft, one: Instrument) -> tuple[ProposalStatus, set[str]]:
    """By the words that govern the mentions, the furthest that happened; and all that they tell.

    An instrument of two that nobody says is only floated stands, where a name, a date or a fact tells that there is
    one: `Tuesday’s accord`, `the Basra treaty`, `the deal lets ships pass`.
    """
    acts: set[str] = set()
    happened: set[str] = set()
    for named in one.told:
        for word, act in _acts_on(named.token, class_of(one.noun)):
            acts.add(act)
            real = reality_of(word)
            if real.happened or (act == "floated" and not (real.negated or real.conditional)):
                happened.add(act)
    for status in _FURTHEST:
        if status in happened:
            return status, acts
    mutual = class_of(one.noun) in _MUTUAL
    open_ = acts & {"floated", "under_discussion", "agreed", "signed"}  # `could be signed` is not signed yet
    if mutual and not open_ and any(_stands(draft, named) for named in one.told):
        return "agreed", acts
    return "under_discussion", acts


def _stands(draft: Draft, named: Named) -> bool:
    token = named.token
    phrase = draft.text[token.left_edge.idx : token.idx + len(token) + 16]
    if DATED.search(phrase) or (token.pos_ == "PROPN" and len(named.words) > 0):
        return True
    dated = DATED.match(named.determiner.capitalize()) is not None
    return dated or (named.determiner in ("the", "this") and reality_of(token).happened)


def _acts_on(token: Token, kind: str) -> Iterator[tuple[Token, ProposalStatus]]:
    table = _acts() | (_truces() if kind == "ceasefire" else {})
    for word in _governing(token):
        lemma = word.lemma_.casefold()
        if lemma == "put" and any(child.lemma_ in ("signature", "name", "initial") for child in word.children):
            yield word, _SIGNED  # `put their signatures to a ceasefire`
            continue
        beside: list[str] = [child.lower_ for child in word.children if child.dep_ in ("compound:prt", "advmod", "obj")]
        beside += [case_of(child) for child in word.children if child.dep_ in ("obl", "xcomp", "nmod")]
        keys = [*(f"{lemma}+{each}" for each in beside), lemma]
        act: ProposalStatus | None = next((table[key] for key in keys if key in table), None)
        if act and not (lemma in _HAVING and token.dep_ != "obj"):
            yield word, act


def _governing(token: Token) -> Iterator[Token]:
    """The verbs, participles and nouns that say what became of an instrument."""
    predicate = predicate_of(token)
    if predicate is not token:
        yield predicate
    for child in token.children:
        if child.dep_ in ("acl", "acl:relcl", "amod"):
            yield child
    if token.head is not predicate and token.head.pos_ == "NOUN":
        yield token.head


def sponsors_of(actors: Actors, one: Instrument, status: ProposalStatus) -> tuple[str, ...]:
    """Whose it is: its owner, the adjective before it, or who proposed it; of what was agreed, those who did."""
    mutual = class_of(one.noun) in _MUTUAL
    for named in one.told:
        if brokers := tuple(dict.fromkeys(_brokers(actors, named.token))):
            return brokers
    for named in one.told:
        found = [*_owners(actors, named.token), *(_makers(actors, named.token) if status in _MADE else ())]
        if found and mutual:
            found += _with(actors, named.token)
        if found:
            return tuple(dict.fromkeys(found))
    sides = {side.name for side in actors.sides()}
    if mutual and status in _MADE and len(sides) > 1:
        for named in one.told:
            if sides <= {each.actor.party for each in actors.named_in(named.sentence)}:
                return tuple(sorted(sides, key=actors.rank))  # `Chile and Peru met again as their treaty was signed`
    return ()


def _parties(actors: Actors, token: Token | None) -> list[str]:
    if token is None:
        return []
    found = [each.actor.principal for each in actors.of(token)]
    if not found and token.dep_ == "nmod:poss" and token.tag_ == "NNS":
        return [token.text]  # `the moderators’ paper`
    return found


def _brokers(actors: Actors, token: Token) -> Iterator[str]:
    """`a ceasefire brokered by France`, `a US-drafted truce`, `the plan was put forward by Norway`."""
    verb = predicate_of(token)
    passive = verb if verb is not token and token.dep_ == "nsubj:pass" else None
    behind = token.nbor(1) if token.i + 2 < len(token.doc) and token.nbor(2).lower_ == "by" else None
    for one in (behind, *(child for child in token.children if child.dep_ in ("acl", "acl:relcl")), passive):
        if one is not None and one.lemma_ in load_set("instruments", "brokers"):
            yield from _named_by(actors, one) or _parties(actors, agent_of(one))
    before = token.doc.text[token.left_edge.idx : token.idx]
    for found in re.finditer(rf"([\w.]+)-(?:{one_of(load_table('instruments')['brokered'].split())})\b", before):
        if party := named_by(found[1]):
            yield party[0].name


def _named_by(actors: Actors, verb: Token) -> list[str]:
    """`brokered by the United States and France`: the names behind `by`, whatever the tree says."""
    words = verb.doc[verb.i + 1 : min(verb.i + _NAMES, verb.sent.end)]
    if not len(words) or words[0].lower_ != "by":
        return []
    last = verb.i + 1
    while last - verb.i < len(words) and (
        verb.doc[last + 1].pos_ in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ") or verb.doc[last + 1].tag_ == "NNP"
    ):
        last += 1
    end = verb.doc[last].idx + len(verb.doc[last])
    return [each.actor.principal for each in actors.named_in(Span(words[0].idx, end))]


def _owners(actors: Actors, token: Token) -> Iterator[str]:
    """`Tehran’s plan`, `a plan by Norway`, `the American paper`, `Chad’s demand for a treaty`, `Oman came with one`."""
    for child in token.children:
        if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_of(child) in ("by", "from", "between")):
            yield from _parties(actors, child)
        if child.dep_ in ("acl", "acl:relcl") and _acts().get(child.lemma_):
            yield from _parties(actors, agent_of(child))
    first = min((child.left_edge.i for child in token.lefts if child.dep_ in ("amod", "compound")), default=token.i)
    if first < token.i:
        named = actors.named_in(Span(token.doc[first].idx, token.idx))
        yield from (each.actor.principal for each in named)
    if token.dep_ == "nmod" and token.head.lemma_ in load_set("instruments", "wishes"):
        yield from (
            party for child in token.head.children if child.dep_ == "nmod:poss" for party in _parties(actors, child)
        )
    verb = predicate_of(token)
    floats = token.dep_ == "obj" and _acts().get(verb.lemma_) == "floated"
    brings = token.dep_ in ("obj", "obl") and verb.lemma_ in load_set("instruments", "brings")
    if verb is not token and (floats or (brings and case_of(token) in ("", "with", "on", "for"))):
        yield from _parties(actors, agent_of(verb))


def _makers(actors: Actors, token: Token) -> Iterator[str]:
    """`Chile and Peru signed a treaty`."""
    verb = predicate_of(token)
    if verb is not token and _acts().get(verb.lemma_) in _MADE:
        yield from _parties(actors, agent_of(verb))


def _with(actors: Actors, token: Token) -> list[str]:
    """`India concluded its agreement with Chile`."""
    beside = (*token.children, *predicate_of(token).children)
    return [
        party
        for child in beside
        if child.dep_ in ("nmod", "obl") and case_of(child) == "with"
        for party in _parties(actors, child)
    ]


@cache
def _acts() -> dict[str, ProposalStatus]:
    """Lemma to what it makes of an instrument."""
    acts = load_table("instruments")["acts"]
    return {lemma: cast(ProposalStatus, status) for status, words in acts.items() for lemma in words.split()}


@cache
def _truces() -> dict[str, ProposalStatus]:
    acts = load_table("instruments")["truce"]
    return {lemma: cast(ProposalStatus, status) for status, words in acts.items() for lemma in words.split()}


@cache
def _counts() -> dict[str, int]:
    return dict(load_table("instruments")["counts"])
