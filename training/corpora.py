"""Readers of the shared corpora. Each yields `Example`s: a window of words with what is known about each word."""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.labels import ATTRIBUTION, NAMES, RELATIONS, TAGS
from verbale.language.windows import cut, rough_breaks
from verbale.language.words import words_of

UNKNOWN = -100  # a target that this corpus says nothing about


@dataclass(slots=True)
class Example:
    """One window. Every list is one entry a word; heads and links count words from one, 0 is the root or no link."""

    task: str
    pieces: list[int]
    firsts: list[int]  # position of each word's first piece, the opening mark being position 0
    targets: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Text:
    """A document as words, before it is cut into windows."""

    task: str
    words: list[str]
    breaks: list[int]
    targets: dict[str, list[int]]
    links: tuple[str, ...] = ()  # targets that name other words, to be counted anew within the window


class Pieces:
    """Cuts words into the base model's word pieces."""

    LONGEST = 16  # pieces a word

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def of(self, words: list[str]) -> list[list[int]]:
        made = self.tokenizer.encode_batch(words, add_special_tokens=False)
        return [(one.ids or [100])[: self.LONGEST] for one in made]


def examples(texts: Iterable[Text], pieces: Pieces, *, limit: int) -> Iterator[Example]:
    """The texts cut into windows of at most `limit` pieces."""
    for text in texts:
        cut_up = pieces.of(text.words)
        for first, last in cut([len(one) for one in cut_up], text.breaks, limit=limit):
            ids, firsts = [101], list[int]()
            for one in cut_up[first:last]:
                firsts.append(len(ids))
                ids.extend(one)
            ids.append(102)
            targets = {name: values[first:last] for name, values in text.targets.items()}
            for name in text.links:
                targets[name] = [_within(value, first, last) for value in targets[name]]
            yield Example(text.task, ids, firsts, targets)


def _within(value: int, first: int, last: int) -> int:
    if value <= 0:
        return value
    return value - first if first < value <= last else UNKNOWN


def open_lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: the shared corpora are not here; set VERBALE_CORPORA to their folder")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def _mark(at: list[list[int]], starts: list[int], ends: list[int]) -> tuple[int, int]:
    """Words that a character span covers: (first, past the last)."""
    first = bisect_left(ends, at[0][0] + 1)
    return first, max(first + 1, bisect_left(starts, at[-1][1]))


def _bio(row: list[int], first: int, last: int, begin: int) -> None:
    row[first] = begin
    for word in range(first + 1, min(last, len(row))):
        row[word] = begin + 1


def attributions(path: Path, silver: Path | None = None) -> Iterator[Text]:
    """Stories with source, cue and content; names from the silver set where it is given."""
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in open_lines(silver) if silver else ():
        for name in _silver_names(json.loads(line)):
            named[name[0]].append(name[1:])
    for line in open_lines(path):
        story: dict[str, Any] = json.loads(line)
        text: str = story["text"]
        words = words_of(text)
        if not words:
            continue
        starts, ends = [w.start for w in words], [w.end for w in words]
        row = [0] * len(words)
        for span in story["spans"]:
            for part in span["at"]:
                _bio(row, *_mark([part], starts, ends), ATTRIBUTION.begin(span["label"]))
        sources, cues = [UNKNOWN] * len(words), [UNKNOWN] * len(words)
        for one in story["attributions"]:
            source = _mark(one["source"][:1], starts, ends)[0] + 1 if one.get("source") else 0
            cue = _mark(one["cue"][:1], starts, ends)[0] + 1 if one.get("cue") else 0
            for part in one.get("content") or ():
                first = _mark([part], starts, ends)[0]
                sources[first], cues[first] = source, cue
        strings = [text[w.start : w.end] for w in words]
        targets = {"attribution": row, "source": sources, "cue": cues}
        if silver:
            names = [0] * len(words)
            for start, end, kind in named[story["id"]]:
                _bio(names, *_mark([[start, end]], starts, ends), NAMES.begin(kind))
            targets["names"] = names
        yield Text(
            "attribution", strings, rough_breaks(strings, [w.paragraph for w in words]), targets, ("source", "cue")
        )


_KINDS = {
    "PERSON": "person", "PER": "person", "person": "person",
    "ORGANIZATION": "organization", "ORG": "organization", "organization": "organization",
    "LOCATION": "place", "LOC": "place", "place": "place",
}  # fmt: skip


