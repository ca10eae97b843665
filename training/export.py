"""From a checkpoint to the folder that `verbale.language.encoder` loads: one ONNX graph, its encoder in int8."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import ATTRIBUTION, NAMES, RELATIONS, TAGS
from training.model import Reader, base_folder
from verbale.language.encoder import VERSION

OUTPUTS = ("attribution", "names", "starts", "tags", "head", "source", "cue", "below", "above", "states", "vector")


class Flat(nn.Module):
    """The reader with a tuple for an answer, as the exporter wants it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(pieces, mask, firsts)
        return tuple(out[name] for name in OUTPUTS)


def export(checkpoint: Path, folder: Path) -> Path:
    """Write the model's folder from a checkpoint; `float.onnx` beside it is the same graph before quantisation."""
    reader = Reader()
    reader.load_state_dict(torch.load(checkpoint)["model"])
    return write(reader.eval(), folder)


def write(reader: Reader, folder: Path) -> Path:
    """Write `reader` as a model's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder.parent / "float.onnx"
    pieces = torch.full((2, 9), 2000)
    mask = torch.ones(2, 9, dtype=torch.bool)
    firsts = torch.tensor([[0, 1, 2, 4], [0, 1, 3, 5]])
    dynamic = {
        "pieces": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "firsts": {0: "batch", 1: "words"},
    }
    torch.onnx.export(
        Flat(reader),
        (pieces, mask, firsts),
        str(whole),
        input_names=list(dynamic),
        output_names=list(OUTPUTS),
        dynamic_axes=dynamic,
        opset_version=17,
        dynamo=False,
    )
    heads = [n.name for n in onnx.load(whole).graph.node if "/encoder/" not in n.name]
    quantize_dynamic(
        whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=heads,
    )  # fmt: skip
    np.savez(
        folder / "relations.npz",
        weight=reader.relation.weight.detach().numpy(),
        bias=reader.relation.bias.detach().numpy(),
    )
    shutil.copy(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    config = {
        "version": VERSION,
        "attribution": ATTRIBUTION.kinds,
        "names": NAMES.kinds,
        "tags": TAGS,
        "relations": RELATIONS,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    seal(folder)
    return folder


def seal(folder: Path) -> None:
    """Write `checksums.json` of the folder's files."""
    names = ("model.onnx", "tokenizer.json", "relations.npz", "config.json")
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "checksums.json").write_text(json.dumps(sums, indent=1) + "\n", "utf-8")
