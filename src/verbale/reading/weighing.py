"""What speaks for and against a candidate entry, weighed: the chance that a careful reader would write it down.

Comes in: the features of a candidate, as words ("verb:sign", "modal"). Goes out: a chance from 0 to 1 and whether it is
enough. A logistic regression for each kind of entry; its weights stand in `lexicon/weights.json`, made by
`python -m training.weights` from pages with gold readings, so that each can be read and questioned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any, Generic, TypeVar

from verbale.reading.entries import Entry

AnEntry = TypeVar("AnEntry", bound=Entry)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[AnEntry]):
    """An entry that may be one, and what there is to say for and against it."""

    entry: AnEntry
    features: frozenset[str]


def chance(kind: str, features: Iterable[str]) -> float:
    """The chance that a candidate of a kind is right. A feature without a weight says nothing."""
    table = _weights()[kind]
    weights = table["weights"]
    return 1 / (1 + exp(-(table["bias"] + sum(weights.get(feature, 0.0) for feature in features))))


def choose(
    kind: str, candidates: Sequence[Candidate[AnEntry]], same: Callable[[AnEntry, AnEntry], bool]
) -> tuple[AnEntry, ...]:
    """The candidates that are likely enough, in their order, each with its chance; of those that are the `same` the likeliest."""
    cut = float(_weights()[kind]["cut"])
    weighed = [(chance(kind, one.features), at, one.entry) for at, one in enumerate(candidates)]
    kept: list[tuple[int, AnEntry]] = []
    for likely, at, entry in sorted(weighed, key=lambda one: (-one[0], one[1])):
        if likely >= cut and not any(same(entry, other) for _, other in kept):
            kept.append((at, replace(entry, confidence=round(likely, 2))))
    return tuple(entry for _, entry in sorted(kept, key=lambda one: one[0]))


@cache
def _weights() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("verbale.reading").joinpath("lexicon/weights.json").read_text("utf-8"))
    return found
