"""The words of an article as plain objects: each as spaCy tells it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import verbale
from verbale.reading.annotation import annotate
from verbale.reading.tree import Doc

_TEXTS = (
    "Mr. Lavrov said on Monday that Moscow, which had refused “any deal”, would study it.\n\nHe did not say when.",
    "The union’s 1,200 drivers struck; the company, whose offer they turned down, called its lawyers.",
    "  Yes.",
)
_PLAIN = "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ is_punct is_space like_num".split()


@cache
def _both() -> tuple[tuple[Any, Doc], ...]:
    nlp = verbale.load(threads=1)
    nlp.select_pipes(enable=["verbale_encoder", "verbale_lemmas"])  # reading has its own ways to states, times, sums
    return tuple((nlp(text), annotate(text)) for text in _TEXTS)


def _pairs() -> Iterator[tuple[Any, Any]]:
    for doc, made in _both():
        yield from zip(doc, made, strict=True)


@pytest.mark.parametrize("name", _PLAIN)
def test_a_word_is_told_as_spacy_tells_it(name: str) -> None:
    assert [getattr(made, name) for _, made in _pairs()] == [getattr(token, name) for token, _ in _pairs()]


@pytest.mark.parametrize("name", ["children", "lefts", "rights", "ancestors", "subtree"])
def test_its_tree_is_the_same(name: str) -> None:
    for token, made in _pairs():
        assert [one.i for one in getattr(made, name)] == [one.i for one in getattr(token, name)]
        assert (made.head.i, made.left_edge.i, made.right_edge.i) == (
            token.head.i,
            token.left_edge.i,
            token.right_edge.i,
        )


def test_stretches_have_the_same_words_and_roots() -> None:
    for doc, made in _both():
        assert [(one.start, one.end, one.text) for one in made.sents] == [(s.start, s.end, s.text) for s in doc.sents]
        for start in range(len(doc.text)):
            for end in range(start + 1, len(doc.text) + 1, 5):
                theirs = doc.char_span(start, end, alignment_mode="expand")
                ours = made.char_span(start, end, alignment_mode="expand")
                assert ours is not None
                assert (ours.start, ours.end, ours.root.i) == (theirs.start, theirs.end, theirs.root.i)
        assert made.char_span(0, len(doc.text) + 1, alignment_mode="expand") is None


def test_a_word_stands_above_those_below_it() -> None:
    for doc, made in _both():
        assert [[a.is_ancestor(b) for b in made] for a in made] == [[a.is_ancestor(b) for b in doc] for a in doc]


def test_what_the_model_found_is_kept() -> None:
    doc, made = _both()[0]
    assert made.attributions == doc._.attributions
    assert [one.text for one in made.spans["sources"]] == [one.text for one in doc.spans["sources"]]
    with pytest.raises(IndexError):
        made[0].nbor(-1)


def test_a_text_without_words_has_no_sentences() -> None:
    made = annotate(" \n")
    assert [one.text for one in made] == [" \n"]
    assert not made.sents
    assert not annotate("").tokens
