"""Words of stance in the tree: who holds it, on what, and which way.

Comes in: a token of an annotated document. Goes out: `Taken`s: the stance, the holder's word (None: whoever speaks
there), and the first and last words of the matter. Names of relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from verbale.reading.clause import agent_of, case_of, clause_of, is_behind_if, predicate_of, reality_of, subject_of
from verbale.reading.entries import Stance
from verbale.reading.matters import find_matter, take_apart, takes_up, trim
from verbale.reading.taken import ANSWER, NEGATIONS, PRONOUNS, Taken, load_cues
from verbale.reading.tree import Token
from verbale.reading.verdicts import find_judgments, judged_in_relative
from verbale.reading.words import load_table

_WILL = frozenset("will would 'll ’ll wo can ca could cannot".split())
_ABLE = frozenset("can ca could cannot".split())
#: `I would imagine`, `some would say`: nothing is offered.
_MUSING = frozenset("imagine think say guess hope suppose believe expect call describe".split())
_MUST = frozenset("must should need ought".split())
_IF = frozenset("if unless provided once until".split())


def find_stances(token: Token) -> tuple[Taken, ...]:
    """What a word says of somebody's stance, worked out once for each word; mostly nothing."""
    known: dict[int, tuple[Taken, ...]] = token.doc.user_data.setdefault("stances", {})
    if token.i not in known:
        known[token.i] = tuple(_read_stances(token))
    return known[token.i]


def _read_stances(token: Token) -> Iterator[Taken]:
    yield from _by_cue(token)
    yield from find_judgments(token)
    if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and not token.dep_.startswith("aux"):
        yield from _by_modal(token)


def is_imagined(token: Token) -> bool:
    """`might demand`, `was urged to accept`, `if it accepts`: what a word says of a stance is not so."""
    return reality_of(token).modal or is_behind_if(token) or any(child.lower_ in _IF for child in token.children)


def is_wished(verb: Token) -> bool:
    """`a request that Moldova drop the clause`: a bare verb with a subject is what another wants of it."""
    if verb.tag_ != "VB" or verb.dep_ not in ("ccomp", "acl", "acl:relcl"):
        return False
    beside = {child.dep_ for child in verb.children}
    return "nsubj" in beside and "aux" not in beside


def _by_cue(token: Token) -> Iterator[Taken]:
    """`Iran insists on enrichment`, `Moscow's rejection of the plan`, `ready to talk`."""
    kind = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}.get(token.pos_)
    cues = load_cues()[kind].get(token.lemma_.casefold()) if kind else None
    if kind is None or cues is None or takes_up(token):
        return
    if any(judged_in_relative(one) is not None for one in (token, *token.children)):
        return  # `a demand that the company calls a pretext`
    near = {child.lower_ for child in token.children if child.dep_ == "compound:prt"}
    near |= {case_of(child) for child in token.children if child.dep_ in ("obl", "nmod")}
    near |= {child.lower_ for child in token.children if child.dep_ == "advmod"}
    for beside, stance in cues:
        if beside is not None and beside not in near:
            continue
        if is_imagined(token) or is_wished(token):
            return
        told = reality_of(token)
        own = any(child.lower_ in NEGATIONS or _is_without(child) for child in token.children) or (
            token.dep_ == "xcomp" and any(child.lower_ in NEGATIONS for child in token.head.children)
        )
        turned = load_table("positions")["negated"].get(stance) if own else stance
        if turned is None:
            continue
        if token.lemma_ == "tell" and any(child.dep_ == "ccomp" for child in token.children):
            return  # `told the council that they were against it`
        matter = _clause_of(token) or find_matter(token, beside)
        answers = _answers(token, matter, turned)
        if matter is None and not answers:
            continue
        strength = "weak" if token.lemma_.casefold() in _weak() else "strong"
        features = {
            f"cue:{stance}",
            f"{strength} {stance}",
            f"{strength} {kind}",
            strength,
            f"own negation:{own}",
            f"as:{token.dep_}",
        }
        features |= set(told.features())
        features.add(f"tag:{token.tag_}")
        condition = _condition(token)
        final = cast(Stance, turned)
        if condition and final in ("accepts", "offers", "supports"):
            final = "conditional"
        if answers or matter is None:
            yield Taken(final, _holder(token) or subject_of(token), (token, token), ANSWER, frozenset(features))
            return
        if final == "offers" and kind == "verbs" and _is_against(token):
            final = "refuses"  # `vowed that no troops would be sent`
        if final == "refuses" and matter[0].lemma_ in ("say", "comment", "answer", "elaborate", "confirm", "disclose"):
            return  # `declined to say`
        for part in take_apart(matter):
            yield Taken(
                final,
                _holder(token),
                part,
                f"stance of a {kind[:-1]}",
                frozenset(features | {f"condition:{condition}"}),
            )
        return


