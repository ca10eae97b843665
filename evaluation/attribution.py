"""Attributions on stories with every source, cue and content marked (`attributions.*.jsonl.gz`).

A span counts when label, first and last word are the same; a span in parts counts once a part. A link counts when a
source and a content of one attribution, both found, each overlap the marked one by an F1 of half or more of their
characters (`link_strict_f1`: of two thirds, which is half of all that the two cover).
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
from verbale.language.words import gaps_of, words_of

_Pair = tuple[tuple[int, int], tuple[int, int]]
_BATCH = 16  # stories a batch


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Exact-span F1 by label and micro, precision and recall, and the F1 of source-content links."""
    model = encoder()
    kinds = model.labels["attribution"].kinds
    stories = [story for path in files for story in _stories(path)]
    right, told, marked = Counter[str](), Counter[str](), Counter[str]()
    for at in range(0, len(stories), _BATCH):
        group = stories[at : at + _BATCH]
        texts = [_words(story["text"]) for story in group]
        found = model.encode([(words, gaps) for _, words, gaps in texts], heads=("attribution", "source", "cue"))
        for story, (places, _, _), windows in zip(group, texts, found, strict=True):
            attributed = findings.attributions(windows, model)
            ours = {(places[a].start, places[b - 1].end, kind) for a, b, kind in findings.spoken(attributed)}
            theirs = {(a, b, span["label"]) for span in story["spans"] for a, b in span["at"]}
            right.update(kind for *_, kind in ours & theirs)
            told.update(kind for *_, kind in ours)
            marked.update(kind for *_, kind in theirs)
            linked = [
                ((places[one.source[0]].start, places[one.source[1] - 1].end),
                 (places[one.content[0]].start, places[one.content[1] - 1].end))
                for one in attributed
                if one.source
            ]  # fmt: skip
            gold = _pairs(story)
            for name, least in (("link", 1 / 2), ("link_strict", 2 / 3)):
                right[name] += _matched(linked, gold, least)
                told[name] += len(linked)
                marked[name] += len(gold)
    for table in (right, told, marked):
        table["micro"] = sum(table[kind] for kind in kinds)
    figures = {
        f"{kind}_f1": f1(right[kind], told[kind], marked[kind]) for kind in (*kinds, "micro", "link", "link_strict")
    }
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
    return list(places), words, gaps_of(places)


def _pairs(story: dict[str, Any]) -> list[_Pair]:
    return [
        ((source[0], source[1]), (content[0], content[1]))
        for one in story["attributions"]
        for source in one.get("source") or ()
        for content in one.get("content") or ()
    ]


def _matched(ours: list[_Pair], theirs: list[_Pair], least: float) -> int:
    left = list(theirs)
    count = 0
    for pair in ours:
        for other in left:
            if all(_overlap(a, b) >= least for a, b in zip(pair, other, strict=True)):
                left.remove(other)
                count += 1
                break
    return count


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """F1 of the characters of two spans."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared / (a[1] - a[0] + b[1] - b[0]) if shared > 0 else 0.0
