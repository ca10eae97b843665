"""Readers of the shared corpora: `Text`s, words with what is known about each, and the windows cut from them."""

from __future__ import annotations

import json
import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from evaluation.conllu import Mention, documents, mentions, open_lines
from training.labels import ATTRIBUTION, FINE, NAMES, RELATIONS, TAGS
from verbale.language.encoder import LONGEST, features
from verbale.language.windows import cut, rough_breaks
from verbale.language.words import gaps_of, likely_gaps, words_of

UNKNOWN = -100  # a target that this corpus says nothing about


@dataclass(frozen=True, slots=True)
class Act:
    """An act between two mentions; spans count words of the text (first, past the last). UNKNOWN: not told."""

    actor: tuple[int, int]
    recipient: tuple[int, int]
    sentence: tuple[int, int]
    type: int
    mode: int


@dataclass(slots=True)
class Text:
    """A document as words, before it is cut into windows.

    `targets` hold one number a word. Heads and links count words from one, 0 is the root or no link. `antecedents` has
    for each head of a mention the words before it that head a mention of the same; `acts` and `entries` (sentence,
    labels) are known whole.
    """

    task: str
    words: list[str]
    gaps: list[int]
    targets: dict[str, list[int]] = field(default_factory=dict)
    links: tuple[str, ...] = ()  # targets that name other words, to be counted anew within the window
    antecedents: dict[int, list[int]] | None = None
    acts: list[Act] = field(default_factory=list)
    entries: list[tuple[tuple[int, int], list[int]]] = field(default_factory=list)


@dataclass(slots=True)
class Example:
    """A window of a text; places count its words, `firsts` and `features` its pieces, the opening mark being 0."""

    task: str
    pieces: list[int]
    features: list[int]
    firsts: list[int]
    targets: dict[str, list[int]]
    antecedents: dict[int, list[int]] | None
    acts: list[Act]
    entries: list[tuple[tuple[int, int], list[int]]]


class Pieces:
    """Cuts words into the base model's word pieces."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def of(self, words: list[str]) -> list[list[int]]:
        made = self.tokenizer.encode_batch(words, add_special_tokens=False)
        return [(one.ids or [100])[:LONGEST] for one in made]


def examples(
    texts: Iterable[Text], pieces: Pieces, *, limit: int, chance: random.Random, short: float = 0.0
) -> Iterator[Example]:
    """The texts cut into windows of at most `limit` pieces, where the cuts fall by chance.

    A share `short` of the texts is cut into windows of one to three sentences: short texts are read too.
    """
    for text in texts:
        cut_up = pieces.of(text.words)
        marks = features(text.words, text.gaps)
        own = limit if len(text.words) < limit // 2 else chance.randint(limit * 2 // 3, limit)
        sizes, breaks = [len(one) for one in cut_up], rough_breaks(text.words, text.gaps)
        if chance.random() < short:
            bounds = list(_sentences(text.targets.get("starts", breaks), sizes, limit, chance))
        else:
            bounds = cut(sizes, breaks, limit=own)
        for first, last in bounds:
            ids, shapes, firsts = [101], [0], list[int]()
            for one, mark in zip(cut_up[first:last], marks[first:last], strict=True):
                firsts.append(len(ids))
                ids.extend(one)
                shapes.extend([mark] * len(one))
            targets = {name: values[first:last] for name, values in text.targets.items()}
            for name in text.links:
                targets[name] = [_within(value, first, last) for value in targets[name]]
            near = None
            if text.antecedents is not None:
                near = {
                    word - first: [one - first for one in before if one >= first]
                    for word, before in text.antecedents.items()
                    if first <= word < last
                }
            yield Example(
                text.task, [*ids, 102], [*shapes, 0], firsts, targets, near,
                [moved(act, first) for act in text.acts if _holds(act, first, last)],
                [((a - first, b - first), labels) for (a, b), labels in text.entries if first <= a < b <= last],
            )  # fmt: skip


def _sentences(
    starts: Sequence[int], sizes: Sequence[int], limit: int, chance: random.Random
) -> Iterator[tuple[int, int]]:
    """Runs of one to three sentences, longer ones cut at `limit` pieces."""
    begins = [0, *(word for word in range(1, len(starts)) if starts[word]), len(starts)]
    at = 0
    while at < len(begins) - 1:
        after = min(at + chance.randint(1, 3), len(begins) - 1)
        base = begins[at]
        inside = sizes[base : begins[after]]
        yield from ((base + a, base + b) for a, b in cut(inside, [0] * len(inside), limit=limit))
        at = after


def _within(value: int, first: int, last: int) -> int:
    if value <= 0:
        return value
    return value - first if first < value <= last else UNKNOWN


def _holds(act: Act, first: int, last: int) -> bool:
    return all(first <= a < b <= last for a, b in (act.actor, act.recipient, act.sentence))


def moved(act: Act, by: int) -> Act:
    actor, recipient, sentence = ((a - by, b - by) for a, b in (act.actor, act.recipient, act.sentence))
    return Act(actor, recipient, sentence, act.type, act.mode)


def covered(at: Sequence[Sequence[int]], starts: list[int], ends: list[int]) -> tuple[int, int]:
    """Words that character spans cover, from the first's start to the last's end: (first, past the last)."""
    first = bisect_left(ends, at[0][0] + 1)
    return first, max(first + 1, bisect_left(starts, at[-1][1]))


def _bio(row: list[int], first: int, last: int, begin: int) -> None:
    row[first] = begin
    for word in range(first + 1, min(last, len(row))):
        row[word] = begin + 1


def attributions(path: Path, silver: Path) -> Iterator[Text]:
    """Stories with source, cue and content, and the machine's names in a target of their own."""
    named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in open_lines(silver):
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
                _bio(row, *covered([part], starts, ends), ATTRIBUTION.begin(span["label"]))
        sources, cues = [UNKNOWN] * len(words), [UNKNOWN] * len(words)
        for one in story["attributions"]:
            source = covered(one["source"][:1], starts, ends)[0] + 1 if one.get("source") else 0
            cue = covered(one["cue"][:1], starts, ends)[0] + 1 if one.get("cue") else 0
            for part in one.get("content") or ():
                first = covered([part], starts, ends)[0]
                sources[first], cues[first] = source, cue
        names = [0] * len(words)
        for start, end, kind in named[story["id"]]:
            _bio(names, *covered([[start, end]], starts, ends), NAMES.begin(kind))
        yield Text(
            "attribution", [text[w.start : w.end] for w in words], gaps_of(words),
            {"attribution": row, "source": sources, "cue": cues, "silver": names}, ("source", "cue"),
        )  # fmt: skip


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


