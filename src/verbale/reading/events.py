"""Who did what to whom, in PLOVER's words.

Comes in: a draft, its actors, and what is known already: statements, and the candidates of meetings, positions,
proposals and pledges. Goes out: candidates for `Event`s, one for an act of one party toward another; whatever in the
article speaks for the same act is weighed together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from verbale.reading.act_words import MUTUAL
from verbale.reading.actors import Actors
from verbale.reading.draft import Draft
from verbale.reading.entries import Certainty, Event, EventType, Meeting, Pledge, Position, Statement
from verbale.reading.told_acts import Act, dealt, gave, met, said, stood
from verbale.reading.weighing import Candidate
from verbale.reading.words import load_table
from verbale.text import Span

_MOST = 800
_MOST_SEEN = 8  # sentences that tell one act


def propose_events(
    draft: Draft,
    actors: Actors,
    statements: Sequence[Statement],
    meetings: Sequence[Meeting],
    positions: Sequence[Position],
    pledges: Sequence[Pledge],
) -> list[Candidate[Event]]:
    """The acts that an article may tell of, in the order of the text."""
    found: dict[tuple[str, ...], list[Act]] = {}
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
        *met(draft, meetings),
        *said(draft, actors, statements),
        *stood(draft, positions),
        *gave(draft, pledges),
        *dealt(draft, actors),
    ):
        sides = (act.actor.principal, act.recipient.principal)
        if sides[0] == sides[1] or not known >= set(sides):
            continue  # somebody who acts for nobody known, or a group without a name, is no party
        if act.type == "CONSULT" and (act.sentence.start, frozenset(sides)) in off:
            continue
        if act.type in MUTUAL:
            sides = cast("tuple[str, str]", tuple(sorted(sides)))
        group = found.setdefault((act.type, *sides), [])
        kept = next((one for one in group if one.sentence == act.sentence), None)
        if kept is None:
            group.append(act)
        else:
            kept.add(act)
    groups = [group[:_MOST_SEEN] for group in list(found.values())[:_MOST]]
    ties = _Ties(
        _partners(groups),
        Counter((act.type, act.actor.principal, act.sentence.start) for group in groups for act in group),
        {mention.party.name: mention.party.kind for mention in draft.mentions},
    )
    return [_write(draft, actors, act, group, ties) for group in groups for act in group]


@dataclass(frozen=True, slots=True)
class _Ties:
    """How the parties of an article stand to one another."""

    partners: Mapping[str, Sequence[str]]
    rivals: Mapping[tuple[str, str, int], int]  #: toward how many an act of a sentence may be
    kinds: Mapping[str, str]


def _partners(groups: Sequence[Sequence[Act]]) -> dict[str, list[str]]:
    """With whom each party has to do, most often first: by the sentences that may tell an act between the two."""
    told: dict[str, dict[str, set[int]]] = {}
    for group in groups:
        for act in group:
            a, b = act.actor.principal, act.recipient.principal
            if not act.far:
                told.setdefault(a, {}).setdefault(b, set()).add(act.sentence.start)
                told.setdefault(b, {}).setdefault(a, set()).add(act.sentence.start)
    return {one: sorted(others, key=lambda name: (-len(others[name]), name)) for one, others in told.items()}


def is_same_event(one: Event, other: Event) -> bool:
    """One act between two parties; a symmetric one whoever stands first."""
    a = (one.actor.party, one.recipient.party)
    b = (other.actor.party, other.recipient.party)
    if one.evidence == other.evidence and set(a) == set(b):
        return True  # of what one sentence may tell between two parties, one act is meant
    if one.evidence == other.evidence and one.type == other.type and a[0] == b[0] and one.type not in MUTUAL:
        return True  # an act toward several is written once, toward the likeliest
    same = one.type == other.type and (a == b or (one.type in MUTUAL and a == b[::-1]))
    return same and (one.when is None or other.when is None or one.when == other.when)


def _weight_of(side: str, actors: Actors, party: str, kind: str) -> Iterator[str]:
    """How much of the story is a party's: by its kind, and by how often it is named beside the one named most."""
    named = actors.counts.get(party, 0)
    share = named / max(actors.counts.values(), default=1)
    yield f"{side} kind:{kind}"
    yield f"{side} share:{next((step for step in (0.8, 0.5, 0.3, 0.15, 0.05) if share >= step), 0)}"
    yield f"{side} named:{min(named, 5)}"


def _ties_of(actors: Actors, act: Act, ties: _Ties) -> Iterator[str]:
    """How the parties of an act stand to each other in the article, and to the story."""
    a, b = act.actor.principal, act.recipient.principal
    ours, theirs = ties.partners.get(a, ()), ties.partners.get(b, ())
    of_a = ours.index(b) if b in ours else 9
    of_b = theirs.index(a) if a in theirs else 9
    yield f"partner:{min(of_a, 4)}"
    yield f"partner of:{min(of_b, 4)}"
    yield f"far {act.far} partner:{min(of_a, 4)}"
    yield f"far {act.far} partner:{min(of_a, 2)}-{min(of_b, 2)}"
    rivals = min(ties.rivals[act.type, a, act.sentence.start], 5)
    yield f"rivals:{rivals}"
    yield f"far {act.far} rivals:{rivals}"
    yield from _weight_of("a", actors, a, ties.kinds.get(a, "called"))
    yield from _weight_of("b", actors, b, ties.kinds.get(b, "called"))


def _write(draft: Draft, actors: Actors, act: Act, group: Sequence[Act], ties: _Ties) -> Candidate[Event]:
    kind = cast("EventType", act.type)
    planned = act.planned or ("meeting planned" in act.features and "meeting held" not in act.features)
    certainty: Certainty = "planned" if planned else "asserted"
    past, base = load_table("acts")[kind]
    a, b = act.actor, act.recipient
    act.features |= {
        *_ties_of(actors, act, ties),
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
        when=act.when,
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
