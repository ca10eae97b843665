"""Events that a meeting or a verdict already tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.reading.draft import Draft
from verbale.reading.events import find_events
from verbale.reading.meetings import find_meetings
from verbale.reading.statements import find_statements

MakeDraft = Callable[..., Draft]


@pytest.mark.parametrize(
    ("words", "actor", "act", "recipient"),
    [
        ("Iran and Iraq met in Basra on Monday.", "Iran", "CONSULT", "Iraq"),
        ("Iran accused Iraq of moving the border stones.", "Iran", "ACCUSE", "Iraq"),
        ("French President Luc Bonnet urged Iran to open the road.", "France", "REQUEST", "Iran"),
        ("Iran praised Oman for its patience.", "Iran", "SUPPORT", "Oman"),
    ],
)
def test_an_event_has_its_two_parties(draft: MakeDraft, words: str, actor: str, act: str, recipient: str) -> None:
    made = draft(words)
    (event,) = find_events(made, find_statements(made), find_meetings(made))
    assert (event.actor.party, event.type, event.recipient.party) == (actor, act, recipient)


def test_what_was_called_off_is_no_event(draft: MakeDraft) -> None:
    made = draft("Iran called off a meeting with Iraq in Basra.")
    assert find_events(made, (), find_meetings(made)) == ()
