"""Judgments and what things are: stances told with `is`, or by what somebody calls or holds a thing for.

Comes in: a token of an annotated document. Goes out: `Taken`s. Names of relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from verbale.reading.clause import agent_of, case_of, reality_of, subject_of
from verbale.reading.entries import Stance
from verbale.reading.matters import trim
from verbale.reading.taken import ANSWER, NEGATIONS, PRONOUNS, Taken, load_cues
from verbale.reading.tree import Token
from verbale.reading.words import load_table

_RELATIVE = frozenset("which that whom".split())
_OWN = frozenset("det amod compound nmod:poss nummod".split())


def find_judgments(token: Token) -> Iterator[Taken]:
    """What a word says of somebody's judgment; mostly nothing."""
    yield from _by_verdict(token)
    yield from _by_judgment(token)
    yield from _by_what_it_is(token)


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
    negated = any(child.lower_ in NEGATIONS for child in token.children)
    if stance is None or matter is None or (named is not None and negated):
        return  # `Washington’s proposal is not a final deal` refuses nothing
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
        cues = load_cues()["verbs"].get(clause.lemma_.casefold(), ())
        wants = any(one.lower_ == "what" for one in clause.subtree) or subject.lower_ == "what"
        holder = subject_of(clause)
        stance = next((stance for beside, stance in cues if beside is None), None)
        return (stance, holder) if wants and stance and holder is not None else None
    cues = load_cues()["nouns"].get(subject.lemma_.casefold(), ()) if subject.pos_ == "NOUN" else ()
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
    negated = any(child.lower_ in NEGATIONS for child in token.children)
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


def judged_in_relative(token: Token) -> Token | None:
    """`a demand that the company calls a pretext`: the noun that a clause of judging hangs on, where it judges that."""
    if not token.dep_.startswith("acl") or token.head.pos_ != "NOUN" or not _judges(token):
        return None
    held, said = _held_for(token)
    return token.head if (held is None) != (said is None) else None


def _judges(token: Token) -> bool:
    return token.pos_ == "VERB" and token.lemma_.casefold() in load_table("positions")["judging"]["verbs"].split()


def _held_for(token: Token) -> tuple[Token | None, Token | None]:
    """What a verb of judging judges, and as what."""
    held = next((child for child in token.children if child.dep_ == "obj" and child.lower_ not in _RELATIVE), None)
    said = next(
        (
            c
            for c in token.children
            if c.i > token.i and (c.dep_ == "xcomp" or (c.dep_ == "obl" and case_of(c) == "as"))
        ),
        None,
    )
    return held, said


def _by_judgment(token: Token) -> Iterator[Taken]:
    """`calls the step unconstitutional`, `thought the moment wrong`: what somebody holds a thing for."""
    judging = load_table("positions")["judging"]
    relative = judged_in_relative(token)
    if not _judges(token) or (relative is None and reality_of(token).modal):
        return
    held, said = _held_for(token)
    if relative is not None:
        held, said = relative, said or held
    elif held is not None and said is None:  # `considers a term of 30 months too long`
        said = next((c for c in held.children if c.i > held.i and c.pos_ == "ADJ"), None)
    too = said is not None and any(child.lower_ == "too" for child in said.children)
    if held is None or said is None or said.i < held.i or not (too or said.pos_ in ("ADJ", "NOUN")):
        return
    words = {word.lemma_.casefold() for word in (said, *said.children) if word.pos_ in ("ADJ", "NOUN", "ADV", "VERB")}
    stance = next((one for one in ("refuses", "opposes", "supports") if words & set(judging[one].split())), None)
    if too:
        stance = "opposes"
    negated = any(child.lower_ in NEGATIONS for one in (token, said) for child in one.children)
    turned = {"supports": "opposes", "opposes": "supports"}.get(stance or "") if negated else stance
    last = held.right_edge if said.head is not held else token.doc[said.left_edge.i - 1]
    first = held.left_edge
    if relative is not None:
        own = (child.left_edge for child in held.children if child.dep_ in _OWN and child.i < held.i)
        first, last = min((held, *own), key=lambda one: one.i), token.doc[max(held.i, token.left_edge.i - 1)]
    matter = trim(first, last)
    if turned and (matter is not None or held.lower_ in PRONOUNS):
        told = frozenset({f"judged {turned}", f"own negation:{negated}", *reality_of(token).features()})
        if held.lower_ in PRONOUNS or matter is None:
            matter, rule = (token, token), ANSWER
        else:
            rule = "judgment"
        yield Taken(cast(Stance, turned), agent_of(token), matter, rule, told)
