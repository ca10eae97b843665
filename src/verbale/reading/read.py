"""One article in, one reading out.

Comes in: an article. Goes out: a `Reading`. The files beside it propose candidates of each kind,
and those are written down that weigh enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from verbale.page.article import Article
from verbale.reading.accounts import add_told, complete_day, is_same_meeting
from verbale.reading.actors import Actors
from verbale.reading.draft import Draft, make_draft
from verbale.reading.entries import Entry, Meeting, Reading, Statement
from verbale.reading.events import is_same_event, propose_events
from verbale.reading.meetings import propose_meetings
from verbale.reading.own_issues import NO_ISSUES, Followed, with_own_issues
from verbale.reading.parties import find_parties, parties_of
from verbale.reading.pledges import is_same_pledge, propose_pledges
from verbale.reading.positions import complete_towards, is_same_position, propose_positions
from verbale.reading.proposals import is_same_proposal, propose_proposals
from verbale.reading.statements import date_statements, find_statements, is_same_statement, propose_statements
from verbale.reading.weighing import Candidate, chance, choose
from verbale.text import Span

#: So likely must another account of a meeting be, to add to it.
_ACCOUNT = 0.3
#: A party of so many entries is one of the article's.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be entries of an article, by kind, and the statements among them that are likely enough."""

    draft: Draft
    statements: tuple[Statement, ...]
    candidates: Mapping[str, list[Candidate[Any]]]


#: Whether two entries of a kind tell the same: only the likelier is kept.
SAME: dict[str, Callable[[Any, Any], bool]] = {
    "statement": is_same_statement,
    "meeting": is_same_meeting,
    "proposal": is_same_proposal,
    "position": is_same_position,
    "pledge": is_same_pledge,
    "event": is_same_event,
}


def read_article(article: Article, issues: Followed = NO_ISSUES) -> Reading:
    """The people, parties and draft entries of an article, each entry with its evidence.

    `issues` are those that somebody follows beside the default ones (`verbale.reading.own_issues`).
    """
    proposed = propose(article)
    draft = proposed.draft
    entries: list[Entry] = []
    for kind, candidates in proposed.candidates.items():
        entries += [with_own_issues(draft, entry, issues) for _, entry in written(draft, kind, candidates, SAME[kind])]
    speaking = {s.name for said in proposed.statements for s in said.speakers if s.kind == "party"}
    acting = frozenset(
        speaking
        | {name for name, count in Counter(chain.from_iterable(map(parties_of, entries))).items() if count >= _OFTEN}
    )
    return Reading(article, draft.people, find_parties(article, draft.people, acting, draft.mentions), tuple(entries))


def written(
    draft: Draft, kind: str, candidates: Sequence[Candidate[Any]], same: Callable[[Any, Any], bool]
) -> Iterator[tuple[Candidate[Any], Entry]]:
    """The candidates that are likely enough, each with its entry as it is written down, its issues told.

    They come in the order of the text, by where their evidence begins.
    """
    chosen = choose(kind, candidates, same)
    if kind == "meeting":
        others = _accounts(candidates, chosen)
        chosen = tuple(_with_others(draft, candidate, others) for candidate in chosen)
    for candidate in sorted(chosen, key=lambda one: min(evidence.start for evidence in one.entry.evidence)):
        entry: Entry = candidate.entry
        evidence = entry.evidence[0]
        issues = entry.issues or draft.issues(Span(evidence.start, evidence.end))
        yield candidate, replace(entry, issues=issues)


def _accounts(candidates: Sequence[Candidate[Any]], chosen: Sequence[Candidate[Any]]) -> list[Meeting]:
    """What else an article tells of meetings: the candidates that are likely enough and were not written."""
    written = {one.entry.evidence for one in chosen}
    return [
        one.entry
        for one in candidates
        if one.entry.evidence not in written and chance("meeting", one.features, one.meaning) >= _ACCOUNT
    ]


def _with_others(draft: Draft, kept: Candidate[Any], others: Sequence[Meeting]) -> Candidate[Any]:
    """A meeting with what the article's other accounts of it tell, and the story's day where none does."""
    for other in others:
        if is_same_meeting(kept.entry, other):
            kept = replace(kept, entry=add_told(kept.entry, other))
    return replace(kept, entry=complete_day(draft, kept.entry))


def _likely(kind: str, candidates: Sequence[Candidate[Any]]) -> tuple[Any, ...]:
    return tuple(one.entry for one in choose(kind, candidates, SAME[kind]))


def propose(article: Article) -> Proposed:
    """The candidates of an article, before they are weighed; those of a kind that rests on another, after that one."""
    draft = make_draft(article)
    ruled = find_statements(draft)
    said = propose_statements(draft, Actors(draft, [statement for _, statement in ruled]), ruled)
    said = date_statements(draft, said)
    statements = _likely("statement", said)
    actors = Actors(draft, statements)
    found: dict[str, list[Candidate[Any]]] = {"meeting": propose_meetings(draft, actors), "statement": said}
    found["position"] = propose_positions(draft, actors, statements)
    found["proposal"] = propose_proposals(draft, actors)
    found["pledge"] = propose_pledges(draft, actors)
    meetings, positions, pledges = (_likely(kind, found[kind]) for kind in ("meeting", "position", "pledge"))
    found["event"] = propose_events(draft, actors, statements, meetings, positions, pledges)
    found["position"] = complete_towards(actors, found["position"])
    return Proposed(draft, statements, found)
