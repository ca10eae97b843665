"""A logistic regression over features that are words, and the main directions of vectors beside them.

Comes in: rows of features, what is right, and the page of each. Goes out: weights by feature, a bias, and a vector.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

_MEANING = 0.5  # what a direction weighs beside a feature before the penalty
_RARE = 3  # a feature of fewer pages is left out


def page_of(gold: Path) -> Path:
    """The page that a gold reading is of."""
    return next(iter(sorted((gold.parent.parent / "pages").glob(f"{gold.stem}.*"))))


def fit(
    rows: Sequence[frozenset[str]],
    right: Sequence[float],
    penalty: float,
    pages: Sequence[int],
    meanings: Sequence[Any] = (),
    size: int = 0,
    worth: Sequence[float] | None = None,
) -> dict[str, Any]:
    """Weights by feature, the bias, and, over `size` main directions of the meanings, the weights of the vectors.

    `worth` is what each row counts.
    """
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, set[int]] = defaultdict(set)
    for row, page in zip(rows, pages, strict=True):
        for feature in row:
            seen[feature].add(page)
    names = sorted(feature for feature, where in seen.items() if len(where) >= _RARE)
    at = {feature: i for i, feature in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        table[i, [at[feature] for feature in row if feature in at]] = 1
    mean = axes = None
    if size:
        vectors = np.array(meanings)
        mean = vectors.mean(axis=0)
        _, spread, found = np.linalg.svd(vectors - mean, full_matrices=False)
        axes = found[:size].T / (spread[:size] / np.sqrt(len(vectors))) * _MEANING
        table = np.hstack([table, (vectors - mean) @ axes])
    model = LogisticRegression(C=penalty, max_iter=3000).fit(table, np.array(right), sample_weight=worth)
    made = {
        "bias": float(model.intercept_[0]),
        "weights": {n: float(w) for n, w in zip(names, model.coef_[0], strict=False)},
    }
    if axes is not None:
        made["meaning"] = axes @ model.coef_[0][len(names) :]
        made["bias"] -= float(mean @ made["meaning"])
    return made


def weigh(table: dict[str, Any], row: frozenset[str], meaning: Any = None) -> float:
    score = table["bias"] + sum(table["weights"].get(feature, 0.0) for feature in row)
    if meaning is not None and "meaning" in table:
        score += float(table["meaning"] @ meaning)
    return float(1 / (1 + np.exp(-score)))


def rounded(table: dict[str, Any]) -> dict[str, Any]:
    weights = {name: round(weight, 3) for name, weight in table["weights"].items() if abs(weight) >= 0.01}
    return {"bias": round(table["bias"], 3), "weights": weights}
