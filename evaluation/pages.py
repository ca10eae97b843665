"""The stories that the page reader takes out of HTML pages, against gold texts, beside trafilatura alone.

Comes in: JSONL files, plain or gzipped, of `{"html", "body"}`: a page, and the text of its story.

How texts are compared: both are put in lower case and cut into words (runs of letters and figures). `precision`,
`recall` and `f1` are of the two multisets of words; `shingle_f1` is of the two sets of runs of four words, which order
and boilerplate disturb. Each is taken a page at a time and averaged over pages, so that a long page counts no more than
a short one. A page that the reader refuses counts as an empty text, and its share is `refused`. `trafilatura_f1` and
`trafilatura_shingle_f1` are the same measures of `trafilatura.bare_extraction` with its defaults, in the same run.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from verbale.errors import PageError
from verbale.page.read import read_page
from verbale.page.source import decode_page

#: The least that a change may leave.
FLOORS = {"f1": 0.9, "shingle_f1": 0.85}
_WORD = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and the text of its story."""

    name: str
    html: str
    body: str


@dataclass(frozen=True, slots=True)
class Overlap:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def load_samples(files: Sequence[Path]) -> Iterator[Sample]:
    for path in files:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                record = json.loads(line)
                yield Sample(f"{path.name}:{number}", record["html"], record["body"])


def measure(files: Sequence[Path]) -> dict[str, float]:
    """Overlap with the gold, averaged over the pages of `files`, of our reader and of trafilatura alone."""
    figures: dict[str, list[float]] = {}
    for sample in load_samples(files):
        ours = read_story(sample)
        for name, value in _figures(ours or "", sample.body).items():
            figures.setdefault(name, []).append(value)
        figures.setdefault("refused", []).append(float(ours is None))
        theirs = _figures(read_with_trafilatura(sample), sample.body)
        figures.setdefault("trafilatura_f1", []).append(theirs["f1"])
        figures.setdefault("trafilatura_shingle_f1", []).append(theirs["shingle_f1"])
    return {name: sum(values) / len(values) for name, values in figures.items()}


def read_story(sample: Sample) -> str | None:
    """The story that our reader finds, or None where it refuses the page."""
    try:
        page = decode_page(sample.html.encode("utf-8", "replace"), name=sample.name, encoding="utf-8")
        return read_page(page).text
    except PageError:
        return None


def read_with_trafilatura(sample: Sample) -> str:
    """The story that trafilatura finds alone, with its defaults."""
    found = trafilatura.bare_extraction(sample.html, with_metadata=False)
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def _figures(found: str, gold: str) -> dict[str, float]:
    ours, theirs = _WORD.findall(found.lower()), _WORD.findall(gold.lower())
    words = _overlap(Counter(ours), Counter(theirs))
    shingles = _overlap(_shingles(ours), _shingles(theirs))
    return {"precision": words.precision, "recall": words.recall, "f1": words.f1, "shingle_f1": shingles.f1}


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    size = min(_SHINGLE, len(words))
    return Counter({tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if words else ())


def _overlap(found: Counter[Any], gold: Counter[Any]) -> Overlap:
    if not found and not gold:
        return Overlap(1.0, 1.0)
    shared = (found & gold).total()
    return Overlap(shared / max(1, found.total()), shared / max(1, gold.total()))
