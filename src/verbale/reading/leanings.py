"""Which way each clause and phrase leans: whether it tells what somebody wants or refuses, in whatever words.

Comes in: a draft. Goes out: `Leaning`s in the order of the text. A softmax over the stances and `none`, from the tree
about a phrase and the model's states and vectors; its weights stand in `lexicon/leanings.npz`, made by
`python -m training.weights` (`training.leanings`) from pages with gold readings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import numpy as np

from verbale.reading.annotation import vector
from verbale.reading.clause import clause_of, reality_of, subject_of
from verbale.reading.draft import Draft
from verbale.reading.entries import Stance
from verbale.reading.matters import trim
from verbale.reading.stances import find_stances
from verbale.reading.taken import NEGATIONS, load_cues
from verbale.reading.tree import Token
from verbale.reading.weighing import Vector

#: The classes of the softmax, in its order.
CLASSES = ("none", "demands", "offers", "supports", "accepts", "refuses", "opposes", "conditional", "undecided")
#: Where each pole's stances stand among the classes.
POLES: dict[str, tuple[int, ...]] = {"for": (1, 2, 3, 4), "against": (5, 6), "open": (7, 8)}
_SPEECH = frozenset("VERB NOUN ADJ NUM PROPN AUX SYM".split())
_WITHIN = frozenset(
    "compound amod nummod flat aux cop aux:pass det case mark nmod:poss advmod appos punct cc discourse".split()
)
#: Of each part of speech the table of its words of stance.
KINDS = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A clause or noun phrase by its main word, with the word it hangs on."""

    token: Token
    governor: Token
    whole: tuple[Token, Token]  #: its first and last words
    predicate: tuple[Token, Token]  #: the same without what stands before the verb


@dataclass(frozen=True, slots=True)
class Leaning:
    """A phrase with how strongly it leans each way: log odds of each pole against none."""

    phrase: Phrase
    odds: dict[str, float]
    stances: dict[str, Stance]  #: the likeliest stance of each pole


@dataclass(frozen=True, slots=True)
class Weights:
    """`by_sign` (signs, 9) and `by_meaning` (1536, 9) with a bias (9,), in the order of `CLASSES`."""

    places: dict[str, int]
    by_sign: Vector
    by_meaning: Vector
    bias: Vector


def find_leanings(draft: Draft, weights: Weights | None = None) -> list[Leaning]:
    """Every phrase of an article's sentences with its leanings, by `weights` or those of the package."""
    weights = weights or load_leanings()
    told = list(find_signs(draft))
    if not told:
        return []
    scores = np.array([mean_phrase(draft, phrase) for phrase, _ in told]) @ weights.by_meaning + weights.bias
    scores += np.array([_signed(signs, weights) for _, signs in told])
    odds = {pole: np.logaddexp.reduce(scores[:, places], axis=1) - scores[:, 0] for pole, places in POLES.items()}
    best = {pole: np.array(places)[scores[:, places].argmax(axis=1)] for pole, places in POLES.items()}
    return [
        Leaning(
            phrase,
            {pole: float(row[at]) for pole, row in odds.items()},
            {pole: cast(Stance, CLASSES[row[at]]) for pole, row in best.items()},
        )
        for at, (phrase, _) in enumerate(told)
    ]


def _signed(signs: frozenset[str], weights: Weights) -> Vector:
    """What the signs about a phrase say for each class."""
    total: Vector = weights.by_sign[[weights.places[sign] for sign in sorted(signs) if sign in weights.places]].sum(
        axis=0
    )
    return total


def find_signs(draft: Draft) -> Iterator[tuple[Phrase, frozenset[str]]]:
    """Each phrase that could tell a matter, with the signs about it in the tree."""
    for number, sentence in enumerate(draft.sentences):
        first, last = draft.words(sentence)
        words = draft.doc.tokens[first:last]
        taken = _taken(words)
        for token in words:
            phrase = _phrase(token)
            if phrase is not None:
                yield phrase, frozenset((*_signs(phrase), *taken.get(token.i, ()), f"place:{min(number // 3, 4)}"))


