"""Sentence borders: stops that end a sentence, and stops that abbreviations own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.sentences import split_sentences

CASES = [
    ["The talks ended at noon.", "No date was set."],
    ["Mr. Kerry met Gov. Whitmer on Dec. 2 in St. Paul.", "They shook hands."],
    ["The U.S. Senate would have to agree.", "So would the U.S. House."],
    ["He flew back to the U.S.", "The delegation stayed."],
    ["“Will they sign?” he asked.", "Nobody knew."],
    ["“It is over.”", "She left."],
    ["“It is over,” she said, “for now.”", "“We go on,” said Mr. Ito."],
    ["The UAW struck Ford Motor Co. plants.", "It reached a deal with Ford Motor Co.", "The deal holds."],
    ["They met at 5 p.m. on Friday.", "By 9 p.m. the text was ready.", "It had 20 points."],
    ["J. D. Vance and George W. Bush spoke.", "Both were brief."],
    ["Article 5.2 was cut to 3.5 pages.", "Article 6 stayed."],
    ["Was it a deal?", "Yes!", "It was."],
    ["Talks with Apple Inc. of California ended."],
]


@pytest.mark.parametrize("sentences", CASES)
def test_paragraphs_are_cut_into_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split_sentences(text)] == sentences


@given(st.text())
def test_any_text_is_cut_without_loss(text: str) -> None:
    spans = list(split_sentences(text))
    kept = "".join(span.of(text) for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
