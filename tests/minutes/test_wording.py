"""Days and sums in words."""

from __future__ import annotations

import pytest

from verbale.minutes.wording import count_of, excerpt, tell_days, tell_sum
from verbale.reading.entries import Money


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, None, ""),
        ("2025-12-22", None, "22 December 2025"),
        ("2025-12-15", "2025-12-15", "15 December 2025"),
        ("2025-12-19", "2025-12-21", "19 to 21 December 2025"),
        ("2025-11-29", "2025-12-02", "29 November to 2 December 2025"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
        ("2025-12-01", "2026-12-01", "1 December 2025 to 1 December 2026"),
        ("2026-01-01", "2026-01-31", "January 2026"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2026-01-01", "2026-03-31", "January to March 2026"),
        ("2025-11-01", "2026-01-31", "November 2025 to January 2026"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-01-01", "2027-12-31", "2026 to 2027"),
        ("2026-01-01T10:00", "2026-12-31", "2026"),
        ("2025-12-19T15:00", "2025-12-19T15:59", "2025-12-19T15:00 to 2025-12-19T15:59"),
        ("2026", None, "2026"),
        ("2026", "2027", "2026 to 2027"),
        ("2026-02", "2026-02", "February 2026"),
        ("9999-12-01", "9999-12-31", "December 9999"),
        ("soon", "soon", "soon"),
    ],
)
def test_days_are_told_as_people_say_them(first: str | None, last: str | None, told: str) -> None:
    assert tell_days(first, last) == told


@pytest.mark.parametrize(
    ("value", "approximate", "told"),
    [
        (90e9, False, "EUR 90 billion"),
        (105_410_000_000, False, "EUR 105.41 billion"),
        (1_234_567, False, "EUR 1,234,567"),
        (1_234_567, True, "about EUR 1.235 million"),
        (105_412_345_678.9, True, "about EUR 105.4 billion"),
        (1_500_000_000_000, False, "EUR 1.5 trillion"),
        (12_500, False, "EUR 12,500"),
        (999_999, True, "about EUR 1 million"),
        (100_000_000, False, "EUR 100 million"),
        (0.5, False, "EUR 0.5"),
        (-2e6, False, "EUR -2 million"),
    ],
)
def test_an_exact_sum_is_never_rounded(value: float, approximate: bool, told: str) -> None:
    assert tell_sum(Money(value, "EUR", approximate)) == told


def test_one_is_told_in_the_singular() -> None:
    assert [count_of(n, "party", "parties") for n in (0, 1, 1200)] == ["no party", "1 party", "1,200 parties"]


@pytest.mark.parametrize(
    ("around", "told"),
    [
        (100, ("one two ", "three", " four five")),
        (7, ("… two ", "three", " four …")),
        (4, ("… ", "three", " …")),
    ],
)
def test_an_excerpt_keeps_to_its_paragraph_and_to_whole_words(around: int, told: tuple[str, str, str]) -> None:
    text = "zero\n\none two three four five\n\nsix"
    start = text.index("three")
    assert excerpt(text, start, start + 5, around=around) == told
