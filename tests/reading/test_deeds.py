"""Acts by the words that tell them: who does it, and toward whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from verbale.reading.events import is_same_event

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
        ("Iran will not accept the offer from Iraq.", ("Iran", "REJECT", "Iraq")),
        ("Iran had threatened to attack Iraq unless it left.", ("Iran", "THREATEN", "Iraq")),
        ("Iran called Iraq’s offer an insult.", ("Iran", "REJECT", "Iraq")),
        ("Iranian jets bombed two villages in Iraq.", ("Iran", "ASSAULT", "Iraq")),
        ("Norway thanked Chad.", ("Norway", "SUPPORT", "Chad")),
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


@pytest.mark.parametrize(
    "words",
    [
        ("Norway and Chad signed the accord in Geneva.", "France welcomed the accord."),
        ("Chad made an offer on Monday.", "France welcomed it."),
    ],
)
def test_whom_a_sentence_leaves_unsaid_may_be_the_one_before_or_a_side(
    proposed: Entries, words: tuple[str, ...]
) -> None:
    found = {(one.actor.party, one.type, one.recipient.party) for one in proposed("event", " ".join(words))}
    assert ("France", "SUPPORT", "Chad") in found


def test_an_act_toward_several_is_written_once(proposed: Entries) -> None:
    acts = proposed("event", "France urged Norway and Chad to sign.")
    one, other = (act for act in acts if (act.actor.party, act.type) == ("France", "REQUEST"))
    assert {one.recipient.party, other.recipient.party} == {"Norway", "Chad"}
    assert is_same_event(one, other)


def test_a_group_without_a_name_is_no_party(proposed: Entries) -> None:
    assert proposed("event", "The farmers accused the millers of delay.") == []
