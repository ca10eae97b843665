"""Numbers in figures and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.number_figures import read_figures
from verbale.language.numbers import find_numbers, read_number

WORDS = [
    ("zero", "0"),
    ("twelve", "12"),
    ("twenty-five", "25"),
    ("twenty five", "25"),
    ("a hundred", "100"),
    ("two hundred and three", "203"),
    ("a hundred and five thousand", "105000"),
    ("nine hundred and ninety-nine thousand five hundred and one", "999501"),
    ("fifteen hundred", "1500"),
    ("one million two hundred thousand", "1200000"),
    ("half a million", "500000"),
    ("a half-million", "500000"),
    ("quarter million", "250000"),
    ("a quarter of a million", "250000"),
    ("three quarters of a billion", "750000000"),
    ("two and a half billion", "2500000000"),
    ("one-and-a-half million", "1500000"),
    ("a billion and a half", "1500000000"),
    ("one point five million", "1500000"),
    ("zero point two five", "0.25"),
    ("five dozen", "60"),
    ("two lakh crore", "2000000000000"),
]
FIGURES = [
    ("7", "7"),
    ("1,200", "1200"),
    ("1,200.50", "1200.50"),
    ("1.200,50", "1200.50"),
    ("1.200.000", "1200000"),
    ("1,00,000", "100000"),
    ("5,5", "5.5"),
    ("1.125", "1.125"),
    ("1 200 000", "1200000"),
    ("1\u202f200", "1200"),
    ("37 1/2", "37.5"),
    ("2½", "2.5"),
    ("2.5 million", "2500000"),
    ("3.5-billion", "3500000000"),
    ("1.3trillion", "1300000000000"),
    ("500 thousand", "500000"),
    ("5bn", "5000000000"),
    ("5 bn", "5000000000"),
    ("75k", "75000"),
    ("1 . 6 billion", "1600000000"),
    ("80 , 000", "80000"),
    ("2 and a half million", "2500000"),
]


@pytest.mark.parametrize(("text", "value"), [*WORDS, *FIGURES])
def test_a_number_has_this_value(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "a", "an", "and", "of", "point", "the", "twenty twenty", "five and six", "5 and 6", "1.2,3.4"]
)
def test_what_is_no_single_number_has_no_value(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tens of billions", 10**10, 10**11),
        ("hundreds of thousands", 10**5, 10**6),
        ("millions", 10**6, 10**7),
        ("a few million", 3 * 10**6, 5 * 10**6),
        ("several hundred", 300, 900),
        ("a couple of billion", 2 * 10**9, 2 * 10**9),
    ],
)
def test_a_vague_number_has_bounds_and_the_lower_one_as_its_value(text: str, low: int, high: int) -> None:
    (number,) = find_numbers(text)
    assert (number.vague, number.value, number.low, number.high) == (True, low, low, high)


def test_numbers_joined_by_and_are_told_from_one_number() -> None:
    text = "between two hundred and three hundred men, one million and two million more, two hundred and three tanks"
    assert [number.span.of(text) for number in find_numbers(text)] == [
        "two hundred",
        "three hundred",
        "one million",
        "two million",
        "two hundred and three",
    ]


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_figures_read_back(value: int) -> None:
    assert read_figures(f"{value:,}") == value
    assert read_number(f"{value:,}") == value


@given(st.text())
def test_any_text_gives_sorted_disjoint_numbers(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.span.start < number.span.end <= len(text)
        assert number.value.is_finite()
        end = number.span.end
