"""The clause that a word of the tree stands in: its verb, subject, helpers, and how real the clause makes it.

Comes in: tokens of an annotated document. Goes out: tokens and small values. Names are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from verbale.reading.tree import Token
from verbale.reading.words import load_set

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "csubj"))
_FUTURE = frozenset("will would 'll wo shall ’ll".split())
_MODAL = frozenset("may might could can ca".split())
_DUTY = frozenset("must should ought need".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor hardly without nobody none".split())
_INHERITED = frozenset("xcomp conj advcl acl parataxis".split())
_WOULD = frozenset(("would", "'d", "’d"))
_HAVE = frozenset(("have", "'ve", "’ve"))
_NOBODY = frozenset(("nobody", "none", "neither", "nothing"))
_CONDITIONS = frozenset("if unless whether until till".split())
_NEAR = 9
_HIGH = 8  # so many clauses above one another, and no more


@dataclass(frozen=True, slots=True)
class Reality:
    """How a clause tells its act: negated, in the future, possible, required, under a condition, or only intended."""

    negated: bool = False
    future: bool = False
    modal: bool = False
    duty: bool = False
    conditional: bool = False
    intended: bool = False
    past: bool = False

    @property
    def happened(self) -> bool:
        return not (self.negated or self.future or self.modal or self.duty or self.conditional or self.intended)

    def features(self) -> Iterator[str]:
        for name in ("negated", "future", "modal", "duty", "conditional", "intended", "past"):
            if getattr(self, name):
                yield f"is {name}"


_MANNERS = tuple(one.name for one in fields(Reality))


def predicate_of(token: Token) -> Token:
    """The verb, or the noun or adjective with a copula, of the clause that a word stands in; itself where it is one."""
    for one in (token, *token.ancestors):
        if one.pos_ in ("VERB", "AUX") and one.dep_ not in ("aux", "aux:pass", "cop"):
            return one
        if any(child.dep_ == "cop" for child in one.children):
            return one
    return token


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the clause that it takes its subject from: `Iran agreed to meet and to talk`."""
    one = verb
    for _ in range(_HIGH):
        found = next((child for child in one.children if child.dep_ in SUBJECTS), None)
        if found is not None:
            return found
        if one.dep_ == "acl" and one.tag_ in ("VBG", "VB", "VBN"):
            return one.head if one.tag_ == "VBG" else None
        if one.dep_ not in _INHERITED and not (one.dep_ == "ccomp" and one.tag_ == "VBG"):
            return None
        above = one.head
        if one.dep_ == "xcomp":  # `urged Iran to stop`: the object of the verb above acts
            object_ = next(
                (child for child in above.children if child.dep_ in ("obj", "iobj") and child.i < one.i), None
            )
            if object_ is not None:
                return object_
        one = above
    return None


