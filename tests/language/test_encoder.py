"""The encoder: a model that is not whole is refused with a hint; scores have the shapes that decoding needs."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from verbale.errors import ModelError
from verbale.language import findings
from verbale.language.encoder import MODEL, Encoder
from verbale.language.words import PARAGRAPH, SPACED


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
def encoder() -> Encoder:
    return Encoder(MODEL, threads=1)


SENTENCE = "Putin said that talks would go on .".split()
GAPS = [PARAGRAPH] + [SPACED] * 7


def test_a_document_is_read_alike_alone_and_in_a_batch(encoder: Encoder) -> None:
    short, long = (SENTENCE, GAPS), (SENTENCE * 60, [SPACED] * 480)
    alone = encoder.encode([short])[0]
    among = encoder.encode([long, short, ([], [])])
    assert [w.first for w in among[0]][:1] == [0]
    assert among[0][-1].last == 480
    assert among[2] == []
    # Dynamic quantisation scales by the batch, so scores move a little with the company that a window keeps.
    for name in ("attribution", "names", "tags"):
        assert alone[0].scores[name].shape == among[1][0].scores[name].shape
        assert abs(alone[0].scores[name] - among[1][0].scores[name]).mean() < 0.5


def test_threads_share_a_model(encoder: Encoder) -> None:
    alone = encoder.encode([(SENTENCE, GAPS)])[0][0].scores["tags"].argmax(axis=1).tolist()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: encoder.encode([(SENTENCE, GAPS)])[0][0].scores["tags"], range(16)))
    assert all(one.argmax(axis=1).tolist() == alone for one in found)


def test_a_model_travels_to_another_process(encoder: Encoder) -> None:
    again = pickle.loads(pickle.dumps(encoder))
    ours, theirs = (one.encode([(SENTENCE, GAPS)])[0][0].scores["tags"] for one in (encoder, again))
    assert (ours == theirs).all()


def test_scores_decode_to_whole_trees(encoder: Encoder) -> None:
    windows = encoder.encode([(SENTENCE * 60, [SPACED] * 480)])[0]
    trees = findings.trees(windows, encoder)
    assert sum(len(tree.heads) for tree in trees) == 480
    assert all(tree.heads.count(0) == 1 == tree.relations.count("root") for tree in trees)
    for one in findings.attributions(windows, encoder):
        assert 0 <= one.content[0] < one.content[1] <= 480


@pytest.mark.parametrize("words", [["."], ["🙂" * 50], ["שלום", "עולם"], ["x" * 10_000], ["A"] * 5_000])
def test_odd_words_are_read(encoder: Encoder, words: list[str]) -> None:
    windows = encoder.encode([(words, [SPACED] * len(words))])[0]
    assert windows[0].first == 0
    assert windows[-1].last == len(words)
