"""What an article tells of acts besides its words of act: its meetings, statements, positions, pledges and dealings.

Comes in: a draft, its actors and those entries. Goes out: `Act`s, each with what speaks for it; `events` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from verbale.reading.actors import Actors
from verbale.reading.dealings import find_dealings
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Manner, Meeting, Pledge, Position, Stance, Statement, When
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
#: Whom a verdict is on stands at its start: `Moscow of sabotage`, `the employers for their offer`.
_OPENING = 60


@dataclass(slots=True)
class Act:
    """An act between two parties, and all that speaks for it."""

    actor: Actor
    recipient: Actor
    type: str
    sentence: Span
    features: set[str] = field(default_factory=set[str])
    times: list[When | None] = field(default_factory=list[When | None])
    planned: bool = False
    seen: int = 1
    far: bool = False  #: whether the recipient is only spoken of around it

    @property
    def when(self) -> When | None:
        return next((when for when in self.times if when), None)

    def add(self, other: Act) -> None:
        """Let what speaks for the same act speak for this one."""
        self.features |= other.features
        self.times += other.times
        self.planned = self.planned and other.planned
        self.seen += 1
        self.far = self.far and other.far


def met(draft: Draft, meetings: Sequence[Meeting]) -> Iterator[Act]:
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
                act = Act(sides[a], sides[b], "CONSULT", draft.sentence_of(Span(start.start, start.end)))
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


def said(draft: Draft, actors: Actors, statements: Sequence[Statement]) -> Iterator[Act]:
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
            act = Act(Actor(speaker.name, party), standing.actor, kind, sentence)
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
                act = Act(Actor(speaker.name, party), other, kind, sentence)
                act.features |= {
                    f"said:{statement.manner}",
                    f"said unsaid:{statement.manner}",
                    "unsaid",
                    f"said by:{speaker.kind}",
                }
                act.times.append(statement.when)
                yield act


def stood(draft: Draft, positions: Sequence[Position]) -> Iterator[Act]:
    """A refusal of another's demand is a rejection besides; so with the other stances toward somebody."""
    for position in positions:
        kind = _STANCES.get(position.stance)
        if kind is None or position.toward is None:
            continue
        evidence = position.evidence[0]
        act = Act(
            Actor(position.party, position.party),
            Actor(position.toward, position.toward),
            kind,
            Span(evidence.start, evidence.end),
        )
        act.features |= {f"position:{position.stance}", f"position:{position.stance} {_step(position.confidence)}"}
        act.times.append(position.when)
        yield act


def gave(draft: Draft, pledges: Sequence[Pledge]) -> Iterator[Act]:
    """What is promised or paid to another party is aid to it."""
    for pledge in pledges:
        if pledge.donor and pledge.recipient and pledge.type in ("pledge", "payment"):
            evidence = pledge.evidence[0]
            act = Act(
                Actor(pledge.donor, pledge.donor),
                Actor(pledge.recipient, pledge.recipient),
                "AID",
                Span(evidence.start, evidence.end),
            )
            act.features |= {f"pledge:{pledge.type}", f"pledge {pledge.stage}"}
            act.times.append(pledge.when)
            yield act


def dealt(draft: Draft, actors: Actors) -> Iterator[Act]:
    for dealing in find_dealings(draft, actors):
        act = Act(dealing.actor, dealing.recipient, dealing.type, dealing.sentence, set(dealing.features))
        act.planned = dealing.mode == "planned"
        act.far = dealing.far
        act.times.append(draft.when_of(dealing.token, past=not act.planned))
        yield act