def agent_of(verb: Token) -> Token | None:
    """Who acts: the subject, or the agent of a passive."""
    agent = next((child for child in verb.children if child.dep_ == "obl:agent" or _is_by(child)), None)
    passive = any(child.dep_ in ("nsubj:pass", "aux:pass") for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    if passive:
        return agent
    return subject_of(verb)


def clause_of(token: Token) -> tuple[Token, Token]:
    """A verb with what follows it, without a further clause that `and` joins."""
    last = token
    for child in token.rights:
        if child.dep_ in ("conj", "parataxis", "punct", "cc"):
            continue
        last = child.right_edge if child.right_edge.i > last.i else last
    return token, last


def _is_by(token: Token) -> bool:
    return token.dep_ == "obl" and any(child.lower_ == "by" and child.dep_ == "case" for child in token.children)


def case_of(token: Token) -> str:
    """The preposition of a noun: `with`; empty where it has none."""
    return next((child.lower_ for child in token.children if child.dep_ == "case" and child.i < token.i), "")


def reality_of(token: Token) -> Reality:
    """How the clause of a word, and those above it that govern it, tell what it says; worked out once for each word."""
    known: dict[int, Reality] = token.doc.user_data.setdefault("realities", {})
    if token.i not in known:
        known[token.i] = _read_reality(token)
    return known[token.i]


def _read_reality(token: Token) -> Reality:
    told = dict.fromkeys(_MANNERS, False)
    verb = predicate_of(token)
    told["past"] = verb.tag_ in ("VBD", "VBN")
    told["modal"] = (
        token.pos_ == "NOUN" and verb.lemma_ in load_set("clause", "imagined") and token.dep_ in ("obj", "obl")
    )  # `suggested talks`
    if any(child.lower_ in ("no", "neither") and child.dep_ in ("det", "cc:preconj") for child in token.children):
        told["negated"] = True
    for depth in range(_HIGH):
        told.update(dict.fromkeys(_told_by(verb), True))
        above = verb.head
        if above is verb:
            break
        clausal = verb.dep_ in ("xcomp", "ccomp", "advcl", "acl", "csubj")
        governed = clausal and (verb.dep_ != "advcl" or depth == 0)
        if verb.dep_ == "conj" and above.pos_ in ("VERB", "AUX"):
            if not any(child.dep_ in SUBJECTS for child in verb.children):
                told["future"] |= _has(above, _FUTURE) and verb.tag_ == "VB"
                told["modal"] |= _has(above, _MODAL) and verb.tag_ == "VB"
            verb = above
            continue
        if not governed:
            break
        if verb.dep_ in ("xcomp", "acl", "csubj", "advcl") and verb.tag_ == "VB":
            told["intended"] |= above.lemma_ not in load_set("clause", "actual") or verb.dep_ != "xcomp"
        if above.lemma_ in load_set("clause", "imagined"):
            told["modal"] = True
        verb = predicate_of(above)
        if verb.dep_ == "ccomp" and above.lemma_ in load_set("clause", "speaking"):
            break
    return Reality(**told)


def _told_by(verb: Token) -> tuple[str, ...]:
    """What a verb's own words tell of how it is meant; worked out once for each verb."""
    known: dict[int, tuple[str, ...]] = verb.doc.user_data.setdefault("manners", {})
    if verb.i not in known:
        told = dict.fromkeys(_MANNERS, False)
        _tell(verb, told)
        known[verb.i] = tuple(name for name, so in told.items() if so)
    return known[verb.i]


def _tell(verb: Token, told: dict[str, bool]) -> None:
    told["negated"] |= any(
        child.lower_ in _NEGATIONS and child.dep_ in ("advmod", "det", "cc:preconj", "mark", "cc")
        for child in verb.children
    )
    told["future"] |= _has(verb, _FUTURE) or verb.lemma_ in load_set("clause", "planned")
    told["negated"] |= any(_is_none(child) for child in verb.children if child.dep_ in SUBJECTS)
    told["modal"] |= _has(verb, _MODAL) or (_has(verb, _WOULD) and _has(verb, _HAVE))  # `would have agreed`
    told["intended"] |= (
        verb.i >= 2 and verb.nbor(-1).lower_ == "to" and verb.nbor(-2).lower_ == "yet"
    )  # `has yet to sign`
    told["future"] |= _is_to(verb)  # `is to sign`
    told["duty"] |= _has(verb, _DUTY)
    told["conditional"] |= (
        is_behind_if(verb)
        or any(_is_condition(child) for child in verb.children)
        or (verb.left_edge.text == "Had" and verb.left_edge.dep_ == "aux" and verb.left_edge.head.i == verb.i)
    )


def _is_to(verb: Token) -> bool:
    """`is to sign`, `were to have met`."""
    to = any(child.lower_ == "to" and child.dep_ == "mark" for child in verb.children)
    be = verb.head.lemma_ == "be" and verb.dep_ in ("xcomp", "ccomp")
    return to and (be or any(child.dep_ in ("cop", "aux") and child.lemma_ == "be" for child in verb.children))


def is_behind_if(verb: Token) -> bool:
    """`If Russia accepts`: an `if` right before the clause, whatever it hangs on."""
    for at in range(verb.i - 1, max(-1, verb.i - _NEAR), -1):
        word = verb.doc[at]
        if word.is_punct or word.is_space:
            return False
        if word.lower_ in ("if", "unless"):
            return True
    return False


def _is_none(subject: Token) -> bool:
    """`nobody`, `no country`, `neither side`."""
    return subject.lower_ in _NOBODY or any(child.lower_ in ("no", "neither") for child in subject.children)


def _is_condition(child: Token) -> bool:
    """`if`, `unless` on the verb itself, or on a clause beside it that it depends on."""
    if child.dep_ == "mark":
        return child.lower_ in _CONDITIONS
    return child.dep_ == "advcl" and any(
        (mark.dep_ == "mark" and mark.lower_ in ("if", "unless")) or (mark.dep_ == "aux" and mark.text == "Had")
        for mark in child.children
    )


def _has(verb: Token, words: frozenset[str]) -> bool:
    return any(child.lower_ in words and child.dep_ in ("aux", "advmod") for child in verb.children)
