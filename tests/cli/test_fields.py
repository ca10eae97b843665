"""The fields of an entry in words."""

from __future__ import annotations

from tests.reading.test_gate import MEETING, PLEDGE, PROPOSAL
from verbale.cli.fields import tell_fields


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
