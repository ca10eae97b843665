"""Which lines a typed filter lets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.minutes.lines import line
from verbale.errors import StoreError
from verbale.minutes.narrowing import parse_narrowing

LINES = [
    line("meeting", 1, confidence=0.95, day="2026-03-04", delegations={"United States": [], "Iran": []}),
    line("meeting", 2, confidence=0.4, state="accepted", reviewer="ada"),
    line("position", 3, stance="refuses", issue="borders", confidence=0.9, article=2),
    line("statement", 4, certainty="denied", day="2026-02-01"),
]


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("", [1, 2, 3, 4]),
        ("kind=meeting", [1, 2]),
        ("kind=meeting,position confidence>=0.9", [1, 3]),
        ("confidence>=90%", [1, 3, 4]),
        ("confidence<50%", [2]),
        ('party="United States"', [1]),
        ("state!=draft", [2]),
        ("reviewer=ada", [2]),
        ("label=refuses issue=borders", [3]),
        ("certainty!=denied day<=2026-03-04", [1]),
        ("day>2026-02-01", [1]),
        ("article=2", [3]),
        ("entry=1,4", [1, 4]),
        ("entry!=1,4", [2, 3]),
    ],
)
def test_a_filter_lets_through_what_it_says(typed: str, entries: list[int]) -> None:
    assert [one.entry for one in parse_narrowing(typed).keep(LINES)] == entries


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("meetings", "no condition: 'meetings'"),
        ("colour=red", "lines have no 'colour'"),
        ("kind>meeting", "kind is a word"),
        ("confidence>=high", "confidence is a number"),
        ("day>=yesterday", "no day: 'yesterday'"),
        ('party="United', "not closed"),
    ],
)
def test_a_filter_that_is_not_understood_says_why(typed: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        parse_narrowing(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_filter_or_told(typed: str) -> None:
    try:
        parse_narrowing(typed).keep(LINES)
    except StoreError as error:
        assert error.hint
