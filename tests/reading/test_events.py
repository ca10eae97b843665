"""Events that a meeting or a verdict already tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Entries = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("words", "actor", "act", "recipient"),
    [
        ("Iran and Iraq met in Basra on Monday.", "Iran", "CONSULT", "Iraq"),
        ("Iran accused Iraq of moving the border stones.", "Iran", "ACCUSE", "Iraq"),
        ("French President Luc Bonnet urged Iran to open the road.", "France", "REQUEST", "Iran"),
        ("Iran praised Oman for its patience.", "Iran", "SUPPORT", "Oman"),
    ],
)
def test_an_event_has_its_two_parties(entries: Entries, words: str, actor: str, act: str, recipient: str) -> None:
    (event,) = entries("event", words)
    assert (event.actor.party, event.type, event.recipient.party) == (actor, act, recipient)


def test_what_was_called_off_is_no_event(entries: Entries) -> None:
    assert entries("event", "Iran called off a meeting with Iraq in Basra.") == []
