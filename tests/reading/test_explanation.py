"""Why an entry was drafted: its sentence, what counted, its tree."""

from __future__ import annotations

import json

import pytest

from tests.reading.conftest import make_article
from verbale.errors import PageError
from verbale.reading.explanation import explain
from verbale.reading.read import read_article

WORDS = "Nobody slept. Russian Foreign Minister Pavel Orlov met the French foreign minister, Anne Moreau, in Geneva."


def test_every_entry_of_a_reading_can_be_explained() -> None:
    article = make_article(WORDS)
    reading = read_article(article)
    assert reading.entries
    for number, entry in enumerate(reading.entries, 1):
        explained = explain(article, number, name="page")
        assert explained.entry == entry
        assert explained.reasons
        json.dumps(explained.to_json())


def test_the_evidence_is_marked_in_its_sentence() -> None:
    explained = explain(make_article(WORDS), 1, name="page")
    (sentence,) = explained.sentences
    start, end = sentence.evidence[0]
    assert sentence.text[start:end] == explained.entry.evidence[0].exact
    assert sentence.before == "Nobody slept."


def test_the_tree_has_one_root_and_every_head_in_it() -> None:
    words = explain(make_article(WORDS), 1, name="page").words
    assert [word.head for word in words].count(0) == 1
    assert {word.head for word in words} <= {0, *(word.number for word in words)}
    assert next(word.lemma for word in words if word.head == 0) == "meet"


@pytest.mark.parametrize("number", [0, -1, 99])
def test_an_entry_that_is_not_there_is_told_with_those_that_are(number: int) -> None:
    with pytest.raises(PageError, match=rf"page: no entry {number}: its entries are numbered 1 to \d+"):
        explain(make_article(WORDS), number, name="page")
