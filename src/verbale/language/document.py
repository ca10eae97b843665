"""Documents of words through the model: trees, names, attributions, coreference and states, each over a whole document.

Comes in: words and what stands before each, white space left out. Goes out: `Findings`, which count those words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from verbale.language import findings
from verbale.language.coreference import Mention, chains
from verbale.language.encoder import Document, Encoder, Window
from verbale.language.words import GLUED, PARAGRAPH, SPACED

#: The labels of names, and the groups of spans that attributions are made of.
ENTITIES = {"person": "PERSON", "organization": "ORG", "place": "GPE"}
GROUPS = {"source": "sources", "cue": "cues", "content": "contents"}


@dataclass(frozen=True, slots=True)
class Findings:
    """What the model found in a document of at least one word.

    `groups` holds the spans (first word, past the last) of `GROUPS`; `attributions` are numbers of a content, a source
    and a cue in them. `states` is (words, ·).
    """

    trees: list[findings.Tree]
    names: list[findings.Span]
    groups: dict[str, list[tuple[int, int]]]
    attributions: tuple[tuple[int, int | None, int | None], ...]
    chains: list[list[Mention]]
    states: npt.NDArray[np.float32]


class _Part(NamedTuple):
    """A window decoded; the scores of pairs of words are many, and only those of coreference are kept, in half."""

    first: int
    trees: list[findings.Tree]
    names: list[findings.Span]
    attributions: list[findings.Attribution]
    window: Window
    states: npt.NDArray[np.float32]


def read_documents(encoder: Encoder, documents: Sequence[Document]) -> Iterator[Findings | None]:
    """The findings of each document in order, None for one without words; windows of all of them run together."""
    parts: list[list[_Part]] = [[] for _ in documents]
    for number, window in encoder.windows(documents):
        parts[number].append(_decode(encoder, window))
    for (words, _), found in zip(documents, parts, strict=True):
        yield _joined(words, sorted(found, key=lambda part: part.first)) if found else None


def gaps_between(text: str, words: Sequence[tuple[int, str]]) -> list[int]:
    """What stands before each word (`words.GLUED`, …), told by where it begins in the text."""
    gaps: list[int] = []
    end = 0
    for start, word in words:
        between = text[end:start]
        gaps.append(PARAGRAPH if "\n\n" in between or not gaps else SPACED if between else GLUED)
        end = start + len(word)
    return gaps


def _decode(encoder: Encoder, window: Window) -> _Part:
    half: Any = window.scores["antecedent"].astype(np.float16)
    return _Part(
        window.first,
        findings.trees([window], encoder),
        findings.names([window], encoder),
        findings.attributions([window], encoder),
        Window(window.first, window.last, {"antecedent": half}),
        window.scores["states"][1:].copy(),
    )


def _joined(words: Sequence[str], parts: Sequence[_Part]) -> Findings:
    trees = [tree for part in parts for tree in part.trees]
    names = [name for part in parts for name in part.names]
    attributed = [one for part in parts for one in part.attributions]
    known: dict[str, dict[tuple[int, int], int]] = {kind: {} for kind in GROUPS}
    for first, last, kind in findings.spoken(attributed):
        known[kind][first, last] = len(known[kind])
    return Findings(
        trees,
        names,
        {group: list(known[kind]) for kind, group in GROUPS.items()},
        tuple(
            (
                known["content"][one.content],
                known["source"][one.source] if one.source else None,
                known["cue"][one.cue] if one.cue else None,
            )
            for one in attributed
        ),
        chains(words, trees, names, [part.window for part in parts]),
        np.vstack([part.states for part in parts]),
    )
