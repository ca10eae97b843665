"""Whether confidence keeps its promise: of the lines given 0.8, four in five are right.

Comes in: gold readings whose pages the weights of `verbale.reading.weighing` were not fitted on (for those they were
fitted on, `python -m training.weights` prints the same by cross-validation). A line is right when the gold's scorer
matches it, each line of the gold once; a line that the gold calls optional counts as right. Goes out: the expected
calibration error over ten bins (Guo et al. 2017, "On calibration of modern neural networks"), for all lines and for
each kind, and for each bin the mean confidence, the share that was right, and how many lines it holds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from evaluation.readings import KINDS, load_scorer, read_pages

_BINS = 10


def measure(files: Sequence[Path]) -> dict[str, float]:
    """`ece`, `ece_KIND`, and the table as `bin_N_confidence`, `bin_N_right`, `bin_N_lines`."""
    scorer = load_scorer()
    given: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    for path, reading in read_pages(files):
        gold = json.loads(path.read_text("utf-8"))["entries"]
        for kind in KINDS:
            wanted = [entry for entry in gold if entry["kind"] == kind]
            entries = [entry for entry in reading["entries"] if entry["kind"] == kind]
            hits = {at for _, at in scorer.best_pairs(wanted, entries)}
            given[kind] += [(entry["confidence"], at in hits) for at, entry in enumerate(entries)]
    lines = [line for kind in KINDS for line in given[kind]]
    figures = {"ece": expected_error(lines)}
    figures |= {f"ece_{kind}": expected_error(given[kind]) for kind in KINDS if given[kind]}
    for number, confidence, right, count in table(lines):
        figures |= {f"bin_{number}_confidence": confidence, f"bin_{number}_right": right, f"bin_{number}_lines": count}
    return figures


def table(lines: Sequence[tuple[float, bool]]) -> list[tuple[int, float, float, int]]:
    """For each bin that holds a line: its number, mean confidence, share right, and count."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in lines:
        bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right))
    return [
        (number, sum(c for c, _ in held) / len(held), sum(r for _, r in held) / len(held), len(held))
        for number, held in sorted(bins.items())
    ]


def expected_error(lines: Sequence[tuple[float, bool]]) -> float:
    """The mean distance of confidence and share right over the bins, each weighed by its lines."""
    return sum(abs(c - r) * count for _, c, r, count in table(lines)) / max(1, len(lines))
