"""Whether two lines say the same: what the first reader has drafted is not added again.

Comes in: two entries of one article. Goes out: yes or no. Lines of different kinds are never the same; of one kind they
are where they name the same parties to the same end on evidence that they share.
"""

from __future__ import annotations

import re

from verbale.reading.entries import Actor, Entry, Event, Meeting, Pledge, Position, Proposal, Statement, When
from verbale.reading.grounds import fold

#: The share of the shorter content's words that two statements of one speaker have in common.
_SAME_CONTENT = 0.6
_MUTUAL = frozenset("AGREE CONSULT COOPERATE".split())
_OFF = frozenset(("cancelled", "postponed"))


def is_same(one: Entry, other: Entry) -> bool:
    """Whether a reader of the minutes would strike one of the two as a repetition."""
    shared = _share_evidence(one, other)
    match one, other:
        case Statement(), Statement():
            return (
                shared and _share_names(_speakers(one), _speakers(other)) and _share_words(one.content, other.content)
            )
        case Meeting(), Meeting():
            return _same_meeting(one, other)
        case Position(), Position():
            return shared and (one.party, one.stance) == (other.party, other.stance)
        case Proposal(), Proposal():
            return _contain(one.name, other.name)
        case Pledge(), Pledge():
            return shared and one.type == other.type and _same_gift(one, other)
        case Event(), Event():
            return one.type == other.type and _same_sides(one, other) and (shared or _same_time(one.when, other.when))
        case _:
            return False


def _share_evidence(one: Entry, other: Entry) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _speakers(entry: Statement) -> list[str]:
    return [speaker.name for speaker in entry.speakers]


def _share_names(ones: list[str], others: list[str]) -> bool:
    """`Witkoff` and `Steve Witkoff` are one; `the official` and `U.S. official` may be."""
    return any(_contain(a, b) for a in ones for b in others)


def _contain(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


def _share_words(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return bool(a and b) and len(a & b) >= _SAME_CONTENT * min(len(a), len(b))


def _same_meeting(one: Meeting, other: Meeting) -> bool:
    """The same two sides, not on different days, and not one meeting off and the other on."""
    sides = _sides(one) & _sides(other)
    return len(sides) >= 2 and _may_coincide(one.when, other.when) and (one.status in _OFF) == (other.status in _OFF)


def _sides(meeting: Meeting) -> set[str]:
    return {side.party or member for side in meeting.delegations for member in (side.members or ("",))} - {""}


def _same_gift(one: Pledge, other: Pledge) -> bool:
    if one.amount and other.amount:
        return (one.amount.value, one.amount.currency) == (other.amount.value, other.amount.currency)
    return one.amount == other.amount and one.donor == other.donor


def _same_sides(one: Event, other: Event) -> bool:
    a, b = (_party(one.actor), _party(one.recipient)), (_party(other.actor), _party(other.recipient))
    return a == b or (one.type in _MUTUAL and set(a) == set(b))


def _party(actor: Actor) -> str:
    return actor.party or actor.name


def _same_time(one: When | None, other: When | None) -> bool:
    return one is not None and other is not None and (one.start, one.end) == (other.start, other.end)


def _may_coincide(one: When | None, other: When | None) -> bool:
    return one is None or other is None or (one.start <= other.end and other.start <= one.end)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text))) - {"the", "a", "an"}
