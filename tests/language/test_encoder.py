"""The encoder: a model that is not whole is refused with a hint; scores have the shapes that decoding needs."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from verbale.errors import ModelError
from verbale.language import findings
from verbale.language.decode import Labels
from verbale.language.encoder import Encoder


def test_a_missing_model_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no language model here.*install the package again") as raised:
        Encoder(tmp_path)
    assert pickle.loads(pickle.dumps(raised.value)).hint == raised.value.hint


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"half a mod")
    (tmp_path / "checksums.json").write_text(json.dumps({"model.onnx": "0" * 64}))
    with pytest.raises(ModelError, match=r"model\.onnx: damaged"):
        Encoder(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "checksums.json").write_text("{}")
    with pytest.raises(ModelError, match=r"model\.onnx: missing"):
        Encoder(tmp_path)


@pytest.fixture(scope="module")
def untrained(untrained_model: Path) -> Encoder:
    return Encoder(untrained_model, threads=1)


SENTENCE = "Putin said that talks would go on .".split()


def test_a_document_is_read_alike_alone_and_in_a_batch(untrained: Encoder) -> None:
    short, long = (SENTENCE, [1] + [0] * 7), (SENTENCE * 60, [1, 0, 0, 0, 0, 0, 0, 0] * 60)
    alone = untrained.encode([short])[0]
    among = untrained.encode([long, short, ([], [])])
    assert [w.first for w in among[0]][:1] == [0]
    assert among[0][-1].last == 480
    assert among[2] == []
    # Dynamic quantisation scales by the batch, so scores move a little with the company that a window keeps.
    for name in ("attribution", "names", "tags"):
        assert alone[0].scores[name].shape == among[1][0].scores[name].shape
        assert abs(alone[0].scores[name] - among[1][0].scores[name]).max() < 0.5


def test_untrained_scores_still_decode_to_whole_trees(untrained: Encoder) -> None:
    windows = untrained.encode([(SENTENCE * 60, [1, 0, 0, 0, 0, 0, 0, 0] * 60)])[0]
    trees = findings.trees(windows, untrained)
    assert sum(len(tree.heads) for tree in trees) == 480
    assert all(tree.heads.count(0) == 1 == tree.relations.count("root") for tree in trees)
    for one in findings.attributions(windows, Labels(untrained.config["attribution"])):
        assert 0 <= one.content[0] < one.content[1] <= 480


@pytest.mark.parametrize("words", [["."], ["🙂" * 50], ["שלום", "עולם"], ["x" * 10_000], ["A"] * 5_000])
def test_odd_words_are_read(untrained: Encoder, words: list[str]) -> None:
    windows = untrained.encode([(words, [0] * len(words))])[0]
    assert windows[0].first == 0
    assert windows[-1].last == len(words)
