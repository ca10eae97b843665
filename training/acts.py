"""Acts between two parties, and what a sentence is evidence of: our own sentences, and the pages with gold readings."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.conllu import open_lines
from evaluation.readings import read_pages
from evaluation.relations import unmarked
from training.corpora import UNKNOWN, Act, Text, covered
from training.labels import ENTRIES, EVENTS, MODES
from verbale.language.words import gaps_of, likely_gaps, words_of
from verbale.reading.sentences import split_sentences

SENTENCES = Path(__file__).parent / "sentences"
_SYMMETRIC = {EVENTS.index(name) for name in ("AGREE", "CONSULT", "COOPERATE")}
_MOST_NONE = 2  # pairs without an act that are kept of one sentence


def own_sentences(folder: Path = SENTENCES) -> Iterator[Text]:
    """The sentences written for this project: type, mode, and the sentence with its actor and recipient marked."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            kind, mode, marked = line.split("\t")
            yield _marked(marked, EVENTS.index(kind), MODES.index(mode))


def plover(path: Path) -> Iterator[tuple[Text, dict[str, str]]]:
    """The sentences of a PLOVER file whose parties are marked, with their rows. Types are left to the caller."""
    for row in csv.DictReader(open_lines(path), delimiter="\t"):
        if "<s>" in row["marked_sentence"] and "<t>" in row["marked_sentence"]:
            yield _marked(row["marked_sentence"], UNKNOWN, UNKNOWN), row


def _marked(sentence: str, kind: int, mode: int) -> Text:
    bare, (actor, recipient) = unmarked(sentence)
    words = words_of(bare)
    strings = [bare[w.start : w.end] for w in words]
    return Text("acts", strings, gaps_of(words), acts=[Act(actor, recipient, (0, len(words)), kind, mode)])


def penta(path: Path) -> Iterator[Text]:
    """Sentences with CAMEO's penta class, told to every word."""
    for line in open_lines(path):
        sentence, label = line.rstrip("\n").rsplit("\t", 1)
        if label.isdigit():
            words = words_of(sentence)
            strings = [sentence[w.start : w.end] for w in words]
            yield Text("penta", strings, likely_gaps(strings), {"penta": [int(label)] * len(words)})


def minutes(gold: Sequence[Path]) -> Iterator[Text]:
    """The pages with gold readings: what each sentence is evidence of, and the acts between the parties it names."""
    chance = random.Random(7)
    for path, reading in read_pages(gold):
        yield _page(json.loads(path.read_text("utf-8")), reading, chance)


def _page(gold: dict[str, Any], reading: dict[str, Any], chance: random.Random) -> Text:
    text: str = reading["article"]["text"]
    words = words_of(text)
    starts, ends = [w.start for w in words], [w.end for w in words]
    made = Text("minutes", [text[w.start : w.end] for w in words], gaps_of(words))
    told = list(_told(gold, text))
    named = list(_named(gold, reading))
    for start, end in _sentences(reading["article"]["blocks"]):
        here = [entry for entry, (a, b) in told if a < end and b > start]
        sentence = covered([(start, end)], starts, ends)
        made.entries.append((sentence, sorted({ENTRIES.index(label) for entry in here for label in _labels(entry)})))
        inside: dict[str, tuple[int, int]] = {}
        for party, a, b in named:
            if start <= a and b <= end:
                inside.setdefault(party, covered([(a, b)], starts, ends))
        events = [entry for entry in here if entry["kind"] == "event"]
        made.acts += _acts(inside, events, sentence, chance)
    return made


def _told(gold: dict[str, Any], text: str) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    """Each entry with every place of the text that it rests on."""
    for entry in gold["entries"]:
        exacts = [one["exact"] for one in entry.get("evidence", ())]
        if entry["kind"] == "statement" and not exacts:
            exacts = _values(entry.get("content"))
        for exact in exacts:
            at = text.find(exact)
            if at >= 0:
                yield entry, (at, at + len(exact))


def _labels(entry: dict[str, Any]) -> Iterator[str]:
    yield entry["kind"]
    if entry["kind"] == "position":
        yield from (stance for stance in _values(entry.get("stance"))[:1] if stance in ENTRIES)
    issues = _values(entry.get("issue"))[:1] if entry["kind"] == "position" else entry.get("issues") or ()
    yield from (issue for issue in issues if issue in ENTRIES)


def _values(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _sentences(blocks: Iterable[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    at = 0
    for block in blocks:
        yield from ((at + span.start, at + span.end) for span in split_sentences(block["text"]))
        at += len(block["text"]) + 2


def _named(gold: dict[str, Any], reading: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Where parties, and people who act for one, are named: the gold's first name of the party, and offsets."""
    called: dict[str, str] = {}
    for party in gold["parties"]:
        accepted = _values(party["name"])
        called |= dict.fromkeys(accepted, accepted[0])
    for party in reading["parties"]:
        if party["name"] in called:
            yield from ((called[party["name"]], a, b) for a, b in party["mentions"])
    for person in reading["people"]:
        party = next((role["party"] for role in person["roles"] if role.get("party") in called), None)
        if party:
            yield from ((called[party], a, b) for a, b in person["mentions"])


def _acts(
    inside: dict[str, tuple[int, int]], events: list[dict[str, Any]], sentence: tuple[int, int], chance: random.Random
) -> list[Act]:
    """An act for each ordered pair of parties in a sentence, none where the gold tells none."""
    found: list[Act] = []
    none: list[Act] = []
    pairs = [(a, b) for a in inside for b in inside if a != b and inside[a] != inside[b]]
    for actor, recipient in pairs:
        kinds = [(event, forward) for event in events if (forward := _between(event, actor, recipient)) is not None]
        aim = next((EVENTS.index(event["type"]) for event, forward in kinds if forward), None)
        if aim is None:
            aim = next((k for event, _ in kinds if (k := EVENTS.index(event["type"])) in _SYMMETRIC), None)
        if aim is not None:
            found.append(Act(inside[actor], inside[recipient], sentence, aim, UNKNOWN))
        elif not kinds:
            none.append(Act(inside[actor], inside[recipient], sentence, 0, UNKNOWN))
    chance.shuffle(none)
    return found + none[:_MOST_NONE]


def _between(event: dict[str, Any], actor: str, recipient: str) -> bool | None:
    """Whether an event is the first's act toward the second (True), the other way round (False), or neither (None)."""
    if event["type"] not in EVENTS:
        return None
    sides = [set(_values((event.get(role) or {}).get("party"))) for role in ("actor", "recipient")]
    if actor in sides[0] and recipient in sides[1]:
        return True
    return False if recipient in sides[0] and actor in sides[1] else None
