"""How alike two things of the minutes are: a score with its reasons, added up from named weights.

Comes in: what a comparison noticed, by name. Goes out: a `Likeness`. The weights stand in `likeness.toml`, as log odds;
nothing is weighed that has no name there.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for two being the same, or (below zero) against it; `words` say it plainly."""

    name: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two things are one, between 0 and 1, and why, what weighs most first."""

    score: float
    reasons: tuple[Reason, ...] = ()

    def told(self, most: int = 4) -> str:
        """The weightiest reasons as one line: `same place Geneva; days overlap`."""
        return "; ".join(reason.words for reason in self.reasons[:most])

    def also(self, kind: str, name: str, words: str) -> Likeness:
        """The same with one reason more."""
        tally = Tally(kind)
        tally.found = [(one.name, one.weight, one.words) for one in self.reasons]
        tally.add(name, words)
        return tally.likeness()


UNLIKE = Likeness(0.0)


class Tally:
    """The reasons of one comparison while it goes on."""

    __slots__ = ("_weights", "found")

    def __init__(self, kind: str) -> None:
        self._weights = weights(kind)
        self.found: list[tuple[str, float, str]] = []

    def add(self, name: str, words: str, share: float = 1.0) -> None:
        """One reason; `share` is how far it holds, from 0 to 1."""
        self.found.append((name, self._weights[name] * share, words))

    def weighs(self, name: str) -> bool:
        """Whether the kind weighs such a reason at all."""
        return name in self._weights

    def likeness(self) -> Likeness:
        odds = self._weights["bias"] + sum(weight for _, weight, _ in self.found)
        ordered = sorted(self.found, key=_weight, reverse=True)
        return Likeness(round(1 / (1 + math.exp(-odds)), 4), tuple(Reason(*one) for one in ordered))


def _weight(found: tuple[str, float, str]) -> float:
    return abs(found[1])


@cache
def likeness_table() -> dict[str, Any]:
    """`likeness.toml`: weights by kind, thresholds, words that tell nothing."""
    return tomllib.loads(files("verbale.minutes").joinpath("likeness.toml").read_text("utf-8"))


@cache
def weights(kind: str) -> dict[str, float]:
    """The weights of a kind, by reason."""
    return likeness_table()[kind]


def join_threshold() -> float:
    """The score from which filing joins of its own accord."""
    return likeness_table()["thresholds"]["join"]


def propose_threshold() -> float:
    """The score from which a pair is shown to a person."""
    return likeness_table()["thresholds"]["propose"]
