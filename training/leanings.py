"""Which way clauses and phrases lean, from the positions of gold readings.

Comes in: pages with gold readings. Goes out: the weights of `verbale.reading.leanings`, written to its
`lexicon/leanings.npz`; for a page that teaches candidates, weights that have not seen it. The phrase that holds best
the words of a gold position, within its evidence, tells its stance; those that hold them less well teach nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.readings import load_scorer
from verbale.reading import leanings
from verbale.reading.draft import Draft
from verbale.reading.leanings import CLASSES, Phrase, Weights, find_signs, mean_phrase
from verbale.reading.weighing import Vector
from verbale.text import Span

OUT = Path(leanings.__file__).parent / "lexicon" / "leanings.npz"
_PENALTY = 0.1  # inverse
_SIZES = (64, 64, 64, 48)  # main directions of each part of a phrase's meaning
_MEANING = 0.3  # what a direction weighs beside a sign before the penalty
_RARE = 5  # a sign of fewer pages is left out
_STEPS = 150
_SAME = 0.4  # so much in common with the gold's words, and a phrase may tell them
_NEARLY = 0.1  # as much less than the best, and it does too
_EACH = 2  # of the phrases that tell nothing, every so many


@dataclass(frozen=True, slots=True)
class Rows:
    """The phrases of one page: their signs, meanings, and classes by place in `CLASSES`; -1 teaches nothing."""

    signs: list[frozenset[str]]
    meanings: Vector
    classes: list[int]


def find_rows(draft: Draft, gold: Sequence[dict[str, Any]]) -> Rows:
    """What a page teaches."""
    told = list(find_signs(draft))
    classes = [0] * len(told)
    for entry in gold:
        if entry["kind"] == "position":
            _mark(draft, entry, [phrase for phrase, _ in told], classes)
    size = len(_SIZES) * draft.doc.tensor.shape[1]
    meanings = np.array([mean_phrase(draft, phrase) for phrase, _ in told]) if told else np.zeros((0, size))
    return Rows([signs for _, signs in told], meanings.astype(np.float32), classes)


def _mark(draft: Draft, entry: dict[str, Any], phrases: Sequence[Phrase], classes: list[int]) -> None:
    """Give the phrases that tell a gold position its stance."""
    overlap = load_scorer().overlap
    told = [one.get("exact") for one in entry.get("evidence", [])]
    exact = [words for one in told for words in ([one] if isinstance(one, str) else one or [])]
    spans = [Span(at, at + len(words)) for words in exact if (at := draft.text.find(words)) >= 0]
    within = [span for one in spans for span in draft.sentences if span.start < one.end and one.start < span.end]
    shared: list[tuple[float, int]] = []
    for at, phrase in enumerate(phrases):
        if any(span.start <= phrase.token.idx < span.end for span in within):
            words = (draft.text[a.idx : b.idx + len(b)] for a, b in (phrase.whole, phrase.predicate))
            shared.append((max(overlap(entry["what"], one) for one in words), at))
    best = max(shared, default=(0.0, 0))[0]
    stance = entry["stance"] if isinstance(entry["stance"], str) else entry["stance"][0]
    for much, at in shared:
        if best >= _SAME and much >= best - _NEARLY:
            classes[at] = CLASSES.index(stance)
        elif much >= _SAME and classes[at] == 0:
            classes[at] = -1


def fit(pages: Sequence[Rows]) -> Weights:
    """A softmax over the classes; the directions of the meanings are folded back into their own dimensions."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for row in page.signs:
            for sign in row:
                seen[sign].add(number)
    places = {sign: at for at, sign in enumerate(sorted(sign for sign, where in seen.items() if len(where) >= _RARE))}
    meanings = np.concatenate([page.meanings for page in pages])
    classes = np.array([one for page in pages for one in page.classes])
    axes, mean = _axes(meanings[::4]), meanings.mean(axis=0)
    kept = np.flatnonzero((classes > 0) | ((classes == 0) & (np.arange(len(classes)) % _EACH == 0)))
    signs = [row for page in pages for row in page.signs]
    told = [(at, places[sign]) for at, row in enumerate(kept) for sign in signs[row] if sign in places]
    rows, columns = zip(*told, strict=True)
    table = csr_matrix((np.ones(len(told), np.float32), (rows, columns)), shape=(len(kept), len(places)))
    whole = hstack([table, csr_matrix((meanings[kept] - mean) @ axes)]).tocsr()
    model = LogisticRegression(C=_PENALTY, max_iter=_STEPS).fit(whole, classes[kept])
    by_sign, by_axis = model.coef_[:, : len(places)].T, model.coef_[:, len(places) :].T
    by_meaning = axes @ by_axis
    bias = model.intercept_ - mean @ by_meaning + np.log([_EACH] + [1] * (len(CLASSES) - 1))
    return Weights(places, *(one.astype(np.float32) for one in (by_sign, by_meaning, bias)))


def _axes(meanings: Vector) -> Vector:
    """The main directions of each part, each scaled to weigh as much."""
    size = meanings.shape[1] // len(_SIZES)
    axes = np.zeros((meanings.shape[1], sum(_SIZES)), np.float32)
    column = 0
    for part, many in enumerate(_SIZES):
        own = slice(part * size, (part + 1) * size)
        spread, found = np.linalg.eigh(np.cov(meanings[:, own].T))
        axes[own, column : column + many] = found[:, ::-1][:, :many] / np.sqrt(spread[::-1][:many]) * _MEANING
        column += many
    return axes


def write_weights(made: Weights) -> None:
    """Write what `fit` made to `lexicon/leanings.npz`; reading takes it from there at once."""
    half = np.float16
    np.savez_compressed(
        OUT,
        signs=np.array(list(made.places)), by_sign=made.by_sign.astype(half),
        by_meaning=made.by_meaning.astype(half), bias=made.bias.astype(half),
    )  # fmt: skip
    leanings.load_leanings.cache_clear()
