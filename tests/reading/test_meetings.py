"""Who met whom, where, when, and whether it happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Entries = Callable[..., list[Any]]


def test_a_meeting_has_its_delegations_place_and_time(entries: Entries) -> None:
    words = "Russian Foreign Minister Pavel Orlov met the French foreign minister, Anne Moreau, in Geneva on Monday."
    (meeting,) = entries("meeting", words)
    sides = {(delegation.party, delegation.members) for delegation in meeting.delegations}
    assert sides == {("Russia", ("Pavel Orlov",)), ("France", ("Anne Moreau",))}
    assert (meeting.place, meeting.status, meeting.certainty) == ("Geneva", "held", "asserted")
    assert meeting.when and meeting.when.start == "2026-03-02"
    assert meeting.text == "Pavel Orlov and Anne Moreau met in Geneva."


@pytest.mark.parametrize(
    ("words", "status", "form"),
    [
        ("Talks between Iran and Iraq resumed in Basra on Tuesday.", "held", "unknown"),
        ("Iranian and Iraqi envoys will meet in Basra next week.", "planned", "in_person"),
        ("The president of Chad, Ali Deby, telephoned Narendra Modi on Sunday.", "held", "call"),
        ("Iran called off a meeting with Iraq in Basra.", "cancelled", "in_person"),
        ("Narendra Modi and Keir Starmer spoke by telephone on Sunday.", "held", "call"),
    ],
)
def test_a_meeting_is_held_planned_or_called_off(entries: Entries, words: str, status: str, form: str) -> None:
    (meeting,) = entries("meeting", words)
    assert (meeting.status, meeting.format) == (status, form)


@pytest.mark.parametrize(
    "words",
    [
        "Iran and Iraq have never met at this level.",
        "The plan met resistance in Iran.",
        "Pavel Orlov met reporters after the talks.",
        "Iran received signatures from the whole country.",
    ],
)
def test_what_is_no_meeting(entries: Entries, words: str) -> None:
    assert entries("meeting", words) == []


def test_the_owner_of_an_envoy_is_not_in_the_room(entries: Entries) -> None:
    (meeting,) = entries("meeting", "Anne Moreau met with Russian President Pavel Orlov‘s envoy Ivan Dorn in Geneva.")
    members = [name for delegation in meeting.delegations for name in delegation.members]
    assert sorted(members) == ["Anne Moreau", "Ivan Dorn"]


def test_a_meeting_named_twice_is_one(entries: Entries) -> None:
    found = entries(
        "meeting",
        "Iran and Iraq met in Basra on Monday.",
        "After talks between Iran and Iraq in Basra the road reopened.",
    )
    assert len(found) == 1
    assert len(found[0].evidence) == 2
