"""Evaluation of the language model: a missing model is said, held-out sentences and links are counted as described."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.attribution import f1
from evaluation.names import measure


def test_a_missing_model_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VERBALE_MODEL", raising=False)
    path = tmp_path / "names.iob2.gz"
    path.write_bytes(gzip.compress(b""))
    assert main(["names", str(path)]) == 2
    assert "no model to measure; set it to the folder" in capsys.readouterr().err


def test_only_every_fifth_sentence_of_names_counts(
    tmp_path: Path, untrained_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERBALE_MODEL", str(untrained_model))
    path = tmp_path / "names.iob2.gz"
    path.write_bytes(gzip.compress(b"# sent_id = x\n1\tKyiv\tB-LOC\t-\t-\n\n" * 11))
    assert measure([path])["sentences"] == 2


def test_f1_of_nothing_is_nought() -> None:
    assert f1(0, 0, 0) == 0
    assert f1(1, 2, 2) == 0.5
