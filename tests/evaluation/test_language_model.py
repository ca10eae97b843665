"""Evaluation of the language model: a missing model is said, held-out sentences and links are counted as described."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.__main__ import measure as measure_task
from evaluation.attribution import f1
from evaluation.conllu import documents, mentions
from evaluation.names import measure


def test_a_missing_model_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERBALE_MODEL", str(tmp_path))
    path = tmp_path / "names.iob2.gz"
    path.write_bytes(gzip.compress(b""))
    assert main(["names", str(path)]) == 2
    assert "no language model here" in capsys.readouterr().err


def test_only_every_fifth_sentence_of_names_counts(tmp_path: Path) -> None:
    path = tmp_path / "names.iob2.gz"
    path.write_bytes(gzip.compress(b"# sent_id = x\n1\tKyiv\tB-LOC\t-\t-\n\n" * 11))
    assert measure([path])["sentences"] == 2


CONLLU = """# newdoc id = GUM_news_trial
# newpar
1\tAnna\tAnna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-1-coref)
2\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-1-coref)
2\tresigned\tresign\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.mark.parametrize("task", ["tree", "coreference"])
def test_a_plain_document_is_measured_right(tmp_path: Path, task: str) -> None:
    path = tmp_path / "trial.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    figures = measure_task(task, [path])
    right = {"tree": ("las", "raw_las", "raw_words", "upos"), "coreference": ("accuracy", "news_interview_accuracy")}
    assert {figures[name] for name in right[task]} == {1.0}


def test_mentions_know_their_heads_and_chains(tmp_path: Path) -> None:
    path = tmp_path / "trial.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (document,) = documents(path)
    assert [(one.first, one.last, one.head, one.chain) for one in mentions(document)] == [
        (0, 1, 0, "1"),
        (3, 4, 3, "1"),
    ]
    assert [sentence.gaps for sentence in document] == [[2, 1, 0], [1, 1, 0]]


def test_f1_of_nothing_is_nought() -> None:
    assert f1(0, 0, 0) == 0
    assert f1(1, 2, 2) == 0.5
