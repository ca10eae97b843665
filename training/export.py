"""From a checkpoint to the folder that `verbale.language.encoder` loads: an ONNX graph in int8, and what it needs."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import ATTRIBUTION, ENTRIES, EVENTS, FINE, MODES, NAMES, RELATIONS, TAGS
from training.model import Reader, base_folder
from verbale.language.encoder import VERSION

#: What is added to the scores of "outside" and of "begin" before the best path is sought, and to those of a sentence's
#: start in the middle, behind a full stop and at a paragraph; chosen on development sets.
THRESHOLDS = {"attribution": (0.6, -0.6), "names": (0.0, 0.0), "starts": (-1.0, 2.0, 3.0)}
OUTPUTS = (
    "attribution", "names", "starts", "tags", "fine", "entries", "head", "source", "cue", "antecedent", "below",
    "above", "states",
)  # fmt: skip


class Flat(nn.Module):
    """The reader with a tuple for an answer, as the exporter wants it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(pieces, features, mask, firsts)
        return tuple(out[name] for name in OUTPUTS)


def reader_of(checkpoint: Path) -> Reader:
    """The network of a checkpoint, ready to read."""
    reader = Reader()
    reader.load_state_dict(torch.load(checkpoint, map_location="cpu")["model"])
    return reader.eval()


class TorchSession:
    """The network in PyTorch where the encoder expects ONNX Runtime's session, to compare the two."""

    def __init__(self, checkpoint: Path, threads: int) -> None:
        torch.set_num_threads(threads)
        self.reader = reader_of(checkpoint)

    @torch.inference_mode()
    def run(self, names: Sequence[str], given: Mapping[str, Any]) -> list[Any]:
        out = self.reader(*(torch.from_numpy(given[name]) for name in ("pieces", "features", "mask", "firsts")))
        return [out[name].numpy() for name in names]


def export(checkpoint: Path, folder: Path) -> Path:
    """Write the model's folder from a checkpoint; `float.onnx` beside it is the same graph before quantisation."""
    return write(reader_of(checkpoint), folder)


def write(reader: Reader, folder: Path) -> Path:
    """Write `reader` as a model's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder.parent / "float.onnx"
    pieces = torch.full((2, 9), 2000)
    features = torch.zeros(2, 9, dtype=torch.long)
    mask = torch.ones(2, 9, dtype=torch.bool)
    firsts = torch.tensor([[0, 1, 2, 4], [0, 1, 3, 5]])
    dynamic = {
        "pieces": {0: "batch", 1: "pieces"},
        "features": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "firsts": {0: "batch", 1: "words"},
    }
    torch.onnx.export(
        Flat(reader),
        (pieces, features, mask, firsts),
        str(whole),
        input_names=list(dynamic),
        output_names=list(OUTPUTS),
        dynamic_axes=dynamic,
        opset_version=17,
        dynamo=False,
    )
    weights, gathers = QuantType.QInt8, ["MatMul", "Gather"]
    quantize_dynamic(whole, folder / "model.onnx", weight_type=weights, per_channel=True, op_types_to_quantize=gathers)
    beside = ("relation", "vector", "acts")
    parts = {name: part for name, part in reader.named_parameters() if name.split(".")[0] in beside}
    np.savez(folder / "heads.npz", **{name: part.detach().numpy() for name, part in parts.items()})
    shutil.copy(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    config = {
        "version": VERSION,
        "attribution": ATTRIBUTION.kinds,
        "names": NAMES.kinds,
        "tags": TAGS,
        "fine": FINE,
        "relations": RELATIONS,
        "entries": ENTRIES,
        "events": EVENTS,
        "modes": MODES,
        "thresholds": THRESHOLDS,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Write `checksums.json` of the folder's files."""
    names = ("model.onnx", "tokenizer.json", "heads.npz", "config.json")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", "utf-8")
