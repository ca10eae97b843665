"""From a model's scores to labels, spans and trees. Plain numpy, no model in sight.

Shapes: W words of one window; position 0 of a score table that has a root is the window's root.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Scores: TypeAlias = npt.NDArray[np.float32]
Numbers: TypeAlias = npt.NDArray[np.int64]


class Labels:
    """A BIO inventory: `O`, then `B-x`, `I-x` for each kind, with the moves it allows between words."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.kinds = tuple(kinds)
        size = 1 + 2 * len(self.kinds)
        self.start = np.zeros(size, dtype=np.float32)
        self.move = np.zeros((size, size), dtype=np.float32)  # from row to column
        for kind in range(len(self.kinds)):
            begin, inside = 1 + 2 * kind, 2 + 2 * kind
            self.start[inside] = -np.inf
            self.move[:, inside] = -np.inf
            self.move[[begin, inside], inside] = 0

    def begin(self, kind: str) -> int:
        return 1 + 2 * self.kinds.index(kind)


def best_path(scores: Scores, labels: Labels) -> Numbers:
    """The best label sequence that BIO allows. `scores` (W, L) are logits; the answer is (W,).

    The best label of each word alone is nearly always allowed. Viterbi runs only over the stretches where it is not: a
    stretch may be solved alone where its best path begins with no inside label, since every label may stand before it.
    """
    if len(scores) == 0:
        return np.zeros(0, dtype=np.int64)
    path: Numbers = scores.argmax(axis=1).astype(np.int64)
    before = np.concatenate([[0], path[:-1]])
    inside = (path > 0) & (path % 2 == 0)
    starts: list[int] = np.flatnonzero(~inside).tolist()
    done = 0
    for wrong in np.flatnonzero(inside & (before != path) & (before != path - 1)).tolist():
        if wrong < done:
            continue
        at = bisect_right(starts, wrong)
        done = starts[at] if at < len(starts) else len(path)
        while True:
            at -= 1
            first = starts[at] if at >= 0 else 0
            found = _viterbi(scores[first:done], labels, free=first > 0)
            if first == 0 or found[0] == 0 or found[0] % 2:
                break
        path[first:done] = found
    return path


def _viterbi(scores: Scores, labels: Labels, *, free: bool) -> Numbers:
    """The best path over a stretch; where `free`, it may begin inside a span."""
    back = np.zeros(scores.shape, dtype=np.int64)
    best = scores[0] if free else scores[0] + labels.start
    for word in range(1, len(scores)):
        reached = best[:, None] + labels.move
        back[word] = reached.argmax(axis=0)
        best = reached.max(axis=0) + scores[word]
    path = np.zeros(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path


def spans_of(path: Numbers, labels: Labels) -> list[tuple[int, int, str]]:
    """Spans (first word, past the last, kind) of a path that BIO allows."""
    spans: list[tuple[int, int, str]] = []
    for first in np.flatnonzero(path % 2 == 1).tolist():
        inside = int(path[first]) + 1
        end = first + 1
        while end < len(path) and path[end] == inside:
            end += 1
        spans.append((first, end, labels.kinds[inside // 2 - 1]))
    return spans


def _cycle(heads: Numbers) -> list[int]:
    """One cycle among `heads` (position 0 is the root), or nothing."""
    colour = np.zeros(len(heads), dtype=np.int64)
    colour[0] = -1
    for start in range(1, len(heads)):
        at = start
        while colour[at] == 0:
            colour[at] = start
            at = int(heads[at])
        if colour[at] == start:
            cycle = [at]
            while int(heads[cycle[-1]]) != at:
                cycle.append(int(heads[cycle[-1]]))
            return cycle
    return []


def _arborescence(scores: npt.NDArray[np.float64]) -> Numbers:
    """Chu-Liu/Edmonds over `scores[dependent, head]`; the answer's position 0 is meaningless."""
    heads: Numbers = scores.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    kept = scores[inside, heads[inside]]
    into = scores[np.ix_(inside, outside)] - kept[:, None]
    out = scores[np.ix_(outside, inside)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = into.max(axis=0)
    small[:-1, -1] = out.max(axis=1)
    found = _arborescence(small)
    for row, dependent in enumerate(outside.tolist()):
        if row:
            head = int(found[row])
            heads[dependent] = inside[out[row].argmax()] if head == len(outside) else outside[head]
    entry = int(found[-1])
    broken = int(into[:, entry].argmax())
    heads[inside[broken]] = outside[entry]
    return heads


def best_tree(scores: Scores) -> Numbers:
    """The best tree with exactly one word under the root.

    `scores` is (W, W + 1): dependent word by head, column 0 the root. The answer (W,) holds head numbers, 0 the root,
    k the k-th word counted from one.
    """
    size = len(scores)
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    table = np.full((size + 1, size + 1), -np.inf)
    table[1:] = scores
    np.fill_diagonal(table, -np.inf)
    table[0, 0] = 0
    heads = table.argmax(axis=1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return heads[1:].astype(np.int64)
    # Each word as the one root, the likeliest first, until no other can do better: without a root of its own, a word
    # adds at most its best head's score.
    inner = table[1:, 1:].max(axis=1) if size > 1 else np.zeros(1)
    bounds = table[1:, 0] + inner.sum() - inner
    best, best_score = heads, -np.inf
    for root in np.argsort(-bounds).tolist():
        if bounds[root] <= best_score:
            break
        alone = table.copy()
        alone[1:, 0] = -np.inf
        alone[root + 1] = -np.inf
        alone[root + 1, 0] = table[root + 1, 0]
        found = _arborescence(alone)
        score = table[np.arange(1, size + 1), found[1:]].sum()
        if score > best_score:
            best, best_score = found, score
    return best[1:]
