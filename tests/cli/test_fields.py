"""The fields of an entry in words."""

from __future__ import annotations

import pytest

from tests.reading.test_gate import MEETING, PLEDGE, PROPOSAL
from verbale.cli.fields import tell_days, tell_fields


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2025-12-15", "2025-12-15", "15 December 2025"),
        ("2025-12-20", "2025-12-21", "20 to 21 December 2025"),
        ("2025-11-28", "2025-12-03", "28 November to 3 December 2025"),
        ("2025-12-31", "2026-01-01", "31 December 2025 to 1 January 2026"),
        ("2025-12-01", "2026-12-01", "1 December 2025 to 1 December 2026"),
        ("2025-11-01", "2025-11-30", "November 2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-10-01", "2025-12-31", "October to December 2025"),
        ("2025-11-01", "2026-01-31", "November 2025 to January 2026"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-01-01", "2027-12-31", "2026 to 2027"),
        ("2026", "2027", "2026 to 2027"),
        ("2026-03", "2026-03", "2026-03"),
        ("2025-12-19T15:00", "2025-12-19T15:59", "2025-12-19T15:00 to 2025-12-19T15:59"),
        ("9999-12-01", "9999-12-31", "December 9999"),
    ],
)
def test_an_interval_reads_as_people_write_it(start: str, end: str, told: str) -> None:
    assert tell_days(start, end) == told


def test_fields_are_told_without_the_names_of_their_parts() -> None:
    assert dict(tell_fields(MEETING)) == {
        "kind": "meeting",
        "when": "1 March 2026 (“Sunday”)",
        "certainty": "asserted",
        "name": "Miami talks",
        "place": "Miami",
        "format": "unknown",
        "status": "held",
        "delegations": "United States: Steve Witkoff; Ukraine",
    }


def test_money_and_periods_are_told_in_words() -> None:
    told = dict(tell_fields(PLEDGE))
    assert (told["amount"], told["equivalents"], told["period"]) == (
        "about EUR 90 billion",
        "USD 105 billion",
        "2026 to 2027",
    )
    assert dict(tell_fields(PROPOSAL))["status"] == "under discussion"