def _answers(token: Token, matter: tuple[Token, Token] | None, stance: str) -> bool:
    """`The White House has balked`, `Berlin turned it down`: no matter of its own, or a pronoun for one."""
    if token.pos_ != "VERB" or stance not in ("refuses", "accepts", "opposes"):
        return False
    if matter is not None:
        return matter[0].i == matter[1].i and matter[0].lower_ in PRONOUNS
    taken_up = any(child.dep_ == "obj" and child.lower_ in PRONOUNS for child in token.children)
    return taken_up or token.lemma_.casefold() in load_table("positions")["answering"]["bare"].split()


def _is_against(token: Token) -> bool:
    """`pledged that the charges would not be dropped`, `vowing that no troops would be sent`."""
    clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
    if clause is None:
        return False
    subject = subject_of(clause)
    words = [*clause.children, *(subject.children if subject is not None else ())]
    return any(one.lower_ in NEGATIONS and one.dep_ in ("advmod", "det") for one in words)


def _clause_of(token: Token) -> tuple[Token, Token] | None:
    """`the insistence of Athens that every soldier leave`: the clause, where the noun's owner stands before it."""
    owner = _owner_of(token)
    clause = _told_by(token)
    if owner is None or clause is None or clause.i < owner.i:
        return None
    return trim(clause.left_edge, token.right_edge)


def _told_by(noun: Token) -> Token | None:
    """The clause that tells what a demand or refusal is about, and no relative one."""
    for child in noun.children:
        relative = child.dep_ == "acl:relcl" and not any(one.dep_ == "mark" for one in child.children)
        if child.i > noun.i and child.dep_ in ("acl", "ccomp", "acl:relcl") and not relative:
            return child
    return None


def _owner_of(token: Token) -> Token | None:
    """`the insistence of Athens that …`: whose it is, behind `of`, where a clause tells what it is about."""
    if token.pos_ != "NOUN" or _told_by(token) is None:
        return None
    return next(
        (c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of" and c.pos_ in ("PROPN", "PRON")), None
    )


def _is_without(child: Token) -> bool:
    """`left without signing the ceasefire`."""
    return child.lower_ == "without" and child.dep_ in ("mark", "case")


def _by_modal(token: Token) -> Iterator[Taken]:
    """`Kyiv will never hand it over`, `the siege must end`, `we cannot accept that`."""
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "advmod", "aux:pass")}
    if not helpers & (_WILL | _MUST) or _is_inverted(token):
        return
    told = frozenset(
        {f"as:{token.dep_}", f"helper:{sorted(helpers & (_WILL | _MUST))[0]}", *reality_of(token).features()}
    )
    subject = subject_of(token)
    negated = bool(helpers & NEGATIONS) or any(
        child.lower_ in NEGATIONS and child.dep_ == "det"
        for one in ([subject] if subject is not None else [])
        for child in one.children
    )
    first, last = clause_of(token)
    if helpers & _MUST:
        whole = trim(token.doc[subject.left_edge.i] if subject is not None else token, last)
        if whole is not None:
            yield Taken("opposes" if negated else "demands", None, whole, "must not" if negated else "must", told)
    elif negated and subject is not None and token.pos_ == "VERB":
        matter = trim(first, last)
        if matter is not None:
            yield Taken("refuses", subject, matter, "will not", told)
    elif subject is not None and token.pos_ == "VERB" and not helpers & _ABLE and token.lemma_ not in _MUSING:
        matter = trim(first, last)
        if matter is not None:
            stance: Stance = "conditional" if _condition(token) else "offers"
            yield Taken(stance, subject, matter, "will", told)


def _is_inverted(token: Token) -> bool:
    """`should the fighting continue`: a condition."""
    subject = subject_of(token)
    return subject is not None and any(c.lower_ == "should" and c.i < subject.left_edge.i for c in token.children)


def _condition(token: Token) -> bool:
    """`if the fighting stops`, `as long as`: hung on the word."""
    return any(
        child.dep_ == "advcl"
        and any(mark.lower_ in _IF or mark.lower_ in ("long", "provided") for mark in child.children)
        for one in (token, predicate_of(token))
        for child in one.children
    )


def _holder(token: Token) -> Token | None:
    """Whose stance it is: owner or agent of a noun, agent of a passive, subject of a verb; None for whoever speaks."""
    if token.pos_ == "NOUN":
        for child in token.children:
            if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_of(child) in ("by", "from")):
                return child
            if child.dep_ == "nmod" and case_of(child) == "of":  # `the rejection of the plan by Iraq`
                by = next((one for one in child.children if one.dep_ == "nmod" and case_of(one) == "by"), None)
                if by is not None:
                    return by
        owner = _owner_of(token)
        if owner is not None:
            return owner
        adjective = next(
            (
                child
                for child in token.children
                if child.dep_ in ("amod", "compound") and child.pos_ in ("PROPN", "ADJ") and child.text[:1].isupper()
            ),
            None,
        )
        if adjective is not None:
            return adjective
        verb = predicate_of(token)
        return agent_of(verb) if verb is not token and token.dep_ in ("obj", "obl") else None
    if token.pos_ == "ADJ":
        return subject_of(token) or (token.head if token.dep_ == "amod" else None)
    return agent_of(token)


@cache
def _weak() -> frozenset[str]:
    return frozenset(load_table("positions")["weak"]["words"].split())
