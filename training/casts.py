"""For whom people act, from pages with gold readings.

Comes in: gold readings beside their pages. Goes out: the weights of what speaks for a party that a person acts for
(`verbale.reading.allegiance`); how many are told right by cross-validation over articles is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.readings import load_scorer
from training.fitting import fit, page_of, rounded, weigh
from verbale.reading.allegiance import Side, propose_sides
from verbale.reading.annotation import annotate
from verbale.reading.draft import find_named
from verbale.reading.entries import Person
from verbale.work import article

PENALTY = 1.0
_FOLDS = 8
_AS_GOOD = 0.002  # of two cuts whose F1 is as near, the lower


@dataclass(slots=True)
class Cast:
    """An article's people with the parties that each may act for, and those that the gold gives."""

    sides: list[tuple[Person, list[Side]]]
    gold: dict[str, list[Any]]  #: by name: the parties of each role, as the gold has them


def read_casts(files: Iterable[Path]) -> list[Cast]:
    scorer = load_scorer()
    casts: list[Cast] = []
    for path in files:
        read = article(str(page_of(path)))
        doc = annotate(read.text)
        people, mentions = find_named(read, doc)
        wanted = json.loads(path.read_text("utf-8"))["people"]
        gold: dict[str, list[Any]] = {}
        for person in people:
            same = next((one for one in wanted if scorer.same_name(one["name"], person.name)), None)
            if same is not None and same.get("roles"):  # without a role the gold leaves open for whom
                gold[person.name] = [role["party"] for role in same.get("roles", []) if role.get("party")]
        first = {side.party for sides in propose_sides(doc, people, mentions, {}) for side in sides[1]}
        acting = {
            name: next((p for p in sorted(first) for g in parties if scorer.same_party(g, p)), "")
            for name, parties in gold.items()
        }
        casts.append(Cast(propose_sides(doc, people, mentions, {n: p for n, p in acting.items() if p}), gold))
    return casts


def weigh_casts(casts: Sequence[Cast], penalty: float) -> dict[str, Any]:
    """Weights of what speaks for a party that a person acts for; prints how many are told right by cross-validation."""
    scorer = load_scorer()
    rows: list[frozenset[str]] = []
    right: list[float] = []
    numbers: list[int] = []
    owners: list[tuple[int, str, str]] = []
    for number, one in enumerate(casts):
        for person, sides in one.sides:
            if person.name not in one.gold:
                continue
            for side in sides:
                rows.append(frozenset(side.features))
                right.append(float(any(scorer.same_party(g, side.party) for g in one.gold[person.name])))
                numbers.append(number)
                owners.append((number, person.name, side.party))
    chances = [0.0] * len(rows)
    for fold in range(_FOLDS):
        seen = [i for i, number in enumerate(numbers) if number % _FOLDS != fold]
        table = fit([rows[i] for i in seen], [right[i] for i in seen], penalty, [numbers[i] for i in seen])
        for i, number in enumerate(numbers):
            if number % _FOLDS == fold:
                chances[i] = weigh(table, rows[i])
    best: dict[tuple[int, str], tuple[float, float]] = {}
    for (number, name, _), likely, good in zip(owners, chances, right, strict=True):
        best[number, name] = max(best.get((number, name), (0.0, 0.0)), (likely, good))
    wanted = sum(bool(parties) for one in casts for parties in one.gold.values())
    reach = len({owner[:2] for owner, good in zip(owners, right, strict=True) if good})

    def f1(cut: float) -> tuple[float, float, float]:
        said = [good for likely, good in best.values() if likely >= cut]
        p, r = sum(said) / max(1, len(said)), sum(said) / wanted
        return 2 * p * r / max(1e-9, p + r), p, r

    cuts = [c / 100 for c in range(20, 70, 5)]
    best_f1 = max(f1(cut)[0] for cut in cuts)
    cut = next(cut for cut in cuts if f1(cut)[0] >= best_f1 - _AS_GOOD)
    f, p, r = f1(cut)
    print(
        f"allegiance C={penalty} cut={cut:.2f} cv P={p:.3f} R={r:.3f} F1={f:.3f}",
        f"reach R={reach / wanted:.3f} of {len(rows)}",
    )
    return {**rounded(fit(rows, right, penalty, numbers)), "cut": cut}
