"""CoNLL-U files: sentences with their white space and paragraphs, documents, and the mentions of GUM's entities."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verbale.language.words import GLUED, PARAGRAPH, SPACED


def open_lines(path: Path) -> Iterator[str]:
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


@dataclass(slots=True)
class Sentence:
    """One CoNLL-U sentence: words, what stands before each, lemmas, UPOS, XPOS, heads (0 the root), relations, MISC."""

    document: str
    words: list[str]
    gaps: list[int]
    lemmas: list[str]
    tags: list[str]
    fine: list[str]
    heads: list[int]
    relations: list[str]
    misc: list[str]


def sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of CoNLL-U lines; empty nodes and multiword ranges are passed over."""
    document = ""
    rows: list[list[str]] = []
    gaps: list[int] = []
    gap, fresh, inside, after = SPACED, True, 0, SPACED
    for line in lines:
        if line.startswith("# newdoc id"):
            document = line.split("=", 1)[1].strip()
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            fresh = True
        elif line[:1].isdigit():
            cells = line.rstrip("\n").split("\t")
            if "-" in cells[0]:
                inside = int(cells[0].split("-")[1])
                after = GLUED if "SpaceAfter=No" in cells[9] else SPACED
            elif cells[0].isdigit():
                rows.append(cells)
                gaps.append(PARAGRAPH if fresh else gap)
                fresh = False
                number = int(cells[0])
                gap = GLUED if "SpaceAfter=No" in cells[9] or number < inside else SPACED
                if number == inside:
                    gap = after
        elif not line.strip() and rows:
            yield Sentence(
                document, [r[1] for r in rows], gaps, [r[2] for r in rows], [r[3] for r in rows], [r[4] for r in rows],
                [int(r[6]) for r in rows], [r[7] for r in rows], [r[9] for r in rows],
            )  # fmt: skip
            rows, gaps, inside = [], [], 0


def documents(path: Path) -> Iterator[list[Sentence]]:
    """The documents of a CoNLL-U file."""
    held: list[Sentence] = []
    for sentence in sentences(open_lines(path)):
        if held and sentence.document != held[0].document:
            yield held
            held = []
        held.append(sentence)
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of GUM: its words (first, past the last) and head word in the document, its chain and entity type."""

    first: int
    last: int
    head: int
    chain: str
    kind: str


_ENTITY = re.compile(r"\((?P<opened>[^-()]+)-(?P<kind>[^-()]+)[^()]*(?P<shut>\))?|(?P<closed>[^-()]+)\)")


def mentions(document: Sequence[Sentence]) -> list[Mention]:
    """The mentions of a document by `Entity=` in MISC, in the order of their heads."""
    found: list[Mention] = []
    base = 0
    for sentence in document:
        still: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for at, misc in enumerate(sentence.misc):
            cell = next((one[7:] for one in misc.split("|") if one.startswith("Entity=")), "")
            for match in _ENTITY.finditer(cell):
                if match["opened"] and not match["shut"]:
                    still[match["opened"]].append((at, match["kind"]))
                    continue
                chain = match["opened"] or match["closed"]
                if match["opened"]:
                    start, kind = at, match["kind"]
                elif still[chain]:
                    start, kind = still[chain].pop()
                else:
                    continue  # the rest of a mention in parts
                inside = range(start + 1, at + 2)
                head = next((k for k in inside if sentence.heads[k - 1] not in inside), start + 1) - 1
                found.append(Mention(base + start, base + at + 1, base + head, chain, kind))
        base += len(sentence.words)
    return sorted(found, key=lambda one: (one.head, one.first))
