"""What speaks for and against a candidate entry, weighed: the chance that a careful reader would write it down.

Comes in: the features of a candidate, as words ("verb:sign", "modal"), and the vectors of its words and its sentence.
Goes out: a chance from 0 to 1 and whether it is enough. A logistic regression for each kind of entry; its weights
stand in `lexicon/weights.json`, where each can be read and questioned, and those of the vectors in
`lexicon/meanings.npz`. Both are made by `python -m training.weights` from pages with gold readings.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from verbale.reading.entries import Entry

Vector: TypeAlias = npt.NDArray[np.float32]
AnEntry = TypeVar("AnEntry", bound=Entry)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[AnEntry]):
    """An entry that may be one, and what there is to say for and against it."""

    entry: AnEntry
    features: frozenset[str]
    meaning: Vector | None = None  #: the model's states or vectors of its words, then its sentence


def chance(kind: str, features: Iterable[str], meaning: Vector | None = None) -> float:
    """The chance that a candidate of a kind is right."""
    return 1 / (1 + exp(-score_of(kind, features, meaning)))


def score_of(kind: str, features: Iterable[str], meaning: Vector | None = None) -> float:
    """What speaks for a candidate less what speaks against it, in logits. A feature without a weight says nothing."""
    table = _weights()[kind]
    weights = table["weights"]
    score = table["bias"] + sum(weights.get(feature, 0.0) for feature in features)
    if meaning is not None and kind in _meanings():
        score += float(_meanings()[kind] @ meaning)
    return score


def cut_of(kind: str) -> float:
    """The score in logits from which a candidate of a kind is likely enough."""
    cut = float(_weights()[kind]["cut"])
    return log(cut / (1 - cut))


def reasons(kind: str, features: Iterable[str]) -> list[tuple[str, float]]:
    """The features of a candidate with their weights, those that counted most first."""
    weights: dict[str, float] = _weights()[kind]["weights"]
    counted = [(feature, weights[feature]) for feature in features if feature in weights]
    return sorted(counted, key=lambda one: (-abs(one[1]), one[0]))


def choose(
    kind: str, candidates: Sequence[Candidate[AnEntry]], same: Callable[[AnEntry, AnEntry], bool]
) -> tuple[Candidate[AnEntry], ...]:
    """The candidates that are likely enough, in their order, each with its chance; of those that are the `same` the
    likeliest.
    """
    cut = float(_weights()[kind]["cut"])
    weighed = [(chance(kind, one.features, one.meaning), at, one) for at, one in enumerate(candidates)]
    kept: list[tuple[int, Candidate[AnEntry]]] = []
    for likely, at, one in sorted(weighed, key=lambda each: (-each[0], each[1])):
        if likely >= cut and not any(same(one.entry, other.entry) for _, other in kept):
            kept.append((at, replace(one, entry=replace(one.entry, confidence=round(likely, 2)))))
    return tuple(one for _, one in sorted(kept, key=lambda each: each[0]))


@cache
def _meanings() -> dict[str, Vector]:
    with files("verbale.reading").joinpath("lexicon/meanings.npz").open("rb") as file, np.load(file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


@cache
def _weights() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("verbale.reading").joinpath("lexicon/weights.json").read_text("utf-8"))
    return found


def forget() -> None:
    """Read the weights anew when they are asked for next: they have been fitted again."""
    _weights.cache_clear()
    _meanings.cache_clear()
