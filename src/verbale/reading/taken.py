"""A stance that a word of the tree tells, and the word lists that all who look for stances share.

Comes in: nothing but the lexicon. Goes out: `Taken`s, cues by part of speech and lemma, and a few words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from verbale.reading.entries import Stance
from verbale.reading.tree import Token
from verbale.reading.words import load_table

NEGATIONS = frozenset("not n't n’t never no neither nor hardly cannot".split())
PRONOUNS = frozenset("it this that these those them him her they one which".split())
#: The rule of a stance on what was told right before it; its matter is the word of stance itself.
ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Taken:
    stance: Stance
    holder: Token | None
    matter: tuple[Token, Token]
    rule: str
    features: frozenset[str]


@cache
def load_cues() -> dict[str, dict[str, tuple[tuple[str | None, str], ...]]]:
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
