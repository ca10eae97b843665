"""PLOVER roots and conflict quads of the shipped model, actor and recipient given (`events.*.tsv.gz` with gold roots).

YIELD, the older root, stands for CONCEDE and RETREAT. On the training file itself the head has seen every row: the
figures of five folds, where it has not, are made by `python -m training relations`.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.attribution import f1
from evaluation.models import encoder
from verbale.language.acts import QUAD_OF, act_scores
from verbale.language.words import gaps_of, words_of

_MARK = re.compile(r"</?[st]>")
_YIELDS = ("CONCEDE", "RETREAT")
_PENTA = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Macro F1 of root and quad, their accuracy, and how many rows had both parties marked."""
    model = encoder()
    kinds: list[str] = model.config["events"]
    quads = np.array([[QUAD_OF.get(kind) == quad for kind in kinds] for quad in _PENTA.values()], dtype=np.float32)
    rows = [row for path in files for row in _rows(path)]
    roots: list[tuple[str, str]] = []
    told: list[tuple[str, str]] = []
    parsed = [unmarked(row["marked_sentence"]) for row in rows]
    given = [_given(bare) for bare, _ in parsed]
    found = model.encode(given, batch=16, heads=("states",))
    for row, (_, (actor, recipient)), windows in zip(rows, parsed, found, strict=True):
        states = np.vstack([w.scores["states"][1:] for w in windows])
        types, _ = act_scores(model, states, [([(actor, recipient)], (0, len(states)))])
        types[0, kinds.index("NONE")] = -np.inf
        chances = np.exp(types[0] - types[0].max())
        by_root = {kind: float(chance) for kind, chance in zip(kinds, chances, strict=True)}
        by_root["YIELD"] = sum(by_root.pop(kind) for kind in _YIELDS)
        roots.append((row["gold_root"], max(by_root, key=lambda kind: by_root[kind])))
        told.append((_PENTA[row["gold_penta"]], list(_PENTA.values())[int((quads @ chances).argmax())]))
    return {
        "root_macro_f1": macro_f1(*zip(*roots, strict=True)),
        "quad_macro_f1": macro_f1(*zip(*told, strict=True)),
        "root_accuracy": sum(a == b for a, b in roots) / len(roots),
        "quad_accuracy": sum(a == b for a, b in told) / len(told),
        "rows": float(len(rows)),
    }


def macro_f1(gold: Sequence[object], told: Sequence[object]) -> float:
    """The mean F1 of the gold's labels."""
    labels = set(gold)
    return sum(
        f1(
            sum(a == label == b for a, b in zip(gold, told, strict=True)),
            sum(b == label for b in told),
            sum(a == label for a in gold),
        )
        for label in labels
    ) / len(labels)


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in found if "<s>" in row["marked_sentence"] and "<t>" in row["marked_sentence"]]


def _given(text: str) -> tuple[list[str], list[int]]:
    words = words_of(text)
    return [text[w.start : w.end] for w in words], gaps_of(words)


def unmarked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The bare sentence, and the word spans (first, past the last) of actor and recipient in it."""
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
    return bare, spans
