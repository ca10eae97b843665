"""What stands in quotation marks, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.conftest import make_article
from verbale.reading.quotations import find_quotations, mask_quotations


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("He called it “a first step,” and left.", ["a first step"]),
        ('He called it "a first step" and left.', ["a first step"]),
        ("He called it ‘a first step’ and the unions’ demands ‘a joke’.", ["a first step", "a joke"]),
        ("He’s sure it doesn’t hold: the drivers’ pay is too low.", []),
        ("«Nous sommes prêts», he said.", ["Nous sommes prêts"]),
    ],
)
def test_quotations_are_found_without_their_marks(words: str, quoted: list[str]) -> None:
    article = make_article(words)
    assert [quotation.inner.of(article.text) for quotation in find_quotations(article)] == quoted


@given(st.text(alphabet="ab “”\"‘’«».,'\n", max_size=80))
def test_masking_keeps_the_length(words: str) -> None:
    article = make_article("They met. " + words)
    assert len(mask_quotations(article.text, find_quotations(article))) == len(article.text)
