"""What the model says about a document's words: attributions, names, sentences and trees, decoded from its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from verbale.language.acts import gelu
from verbale.language.decode import Numbers, best_path, best_tree, spans_of
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
    """One sentence from word `first`: heads counted from one within it (0 the root), relations, UPOS and Penn tags."""

    first: int
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]
    fine: tuple[str, ...]


def names(windows: Sequence[Window], encoder: Encoder) -> list[Span]:
    """The names that the model finds, in words of the document."""
    return [
        (window.first + first, window.first + last, kind)
        for window in windows
        for first, last, kind in _spans(window.scores["names"], encoder, "names")
    ]


def attributions(windows: Sequence[Window], encoder: Encoder) -> list[Attribution]:
    """Contents with the sources and cues that their first words point at, among the spans found in their window.

    A content that points at neither is left out, and so is a source or a cue that no content points at.
    """
    found: list[Attribution] = []
    for window in windows:
        parts = _spans(window.scores["attribution"], encoder, "attribution")
        sources, cues = ([(a, b) for a, b, kind in parts if kind == role] for role in ("source", "cue"))
        for first, last, kind in parts:
            if kind == "content":
                source = _pointed(window.scores["source"][first], sources)
                cue = _pointed(window.scores["cue"][first], cues)
                if source or cue:
                    base = window.first
                    found.append(Attribution((base + first, base + last), _moved(source, base), _moved(cue, base)))
    return found


def spoken(attributed: Sequence[Attribution]) -> list[Span]:
    """The spans of attributions, each once, in the order of the text."""
    kept = {(*one.content, "content") for one in attributed}
    kept |= {(*one.source, "source") for one in attributed if one.source}
    kept |= {(*one.cue, "cue") for one in attributed if one.cue}
    return sorted(kept)


def _spans(scores: npt.NDArray[np.float32], encoder: Encoder, head: str) -> list[Span]:
    """The spans of a BIO head, its labels weighed as the model's thresholds say."""
    outside, begin = encoder.config["thresholds"][head]
    weighed = scores.copy()
    weighed[:, 0] += outside
    weighed[:, 1::2] += begin
    labels = encoder.labels[head]
    return spans_of(best_path(weighed, labels), labels)


def _moved(part: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return (part[0] + by, part[1] + by) if part else None


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
    fine_names: list[str] = encoder.config["fine"]
    root = relation_names.index("root")
    found: list[Tree] = []
    for window in windows:
        score = window.scores
        given = None if starts is None else np.asarray(starts[window.first : window.last], dtype=bool)
        begin = begins(window, encoder) if given is None else given
        begin[:1] = True
        bounds = [*np.flatnonzero(begin).tolist(), window.last - window.first]
        told, finer = score["tags"].argmax(axis=1), score["fine"].argmax(axis=1)
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
                    tuple(fine_names[one] for one in _listed(finer[first:last])),
                )
            )
    return found


def begins(window: Window, encoder: Encoder) -> npt.NDArray[np.bool_]:
    """Whether a sentence begins with each word; punctuation and paragraphs weigh as the model's thresholds say."""
    by_break = np.array(encoder.config["thresholds"]["starts"], dtype=np.float32)
    scores = window.scores["starts"]
    weighed = scores[:, 1] - scores[:, 0] + by_break[list(window.breaks)]
    found: npt.NDArray[np.bool_] = weighed > 0
    return found


def _relations(
    encoder: Encoder, table: Mapping[str, npt.NDArray[np.float32]], first: int, heads: Numbers, root: int
) -> Numbers:
    """The relation of each word of a sentence to its head; `root` just where the head is the root."""
    above = table["above"][np.where(heads == 0, 0, heads + first)]
    hidden = gelu(table["below"][first : first + len(heads)] + above)
    logits = hidden @ encoder.heads["relation.weight"].T + encoder.heads["relation.bias"]
    logits[:, root] = np.where(heads == 0, np.inf, -np.inf)
    return logits.argmax(axis=1).astype(np.int64)


def _listed(numbers: Numbers) -> list[int]:
    return numbers.tolist()


def vector(encoder: Encoder, states: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The vector (384,) of the words whose `states` (W, ·) are given, near the base model's own of the same words."""
    mean: npt.NDArray[np.float32] = np.add.reduce(states) / np.float32(len(states))
    found: npt.NDArray[np.float32] = encoder.heads["vector.weight"] @ mean + encoder.heads["vector.bias"]
    return found
