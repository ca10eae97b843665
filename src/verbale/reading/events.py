"""Who did what to whom, in PLOVER's words.

Comes in: a draft, its statements and its meetings. Goes out: `Event`s: CONSULT for parties that met or are to meet,
REQUEST, ACCUSE and SUPPORT where somebody asks, blames or praises another party, and what the language model sees
between two parties of one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from verbale.reading.annotation import acts_between
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Certainty, Event, EventType, Manner, Meeting, Statement
from verbale.reading.words import load_table
from verbale.text import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

    from verbale.language.acts import Act

_ACTS: dict[Manner, EventType] = {"asked": "REQUEST", "accused": "ACCUSE", "praised": "SUPPORT"}
_CERTAINTIES: dict[str, Certainty] = {"happened": "asserted", "planned": "planned"}
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
#: What the model has to give an act.
_SURE = 0.6
#: Whom a verdict is on stands at its start: `Moscow of sabotage`, `the employers for their offer`.
_OPENING = 40


def find_events(draft: Draft, statements: Sequence[Statement], meetings: Sequence[Meeting]) -> tuple[Event, ...]:
    """The events of an article, in the order of the text, an act between two parties once for one time."""
    found = [*_consultations(draft, meetings), *_verdicts(draft, statements), *_seen(draft)]
    seen: set[tuple[str, frozenset[str | None] | tuple[str | None, ...], str | None]] = set()
    kept: list[Event] = []
    for event in sorted(found, key=lambda event: event.evidence[0].start):
        sides = (event.actor.party, event.recipient.party)
        key = (
            event.type,
            frozenset(sides) if event.type in _MUTUAL else sides,
            event.when.start if event.when else None,
        )
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


def _seen(draft: Draft) -> Iterator[Event]:
    """The acts that the model sees between the parties of each sentence, the surest one for two parties."""
    for sentence in draft.doc.sents:
        span = Span(sentence.start_char, sentence.end_char)
        named = _named(draft, span)
        pairs = [(a, b) for a in named for b in named if a != b]
        acts = acts_between([(named[a], named[b]) for a, b in pairs])
        best: dict[frozenset[str], tuple[Act, str, str]] = {}
        for (actor, recipient), act in zip(pairs, acts, strict=True):
            sides = frozenset((actor, recipient))
            sure = act.type != "NONE" and act.chance >= _SURE and act.mode in _CERTAINTIES
            if sure and (sides not in best or best[sides][0].chance < act.chance):
                best[sides] = (act, actor, recipient)
        for act, actor, recipient in best.values():
            whole = draft.sentence_of(Span(named[actor].start_char, named[actor].end_char))
            kind = cast("EventType", act.type)
            past, base = load_table("acts")[kind]
            yield Event(
                text=f"{actor} {past if act.mode == 'happened' else f'is to {base}'} {recipient}.",
                when=draft.when(whole, past=act.mode == "happened"),
                certainty=_CERTAINTIES[act.mode],
                issues=draft.issues(whole),
                evidence=(draft.evidence(whole),),
                via=draft.via(),
                origin=draft.origin(f"act {kind.lower()}", "model"),
                confidence=draft.confidence(f"act {kind.lower()}"),
                actor=Actor(actor, actor),
                recipient=Actor(recipient, recipient),
                type=kind,
            )


def _named(draft: Draft, sentence: Span) -> dict[str, DocSpan]:
    """The parties of a sentence, by names, people or adjectives, each with the words that name it first."""
    places = [(name.span, name.speaker.party) for name in draft.cast.within(sentence) if name.speaker.party]
    places += [
        (mention.span, mention.party.name)
        for mention in draft.mentions
        if sentence.start <= mention.span.start and mention.span.end <= sentence.end and mention.acts
    ]
    found: dict[str, DocSpan] = {}
    for span, party in sorted(places, key=lambda place: place[0].start):
        words = draft.doc.char_span(span.start, span.end, alignment_mode="expand")
        if party not in found and words is not None:
            found[party] = words
    return found


def _object(draft: Draft, span: Span, speaker: str) -> Actor | None:
    """The first party or person named in a stretch that is not the speaker's own."""
    for name in draft.cast.within(span):
        before = draft.masked[span.start : name.span.start]
        if name.speaker.party not in (None, speaker) and not re.search(r"[“_]", before):
            return Actor(name.speaker.name, name.speaker.party)
    return None
