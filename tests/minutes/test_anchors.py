"""Evidence is found again where its words stand now: at its own place, of several; nearly the same, if edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.minutes.anchors import find_again
from verbale.text import Span

OLD = "Talks opened in Vienna. Iran said no. The envoy left. Iran said no. Talks closed in Geneva on Friday."


@pytest.mark.parametrize(
    ("exact", "new", "found"),
    [
        ("Talks closed in Geneva on Friday.", "Updated. " + OLD, "Talks closed in Geneva on Friday."),
        ("Talks closed in Geneva on Friday.", OLD.replace("Friday", "Thursday"), "Talks closed in Geneva on Thursday."),
        ("Talks closed in Geneva on Friday.", "Nothing of the kind was ever printed in this paper.", None),
        ("The envoy left.", OLD.replace("The envoy left. ", ""), None),
        ("Talks opened in Vienna.", "", None),
    ],
)
def test_words_are_found_again(exact: str, new: str, found: str | None) -> None:
    start = OLD.index(exact)
    span = find_again(OLD, Span(start, start + len(exact)), new)
    assert (span and span.of(new)) == found


@pytest.mark.parametrize("place", [0, 1])
def test_of_words_that_stand_twice_the_ones_with_the_same_neighbours_are_meant(place: int) -> None:
    places = [OLD.index("Iran said no."), OLD.rindex("Iran said no.")]
    new = "A new first paragraph. " + OLD
    span = find_again(OLD, Span(places[place], places[place] + 13), new)
    assert span and span.start == places[place] + 23


@given(st.text(), st.text(), st.integers(0, 50), st.integers(0, 50))
def test_what_is_found_lies_in_the_text(old: str, new: str, start: int, length: int) -> None:
    span = Span(min(start, len(old)), min(start + length, len(old)))
    found = find_again(old, span, new)
    assert found is None or 0 <= found.start < found.end <= len(new)
    same = find_again(old, span, old)
    assert not span.of(old) or (same and same.of(old) == span.of(old))
