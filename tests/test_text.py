"""Spans and offset maps."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.text import OffsetMap, Run, Span, any_of, join_runs, lowered


def test_a_span_slices_its_text() -> None:
    assert Span(2, 4).of("abcdef") == "cd"
    assert len(Span(2, 4)) == 2


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_verbatim_runs_map_one_to_one_and_others_as_a_whole() -> None:
    offsets = OffsetMap((Run(0, 3, Span(10, 13)), Run(3, 1, Span(13, 20)), Run(4, 2, Span(20, 22))))
    assert offsets.to_source(Span(1, 3)) == Span(11, 13)
    assert offsets.to_source(Span(3, 4)) == Span(13, 20)
    assert offsets.to_source(Span(2, 5)) == Span(12, 21)


def test_a_gap_has_no_source() -> None:
    offsets = join_runs([(0, [Run(0, 2, Span(0, 2))]), (4, [Run(0, 2, Span(5, 7))])])
    assert offsets.to_source(Span(2, 4)) is None
    assert offsets.to_source(Span(1, 5)) == Span(1, 6)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3), st.booleans()), max_size=12), st.data())
def test_every_span_maps_into_its_runs(shape: list[tuple[int, int, bool]], data: st.DataObject) -> None:
    runs: list[Run] = []
    at = source = 0
    for length, gap, folded in shape:
        source += gap
        width = length + 2 if folded else length
        runs.append(Run(at, length, Span(source, source + width)))
        at, source = at + length, source + width
    offsets = OffsetMap(tuple(runs))
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(start, at))
    found = offsets.to_source(Span(start, end))
    if start == end:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found.start < found.end <= source


def test_a_lowered_text_keeps_every_offset() -> None:
    assert lowered("The TALKS") == "the talks"
    assert lowered("İzmir TALKS") == "İzmir talks"
    assert len(lowered("İzmir ΣΑΣ")) == len("İzmir ΣΑΣ")


@given(st.lists(st.text("ab'.-", min_size=1, max_size=4), min_size=1, max_size=12), st.text("ab'.-", max_size=8))
def test_of_some_words_the_longest_that_fits_is_found(words: list[str], text: str) -> None:
    longest = next((word for word in sorted(words, key=len, reverse=True) if text.startswith(word)), None)
    match = re.match(any_of(words), text)
    assert (match[0] if match else None) == longest