def mean_phrase(draft: Draft, phrase: Phrase) -> Vector:
    """The states of the main word, of what it hangs on and of all its words, then the vector of the sentence."""
    doc, sentence = draft.doc, phrase.token.sent
    first, last = phrase.whole
    return np.concatenate(
        [
            doc.tensor[phrase.token.i],
            doc.tensor[phrase.governor.i],
            doc.mean(first.i, last.i + 1),
            vector(doc, sentence.start, sentence.end),
        ]
    )


def _phrase(token: Token) -> Phrase | None:
    if token.pos_ not in _SPEECH or token.dep_ in _WITHIN:
        return None
    whole = trim(token.left_edge, token.right_edge)
    verbal = token.pos_ in ("VERB", "AUX", "ADJ")
    predicate = trim(*clause_of(token)) if verbal else whole
    if whole is None and predicate is None:
        return None
    one, other = whole or predicate, predicate or whole
    assert one is not None and other is not None
    return Phrase(token, _governor(token), one, other)


def _governor(token: Token) -> Token:
    """The word that a phrase hangs on; for one that `and` joins, that of the first."""
    return token.head.head if token.dep_ == "conj" else token.head


def _taken(words: list[Token]) -> dict[int, set[str]]:
    """By the main word of each matter, what words of stance say of it."""
    found: dict[int, set[str]] = {}
    for word in words:
        for one in find_stances(word):
            root = word.doc[one.matter[0].i : one.matter[1].i + 1].root
            found.setdefault(root.i, set()).update((f"taken:{one.stance}", f"taken {one.rule}:{one.stance}"))
    return found


def _signs(phrase: Phrase) -> Iterator[str]:
    token, above = phrase.token, phrase.governor
    yield from (f"dep:{token.dep_}", f"pos:{token.pos_}", f"tag:{token.tag_}", f"lemma:{token.lemma_.casefold()}")
    yield from (f"gpos:{above.pos_}", f"gdep:{above.dep_}", f"glemma:{above.lemma_.casefold()}")
    yield f"dep gpos:{token.dep_} {above.pos_}"
    subject = subject_of(token)
    yield f"subject we:{subject is not None and subject.lower_ in ('we', 'i')}"
    cues = [*_cues("g", above, token.dep_), *_cues("t", token, token.dep_)]
    yield from cues
    beside = {*_beside("g", above), *_beside("t", token)}
    yield from beside
    if "g neg" in beside or "t neg" in beside:
        yield from (f"neg {cue}" for cue in cues)
    for whose, word in (("g", above), ("t", token)):
        told = list(reality_of(word).features())  # `might demand`, `if it accepts`
        yield from (f"{cue} {one}" for cue in cues if cue.startswith(whose) for one in told)


def _cues(whose: str, word: Token, relation: str) -> Iterator[str]:
    kind = KINDS.get(word.pos_)
    for _, stance in load_cues()[kind].get(word.lemma_.casefold(), ()) if kind else ():
        yield f"{whose}cue:{stance}"
        yield f"{whose}cue:{stance} {relation}"


def _beside(whose: str, word: Token) -> Iterator[str]:
    """Helpers, marks, prepositions and adverbs of a word, and how real its clause makes it."""
    for child in word.children:
        if child.lower_ in NEGATIONS or child.lower_ in ("no", "without"):
            yield f"{whose} neg"
        if child.dep_ in ("aux", "mark", "case", "advmod"):
            yield f"{whose} {child.dep_}:{child.lower_}"
    yield from (f"{whose} {one}" for one in reality_of(word).features())


@cache
def load_leanings() -> Weights:
    """What `lexicon/leanings.npz` holds."""
    with files("verbale.reading").joinpath("lexicon/leanings.npz").open("rb") as file, np.load(file) as kept:
        found: dict[str, Any] = {name: kept[name] for name in kept.files}
    places = {str(sign): at for at, sign in enumerate(found["signs"])}
    by_sign, by_meaning, bias = (found[name].astype(np.float32) for name in ("by_sign", "by_meaning", "bias"))
    return Weights(places, by_sign, by_meaning, bias)
