"""What words are about by what they mean: the chance of each default issue, learned from short matters written for it.

Comes in: a vector of the language model, or plain words. Goes out: log chances, one for each of `Topics.issues`. Two
softmax regressions, one over the vector's direction, one over the stems of the words; their weights stand in
`lexicon/topics.npz`, made by `python -m training.issues` from `training/topics.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale.reading.weighing import Vector

_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_ENDING = re.compile(r"'s$|(?<=[a-z]{3})(?:s|es|ed|ing|ation|ions?)$")


@dataclass(frozen=True, slots=True)
class Topics:
    """`by_meaning` (issues, 384) and `by_word` (issues, stems) are weights, each with a bias; `rarity` is a stem's."""

    issues: tuple[str, ...]
    by_meaning: Vector
    meaning_bias: Vector
    by_word: Vector
    word_bias: Vector
    rarity: Vector
    places: dict[str, int]  #: of the stems among the weights

    def of_meaning(self, vector: Vector) -> Vector:
        """Log chances by a vector (384,); the same for every issue where it is zeros."""
        size = float(np.linalg.norm(vector))
        if not size:
            return _log_chances(np.zeros(len(self.issues), np.float32))
        return _log_chances(self.by_meaning @ (vector / size) + self.meaning_bias)

    def of_words(self, words: str) -> Vector:
        """Log chances by the words themselves; those of an empty text where none is known."""
        counts: dict[int, int] = {}
        for stem in stems(words):
            place = self.places.get(stem)
            if place is not None:
                counts[place] = counts.get(place, 0) + 1
        if not counts:
            return _log_chances(self.word_bias)
        at = np.array(list(counts))
        told: Vector = (1 + np.log(np.array(list(counts.values()), np.float32))) * self.rarity[at]
        return _log_chances(self.by_word[:, at] @ (told / np.linalg.norm(told)) + self.word_bias)


def stems(words: str) -> Iterator[str]:
    """The words of a text in small letters, without their commonest endings."""
    yield from map(_stem, _WORD.findall(words.casefold().replace("’", "'")))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _log_chances(scores: npt.NDArray[np.floating[Any]]) -> Vector:
    above = (scores - scores.max()).astype(np.float32)
    return above - np.log(np.exp(above).sum())


@cache
def load_topics() -> Topics:
    """What `lexicon/topics.npz` holds."""
    with files("verbale.reading").joinpath("lexicon/topics.npz").open("rb") as file, np.load(file) as kept:
        found: dict[str, Any] = {name: kept[name] for name in kept.files}
    vectors = {
        name: found[name].astype(np.float32)
        for name in ("by_meaning", "meaning_bias", "by_word", "word_bias", "rarity")
    }
    places = {str(stem): at for at, stem in enumerate(found["stems"])}
    return Topics(tuple(str(issue) for issue in found["issues"]), **vectors, places=places)
