"""Trees on CoNLL-U files: UPOS, UAS and LAS on gold words and sentences, and the F1 of sentence starts on gold words.

Every word counts, punctuation too, and relations with their subtypes, as in the CoNLL 2018 shared task's LAS.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.attribution import f1
from evaluation.models import encoder
from verbale.language import findings

_CONTEXT = 126  # pieces a window: as the trees were learnt, several sentences together
_BATCH = 16  # documents a batch
_Row = tuple[str, str, int, str]  # word, UPOS, head, relation


def measure(files: Sequence[Path]) -> dict[str, float]:
    """UPOS accuracy, UAS, LAS (with and without subtypes) and `starts_f1`."""
    model = encoder()
    documents = [one for path in files for one in _documents(path)]
    total = tags = arcs = labelled = plain = 0
    right = told = marked = 0
    for at in range(0, len(documents), _BATCH):
        group = documents[at : at + _BATCH]
        given = [([r[0] for s in d for r in s], [int(k == 0) for s in d for k in range(len(s))]) for d in group]
        heads = ("head", "below", "above", "tags", "starts")
        found = model.encode(given, limit=_CONTEXT, heads=heads)
        for document, (_, starts), windows in zip(group, given, found, strict=True):
            rows = [row for sentence in document for row in sentence]
            for tree in findings.trees(windows, model, starts=[bool(s) for s in starts]):
                for place, (head, relation, tag) in enumerate(zip(tree.heads, tree.relations, tree.tags, strict=True)):
                    _, gold_tag, gold_head, gold_relation = rows[tree.first + place]
                    total += 1
                    tags += tag == gold_tag
                    arcs += head == gold_head
                    labelled += head == gold_head and relation == gold_relation
                    plain += head == gold_head and relation.split(":")[0] == gold_relation.split(":")[0]
            free = {w.first + k for w in windows for k in range(w.last - w.first) if _begins(w, k)}
            gold = {k for k, one in enumerate(starts) if one}
            right, told, marked = right + len(free & gold), told + len(free), marked + len(gold)
    return {
        "upos": tags / total,
        "uas": arcs / total,
        "las": labelled / total,
        "las_plain": plain / total,
        "starts_f1": f1(right, told, marked),
        "words": float(total),
    }


def _begins(window: findings.Window, word: int) -> bool:
    score = window.scores["starts"][word]
    return bool(score[1] > score[0])


def _documents(path: Path) -> Iterator[list[list[_Row]]]:
    document: list[list[_Row]] = []
    rows: list[_Row] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# newdoc id") and document:
                yield document
                document = []
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit() and len(cells) == 10:
                rows.append((cells[1], cells[3], int(cells[6]), cells[7]))
            elif not line.strip() and rows:
                document.append(rows)
                rows = []
    if document:
        yield document
