"""Waits grow, differ from one another, and listen to the server."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from verbale.page.retries import back_off, read_retry_after

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_each_wait_is_twice_the_last_up_to_a_limit():
    assert [back_off(tries, 1.0) for tries in (1, 2, 3, 4)] == [0.5, 1.0, 2.0, 4.0]
    assert back_off(100, 1.0) == 30.0


def test_half_of_a_wait_is_left_to_chance():
    assert back_off(3, 0.0) == 1.0
    assert back_off(3, 0.5) == 1.5


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 12:00:30 GMT", 30.0),
        ("Monday, 02-Mar-26 12:01:00 GMT", 60.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),  # past
        ("Mon Mar  2 12:00:30 2026", 30.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 5000, float("inf")),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None):
    assert read_retry_after(header, NOON) == seconds
