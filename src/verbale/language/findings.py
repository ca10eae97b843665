"""What the model says about a document's words: attributions, names, sentences and trees, decoded from its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from verbale.language.decode import Labels, Numbers, best_path, best_tree, spans_of
from verbale.language.encoder import Encoder, Window

Span: TypeAlias = tuple[int, int, str]  # first word, past the last, kind


@dataclass(frozen=True, slots=True)
class Attribution:
    """One part of what is attributed, with the source and cue it belongs to; each (first word, past the last)."""

    content: tuple[int, int]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence from word `first`: heads counted from one within it (0 the root), relations, and UPOS tags."""

    first: int
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]


def spans(windows: Sequence[Window], head: str, labels: Labels) -> list[Span]:
    """The spans that a BIO head finds, in words of the document."""
    found: list[Span] = []
    for window in windows:
        for first, last, kind in spans_of(best_path(window.scores[head], labels), labels):
            found.append((window.first + first, window.first + last, kind))
    return found


def attributions(windows: Sequence[Window], labels: Labels) -> list[Attribution]:
    """Contents with the sources and cues that their first words point at, among the spans found in their window."""
    found: list[Attribution] = []
    for window in windows:
        parts = spans_of(best_path(window.scores["attribution"], labels), labels)
        for first, last, kind in parts:
            if kind != "content":
                continue
            chosen = {
                role: _pointed(window.scores[role][first], [p[:2] for p in parts if p[2] == role])
                for role in ("source", "cue")
            }
            base = window.first
            source, cue = (
                (base + part[0], base + part[1]) if part else None for part in (chosen["source"], chosen["cue"])
            )
            found.append(Attribution((base + first, base + last), source, cue))
    return found


def _pointed(scores: npt.NDArray[np.float32], parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The part whose first word scores best, unless the root (no such part) scores better."""
    if not parts:
        return None
    reached = scores[[first + 1 for first, _ in parts]]
    best = int(reached.argmax())
    return parts[best] if reached[best] > scores[0] else None


def trees(windows: Sequence[Window], encoder: Encoder, *, starts: Sequence[bool] | None = None) -> list[Tree]:
    """A tree a sentence. Sentences begin where the model says, or at `starts` (one a word of the document)."""
    relation_names: list[str] = encoder.config["relations"]
    tag_names: list[str] = encoder.config["tags"]
    root = relation_names.index("root")
    found: list[Tree] = []
    for window in windows:
        score = window.scores
        if starts is None:
            begin = score["starts"].argmax(axis=1) == 1
        else:
            begin = np.asarray(starts[window.first : window.last], dtype=bool)
        begin[:1] = True
        bounds = [*np.flatnonzero(begin).tolist(), window.last - window.first]
        told = score["tags"].argmax(axis=1)
        for first, last in pairwise(bounds):
            heads = best_tree(
                np.hstack([score["head"][first:last, :1], score["head"][first:last, first + 1 : last + 1]])
            )
            labels = _relations(encoder, score, first, heads, root)
            found.append(
                Tree(
                    window.first + first,
                    tuple(heads.tolist()),
                    tuple(relation_names[one] for one in _listed(labels)),
                    tuple(tag_names[one] for one in _listed(told[first:last])),
                )
            )
    return found


def _relations(
    encoder: Encoder, table: Mapping[str, npt.NDArray[np.float32]], first: int, heads: Numbers, root: int
) -> Numbers:
    """The relation of each word of a sentence to its head; `root` just where the head is the root."""
    above = table["above"][np.where(heads == 0, 0, heads + first)]
    hidden = _gelu(table["below"][first : first + len(heads)] + above)
    logits = hidden @ encoder.relation_weight.T + encoder.relation_bias
    logits[:, root] = np.where(heads == 0, np.inf, -np.inf)
    return logits.argmax(axis=1).astype(np.int64)


def _gelu(x: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The tanh form, within 0.001 of the exact one."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))


def _listed(numbers: Numbers) -> list[int]:
    return numbers.tolist()
