"""Words of stance in the tree: who holds it, on what, and which way.

Comes in: a token of an annotated document. Goes out: `Taken`s: the stance, the holder's word (None: whoever speaks
there), and the first and last words of the matter. Names of relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from verbale.reading.clause import agent_of, case_of, is_behind_if, predicate_of, reality_of, subject_of
from verbale.reading.entries import Stance
from verbale.reading.words import load_table

if TYPE_CHECKING:
    from spacy.tokens import Token

_MATTER = frozenset("obj xcomp ccomp obl csubj acl".split())
_SHORTEST, _LONGEST = 1, 45  # words of a matter
_HEAVY = 2  # a part of so many words more than one says enough alone
_JOINS = frozenset("that to for on of as".split())
_WILL = frozenset("will would 'll ’ll wo can ca could cannot".split())
_ABLE = frozenset("can ca could cannot".split())
_MUST = frozenset("must should need ought".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor hardly cannot".split())
_IF = frozenset("if unless provided once until".split())
_PARTICLES = frozenset("out up down forward behind off".split())


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
    if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and not token.dep_.startswith("aux"):
        yield from _by_modal(token)


def _by_cue(token: Token) -> Iterator[Taken]:
    """`Iran insists on enrichment`, `Moscow's rejection of the plan`, `ready to talk`."""
    kind = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}.get(token.pos_)
    cues = _cues()[kind].get(token.lemma_.casefold()) if kind else None
    if kind is None or cues is None or _takes_up(token):
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
        own = any(child.lower_ in _NEGATIONS for child in token.children) or (
            token.dep_ == "xcomp" and any(child.lower_ in _NEGATIONS for child in token.head.children)
        )
        turned = load_table("positions")["negated"].get(stance) if own else stance
        if turned is None:
            continue
        matter = _matter(token, beside)
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
        for part in _parts(matter):
            yield Taken(
                final,
                _holder(token),
                part,
                f"stance of a {kind[:-1]}",
                frozenset(features | {f"condition:{condition}"}),
            )
        return


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
    matter = _trimmed(clause.left_edge, clause.right_edge)
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
        whole = _trimmed(token.doc[subject.left_edge.i] if subject is not None else token, last)
        if whole is not None:
            yield Taken("opposes" if negated else "demands", None, whole, "must not" if negated else "must", told)
    elif negated and subject is not None and token.pos_ == "VERB":
        matter = _trimmed(first, last)
        if matter is not None:
            yield Taken("refuses", subject, matter, "will not", told)
    elif subject is not None and token.pos_ == "VERB" and not helpers & _ABLE:
        matter = _trimmed(first, last)
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


def _matter(token: Token, beside: str | None) -> tuple[Token, Token] | None:
    """The object, clause or phrase of a word; else the noun that its relative clause hangs on."""
    wanted = [child for child in token.children if child.dep_ in _MATTER or child.dep_ in ("nsubj:pass", "nmod")]
    if token.pos_ == "VERB":
        wanted = [child for child in wanted if child.dep_ != "nmod" and (child.dep_ != "obl" or _with(child, beside))]
        if not any(child.dep_ in ("xcomp", "ccomp") for child in wanted):
            wanted = [child for child in wanted if not (child.pos_ == "PRON" and child.dep_ == "obj")] or wanted
        if any(child.dep_ == "xcomp" for child in wanted):
            wanted = [child for child in wanted if child.dep_ != "obj"]
    elif token.pos_ == "NOUN":
        wanted = [child for child in wanted if child.i > token.i]
    relative = next((one for one in (token, token.head) if one.dep_ == "acl:relcl"), None)
    if (
        relative is not None
        and (not wanted or not any(child.dep_ in ("obj", "ccomp") for child in wanted))
        and relative.head.pos_ in ("NOUN", "PROPN")
    ):
        head = relative.head
        return _trimmed(head.left_edge, token.right_edge if wanted else _before(relative))
    if not wanted and token.dep_ == "advcl:relcl":  # `wanted China inside the treaty, which Beijing declined`
        wanted = [
            child for child in token.head.children if child.dep_ in ("obj", "xcomp", "ccomp") and child.i < token.i
        ]
    if not wanted:
        return None
    first = min((child.left_edge for child in wanted), key=lambda one: one.i)
    last = max((child.right_edge for child in wanted), key=lambda one: one.i)
    if first.i <= token.i <= last.i:
        if any(child.dep_ == "nsubj:pass" for child in wanted):
            subject = next(child for child in wanted if child.dep_ == "nsubj:pass")
            return _trimmed(subject.left_edge, subject.right_edge)
        first = token.doc[min(token.i + 1, len(token.doc) - 1)]
    return _trimmed(first, last)


def _parts(matter: tuple[Token, Token]) -> list[tuple[Token, Token]]:
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


def _trimmed(first: Token, last: Token) -> tuple[Token, Token] | None:
    """Without what only joins the words to a verb; None where they are too few or many."""
    doc, a, b = first.doc, first.i, last.i
    taken_up = next((at for at in range(a + 3, b + 1) if _takes_up(doc[at])), None)
    if taken_up is not None:
        b = next(at for at in range(taken_up, a, -1) if doc[at].text == ",") - 1
    while a <= b and (doc[a].lower_ in _JOINS or (doc[a].is_punct and doc[a].text not in '“"‘') or doc[a].is_space):
        a += 1
    while b > a and ((doc[b].is_punct and doc[b].text not in '”"’') or doc[b].is_space):
        b -= 1
    if not _SHORTEST <= b - a + 1 <= _LONGEST or (a == b and doc[a].pos_ not in ("NOUN", "PROPN", "NUM", "VERB")):
        return None
    return doc[a], doc[b]


def _takes_up(noun: Token) -> bool:
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
