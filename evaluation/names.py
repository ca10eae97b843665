"""Names of persons, organizations and places on IOB2 files (`names.ewt-*.iob2.gz`).

Only every fifth sentence of a file counts (the fifth, the tenth, …): the model learns from the others.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.attribution import f1
from evaluation.models import encoder
from verbale.language import findings
from verbale.language.words import likely_gaps

_KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Exact-span F1 by kind and micro, over the held-out sentences."""
    model = encoder()
    kinds = model.labels["names"].kinds
    held = [one for path in files for number, one in enumerate(_sentences(path)) if number % 5 == 4]
    found = model.encode([(words, likely_gaps(words)) for words, _ in held], batch=32, heads=("names",))
    right, told, marked = Counter[str](), Counter[str](), Counter[str]()
    for (_, gold), windows in zip(held, found, strict=True):
        ours = set(findings.names(windows, model))
        right.update(kind for *_, kind in ours & gold)
        told.update(kind for *_, kind in ours)
        marked.update(kind for *_, kind in gold)
    for table in (right, told, marked):
        table["micro"] = sum(table[kind] for kind in kinds)
    figures = {f"{kind}_f1": f1(right[kind], told[kind], marked[kind]) for kind in (*kinds, "micro")}
    figures["sentences"] = float(len(held))
    return figures


def _sentences(path: Path) -> Iterator[tuple[list[str], set[tuple[int, int, str]]]]:
    words: list[str] = []
    gold: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# "):
                continue
            cells = line.rstrip("\n").split("\t")
            mark = cells[2] if len(cells) > 2 else "O"
            if kind and mark != f"I-{kind}":
                if kind in _KINDS:
                    gold.add((start, len(words), _KINDS[kind]))
                kind = ""
            if mark[0] == "B" or (mark[0] == "I" and not kind):
                start, kind = len(words), mark[2:]
            if len(cells) > 2:
                words.append(cells[1])
            elif words:
                yield words, gold
                words, gold = [], set()