def _silver_names(row: dict[str, Any]) -> Iterator[tuple[str, int, int, str]]:
    """Runs of one class; the machine that made them knew no B."""
    at = 0
    kinds, offsets = row["ner"], row["offsets"]
    while at < len(kinds):
        end = at + 1
        while end < len(kinds) and kinds[end] == kinds[at]:
            end += 1
        if kinds[at] in _KINDS:
            yield row["doc"], offsets[at][0], offsets[end - 1][1], _KINDS[kinds[at]]
        at = end


@dataclass(slots=True)
class Sentence:
    """One CoNLL-U sentence: surface words, UPOS, heads (0 the root), relations, and the MISC column."""

    document: str
    words: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    misc: list[str]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; empty nodes and multiword ranges are passed over."""
    document = ""
    rows: list[list[str]] = []
    for line in open_lines(path):
        if line.startswith("# newdoc id"):
            document = line.split("=", 1)[1].strip()
        elif line[:1].isdigit():
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line.strip() and rows:
            yield Sentence(
                document, [r[1] for r in rows], [r[3] for r in rows], [int(r[6]) for r in rows],
                [r[7] for r in rows], [r[9] for r in rows],
            )  # fmt: skip
            rows = []


def trees(path: Path) -> Iterator[Text]:
    """Documents with sentence starts, tags, heads and relations; GUM's with names where entities are given."""
    held: list[Sentence] = []
    for sentence in sentences(path):
        if held and sentence.document != held[0].document:
            yield _tree_text(held)
            held = []
        held.append(sentence)
    if held:
        yield _tree_text(held)


def _tree_text(held: list[Sentence]) -> Text:
    words: list[str] = []
    rows: dict[str, list[int]] = {name: [] for name in ("starts", "sentence", "tags", "head", "relation")}
    for number, sentence in enumerate(held):
        base = len(words)
        words += sentence.words
        rows["starts"] += [1] + [0] * (len(sentence.words) - 1)
        rows["sentence"] += [number] * len(sentence.words)
        rows["tags"] += [TAGS.index(tag) if tag in TAGS else UNKNOWN for tag in sentence.tags]
        rows["head"] += [head + base if head else 0 for head in sentence.heads]
        rows["relation"] += [RELATIONS.index(r) if r in RELATIONS else UNKNOWN for r in sentence.relations]
    return Text("tree", words, list(rows["starts"]), rows, ("head",))


def tagged(path: Path, *, word: int, tag: int, separator: str | None = None) -> Iterator[tuple[list[str], list[int]]]:
    """Sentences of a column file with IOB names. Classes that the names head does not have count as no name."""
    words: list[str] = []
    row: list[int] = []
    before = "O"
    for line in [*open_lines(path), "\n"]:
        if line.startswith("# "):
            continue
        if not line.strip():
            if words:
                yield words, row
            words, row, before = [], [], "O"
            continue
        cells = line.split(separator)
        mark = cells[tag].strip()
        kind = _KINDS.get(mark[2:])
        goes_on = mark[:1] == "I" and before[2:] == mark[2:]
        words.append(cells[word])
        row.append((NAMES.begin(kind) + goes_on) if kind else 0)
        before = mark


def names(paths: Iterable[Path], *, held_out: bool) -> Iterator[Text]:
    """EWT names: every fifth sentence of the files is held out for measuring."""
    for path in paths:
        for number, (words, row) in enumerate(tagged(path, word=1, tag=2, separator="\t")):
            if (number % 5 == 4) == held_out:
                yield Text("names", words, [0] * len(words), {"names": row})


def wikigold(path: Path) -> Iterator[Text]:
    for words, row in tagged(path, word=0, tag=1):
        yield Text("names", words, [0] * len(words), {"names": row})


def batches(made: list[Example], *, pieces: int, seed: int) -> list[list[Example]]:
    """Batches of about `pieces` word pieces, windows of like length and one task together, in random order."""
    chance = random.Random(seed)
    by_task: dict[str, list[Example]] = defaultdict(list)
    for one in made:
        by_task[one.task].append(one)
    done: list[list[Example]] = []
    for group in by_task.values():
        group.sort(key=lambda one: (len(one.pieces) + chance.randrange(16), chance.random()))
        held: list[Example] = []
        for one in group:
            if held and (len(held) + 1) * max(len(one.pieces), len(held[-1].pieces)) > pieces:
                done.append(held)
                held = []
            held.append(one)
        if held:
            done.append(held)
    chance.shuffle(done)
    return done
