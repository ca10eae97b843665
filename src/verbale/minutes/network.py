"""Networks of a negotiation: who met whom, and who answers whom.

Comes in: lines and articles as they stand. Goes out: graphs of parties or of people, each edge with its entries. Only
meetings that took place or are going on tie those who met; what is denied or only possible ties nobody. Who thinks
alike is in `discourse.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from verbale.minutes.discourse import Discourse, map_discourse
from verbale.minutes.graphs import Graph, Tie, tie_graph
from verbale.minutes.line import DOUBTFUL, Acting, Line, Source
from verbale.minutes.peeking import peek
from verbale.minutes.people import MET
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.told import called, tell

By = Literal["party", "person"]


@dataclass(frozen=True, slots=True)
class Network:
    """Who met whom, by party and by person; who answers whom, by party; and who stands where on which issue."""

    met: Graph
    met_persons: Graph
    answers: Graph
    discourse: Discourse


def make_network(
    lines: Iterable[Line], sources: Mapping[int, Source], *, names: Mapping[str, str] | None = None
) -> Network:
    """All networks of a dossier. `names` are those of `told.names_of`."""
    return map_network([one.line for one in tell(lines, sources, names)], names=names)


def map_network(acts: Sequence[Acting], *, names: Mapping[str, str] | None = None, recall: Recall = NOTHING) -> Network:
    """What `make_network` gives, of lines under the names of all of the dossier."""
    return Network(
        met=who_met(acts, names=names, recall=recall),
        met_persons=who_met(acts, by="person", names=names, recall=recall),
        answers=who_answers(acts, names=names, recall=recall),
        discourse=map_discourse(acts, recall=recall),
    )


def who_met(
    acts: Iterable[Acting],
    *,
    by: By = "party",
    names: Mapping[str, str] | None = None,
    recall: Recall = NOTHING,
) -> Graph:
    """Parties, or people of different delegations, that met; an edge weighs as many meetings as they had."""
    kinds: dict[str, str] = {}
    ties = list(_encounters(acts, by, names, kinds))
    return tie_graph(ties, kinds=kinds, recall=recall, what=f"met by {by}")


def _encounters(
    acts: Iterable[Acting], by: By, names: Mapping[str, str] | None, kinds: dict[str, str]
) -> Iterator[Tie]:
    for line in acts:
        if line.kind != "meeting" or line.label not in MET or line.certainty in DOUBTFUL:
            continue
        if by == "party":
            sides = [
                [name] for side in peek(line.fields, "delegations") or () if (name := called(side.get("party"), names))
            ]
        else:
            sides = [
                [called(member, names) or member for member in side.get("members") or ()]
                for side in peek(line.fields, "delegations") or ()
            ]
        for left, right in combinations(sides, 2):
            for first, second in product(left, right):
                kinds[first] = kinds[second] = by
                yield Tie(first, second, peek(line.fields, "format") or "unknown", line)


def who_answers(acts: Iterable[Acting], *, names: Mapping[str, str] | None = None, recall: Recall = NOTHING) -> Graph:
    """From whom to whom: acts on another party, wishes towards it, words to it; an edge's labels say which.

    An `audience` counts where it is a party of the minutes: "told Russia", not "told reporters".
    """
    held = [one for one in acts if one.certainty not in DOUBTFUL]
    parties = {name for one in held for name in (one.party, one.other) if name and one.kind != "statement"}
    return tie_graph(_replies(held, parties, names), directed=True, recall=recall, what="answers")


def _replies(acts: Iterable[Acting], parties: set[str], names: Mapping[str, str] | None) -> Iterator[Tie]:
    for line in acts:
        if line.kind in ("event", "position") and line.party and line.other:
            yield Tie(line.party, line.other, line.label, line)
        elif line.kind == "statement" and line.party in parties:
            audience = called(peek(line.fields, "audience"), names)
            if audience in parties:
                yield Tie(line.party or "", audience or "", line.label, line)
