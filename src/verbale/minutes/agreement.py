"""How far reviewers agree, and how much of what was drafted they keep.

Comes in: judgements, as they were made. Goes out: Krippendorff's alpha for nominal decisions, over all and by kind, and
shares of acceptance by kind, rule and publisher, each with its counts and Wilson's interval. It does not say who is
right, and it changes no line.

Alpha after K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and A. F. Hayes and K. Krippendorff,
"Answering the Call for a Standard Reliability Measure for Coding Data" (Communication Methods and Measures 1, 2007);
the interval after E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (JASA 22, 1927).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

Decision = Literal["accepted", "edited", "rejected"]
_NORMAL = 1.959963984540054  # the 97.5th percentile of the normal distribution: an interval that holds 95 of 100


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reviewer decided on one entry in one change, and what kind of line it was and where from."""

    entry: int
    reviewer: str
    decision: Decision
    kind: str
    rule: str
    publisher: str | None
    change: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha over the entries that two or more reviewers decided on. None where there is nothing to disagree about:
    no such entry, or all decisions the same.
    """

    kind: str | None  #: None: all kinds
    alpha: float | None
    entries: int  #: with two decisions or more
    decisions: int  #: on those entries
    reviewers: int
    disputed: tuple[int, ...]  #: entries on which reviewers decided differently


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, and Wilson's interval, which holds the true share in 95 of 100 cases."""

    count: int
    total: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of the drafts of one kind, rule or publisher."""

    name: str | None  #: None: an article without a publisher
    accepted: int
    edited: int
    rejected: int
    as_drafted: Share  #: accepted as they were drafted
    kept: Share  #: accepted as drafted or edited


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the judgements of a dossier tell of its drafts and its reviewers."""

    agreement: Agreement
    agreement_by_kind: tuple[Agreement, ...]
    acceptance: Acceptance
    by_kind: tuple[Acceptance, ...]
    by_rule: tuple[Acceptance, ...]
    by_publisher: tuple[Acceptance, ...]


def count_figures(judgements: Iterable[Judgement]) -> Figures:
    """The figures of a dossier. Of a reviewer's decisions on one entry the last counts."""
    last = _last_decisions(judgements)
    return Figures(
        agreement=_agreement(None, last),
        agreement_by_kind=tuple(
            _agreement(kind, [one for one in last if one.kind == kind]) for kind in sorted({one.kind for one in last})
        ),
        acceptance=_acceptance("all", last),
        by_kind=_accepted_by(lambda one: one.kind, last),
        by_rule=_accepted_by(lambda one: one.rule, last),
        by_publisher=_accepted_by(lambda one: one.publisher, last),
    )


def nominal_alpha(units: Iterable[Mapping[str, Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values: `units` hold each observer's value; who is missing is left out.

    1 is perfect agreement, 0 what chance would give, below 0 worse than chance. None where alpha is not defined: no
    unit with two values, or one value throughout.
    """
    rated = [list(unit.values()) for unit in units if len(unit) > 1]
    names = {value: at for at, value in enumerate(dict.fromkeys(value for unit in rated for value in unit))}
    if len(names) < 2:
        return None
    counts = np.zeros((len(rated), len(names)))
    for row, unit in enumerate(rated):
        for value in unit:
            counts[row, names[value]] += 1
    sizes = counts.sum(axis=1)
    # The matrix of coincidences' diagonal and margins: each unit's pairs, weighted by the values that it has.
    agreed = (counts * (counts - 1) / (sizes - 1)[:, None]).sum()
    margins = counts.sum(axis=0)
    total = sizes.sum()
    by_chance = (margins * (margins - 1)).sum() / (total - 1)
    return float(1 - (total - agreed) / (total - by_chance))


def wilson_share(count: int, total: int) -> Share:
    """A share with Wilson's interval; of nothing it is 0, and may be anything."""
    if total == 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    share, square = count / total, _NORMAL**2
    middle = share + square / (2 * total)
    reach = _NORMAL * sqrt(share * (1 - share) / total + square / (4 * total**2))
    scale = 1 + square / total
    low = 0.0 if count == 0 else (middle - reach) / scale
    high = 1.0 if count == total else (middle + reach) / scale
    return Share(count, total, share, low, high)


def _last_decisions(judgements: Iterable[Judgement]) -> list[Judgement]:
    last: dict[tuple[int, str], Judgement] = {}
    for one in sorted(judgements, key=lambda one: one.change):
        last[one.entry, one.reviewer] = one
    return list(last.values())


def _agreement(kind: str | None, judgements: Iterable[Judgement]) -> Agreement:
    units: dict[int, dict[str, str]] = defaultdict(dict)
    for one in judgements:
        units[one.entry][one.reviewer] = one.decision
    rated = {entry: unit for entry, unit in units.items() if len(unit) > 1}
    return Agreement(
        kind=kind,
        alpha=nominal_alpha(rated.values()),
        entries=len(rated),
        decisions=sum(map(len, rated.values())),
        reviewers=len({reviewer for unit in rated.values() for reviewer in unit}),
        disputed=tuple(sorted(entry for entry, unit in rated.items() if len(set(unit.values())) > 1)),
    )


def _accepted_by(name_of: Callable[[Judgement], str | None], judgements: Iterable[Judgement]) -> tuple[Acceptance, ...]:
    """The shares of each name, the most decided first."""
    groups: dict[str | None, list[Judgement]] = defaultdict(list)
    for one in judgements:
        groups[name_of(one)].append(one)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0] or ""))
    return tuple(_acceptance(name, group) for name, group in ordered)


def _acceptance(name: str | None, judgements: Iterable[Judgement]) -> Acceptance:
    counts = Counter(one.decision for one in judgements)
    total = counts.total()
    accepted, edited = counts["accepted"], counts["edited"]
    return Acceptance(
        name,
        accepted,
        edited,
        counts["rejected"],
        as_drafted=wilson_share(accepted, total),
        kept=wilson_share(accepted + edited, total),
    )
