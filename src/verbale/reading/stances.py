"""Words of stance in the tree: who holds it, on what, and which way.

Comes in: a token of an annotated document. Goes out: `Taken`s: the stance, the holder's word (None: whoever speaks
there), and the first and last words of the matter. Names of relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from verbale.reading.clause import agent_of, case_of, is_behind_if, predicate_of, reality_of, subject_of
from verbale.reading.entries import Stance
from verbale.reading.matters import find_matter, take_apart, takes_up, trim
from verbale.reading.tree import Token
from verbale.reading.words import load_table

_WILL = frozenset("will would 'll ’ll wo can ca could cannot".split())
_ABLE = frozenset("can ca could cannot".split())
#: `I would imagine`, `some would say`: nothing is offered.
_MUSING = frozenset("imagine think say guess hope suppose believe expect call describe".split())
_MUST = frozenset("must should need ought".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor hardly cannot".split())
_IF = frozenset("if unless provided once until".split())


@dataclass(frozen=True, slots=True)
class Taken:
    stance: Stance
    holder: Token | None
    matter: tuple[Token, Token]
    rule: str
    features: frozenset[str]


def find_stances(token: Token) -> Iterator[Taken]:
    """What a word says of somebody's stance; mostly nothing."""
    yield from _by_cue(token)
    yield from _by_verdict(token)
    yield from _by_what_it_is(token)
    if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and not token.dep_.startswith("aux"):
        yield from _by_modal(token)


def _by_cue(token: Token) -> Iterator[Taken]:
    """`Iran insists on enrichment`, `Moscow's rejection of the plan`, `ready to talk`."""
    kind = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}.get(token.pos_)
    cues = _cues()[kind].get(token.lemma_.casefold()) if kind else None
    if kind is None or cues is None or takes_up(token):
        return
    near = {child.lower_ for child in token.children if child.dep_ == "compound:prt"}
    near |= {case_of(child) for child in token.children if child.dep_ in ("obl", "nmod")}
    near |= {child.lower_ for child in token.children if child.dep_ == "advmod"}
    for beside, stance in cues:
        if beside is not None and beside not in near:
            continue
        told = reality_of(token)
        if told.modal or is_behind_if(token) or any(child.lower_ in _IF for child in token.children):
            return  # `might demand`, `was urged to accept`, `if it accepts`
        own = any(child.lower_ in _NEGATIONS or _is_without(child) for child in token.children) or (
            token.dep_ == "xcomp" and any(child.lower_ in _NEGATIONS for child in token.head.children)
        )
        turned = load_table("positions")["negated"].get(stance) if own else stance
        if turned is None:
            continue
        matter = find_matter(token, beside)
        if matter is None:
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


def _is_without(child: Token) -> bool:
    """`left without signing the ceasefire`."""
    return child.lower_ == "without" and child.dep_ in ("mark", "case")


def _by_what_it_is(token: Token) -> Iterator[Taken]:
    """`London’s demand was 80 per cent`, `what crews want is pay`, `Iraq is against a toll`: a noun with `is`."""
    if not any(child.dep_ == "cop" for child in token.children):
        return
    subject = next((child for child in token.children if child.dep_ in ("nsubj", "csubj")), None)
    if subject is None or subject.i > token.i or reality_of(token).modal:
        return
    named = _named_stance(subject)
    if named is not None:
        stance, holder = named
        begins = next((child.i + 1 for child in reversed(list(token.children)) if child.dep_ == "cop"), token.i)
        matter = trim(token.doc[begins], token.right_edge) if begins <= token.right_edge.i else None
        rule = "what is wanted"
    else:
        side = case_of(token)
        stance, holder = {"against": "opposes"}.get(side), subject
        begins = next((child.i + 1 for child in token.children if child.dep_ == "case"), token.i)
        matter = trim(token.doc[begins], token.right_edge)
        rule = "for or against"
    if stance is None or matter is None:
        return
    negated = any(child.lower_ in _NEGATIONS for child in token.children)
    turned = load_table("positions")["negated"].get(stance) if negated else stance
    if turned:
        features = frozenset({f"{rule} {stance}", f"own negation:{negated}", *reality_of(token).features()})
        yield Taken(cast(Stance, turned), holder, matter, rule, features)


