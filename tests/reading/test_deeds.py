"""Acts by the words that tell them: who does it, and toward whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Entries = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Iran and Iraq accused each other of moving the border stones.", ("Iraq", "ACCUSE", "Iran")),
        ("Iran lashed out at Iraq over the border stones.", ("Iran", "ACCUSE", "Iraq")),
        ("The offer of Chad was turned down by Norway.", ("Norway", "REJECT", "Chad")),
        ("Norway’s rejection of Chad’s offer came on Monday.", ("Norway", "REJECT", "Chad")),
        ("Norway and Chad shook hands on a truce.", ("Norway", "AGREE", "Chad")),
        ("Iraq faces criticism from Iran.", ("Iran", "ACCUSE", "Iraq")),
    ],
)
def test_an_act_stands_between_its_two_parties(proposed: Entries, words: str, act: tuple[str, str, str]) -> None:
    found = [(one.actor.party, one.type, one.recipient.party) for one in proposed("event", words)]
    assert act in found


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Iran declined to comment on Iraq.", "REJECT"),
        ("Norway and Chad left Geneva without an accord.", "AGREE"),
        ("Norway spoke of hopes of a truce with Chad.", "AGREE"),
    ],
)
def test_what_is_no_act(proposed: Entries, words: str, act: str) -> None:
    assert [one.text for one in proposed("event", words) if one.type == act] == []


def test_a_group_without_a_name_is_no_party(proposed: Entries) -> None:
    assert proposed("event", "The farmers accused the millers of delay.") == []


def test_one_of_two_sides_that_hails_their_deal_supports_nobody(proposed: Entries) -> None:
    found = proposed("event", "Iran and Iraq signed a pact in Basra.", "Iran hailed a new dawn.")
    assert [one for one in found if one.type == "SUPPORT" and "hailed" in one.evidence[0].exact] == []
