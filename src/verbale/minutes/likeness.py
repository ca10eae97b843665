"""How alike two things of the minutes are: a score with its reasons, added up from named weights.

Comes in: what a comparison noticed, by name. Goes out: a `Likeness`. The weights stand in `likeness.toml`, as log odds;
nothing is weighed that has no name there.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for two being the same, or (below zero) against it; `words` say it plainly."""

    name: str
    weight: float
    words: str


Words = str | Callable[[], str]
_Found = tuple[str, float, Words]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two things are one, between 0 and 1, and why; the reasons are put into words when asked for."""

    score: float
    found: tuple[_Found, ...] = field(default=(), repr=False, compare=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, what weighs most first."""
        ordered = sorted(self.found, key=_weight, reverse=True)
        return tuple(
            Reason(name, weight, words if isinstance(words, str) else words()) for name, weight, words in ordered
        )

    def told(self, most: int = 4) -> str:
        """The weightiest reasons as one line: `same place Geneva; days overlap`."""
        return "; ".join(reason.words for reason in self.reasons[:most])

    def settled(self) -> Likeness:
        """The same with its reasons in words and in order: a plain value, which pickles."""
        return Likeness(self.score, tuple((one.name, one.weight, one.words) for one in self.reasons))

    def rests_on(self, name: str) -> bool:
        """Whether a reason is among its reasons."""
        return any(found[0] == name for found in self.found)

    def also(self, kind: str, name: str, words: Words) -> Likeness:
        """The same with one reason more."""
        tally = Tally(kind)
        for one in self.found:
            tally.found.append(one)
            tally.odds += one[1]
        tally.add(name, words)
        return tally.likeness()


UNLIKE = Likeness(0.0)


class Tally:
    """The reasons of one comparison while it goes on."""

    __slots__ = ("_weights", "found", "odds")

    def __init__(self, kind: str) -> None:
        self._weights = weights(kind)
        self.found: list[_Found] = []
        self.odds = self._weights["bias"]

    def add(self, name: str, words: Words, share: float = 1.0) -> None:
        """One reason; `share` is how far it holds, from 0 to 1. Words that take work to find come as a function."""
        weight = self._weights[name] * share
        self.odds += weight
        self.found.append((name, weight, words))

    def weighs(self, name: str) -> bool:
        """Whether the kind weighs such a reason at all."""
        return name in self._weights

    def likeness(self) -> Likeness:
        return Likeness(round(1 / (1 + math.exp(-self.odds)), 4), tuple(self.found))


def _weight(found: _Found) -> float:
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
