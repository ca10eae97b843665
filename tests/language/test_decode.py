"""Decoding: the best allowed labels and the best tree, checked against trying everything."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from verbale.language.decode import Labels, best_path, best_tree, spans_of

LABELS = Labels(("source", "cue"))


def _allowed(path: tuple[int, ...]) -> bool:
    return all(now % 2 or now == 0 or before in (now - 1, now) for before, now in zip((0, *path), path, strict=False))


@pytest.mark.parametrize("seed", range(60))
def test_no_allowed_labelling_scores_better(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(6, 5)).astype(np.float32)
    scores[:, 2::2] += seed % 3  # inside labels, which are rarely allowed, made likely
    every = [path for path in product(range(5), repeat=6) if _allowed(path)]
    best = max(every, key=lambda path: sum(scores[word, label] for word, label in enumerate(path)))
    assert tuple(best_path(scores, LABELS).tolist()) == best


def test_spans_run_to_the_next_beginning() -> None:
    path = np.array([1, 2, 1, 0, 3, 4, 4])
    assert spans_of(path, LABELS) == [(0, 2, "source"), (2, 3, "source"), (4, 7, "cue")]


def test_nothing_has_no_labels_and_no_tree() -> None:
    assert len(best_path(np.zeros((0, 5), dtype=np.float32), LABELS)) == 0
    assert len(best_tree(np.zeros((0, 1), dtype=np.float32))) == 0


def _is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_no_tree_with_one_root_scores_better(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    every = [heads for heads in product(range(size + 1), repeat=size) if _is_tree(heads)]
    best = max(every, key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)))
    found = tuple(best_tree(scores).tolist())
    assert _is_tree(found)
    assert found == best


def test_a_long_sentence_is_decoded_too() -> None:
    scores = np.random.default_rng(1).normal(size=(400, 401)).astype(np.float32)
    assert _is_tree(tuple(best_tree(scores).tolist()))


def test_even_scores_give_a_tree() -> None:
    assert _is_tree(tuple(best_tree(np.zeros((6, 7), dtype=np.float32)).tolist()))