def _named_stance(subject: Token) -> tuple[str, Token] | None:
    """The stance that a subject names, and whose it is: `Iran’s demand`, `what crews want`."""
    clause = subject if subject.dep_ == "csubj" else None
    if subject.lower_ == "what":
        clause = next((child for child in subject.children if child.dep_.startswith("acl")), None)
    if clause is not None:
        cues = _cues()["verbs"].get(clause.lemma_.casefold(), ())
        wants = any(one.lower_ == "what" for one in clause.subtree) or subject.lower_ == "what"
        holder = subject_of(clause)
        stance = next((stance for beside, stance in cues if beside is None), None)
        return (stance, holder) if wants and stance and holder is not None else None
    cues = _cues()["nouns"].get(subject.lemma_.casefold(), ()) if subject.pos_ == "NOUN" else ()
    stance = next((stance for _, stance in cues), None)
    owner = next((c for c in subject.children if c.dep_ == "nmod:poss"), None)
    return (stance, owner) if stance and owner is not None else None


def _by_verdict(token: Token) -> Iterator[Taken]:
    """`It is not acceptable for troops to be withdrawn`, `the offer was an insult`: a judgment with `is`."""
    if token.pos_ not in ("ADJ", "NOUN") or not any(child.dep_ == "cop" for child in token.children):
        return
    lemma = token.lemma_.casefold()
    stance = next((one for one, words in load_table("positions")["verdicts"].items() if lemma in words.split()), None)
    subject = next((child for child in token.children if child.dep_ in ("csubj", "nsubj")), None)
    clause = next(
        (child for child in token.children if child.dep_ in ("csubj", "ccomp", "xcomp", "advcl") and child.i > token.i),
        subject,
    )
    if stance is None or clause is None:
        return
    negated = any(child.lower_ in _NEGATIONS for child in token.children)
    turned = {"supports": "refuses", "demands": "opposes", "opposes": "supports"}.get(stance) if negated else stance
    matter = trim(clause.left_edge, clause.right_edge)
    if turned and matter is not None:
        yield Taken(
            cast(Stance, turned),
            None,
            matter,
            "verdict",
            frozenset({f"verdict {stance}", f"own negation:{negated}", *reality_of(token).features()}),
        )


def _by_modal(token: Token) -> Iterator[Taken]:
    """`Kyiv will never hand it over`, `the siege must end`, `we cannot accept that`."""
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "advmod", "aux:pass")}
    if not helpers & (_WILL | _MUST):
        return
    told = frozenset(
        {f"as:{token.dep_}", f"helper:{sorted(helpers & (_WILL | _MUST))[0]}", *reality_of(token).features()}
    )
    subject = subject_of(token)
    negated = bool(helpers & _NEGATIONS) or any(
        child.lower_ in _NEGATIONS and child.dep_ == "det"
        for one in ([subject] if subject is not None else [])
        for child in one.children
    )
    first, last = _clause(token)
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


def _condition(token: Token) -> bool:
    """`if the fighting stops`, `as long as`: hung on the word."""
    return any(
        child.dep_ == "advcl"
        and any(mark.lower_ in _IF or mark.lower_ in ("long", "provided") for mark in child.children)
        for one in (token, predicate_of(token))
        for child in one.children
    )


def _clause(token: Token) -> tuple[Token, Token]:
    """A verb with what follows it, without a further clause that `and` joins."""
    last = token
    for child in token.rights:
        if child.dep_ in ("conj", "parataxis", "punct", "cc"):
            continue
        last = child.right_edge if child.right_edge.i > last.i else last
    return token, last


def _holder(token: Token) -> Token | None:
    """Whose stance it is: owner or agent of a noun, agent of a passive, subject of a verb; None for whoever speaks."""
    if token.pos_ == "NOUN":
        for child in token.children:
            if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and case_of(child) in ("by", "from")):
                return child
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


@cache
def _cues() -> dict[str, dict[str, tuple[tuple[str | None, str], ...]]]:
    """Cues by part of speech and lemma, those with a particle or preposition first."""
    table = load_table("positions")
    made: dict[str, dict[str, tuple[tuple[str | None, str], ...]]] = {}
    for kind in ("verbs", "nouns", "adjectives"):
        cues: dict[str, list[tuple[str | None, str]]] = {}
        for stance, words in table[kind].items():
            for word in words.split():
                lemma, _, beside = word.partition("|")
                cues.setdefault(lemma, []).append((beside or None, stance))
        made[kind] = {lemma: tuple(sorted(group, key=lambda cue: cue[0] is None)) for lemma, group in cues.items()}
    return made
