"""Discourse networks, after P. Leifeld's Discourse Network Analyzer: which actors stand together, and which apart.

Comes in: positions. Goes out: who agrees or disagrees on which issue (actor × issue), and from
that which actors agree with each other (congruence) and which disagree (conflict). With x[a, c, q] one where actor a
has said about concept c what qualifier q says (agreement or disagreement), and else nought, however many articles say
so:

    congruence(a, b) = Σ over c and q of x[a, c, q] · x[b, c, q]
    conflict(a, b)   = Σ over c and q ≠ r of x[a, c, q] · x[b, c, r]

each divided, where that is asked for, by the mean activity of the two, (Σ x[a] + Σ x[b]) / 2. See P. Leifeld,
"Discourse Network Analysis: Policy Debates as Dynamic Networks" (The Oxford Handbook of Political Networks, 2017).

A concept is a claim: what one party demands on an issue, for or against which others are. Two parties that each make
demands on an issue do not thereby agree; with `concept="issue"` they would, as a coder has it who takes issues for
concepts. Conditional and undecided stances are neither agreement nor disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Literal

from verbale.minutes.graphs import Edge, Graph, Tie, draw_graph, make_edge, tie_graph
from verbale.minutes.line import DOUBTFUL, Acting
from verbale.minutes.recall import NOTHING, Recall

Concept = Literal["claim", "issue"]
Normalisation = Literal["none", "average activity"]
_AGREES = {
    "demands": True, "offers": True, "supports": True, "accepts": True, "refuses": False, "opposes": False,
}  # fmt: skip
_Claim = tuple[str, str | None]  # an issue, and whose claim it is; None: nobody's in particular
#: What each actor has said on each concept: for it (True), against it (False), and by which lines.
_Said = Mapping[str, Mapping[_Claim, Mapping[bool, list[Acting]]]]


@dataclass(frozen=True, slots=True)
class Discourse:
    """`affiliation` ties parties to issues, labelled `agrees` and `disagrees`; the others tie parties to parties."""

    concept: Concept
    normalisation: Normalisation
    affiliation: Graph
    congruence: Graph
    conflict: Graph


def map_discourse(
    acts: Iterable[Acting],
    *,
    concept: Concept = "claim",
    normalisation: Normalisation = "none",
    recall: Recall = NOTHING,
) -> Discourse:
    """The discourse networks of the positions among some lines; denied and only possible ones are left out."""
    positions = [
        one
        for one in acts
        if one.kind == "position" and one.label in _AGREES and one.party and one.issue and one.certainty not in DOUBTFUL
    ]
    said = _said(positions, concept)
    ties = [
        Tie(one.party or "", one.issue or "", "agrees" if _AGREES[one.label] else "disagrees", one) for one in positions
    ]
    kinds = {one.issue or "": "issue" for one in positions}
    return Discourse(
        concept=concept,
        normalisation=normalisation,
        affiliation=tie_graph(ties, directed=True, kinds=kinds, recall=recall, what="affiliation"),
        congruence=_project(said, alike=True, normalisation=normalisation, recall=recall),
        conflict=_project(said, alike=False, normalisation=normalisation, recall=recall),
    )


def _said(positions: Sequence[Acting], concept: Concept) -> _Said:
    claimants: dict[str, set[str]] = defaultdict(set)
    for one in positions:
        if one.label in ("demands", "offers"):
            claimants[one.issue or ""].add(one.party or "")
    said: dict[str, dict[_Claim, dict[bool, list[Acting]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for one in positions:
        claim = (one.issue or "", None) if concept == "issue" else _claim(one, claimants)
        said[one.party or ""][claim][_AGREES[one.label]].append(one)
    return said


def _claim(one: Acting, claimants: Mapping[str, set[str]]) -> _Claim:
    """Whose claim a position is about: who demands or offers makes one; who answers another's names that party.

    "Kyiv refuses to give up territory" names nobody: where only one other party has a claim on the issue, it is that.
    """
    issue = one.issue or ""
    if one.label in ("demands", "offers"):
        return issue, one.party
    others = claimants[issue] - {one.party or ""}
    if one.other:
        return issue, one.other
    return issue, next(iter(others)) if len(others) == 1 else None


def _project(said: _Said, *, alike: bool, normalisation: Normalisation, recall: Recall) -> Graph:
    what = "congruence" if alike else "conflict"
    edges: list[Edge] = []
    active = {actor: sum(len(sides) for sides in claims.values()) for actor, claims in said.items()}
    for one, other in combinations(sorted(said), 2):
        pairs = [
            (claim, q, r)
            for claim in said[one].keys() & said[other].keys()
            for q in said[one][claim]
            for r in said[other][claim]
            if (q == r) is alike
        ]
        if pairs:
            acts = [each for claim, q, r in pairs for each in (*said[one][claim][q], *said[other][claim][r])]
            labels: dict[str, int] = defaultdict(int)
            for issue in sorted(claim[0] for claim, _, _ in pairs):
                labels[issue] += 1
            mean = (active[one] + active[other]) / 2 if normalisation == "average activity" else 1
            weight = round(len(pairs) / mean, 6)
            edge = partial(make_edge, one, other, weight=weight, labels=labels, acts=acts)
            edges.append(recall.part((what, one, other), (weight, labels, acts), edge))
    return draw_graph(edges, directed=False, recall=recall, what=what)
