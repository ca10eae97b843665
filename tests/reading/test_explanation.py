"""Why an entry was drafted: its sentences, what counted, its tree."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest

from tests.reading.conftest import make_article
from verbale.errors import PageError
from verbale.reading.entries import Evidence, Origin, Reading
from verbale.reading.explanation import explain
from verbale.reading.read import read_article
from verbale.reading.sentences import sentence_spans

WORDS = "Nobody slept. Russian Foreign Minister Pavel Orlov met the French foreign minister, Anne Moreau, in Geneva."
SAID = "Orlov said that the talks would go on in May. “We are in no hurry,” he told reporters."


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_article(make_article(WORDS, SAID))


def test_every_entry_of_a_reading_can_be_explained(reading: Reading) -> None:
    assert reading.entries
    for number, entry in enumerate(reading.entries, 1):
        explained = explain(reading, number, name="page")
        assert (explained.number, explained.total) == (number, len(reading.entries))
        assert explained.entry == entry
        assert explained.reasons
        json.dumps(explained.to_json())


def test_an_entry_can_be_named_by_its_kind(reading: Reading) -> None:
    second = [entry for entry in reading.entries if entry.kind == "statement"][1]
    explained = explain(reading, 2, kind="statement", name="page")
    assert explained.entry == second
    assert reading.entries[explained.number - 1] == second


def test_the_sentence_stands_between_its_neighbours_with_its_evidence_marked(reading: Reading) -> None:
    explained = explain(reading, 1, name="page")
    before, sentence, after = explained.sentences
    assert (before.text, before.evidence, after.evidence) == ("Nobody slept.", (), ())
    assert after.text.startswith("Orlov said")
    start, end = sentence.evidence[0]
    assert sentence.text[start:end] == explained.entry.evidence[0].exact


def test_sentences_have_the_numbers_and_offsets_of_the_story(reading: Reading) -> None:
    spans = sentence_spans(reading.article)
    for number in range(1, len(reading.entries) + 1):
        for sentence in explain(reading, number, name="page").sentences:
            span = spans[sentence.number - 1]
            assert (sentence.start, sentence.end) == (span.start, span.end)
            assert sentence.text == span.of(reading.article.text)


def test_evidence_far_apart_brings_the_neighbours_of_each(reading: Reading) -> None:
    ends = sentence_spans(reading.article)[0], sentence_spans(reading.article)[-1]
    evidence = tuple(Evidence(span.start, span.end, span.of(reading.article.text)) for span in ends)
    moved = replace(reading, entries=(replace(reading.entries[0], evidence=evidence),))
    shown = explain(moved, 1, name="page").sentences
    last = len(sentence_spans(reading.article))
    assert [sentence.number for sentence in shown] == [1, 2, last - 1, last]


def test_what_counted_comes_to_the_confidence(reading: Reading) -> None:
    explained = explain(reading, 1, name="page")
    assert explained.rest is not None
    total = sum(weight for _, weight in explained.reasons) + explained.rest
    assert 1 / (1 + 2.718281828**-total) == pytest.approx(explained.entry.confidence, abs=0.006)


def test_a_line_of_a_second_reader_is_explained_without_weights(reading: Reading) -> None:
    line = replace(reading.entries[0], origin=Origin("model", "m via h"), confidence=0.5)
    explained = explain(replace(reading, entries=(*reading.entries, line)), len(reading.entries) + 1, name="page")
    assert (explained.reasons, explained.rest) == ((), None)
    assert explained.words


def test_the_tree_has_one_root_and_every_head_in_it(reading: Reading) -> None:
    words = explain(reading, 1, name="page").words
    assert [word.head for word in words].count(0) == 1
    assert {word.head for word in words} <= {0, *(word.number for word in words)}
    assert next(word.lemma for word in words if word.head == 0) == "meet"


def test_an_explanation_is_plain_values(reading: Reading) -> None:
    explained = explain(reading, 1, name="page")
    pickled = pickle.dumps(explained)
    assert pickle.loads(pickled) == explained
    assert b"spacy" not in pickled


@pytest.mark.parametrize("number", [0, -1, 99])
def test_an_entry_that_is_not_there_is_told_with_how_many_there_are(reading: Reading, number: int) -> None:
    have = len(reading.entries)
    with pytest.raises(PageError, match=rf"page: there is no entry {number}: it has {have}, numbered 1 to {have}"):
        explain(reading, number, name="page")


def test_a_kind_that_is_not_there_is_told(reading: Reading) -> None:
    with pytest.raises(PageError, match="there is no pledge 1: it has none"):
        explain(reading, 1, kind="pledge", name="page")
