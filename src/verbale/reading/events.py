"""Who did what to whom, in PLOVER's words.

Comes in: a draft, its actors, and what is known already: statements, and the candidates of meetings, positions,
proposals and pledges. Goes out: candidates for `Event`s, one for an act of one party toward another; whatever in the
article speaks for the same act is weighed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from verbale.reading.actors import Actors
from verbale.reading.dealings import find_dealings
from verbale.reading.draft import Draft
from verbale.reading.entries import (
    Actor,
    Certainty,
    Event,
    EventType,
    Manner,
    Meeting,
    Pledge,
    Position,
    Stance,
    Statement,
    When,
)
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span

_MANNERS: dict[Manner, str] = {
    "asked": "REQUEST",
    "accused": "ACCUSE",
    "praised": "SUPPORT",
    "warned": "THREATEN",
    "promised": "AGREE",
}
_STANCES: dict[Stance, str] = {
    "refuses": "REJECT", "opposes": "REJECT", "demands": "REQUEST", "supports": "SUPPORT", "accepts": "AGREE",
}  # fmt: skip
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
#: Whom a verdict is on stands at its start: `Moscow of sabotage`, `the employers for their offer`.
_OPENING = 60
_MOST = 400
_MOST_SEEN = 8  # sentences that tell one act


@dataclass(slots=True)
class _Act:
    """An act between two parties, and all that speaks for it."""

    actor: Actor
    recipient: Actor
    type: str
    sentence: Span
    features: set[str] = field(default_factory=set[str])
    times: list[When | None] = field(default_factory=list[When | None])
    planned: bool = False
    seen: int = 1

    @property
    def when(self) -> When | None:
        return next((when for when in self.times if when), None)

    def add(self, other: _Act) -> None:
        """Let what speaks for the same act speak for this one."""
        self.features |= other.features
        self.times += other.times
        self.planned = self.planned and other.planned
        self.seen += 1


def propose_events(
    draft: Draft,
    actors: Actors,
    statements: Sequence[Statement],
    meetings: Sequence[Meeting],
    positions: Sequence[Position],
    pledges: Sequence[Pledge],
) -> list[Candidate[Event]]:
    """The acts that an article may tell of, in the order of the text."""
    found: dict[tuple[str, ...], list[_Act]] = {}
    known = {name.speaker.party or name.speaker.name for name in draft.cast.names}
    known |= {mention.party.name for mention in draft.mentions}
    known -= {person.name for person in draft.people}
    off = {
        (
            draft.sentence_of(Span(one.evidence[0].start, one.evidence[0].end)).start,
            frozenset(side.party or side.members[0] for side in one.delegations),
        )
        for one in meetings
        if one.status in ("cancelled", "postponed")
    }
    for act in (
        *_met(draft, meetings),
        *_said(draft, actors, statements),
        *_stood(draft, positions),
        *_gave(draft, pledges),
        *_dealt(draft, actors),
    ):
        sides = (act.actor.principal, act.recipient.principal)
        if sides[0] == sides[1] or not known >= set(sides):
            continue  # somebody who acts for nobody known, or a group without a name, is no party
        if act.type == "CONSULT" and (act.sentence.start, frozenset(sides)) in off:
            continue
        if act.type in _MUTUAL:
            sides = cast("tuple[str, str]", tuple(sorted(sides)))
        group = found.setdefault((act.type, *sides), [])
        kept = next((one for one in group if one.sentence == act.sentence), None)
        if kept is None:
            group.append(act)
        else:
            kept.add(act)
    return [_write(draft, actors, act, group) for group in list(found.values())[:_MOST] for act in group[:_MOST_SEEN]]


def is_same_event(one: Event, other: Event) -> bool:
    """One act between two parties; a symmetric one whoever stands first."""
    a = (one.actor.party, one.recipient.party)
    b = (other.actor.party, other.recipient.party)
    if one.evidence == other.evidence and set(a) == set(b):
        return True  # of what one sentence may tell between two parties, one act is meant
    same = one.type == other.type and (a == b or (one.type in _MUTUAL and a == b[::-1]))
    return same and (one.when is None or other.when is None or one.when == other.when)


def _met(draft: Draft, meetings: Sequence[Meeting]) -> Iterator[_Act]:
    """Each meeting that is likely: its main two parties consulted, or are to."""
    for meeting in meetings:
        if meeting.status in ("cancelled", "postponed"):
            continue
        sides = [
            Actor(s.members[0] if s.members else s.party or "", s.party or s.members[0]) for s in meeting.delegations
        ]
        start = meeting.evidence[0]
        for a in range(min(3, len(sides))):
            for b in range(a + 1, min(3, len(sides))):
                act = _Act(sides[a], sides[b], "CONSULT", draft.sentence_of(Span(start.start, start.end)))
                act.features |= {
                    f"meeting:{_step(meeting.confidence)}",
                    f"meeting {meeting.status}",
                    f"meeting pair:{a}{b}",
                    f"meeting of:{min(len(sides), 4)}",
                }
                act.times.append(meeting.when)
                act.planned = meeting.status == "planned"
                yield act


def _step(chance: float) -> str:
    return next((str(step) for step in (0.9, 0.8, 0.7, 0.6, 0.5) if chance >= step), "0")


def _said(draft: Draft, actors: Actors, statements: Sequence[Statement]) -> Iterator[_Act]:
    """A statement that asks, blames, praises or threatens: toward whoever its words open with, or speak of."""
    for statement in statements:
        kind = _MANNERS.get(statement.manner)
        speaker = statement.speakers[0]
        party = speaker.party or speaker.name
        evidence = statement.evidence[0]
        sentence = draft.sentence_of(Span(evidence.start, evidence.end))
        before = {s.actor.principal for s in actors.named_in(Span(sentence.start, evidence.start))}
        opening = {
            s.actor.principal
            for s in actors.named_in(Span(evidence.start, min(evidence.end, evidence.start + _OPENING)))
        }
        for standing in actors.named_in(Span(sentence.start, max(sentence.end, evidence.end))):
            other = standing.actor.principal
            if other == party or kind is None:
                continue
            act = _Act(Actor(speaker.name, party), standing.actor, kind, sentence)
            act.features |= {
                f"said:{statement.manner}",
                f"said:{statement.manner} opening:{other in opening}",
                f"said before:{other in before}",
                f"said by:{speaker.kind}",
                f"said certainty:{statement.certainty}",
            }
            act.times.append(statement.when)
            yield act
        named = {s.actor.party for s in actors.named_in(Span(sentence.start, max(sentence.end, evidence.end)))}
        for other in actors.sides():
            if kind == "ACCUSE" and actors.two_sided and other.party != party and not named - {party}:
                act = _Act(Actor(speaker.name, party), other, kind, sentence)
                act.features |= {
                    f"said:{statement.manner}",
                    f"said unsaid:{statement.manner}",
                    "unsaid",
                    f"said by:{speaker.kind}",
                }
                act.times.append(statement.when)
                yield act


def _stood(draft: Draft, positions: Sequence[Position]) -> Iterator[_Act]:
    """A refusal of another's demand is a rejection besides; so with the other stances toward somebody."""
    for position in positions:
        kind = _STANCES.get(position.stance)
        if kind is None or position.toward is None:
            continue
        evidence = position.evidence[0]
        act = _Act(
            Actor(position.party, position.party),
            Actor(position.toward, position.toward),
            kind,
            Span(evidence.start, evidence.end),
        )
        act.features |= {f"position:{position.stance}", f"position:{position.stance} {_step(position.confidence)}"}
        act.times.append(position.when)
        yield act


