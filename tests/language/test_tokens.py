"""Tokens without spaCy: the same as its English pipeline cuts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.tokens import kind_of, tokens_of

_SAID = (
    "The U.S.-led plan can't fail, he'd said (on Jan. 5).",
    "“We’ll pay $5bn by 5p.m.”—or £3.5m/year… says Co-St. Ltd.'s",
    "  Two  blanks,\n\nand a\u00a0line:\thttps://example.org/a-b?c=1, a.b@example.org\n",
    "1,200.5 km² at 20°C. :) and/or e.g. the Treasury’s 1/2 3rd ... ----",
    "I'd've gonna Its Well-being 12am 'em EU-27 U.N.S.C. 10%; x=y <a>",
    "",
)


@cache
def _theirs() -> Any:
    return spacy.blank("en")


def _cut_by_spacy(text: str) -> list[tuple[int, str]]:
    return [(token.idx, token.text) for token in _theirs().make_doc(text)]


@pytest.mark.parametrize("text", _SAID)
def test_a_text_is_cut_as_spacy_cuts_it(text: str) -> None:
    assert list(map(tuple, tokens_of(text))) == _cut_by_spacy(text)


def test_so_are_the_examples(examples: list[Path]) -> None:
    for page in examples:
        text = page.read_text("utf-8")
        assert list(map(tuple, tokens_of(text))) == _cut_by_spacy(text)


@pytest.mark.parametrize("text", _SAID)
def test_letters_tell_what_they_tell_spacy(text: str) -> None:
    for token in _theirs().make_doc(text):
        assert tuple(kind_of(token.text)) == (token.lower_, token.is_punct, token.is_space, token.like_num)


@given(st.text())
def test_nothing_but_single_blanks_is_lost(text: str) -> None:
    tokens = tokens_of(text)
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in tokens)
    ends = [0, *(one.start + len(one.text) for one in tokens)]
    between = [text[end : one.start] for end, one in zip(ends, tokens, strict=False)]
    assert set(between) <= {"", " "}


def test_a_long_run_is_cut_in_bounded_time() -> None:
    assert sum(len(one.text) for one in tokens_of(")" * 100_000)) == 100_000