def trees(path: Path) -> Iterator[Text]:
    """Documents with sentence starts, tags, heads and relations; GUM's with antecedents too."""
    for held in documents(path):
        words: list[str] = []
        gaps: list[int] = []
        rows: dict[str, list[int]] = {name: [] for name in ("starts", "sentence", "tags", "fine", "head", "relation")}
        for number, sentence in enumerate(held):
            base = len(words)
            words += sentence.words
            gaps += sentence.gaps
            rows["starts"] += [1] + [0] * (len(sentence.words) - 1)
            rows["sentence"] += [number] * len(sentence.words)
            rows["tags"] += [TAGS.index(tag) if tag in TAGS else UNKNOWN for tag in sentence.tags]
            rows["fine"] += [FINE.index(tag) if tag in FINE else UNKNOWN for tag in sentence.fine]
            rows["head"] += [head + base if head else 0 for head in sentence.heads]
            rows["relation"] += [RELATIONS.index(r) if r in RELATIONS else UNKNOWN for r in sentence.relations]
        found = mentions(held)
        yield Text("tree", words, gaps, rows, ("head",), _antecedents(found) if found else None)


def _antecedents(found: Sequence[Mention]) -> dict[int, list[int]]:
    seen: dict[str, list[int]] = defaultdict(list)
    told: dict[int, list[int]] = {}
    for one in found:
        before = [head for head in seen[one.chain] if head < one.head]
        if one.head not in told or before:
            told[one.head] = before
        seen[one.chain].append(one.head)
    return told


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
                yield Text("names", words, likely_gaps(words), {"names": row})


def wikigold(path: Path) -> Iterator[Text]:
    for words, row in tagged(path, word=0, tag=1):
        yield Text("names", words, likely_gaps(words), {"names": row})


def batches(made: list[Example], *, pieces: int, chance: random.Random) -> list[list[Example]]:
    """Batches of about `pieces` word pieces, windows of like length and one task together, in random order."""
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