def _gave(draft: Draft, pledges: Sequence[Pledge]) -> Iterator[_Act]:
    """What is promised or paid to another party is aid to it."""
    for pledge in pledges:
        if pledge.donor and pledge.recipient and pledge.type in ("pledge", "payment"):
            evidence = pledge.evidence[0]
            act = _Act(
                Actor(pledge.donor, pledge.donor),
                Actor(pledge.recipient, pledge.recipient),
                "AID",
                Span(evidence.start, evidence.end),
            )
            act.features |= {f"pledge:{pledge.type}", f"pledge {pledge.stage}"}
            act.times.append(pledge.when)
            yield act


def _dealt(draft: Draft, actors: Actors) -> Iterator[_Act]:
    for dealing in find_dealings(draft, actors):
        act = _Act(dealing.actor, dealing.recipient, dealing.type, dealing.sentence, set(dealing.features))
        act.planned = dealing.mode == "planned"
        act.times.append(draft.when_of(dealing.token, past=not act.planned))
        yield act


def _write(draft: Draft, actors: Actors, act: _Act, group: Sequence[_Act]) -> Candidate[Event]:
    kind = cast("EventType", act.type)
    planned = act.planned or ("meeting planned" in act.features and "meeting held" not in act.features)
    certainty: Certainty = "planned" if planned else "asserted"
    past, base = load_table("acts")[kind]
    a, b = act.actor, act.recipient
    act.features |= {
        f"seen:{min(act.seen, 4)}",
        f"sentences:{min(len(group), 4)}",
        f"first told:{act is group[0]}",
        f"type:{kind}",
        f"ranks {min(actors.rank(a.party), 3)}-{min(actors.rank(b.party), 3)}",
        f"{kind} ranks {min(actors.rank(a.party), 2)}-{min(actors.rank(b.party), 2)}",
        f"place:{min((draft.place_of(act.sentence) or 0) // 3, 4)}",
        f"person:{a.name != a.party}-{b.name != b.party}",
    }
    entry = Event(
        text=f"{a.name} {past if not planned else f'is to {base}'} {b.name.removesuffix('.')}.",
        when=act.when or next((one.when for one in group if one.when), None),
        certainty=certainty,
        evidence=(draft.evidence(act.sentence),),
        via=draft.via(),
        origin=draft.origin(f"act {kind.lower()}", "model"),
        confidence=0.0,
        actor=a,
        recipient=b,
        type=kind,
    )
    return Candidate(entry, frozenset(act.features))
