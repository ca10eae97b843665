"""PLOVER roots and conflict quads, actor and recipient given (`events.plv.train.tsv.gz`), five-fold.

The model has no relation head yet: each fold fits a softmax regression on frozen states, so the figures say what the
shared encoder already knows. A sentence told twice falls into one fold.
"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.attribution import f1
from evaluation.models import encoder
from verbale.language.encoder import Encoder
from verbale.language.words import words_of

_FOLDS = 5
_MARK = re.compile(r"</?[st]>")
_Array = npt.NDArray[np.float32]


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Macro F1 of the PLOVER root and of the quad over five folds, and how many rows had both parties marked."""
    rows = [row for path in files for row in _rows(path)]
    features = _features(encoder(), [row["marked_sentence"] for row in rows])
    folds = np.array([zlib.crc32(row["sentence"].encode()) % _FOLDS for row in rows])
    figures = {
        "root_macro_f1": _macro(features, [row["gold_root"] for row in rows], folds),
        "quad_macro_f1": _macro(features, [row["gold_penta"] for row in rows], folds),
    }
    return figures | {"rows": float(len(rows))}


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in found if "<s>" in row["marked_sentence"] and "<t>" in row["marked_sentence"]]


def _features(model: Encoder, sentences: Sequence[str]) -> _Array:
    """A row a sentence: means over actor, recipient, the words between, all words; and their greatest values."""
    parsed = [_unmarked(sentence) for sentence in sentences]
    found = model.encode([(words, [0] * len(words)) for words, _ in parsed], batch=32, heads=("states",))
    rows: list[_Array] = []
    for (words, spans), windows in zip(parsed, found, strict=True):
        states = np.vstack([w.scores["states"][1:] for w in windows])
        actor, recipient = (states[a : max(b, a + 1)].mean(axis=0) for a, b in spans)
        first, last = min(b for _, b in spans), max(a for a, _ in spans)
        between = states[first:last] if first < last else states
        rows.append(np.concatenate([actor, recipient, between.mean(axis=0), states.mean(axis=0), states.max(axis=0)]))
        assert len(states) == len(words)
    table = np.stack(rows)
    return (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-6)


def _unmarked(sentence: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words of the bare sentence, and the word spans of actor and recipient."""
    bare, at, places = "", 0, dict[str, int]()
    for mark in _MARK.finditer(sentence):
        bare += sentence[at : mark.start()]
        places.setdefault(mark.group(), len(bare))
        at = mark.end()
    bare += sentence[at:]
    words = words_of(bare)
    spans: list[tuple[int, int]] = []
    for opening, closing in (("<s>", "</s>"), ("<t>", "</t>")):
        start, end = places[opening], places.get(closing, len(bare))
        inside = [k for k, word in enumerate(words) if word.end > start and word.start < end]
        spans.append((inside[0], inside[-1] + 1) if inside else (0, 1))
    return [bare[w.start : w.end] for w in words], spans


def _macro(features: _Array, labels: Sequence[str], folds: npt.NDArray[np.int64]) -> float:
    kinds = sorted(set(labels))
    gold = np.array([kinds.index(label) for label in labels])
    told = np.zeros_like(gold)
    for fold in range(_FOLDS):
        weights = _fitted(features[folds != fold], gold[folds != fold], len(kinds))
        told[folds == fold] = (_with_one(features[folds == fold]) @ weights).argmax(axis=1)
    return float(
        np.mean([f1(int(((told == k) & (gold == k)).sum()), int((told == k).sum()), int((gold == k).sum()))
                 for k in range(len(kinds))])
    )  # fmt: skip


def _fitted(features: _Array, gold: npt.NDArray[np.int64], kinds: int) -> _Array:
    """Softmax regression, 300 steps of Nesterov's gradient descent with a ridge of 0.01."""
    given, aim = _with_one(features), np.eye(kinds, dtype=np.float32)[gold]
    weights = np.zeros((given.shape[1], kinds), dtype=np.float32)
    speed = np.zeros_like(weights)
    rate = 2 * len(given) / float((given**2).sum(axis=1).mean() * len(given))
    for _ in range(300):
        ahead = weights + 0.9 * speed
        scores = given @ ahead
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = given.T @ (chances - aim) / len(given) + 0.01 * ahead
        speed = 0.9 * speed - rate * slope
        weights = weights + speed
    return weights


def _with_one(features: _Array) -> _Array:
    return np.hstack([features, np.ones((len(features), 1), dtype=np.float32)])
