"""Words of act: which types a verb or noun of `lexicon/plover.toml` tells, and whether as done.

Comes in: tokens of an annotated document. Goes out: PLOVER types.
"""

from __future__ import annotations

from functools import cache

from verbale.reading.clause import case_of, reality_of
from verbale.reading.tree import Token
from verbale.reading.words import load_set, load_table

#: Acts of both toward each other.
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
#: What is not done, though it was asked for, is this.
REFUSED = ("REJECT",)
#: Somebody who came to say this said it.
_SPOKEN = ("ACCUSE", "REQUEST", "SUPPORT", "THREATEN")
_NOT = frozenset("not n't n’t never nor neither".split())


def kinds_of(word: Token) -> tuple[str, ...]:
    """The types that a verb tells, with its particle where it has one that counts, or a noun."""
    verbs, nouns = acts()
    lemma = word.lemma_.casefold()
    if word.pos_ == "NOUN":
        return nouns.get(lemma, ())
    if word.pos_ != "VERB" or lemma not in _openings() or _is_idle(word):
        return ()
    particles = [child.lower_ for child in word.children if child.dep_ == "compound:prt"]
    beside = particles + [case_of(child) for child in word.children if child.dep_ == "obl"]
    beside += [child.lower_ for child in word.children if child.dep_ == "advmod"]
    beside += [child.lemma_.casefold() for child in word.children if child.dep_ == "obj"]
    beside += ["so"] if _says_so(word) else []
    paired = tuple(kind for one in beside for kind in verbs.get(f"{lemma}|{one}", ()))
    return paired if paired or particles else verbs.get(lemma, ())  # `called off` is no call


def _says_so(verb: Token) -> bool:
    """`called it an insult`, `described the ban as a breach`: what somebody says that something is."""
    things = [child for child in verb.children if child.dep_ in ("obj", "iobj", "xcomp", "ccomp") and child.i > verb.i]
    told = [child for child in things if child.pos_ in ("NOUN", "PROPN", "ADJ", "PRON")]
    as_ = any(child.dep_ in ("obl", "xcomp", "advcl") and case_of(child) == "as" for child in verb.children)
    return len(told) > 1 or (as_ and bool(told))


@cache
def _openings() -> frozenset[str]:
    """The verbs of act, without what stands beside them."""
    return frozenset(verb.partition("|")[0] for verb in acts()[0])


@cache
def acts() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The types of each verb of act, and of each noun."""
    made: list[dict[str, tuple[str, ...]]] = []
    for part in ("verbs", "nouns"):
        found: dict[str, tuple[str, ...]] = {}
        for kind, words in load_table("plover")[part].items():
            for word in words.split():
                found[word] = (*found.get(word, ()), kind)
        made.append(found)
    return made[0], made[1]


def _is_idle(verb: Token) -> bool:
    """`declined to comment`, `gave no comment`, `paid Kim a visit`: words for something else."""
    with_things = ("xcomp", "obj") if verb.lemma_.casefold() in load_set("plover", "light") else ("xcomp",)
    told = {child.lemma_.casefold() for child in verb.children if child.dep_ in with_things}
    return verb.pos_ == "VERB" and bool(told & load_set("plover", "idle"))


def told_kinds(word: Token) -> tuple[str, ...]:
    """The types that a word tells as done or to come: those of `kinds_of`, or a refusal of what it says is not done."""
    if _is_refused(word):
        return REFUSED
    return tuple(kind for kind in kinds_of(word) if is_told(word, kind))


def _is_refused(verb: Token) -> bool:
    """`Sudan will not accept it`, `nor would the union sign`."""
    told = reality_of(verb)
    return (
        verb.pos_ == "VERB"
        and verb.lemma_.casefold() in load_set("plover", "willing")
        and any(child.lower_ in _NOT for child in verb.children)
        and not (told.modal or told.conditional or told.duty or told.intended)
    )


def is_told(word: Token, kind: str = "") -> bool:
    """Whether an act is told as done, or as officially to come: not denied, imagined, wished for or asked for.

    What is threatened depends on something, and the threat does not; what somebody came to say was said.
    """
    told = reality_of(word)
    if word.pos_ == "NOUN" and _is_thought(word):
        return False
    unreal = (told.conditional and kind != "THREATEN") or (told.intended and kind not in _SPOKEN)
    return not (told.negated or told.modal or told.duty or unreal)


def _is_thought(noun: Token) -> bool:
    """`without an accord`, `hopes of a deal`, `a possible truce`: a noun of what is not, or not yet."""
    if case_of(noun) == "without" or any(child.lower_ in load_set("clause", "unreal") for child in noun.children):
        return True
    above = noun.head
    return noun.dep_ == "nmod" and above.pos_ == "NOUN" and above.lemma_ in load_set("clause", "hopes")
