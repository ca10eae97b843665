"""Graphs that can be drawn: nodes with their measures and places, edges with the entries that they rest on.

Comes in: ties between names, each of an entry. Goes out: a `Graph`, the same for the same ties on every run. Measures
are of NetworkX: degree is the number of neighbours as a share of all others; betweenness, after L. C. Freeman, "A Set
of Measures of Centrality Based on Betweenness" (Sociometry 40, 1977), the share of shortest paths that run through a
node.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, NamedTuple

from verbale.minutes.line import Acting, State
from verbale.minutes.recall import NOTHING, Recall

#: What fits on a page and can still be read; the nodes with the weakest ties are left out and counted.
MOST_NODES = 60
_SEED = 20251222


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something in a graph. `x` and `y` lie between 0 and 1."""

    name: str
    kind: str  #: party, person, issue
    weight: float  #: of all its edges together
    degree: float
    betweenness: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie from `one` to `other`; of an undirected graph, the first in the alphabet is `one`.

    `labels` say how often it is of which kind; `draft` where nobody has reviewed any of its lines.
    """

    one: str
    other: str
    weight: float
    labels: Mapping[str, int]
    draft: bool
    entries: tuple[int, ...]
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """`left_out` counts the nodes that were not drawn, for want of room."""

    directed: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


class Tie(NamedTuple):
    """One line that ties two names, and what to call it. Ties of one subject and label count once."""

    one: str
    other: str
    label: str
    act: Acting


def tie_graph(
    ties: Iterable[Tie],
    *,
    directed: bool = False,
    kinds: Mapping[str, str] | None = None,
    recall: Recall = NOTHING,
    what: str = "",
) -> Graph:
    """The graph of some ties. An edge weighs as many subjects as it has. `kinds` are those of nodes, else `party`.

    The edges and places that are remembered under the name of `what` are not made again.
    """
    held: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.one != tie.other:
            ends = (tie.one, tie.other) if directed else (min(tie.one, tie.other), max(tie.one, tie.other))
            held[ends].append(tie)
    weights: Counter[str] = Counter()
    for (one, other), some in held.items():
        for name in (one, other):
            weights[name] += len(some)
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    shown = set(ranked[:MOST_NODES])
    edges = [
        recall.part((what, ends), held[ends], lambda ends=ends: _edge(*ends, held[ends]))
        for ends in sorted(held)
        if shown.issuperset(ends)
    ]
    drawn = draw_graph(edges, directed=directed, kinds=kinds, recall=recall, what=what)
    return replace(drawn, left_out=len(ranked) - len(drawn.nodes))


def _edge(one: str, other: str, ties: Iterable[Tie]) -> Edge:
    subjects = {(act.subject, label) for _, _, label, act in ties}
    return make_edge(
        one,
        other,
        weight=len({subject for subject, _ in subjects}),
        labels=Counter(label for _, label in sorted(subjects)),
        acts=[tie.act for tie in ties],
    )


def make_edge(one: str, other: str, *, weight: float, labels: Mapping[str, int], acts: Iterable[Acting]) -> Edge:
    """An edge and the lines that it rests on, each once, in the order of their numbers."""
    states: dict[int, State] = {each.entry: each.state for each in acts}
    entries = tuple(sorted(states))
    draft = set(states.values()) == {"draft"}
    return Edge(one, other, weight, dict(labels), draft, entries, tuple(states[entry] for entry in entries))


def draw_graph(
    edges: list[Edge],
    *,
    directed: bool,
    kinds: Mapping[str, str] | None = None,
    recall: Recall = NOTHING,
    what: str = "",
) -> Graph:
    """The graph of some edges, its nodes measured and placed. The weakest nodes are left out beyond `MOST_NODES`.

    Where they lie is remembered under the name of `what`, and depends on who is tied to whom alone.
    """
    weights: Counter[str] = Counter()
    for edge in edges:
        weights[edge.one] += edge.weight  # pyright: ignore[reportArgumentType]
        weights[edge.other] += edge.weight  # pyright: ignore[reportArgumentType]
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    names = sorted(ranked[:MOST_NODES])
    shown = set(names)
    edges = [edge for edge in edges if edge.one in shown and edge.other in shown]
    ends = [(edge.one, edge.other) for edge in edges]
    degree, between, places = recall.part(
        (what, "places"), (names, ends), lambda: _measure(names, ends, directed=directed)
    )
    nodes = tuple(
        Node(
            name=name,
            kind=(kinds or {}).get(name, "party"),
            weight=round(float(weights[name]), 4),
            degree=round(degree.get(name, 0.0), 4),
            betweenness=round(between.get(name, 0.0), 4),
            x=places[name][0],
            y=places[name][1],
        )
        for name in ranked[:MOST_NODES]
    )
    return Graph(directed, nodes, tuple(edges), len(ranked) - len(names))


def _measure(
    names: list[str], ends: Iterable[tuple[str, str]], *, directed: bool
) -> tuple[dict[str, float], dict[str, float], dict[str, tuple[float, float]]]:
    """Degree, betweenness and place of each name. NetworkX is loaded only where there is something to draw."""
    if not names:
        return {}, {}, {}
    nx: Any = import_module("networkx")
    graph: Any = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(ends)
    flat: Any = graph.to_undirected() if directed else graph
    spread: Any = nx.spring_layout(flat, seed=_SEED, k=1.6 / len(names) ** 0.5, iterations=60, weight=None)
    degree = dict[str, float](nx.degree_centrality(flat)) if len(names) > 1 else {}
    return degree, dict[str, float](nx.betweenness_centrality(graph)), _framed(spread)


def _framed(spread: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Places between 0 and 1, rounded: alike on every machine to what an eye can see."""
    xs = [float(place[0]) for place in spread.values()]
    ys = [float(place[1]) for place in spread.values()]

    def framed(value: float, all_of_them: list[float]) -> float:
        low, high = min(all_of_them), max(all_of_them)
        return round((value - low) / (high - low), 3) if high - low > 1e-9 else 0.5

    return {name: (framed(float(place[0]), xs), framed(float(place[1]), ys)) for name, place in spread.items()}
