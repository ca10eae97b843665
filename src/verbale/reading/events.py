"""Who did what to whom, in PLOVER's words: only the acts that a meeting or a verdict already tells.

Comes in: a draft, its statements and its meetings. Goes out: `Event`s: CONSULT for parties that met or are to
meet, and REQUEST, ACCUSE and SUPPORT where somebody asks, blames or praises another party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Event, EventType, Manner, Meeting, Statement
from verbale.text import Span

_ACTS: dict[Manner, EventType] = {"asked": "REQUEST", "accused": "ACCUSE", "praised": "SUPPORT"}
#: Whom a verdict is on stands at its start: `Moscow of sabotage`, `the employers for their offer`.
_OPENING = 40


def find_events(draft: Draft, statements: Sequence[Statement], meetings: Sequence[Meeting]) -> tuple[Event, ...]:
    """The events of an article, in the order of the text, each kind of act between two parties once a sentence."""
    found = [*_consultations(draft, meetings), *_verdicts(draft, statements)]
    seen: set[tuple[str, str | None, str | None, int]] = set()
    kept: list[Event] = []
    for event in sorted(found, key=lambda event: event.evidence[0].start):
        key = (event.type, event.actor.party, event.recipient.party, event.evidence[0].start)
        if key not in seen:
            seen.add(key)
            kept.append(event)
    return tuple(kept)


def _consultations(draft: Draft, meetings: Sequence[Meeting]) -> Iterator[Event]:
    """One for each meeting that was not called off, between its first two parties."""
    for meeting in meetings:
        sides = [
            Actor(side.members[0] if side.members else side.party, side.party)
            for side in meeting.delegations
            if side.party
        ]
        certain = meeting.certainty in ("asserted", "planned") and meeting.status not in ("cancelled", "postponed")
        if not certain or len(sides) < 2 or len(sides) < len(meeting.delegations):
            continue
        yield Event(
            text=meeting.text,
            when=meeting.when,
            certainty=meeting.certainty,
            issues=meeting.issues,
            evidence=meeting.evidence,
            via=draft.via(),
            origin=draft.origin("consultation"),
            confidence=draft.confidence("consultation"),
            actor=sides[0],
            recipient=sides[1],
            type="CONSULT",
            place=meeting.place,
        )


def _verdicts(draft: Draft, statements: Sequence[Statement]) -> Iterator[Event]:
    for statement in statements:
        act, evidence = _ACTS.get(statement.manner), statement.evidence[0]
        speaker = statement.speakers[0]
        if act is None or "rule judged" not in statement.origin.by or speaker.party is None:
            continue
        object_ = _object(draft, Span(evidence.start, min(evidence.end, evidence.start + _OPENING)), speaker.party)
        if object_ is None:
            continue
        yield Event(
            text=statement.text,
            when=statement.when,
            certainty=statement.certainty,
            issues=statement.issues,
            evidence=statement.evidence,
            via=draft.via(),
            origin=draft.origin("verdict"),
            confidence=draft.confidence("verdict"),
            actor=Actor(speaker.name, speaker.party),
            recipient=object_,
            type=act,
        )


def _object(draft: Draft, span: Span, speaker: str) -> Actor | None:
    """The first party or person named in a stretch that is not the speaker's own."""
    for name in draft.cast.within(span):
        before = draft.masked[span.start : name.span.start]
        if name.speaker.party not in (None, speaker) and not re.search(r"[“_]", before):
            return Actor(name.speaker.name, name.speaker.party)
    return None
