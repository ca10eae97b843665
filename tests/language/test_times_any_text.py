"""Whatever text comes in: spans slice it, follow one another, and cost steps in proportion to its length."""

from __future__ import annotations

import sys
from datetime import datetime
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.times import find_times

ANCHOR = datetime(2025, 12, 22, 11, 10)
WORDS = (
    "from to between and the last next this first second of in on at by since before after until for every each week "
    "weeks month year day days Monday Friday May March June 3 12 21st 1999 2025 2:30 p.m. noon morning night half a an "
    "quarter Q3 early late mid - – / , . : ' ago later earlier now today tomorrow twice times two twenty thirty-one "
    "Easter weekend 11/12/2024 2024-02-30 $ % 0 00 99 999999999999 GMT ET £ \n\n hundred thousand couple few"
).split(" ")
ADVERSARIES = [
    "1 ", "1-", "1:1", "1/1/", "monday ", "to ", "from monday to ", "first week of ", "three days before ", "2014-",
    "3 months and ", "early ", "between 1 and ", "'", "the ", "may ", "last week of the ",
]  # fmt: skip


def check(text: str, anchor: datetime | None) -> None:
    end = 0
    for time in find_times(text, anchor=anchor):
        assert time.text == time.span.of(text) != ""
        assert time.span.start >= end
        end = time.span.end
        assert time.value
        if time.start and time.end and len(time.start) == len(time.end):
            assert time.start <= time.end


@given(st.text())
def test_any_unicode_is_read(text: str) -> None:
    check(text, ANCHOR)
    check(text, None)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.datetimes() | st.none())
def test_any_words_of_time_in_any_order_are_read(text: str, anchor: datetime | None) -> None:
    check(text, anchor)


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_words_of_time_run_together_are_read(text: str) -> None:
    check(text, ANCHOR)


def count_calls(text: str) -> int:
    """Calls of Python functions made to read a text: a measure of its cost that no clock disturbs."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find_times(text, anchor=ANCHOR)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("word", ADVERSARIES)
def test_the_cost_grows_no_faster_than_the_text(word: str) -> None:
    short = count_calls(word * 300)
    assert count_calls(word * 600) <= 2.2 * short + 200


@pytest.mark.slow
@pytest.mark.parametrize("word", ["monday monday ", "to to to ", "1 1 1 "])
def test_a_long_text_of_one_word_is_read(word: str) -> None:
    check(word * (200_000 // len(word)), ANCHOR)
