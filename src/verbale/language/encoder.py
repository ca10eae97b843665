"""The language model's file, run by ONNX Runtime: words in, scores of every head out, one pass.

A model is a folder: `model.onnx`, `tokenizer.json`, `relations.npz`, `config.json`, and `checksums.json` with the
SHA-256 of each of the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale.errors import ModelError
from verbale.language.windows import LIMIT, cut

_OPENING, _CLOSING, _NO_PIECE = 101, 102, 100
_LONGEST = 16  # pieces a word, as in training
_HINT = "install the package again, or give the folder of a whole model"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Window:
    """Scores of the words from `first` up to `last` of a document; row 0 of `above` and column 0 of pointers: root."""

    first: int
    last: int
    scores: Mapping[str, npt.NDArray[np.float32]]


class Encoder:
    """A loaded model. Safe to share between threads; a process that forks should load its own."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Load the model of `folder` on `threads` cores (0: all). Raises ModelError where it is not whole."""
        self.folder = folder
        _verify(folder)
        import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
        from tokenizers import Tokenizer

        runtime: Any = onnxruntime  # it has no types of its own
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session: Any = runtime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            with np.load(folder / "relations.npz") as kept:
                self.relation_weight = kept["weight"].astype(np.float32)
                self.relation_bias = kept["bias"].astype(np.float32)
        except Exception as error:  # each library raises its own
            raise ModelError(str(folder), f"the model does not load ({error})", _HINT) from error
        if self.config.get("version") != VERSION:
            raise ModelError(str(folder), f"a model of version {self.config.get('version')}, not {VERSION}", _HINT)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._outputs: list[str] = [one.name for one in self._session.get_outputs()]

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Word pieces of each word, at least one, at most 16."""
        made = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        return [(one.ids or [_NO_PIECE])[:_LONGEST] for one in made]

    def encode(
        self,
        documents: Sequence[tuple[Sequence[str], Sequence[int]]],
        *,
        limit: int = LIMIT,
        batch: int = 8,
        heads: Sequence[str] = (),
    ) -> list[list[Window]]:
        """Each document's windows, in order. A document is its words and how good a cut is before each.

        Windows of all documents run together, sorted by length, `batch` at a time; `heads` names the outputs wanted
        (all when empty).
        """
        wanted = list(heads) or self._outputs
        jobs: list[tuple[int, int, int, list[list[int]]]] = []
        for number, (words, breaks) in enumerate(documents):
            pieces = self.pieces(words)
            for first, last in cut([len(one) for one in pieces], breaks, limit=limit):
                jobs.append((number, first, last, pieces[first:last]))
        jobs.sort(key=lambda job: sum(map(len, job[3])), reverse=True)
        found: list[list[Window]] = [[] for _ in documents]
        for at in range(0, len(jobs), batch):
            group = jobs[at : at + batch]
            outputs = self._session.run(wanted, _inputs([job[3] for job in group]))
            for row, (number, first, last, _) in enumerate(group):
                scores = {
                    name: _trimmed(name, out[row], last - first) for name, out in zip(wanted, outputs, strict=True)
                }
                found[number].append(Window(first, last, scores))
        for windows in found:
            windows.sort(key=lambda one: one.first)
        return found


def _inputs(group: Sequence[list[list[int]]]) -> dict[str, npt.NDArray[Any]]:
    long = max(sum(map(len, words)) for words in group) + 2
    wide = max(map(len, group)) + 1
    pieces = np.zeros((len(group), long), dtype=np.int64)
    mask = np.zeros((len(group), long), dtype=np.bool_)
    firsts = np.zeros((len(group), wide), dtype=np.int64)
    for row, words in enumerate(group):
        sizes = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
        ids = [_OPENING, *(one for word in words for one in word), _CLOSING]
        pieces[row, : len(ids)] = ids
        mask[row, : len(ids)] = True
        firsts[row, 1 : len(words) + 1] = np.concatenate(([1], 1 + np.cumsum(sizes)[:-1]))
    return {"pieces": pieces, "mask": mask, "firsts": firsts}


def _trimmed(name: str, scores: npt.NDArray[np.float32], size: int) -> npt.NDArray[np.float32]:
    if name == "vector":
        return scores
    if name in ("above", "states"):
        return scores[: size + 1]
    if name in ("head", "source", "cue"):
        return scores[:size, : size + 1]
    return scores[:size]


def _verify(folder: Path) -> None:
    path = folder / "checksums.json"
    try:
        sums: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(str(folder), f"no language model here ({error})", _HINT) from error
    for name in ("model.onnx", "tokenizer.json", "relations.npz", "config.json"):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(str(folder / name), "missing from the model", _HINT) from error
        if sums.get(name) != found:
            raise ModelError(str(folder / name), "damaged: its checksum is not the model's", _HINT)
