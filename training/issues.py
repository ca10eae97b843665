"""What tells the issue of a line of the minutes: what short matters mean, and the weights of what speaks for each.

    python -m training.issues

`fit_topics` learns from `topics.toml` alone and writes `lexicon/topics.npz`, which the command does. `training.weights`
calls `fit_issues` for the logistic regression over an article's features, written to `lexicon/issue_weights.json`.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from verbale.reading import topics
from verbale.reading.annotation import annotate, vector
from verbale.reading.draft import Draft
from verbale.reading.issues import load_weights
from verbale.text import Span

MATTERS = Path(__file__).with_name("topics.toml")
OUT = Path(topics.__file__).parent / "lexicon" / "topics.npz"
WEIGHTS = OUT.with_name("issue_weights.json")
_MEANING_PENALTY, _WORD_PENALTY = 3, 10  # inverse: what cross-validation over the matters and the pages preferred
PENALTY = 0.3
_NUMBER = 0.3  # what a log chance weighs beside a feature before the penalty
_FOLDS = 8
_LEAST = 0.01  # a weight so small is left out


@dataclass(frozen=True, slots=True)
class Row:
    """One issue for the words of one line of a gold reading."""

    page: int
    line: int
    kind: str
    issue: str
    features: dict[str, float]
    right: bool


def read_matters() -> list[tuple[str, str]]:
    """Issue and words of each matter of `topics.toml`."""
    table: dict[str, str] = tomllib.loads(MATTERS.read_text("utf-8"))
    return [(issue, line) for issue, lines in table.items() for line in lines.strip().splitlines()]


def fit_topics() -> None:
    """Learn what the matters mean and write it to `lexicon/topics.npz`."""
    from sklearn.linear_model import LogisticRegression

    matters = read_matters()
    right = np.array([issue for issue, _ in matters])
    read = [annotate(words) for _, words in matters]
    vectors = np.array([vector(doc, 0, len(doc)) for doc in read])
    meant = LogisticRegression(C=_MEANING_PENALTY, max_iter=3000).fit(
        vectors / np.linalg.norm(vectors, axis=1, keepdims=True), right
    )
    told = [sorted(set(topics.stems(words))) for _, words in matters]
    names = sorted({stem for one in told for stem in one})
    places = {stem: at for at, stem in enumerate(names)}
    counts = np.zeros((len(matters), len(names)))
    for row, one in enumerate(told):
        counts[row, [places[stem] for stem in one]] = 1
    rarity = np.log((1 + len(matters)) / (1 + counts.sum(axis=0))) + 1
    weighed = counts * rarity
    worded = LogisticRegression(C=_WORD_PENALTY, max_iter=3000).fit(
        weighed / np.linalg.norm(weighed, axis=1, keepdims=True), right
    )
    half = np.float16
    np.savez_compressed(
        OUT,
        issues=np.array(meant.classes_), stems=np.array(names), rarity=rarity.astype(half),
        by_meaning=meant.coef_.astype(half), meaning_bias=meant.intercept_.astype(half),
        by_word=worded.coef_.astype(half), word_bias=worded.intercept_.astype(half),
    )  # fmt: skip
    topics.load_topics.cache_clear()


def find_rows(pages: Iterable[tuple[Draft, Sequence[dict[str, Any]]]]) -> list[Row]:
    """For the words of each position and statement of the gold, every issue: its features, and whether it is meant."""
    rows: list[Row] = []
    line = 0
    for page, (draft, gold) in enumerate(pages):
        for entry in gold:
            meant = entry.get("issue") or entry.get("issues")
            words = entry.get("what") or entry.get("content")
            if entry["kind"] not in ("position", "statement") or not meant or not words:
                continue
            told = next((each for each in ([words] if isinstance(words, str) else words) if each in draft.text), None)
            if told is None:
                continue
            span = Span(draft.text.find(told), draft.text.find(told) + len(told))
            accepted = [meant] if isinstance(meant, str) else meant
            for issue, features in draft.about.features(span, draft.place_of(span)).items():
                rows.append(Row(page, line, entry["kind"], issue, features, issue in accepted))
            line += 1
    return rows


def fit_issues(rows: Sequence[Row]) -> dict[str, Any]:
    """The bias, and the weights by feature."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({name for row in rows for name in row.features})
    at = {name: i for i, name in enumerate(names)}
    scale = np.array([_NUMBER if name.endswith(("meant", "worded")) else 1.0 for name in names])
    table = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.features.items():
            table[i, at[name]] = value
    model = LogisticRegression(C=PENALTY, max_iter=3000).fit(table * scale, [row.right for row in rows])
    weights = model.coef_[0] * scale
    return {"bias": float(model.intercept_[0]), "weights": {n: float(w) for n, w in zip(names, weights, strict=True)}}


def told_right(rows: Sequence[Row], scores: Sequence[float]) -> str:
    """For each kind of line, of how many the likeliest issue is one that the gold accepts."""
    best: dict[int, tuple[float, Row]] = {}
    for row, score in zip(rows, scores, strict=True):
        if row.line not in best or score > best[row.line][0]:
            best[row.line] = (score, row)
    found: list[str] = []
    for kind in ("position", "statement"):
        of_kind = [row.right for _, row in best.values() if row.kind == kind]
        found.append(f"{kind} {sum(of_kind)}/{len(of_kind)}={sum(of_kind) / max(1, len(of_kind)):.3f}")
    return " ".join(found)


def write_weights(made: dict[str, Any]) -> None:
    """Write what `fit_issues` made to `lexicon/issue_weights.json`; reading takes it from there at once."""
    weights = {name: round(weight, 3) for name, weight in made["weights"].items() if abs(weight) >= _LEAST}
    told = {"bias": round(made["bias"], 3), "weights": weights}
    WEIGHTS.write_text(json.dumps(told, indent=0, sort_keys=True) + "\n", "utf-8")
    load_weights.cache_clear()


def score_rows(made: dict[str, Any], rows: Sequence[Row]) -> list[float]:
    """What speaks for each row, in logits, by weights of `fit_issues`."""
    weights = made["weights"]
    return [made["bias"] + sum(weights.get(n, 0.0) * v for n, v in row.features.items()) for row in rows]


def cross_issues(rows: Sequence[Row], more: Sequence[Row] = ()) -> list[float]:
    """What speaks for each row by weights that have not seen its page; `more` teach each fold."""
    scores = [math.nan] * len(rows)
    for fold in range(_FOLDS):
        made = fit_issues([*(row for row in rows if row.page % _FOLDS != fold), *more])
        seen = [i for i, row in enumerate(rows) if row.page % _FOLDS == fold]
        for i, score in zip(seen, score_rows(made, [rows[i] for i in seen]), strict=True):
            scores[i] = score
    return scores


if __name__ == "__main__":
    fit_topics()
