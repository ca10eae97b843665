"""One article in, one reading out.

Comes in: an article. Goes out: a `Reading`. Statements are found by rule; of every other kind the files beside it propose
candidates, and those are written down that weigh enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from verbale.page.article import Article
from verbale.reading.actors import Actors
from verbale.reading.draft import Draft, make_draft
from verbale.reading.entries import Entry, Reading, Statement
from verbale.reading.events import is_same_event, propose_events
from verbale.reading.meetings import is_same_meeting, propose_meetings
from verbale.reading.parties import find_parties
from verbale.reading.pledges import is_same_pledge, propose_pledges
from verbale.reading.positions import is_same_position, propose_positions
from verbale.reading.proposals import is_same_proposal, propose_proposals
from verbale.reading.statements import find_statements
from verbale.reading.weighing import Candidate, choose


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be entries of an article, by kind, with the statements that are sure enough by their rules."""

    draft: Draft
    statements: tuple[Statement, ...]
    candidates: Mapping[str, list[Candidate[Any]]]


PROPOSERS: dict[str, Callable[[Draft, Actors], list[Candidate[Any]]]] = {
    "meeting": propose_meetings,
    "proposal": propose_proposals,
    "pledge": propose_pledges,
}
#: Whether two entries of a kind tell the same: only the likelier is kept.
SAME: dict[str, Callable[[Any, Any], bool]] = {
    "meeting": is_same_meeting,
    "proposal": is_same_proposal,
    "position": is_same_position,
    "pledge": is_same_pledge,
    "event": is_same_event,
}


def read_article(article: Article) -> Reading:
    """The people, parties and draft entries of an article, each entry with its evidence."""
    proposed = propose(article)
    draft = proposed.draft
    entries: list[Entry] = list(proposed.statements)
    for kind, candidates in proposed.candidates.items():
        entries += choose(kind, candidates, SAME[kind])
    speaking = frozenset(s.name for said in proposed.statements for s in said.speakers if s.kind == "party")
    return Reading(article, draft.people, find_parties(article, draft.people, speaking), tuple(entries))


def propose(article: Article) -> Proposed:
    """The candidates of an article, before they are weighed."""
    draft = make_draft(article)
    statements = find_statements(draft)
    actors = Actors(draft, statements)
    found = {kind: find(draft, actors) for kind, find in PROPOSERS.items()}
    found["position"] = propose_positions(draft, actors, statements)
    meetings = choose("meeting", found["meeting"], is_same_meeting)
    found["event"] = propose_events(draft, actors, statements, meetings)
    return Proposed(draft, statements, found)
