"""Attributions on stories with every source, cue and content marked (`attributions.*.jsonl.gz`).

A span counts when label, first and last word are the same; a span in parts counts once a part. A link counts when a
source and a content of one attribution, both found, overlap the marked pair by half of what they cover together.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.models import encoder
from verbale.language import findings
from verbale.language.decode import Labels
from verbale.language.windows import rough_breaks
from verbale.language.words import words_of

_Pair = tuple[tuple[int, int], tuple[int, int]]
_BATCH = 16  # stories a batch


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Exact-span F1 by label and micro, precision and recall, and the F1 of source-content links."""
    model = encoder()
    labels = Labels(model.config["attribution"])
    stories = [story for path in files for story in _stories(path)]
    right, told, marked = Counter[str](), Counter[str](), Counter[str]()
    for at in range(0, len(stories), _BATCH):
        group = stories[at : at + _BATCH]
        texts = [_words(story["text"]) for story in group]
        found = model.encode([(words, breaks) for _, words, breaks in texts], heads=("attribution", "source", "cue"))
        for story, (places, _, _), windows in zip(group, texts, found, strict=True):
            ours = {
                (places[a].start, places[b - 1].end, kind)
                for a, b, kind in findings.spans(windows, "attribution", labels)
            }
            theirs = {(a, b, span["label"]) for span in story["spans"] for a, b in span["at"]}
            right.update(kind for *_, kind in ours & theirs)
            told.update(kind for *_, kind in ours)
            marked.update(kind for *_, kind in theirs)
            linked = [
                ((places[one.source[0]].start, places[one.source[1] - 1].end),
                 (places[one.content[0]].start, places[one.content[1] - 1].end))
                for one in findings.attributions(windows, labels)
                if one.source
            ]  # fmt: skip
            gold = _pairs(story)
            right["link"] += _matched(linked, gold)
            told["link"] += len(linked)
            marked["link"] += len(gold)
    kinds = labels.kinds
    for table in (right, told, marked):
        table["micro"] = sum(table[kind] for kind in kinds)
    figures = {f"{kind}_f1": f1(right[kind], told[kind], marked[kind]) for kind in (*kinds, "micro", "link")}
    figures["micro_precision"] = right["micro"] / max(1, told["micro"])
    figures["micro_recall"] = right["micro"] / max(1, marked["micro"])
    return figures


def _stories(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def f1(right: int, told: int, marked: int) -> float:
    return 2 * right / (told + marked) if told + marked else 0.0


def _words(text: str) -> tuple[list[Any], list[str], list[int]]:
    places = words_of(text)
    words = [text[w.start : w.end] for w in places]
    return list(places), words, rough_breaks(words, [w.paragraph for w in places])


def _pairs(story: dict[str, Any]) -> list[_Pair]:
    return [
        ((source[0], source[1]), (content[0], content[1]))
        for one in story["attributions"]
        for source in one.get("source") or ()
        for content in one.get("content") or ()
    ]


def _matched(ours: list[_Pair], theirs: list[_Pair]) -> int:
    left = list(theirs)
    count = 0
    for pair in ours:
        for other in left:
            if all(_overlap(a, b) >= 0.5 for a, b in zip(pair, other, strict=True)):
                left.remove(other)
                count += 1
                break
    return count


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0
