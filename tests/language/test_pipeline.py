"""The model in a spaCy pipeline: whole annotation for any text, offsets untouched."""

from __future__ import annotations

from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy", reason="the pipeline extra is not installed")
TEXT = "Putin said that talks would go on.\n\nWitkoff, the envoy, agreed. \n“We are close,” he told CNN."


@pytest.fixture(scope="module")
def nlp(untrained_model: Path):
    from verbale.language.pipeline import load

    return load(untrained_model, threads=1)


def test_every_word_hangs_in_one_tree(nlp) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert doc.has_annotation("DEP")
    assert all(sum(token.head == token for token in sentence) == 1 for sentence in doc.sents)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == TEXT


def test_attributions_name_spans_that_exist(nlp) -> None:
    doc = nlp(TEXT * 20)
    for content, source, cue in doc._.attributions:
        assert content < len(doc.spans["contents"])
        assert source is None or source < len(doc.spans["sources"])
        assert cue is None or cue < len(doc.spans["cues"])


@pytest.mark.parametrize("text", ["", " ", "\n\n", "One", "🙂🙂 🙂", "שלום עולם", "x" * 10_000, "NO STOPS " * 3_000])
def test_odd_texts_keep_their_offsets(nlp, text: str) -> None:
    assert nlp(text).text == text


def test_documents_can_be_stored(nlp) -> None:
    from spacy.tokens import DocBin

    kept = DocBin(store_user_data=True)
    kept.add(nlp(TEXT))
    (again,) = DocBin().from_bytes(kept.to_bytes()).get_docs(nlp.vocab)
    assert [token.dep_ for token in again] == [token.dep_ for token in nlp(TEXT)]
