"""The language model's file, run by ONNX Runtime: words in, scores of every head out, one pass.

A model is a folder: `model.onnx`, `tokenizer.json`, `heads.npz`, `config.json`, and `checksums.json` with the
SHA-256 of each of the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from verbale.errors import ModelError
from verbale.language.decode import Labels
from verbale.language.windows import LIMIT, cut, rough_breaks
from verbale.language.words import shape_of

_OPENING, _CLOSING, _NO_PIECE = 101, 102, 100
LONGEST = 16  # pieces a word
BATCH = 4  # windows that run together
_REMEMBERED = 50_000  # words whose pieces are kept: those that come again and again
FEATURES = 15  # a word's shape (5) by what stands before it (3)
#: The model that comes with the package.
MODEL = Path(__file__).parent / "model"
_HINT = "install the package again, or give the folder of a whole model"
VERSION = 2
Document: TypeAlias = tuple[Sequence[str], Sequence[int]]  # words, and what stands before each (`words.gaps_of`)


def features(words: Sequence[str], gaps: Sequence[int]) -> list[int]:
    """What the uncased pieces of each word hide: its shape, and what stands before it."""
    return [shape_of(word) * 3 + gap for word, gap in zip(words, gaps, strict=True)]


@dataclass(frozen=True, slots=True)
class Window:
    """Scores of the words from `first` up to `last` of a document; row 0 of `above` and column 0 of pointers: root.

    `breaks` says how likely punctuation and white space make a cut before each word: 0, 1 a sentence, 2 a paragraph.
    """

    first: int
    last: int
    scores: Mapping[str, npt.NDArray[np.float32]]
    breaks: Sequence[int] = ()


class Encoder:
    """A loaded model. Safe to share between threads; a process that forks should load its own."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        """Load the model of `folder` on `threads` cores (0: all). Raises ModelError where it is not whole."""
        self.folder, self.threads = folder, threads
        _verify(folder)
        import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
        from tokenizers import Tokenizer

        runtime: Any = onnxruntime  # it has no types of its own
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting would burn what others need
        options.log_severity_level = 3
        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.session: Any = runtime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            with np.load(folder / "heads.npz") as kept:
                self.heads: dict[str, npt.NDArray[np.float32]] = {  # kept in half, far slower to reckon with
                    name: kept[name].astype(np.float32) for name in kept.files
                }
        except Exception as error:  # each library raises its own
            raise ModelError(str(folder), f"the model does not load ({error})", _HINT) from error
        if self.config.get("version") != VERSION:
            raise ModelError(str(folder), f"a model of version {self.config.get('version')}, not {VERSION}", _HINT)
        self.labels = {head: Labels(self.config[head]) for head in ("attribution", "names")}
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}
        self._outputs: list[str] = [one.name for one in self.session.get_outputs()]

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process loads the files anew."""
        return partial(Encoder, threads=self.threads), (self.folder,)

    def pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Word pieces of each word, at least one, at most 16."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        made = self._tokenizer.encode_batch(new, add_special_tokens=False)
        fresh = {word: (one.ids or [_NO_PIECE])[:LONGEST] for word, one in zip(new, made, strict=True)}
        found = [fresh.get(word) or self._known[word] for word in words]
        if len(self._known) < _REMEMBERED:
            self._known |= fresh
        return found

    def encode(
        self,
        documents: Sequence[Document],
        *,
        breaks: Sequence[Sequence[int]] | None = None,
        limit: int = LIMIT,
        batch: int = BATCH,
        heads: Sequence[str] = (),
    ) -> list[list[Window]]:
        """Each document's windows, in order, with all their scores; the rest is as in `windows`."""
        found: list[list[Window]] = [[] for _ in documents]
        for number, window in self.windows(documents, breaks=breaks, limit=limit, batch=batch, heads=heads):
            found[number].append(window)
        for windows in found:
            windows.sort(key=lambda one: one.first)
        return found

    def windows(
        self,
        documents: Sequence[Document],
        *,
        breaks: Sequence[Sequence[int]] | None = None,
        limit: int = LIMIT,
        batch: int = BATCH,
        heads: Sequence[str] = (),
    ) -> Iterator[tuple[int, Window]]:
        """Windows of all documents as they are read, the longest first, each with its document's number.

        Windows run together, `batch` at a time, and only those are held; `heads` names the outputs wanted (all when
        empty); `breaks` says of each word how good a cut before it is (by default punctuation tells).
        """
        wanted = list(heads) or self._outputs
        jobs: list[_Job] = []
        for number, (words, gaps) in enumerate(documents):
            pieces, marks = self.pieces(words), features(words, gaps)
            cuts = breaks[number] if breaks else rough_breaks(words, gaps)
            for first, last in cut([len(one) for one in pieces], cuts, limit=limit):
                jobs.append(_Job(number, first, last, pieces[first:last], marks[first:last], cuts[first:last]))
        jobs.sort(key=lambda job: sum(map(len, job.pieces)), reverse=True)
        for at in range(0, len(jobs), batch):
            group = jobs[at : at + batch]
            outputs = self.session.run(wanted, _inputs(group))
            for row, job in enumerate(group):
                scores = {
                    name: _trimmed(name, out[row], job.last - job.first)
                    for name, out in zip(wanted, outputs, strict=True)
                }
                yield job.number, Window(job.first, job.last, scores, job.breaks)


class _Job(NamedTuple):
    """A window to be read: its document, its words, and their pieces, features and breaks."""

    number: int
    first: int
    last: int
    pieces: list[list[int]]
    features: list[int]
    breaks: Sequence[int]


def _inputs(group: Sequence[_Job]) -> dict[str, npt.NDArray[Any]]:
    long = max(sum(map(len, job.pieces)) for job in group) + 2
    wide = max(len(job.pieces) for job in group) + 1
    pieces = np.zeros((len(group), long), dtype=np.int64)
    shapes = np.zeros((len(group), long), dtype=np.int64)
    mask = np.zeros((len(group), long), dtype=np.bool_)
    firsts = np.zeros((len(group), wide), dtype=np.int64)
    for row, job in enumerate(group):
        sizes = np.fromiter(map(len, job.pieces), dtype=np.int64, count=len(job.pieces))
        ids = [_OPENING, *(one for word in job.pieces for one in word), _CLOSING]
        pieces[row, : len(ids)] = ids
        shapes[row, 1 : len(ids) - 1] = np.repeat(job.features, sizes)
        mask[row, : len(ids)] = True
        firsts[row, 1 : len(sizes) + 1] = np.concatenate(([1], 1 + np.cumsum(sizes)[:-1]))
    return {"pieces": pieces, "features": shapes, "mask": mask, "firsts": firsts}


def _trimmed(name: str, scores: npt.NDArray[np.float32], size: int) -> npt.NDArray[np.float32]:
    if name in ("above", "states"):
        return scores[: size + 1]
    if name in ("head", "source", "cue", "antecedent"):
        return scores[:size, : size + 1]
    return scores[:size]


def _verify(folder: Path) -> None:
    path = folder / "checksums.json"
    try:
        sums: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(str(folder), f"no language model here ({error})", _HINT) from error
    for name in ("model.onnx", "tokenizer.json", "heads.npz", "config.json"):
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(str(folder / name), "missing from the model", _HINT) from error
        if sums.get(name) != found:
            raise ModelError(str(folder / name), "damaged: its checksum is not the model's", _HINT)
