"""A network drawn: who is tied to whom, whole or around one of them.

Comes in: the networks of a dossier, and which is asked for. Goes out: a `Net` in the units of its drawing. The places
are those of `graphs.py`, the same on every run.
"""

from __future__ import annotations

from collections.abc import Callable
from math import hypot, sqrt
from urllib.parse import urlencode

from verbale.desk.shapes import Cord, Knot, Net
from verbale.desk.wording import plain_words
from verbale.minutes.graphs import Edge, Graph, Node, draw_graph
from verbale.minutes.network import Network

#: The drawings by name: title, and where the network has them.
GRAPHS: dict[str, tuple[str, Callable[[Network], Graph]]] = {
    "met": ("Who met whom", lambda network: network.met),
    "persons": ("Who met whom, by person", lambda network: network.met_persons),
    "answers": ("Who answers whom", lambda network: network.answers),
    "together": ("Who stands together", lambda network: network.discourse.congruence),
    "apart": ("Who stands apart", lambda network: network.discourse.conflict),
}
_WIDTH, _HEIGHT, _EDGE, _EDGE_Y = 1000, 640, 90, 50  # pixels; the edges leave room for names
_BOW = 0.12  # how far the line of a tie that has a direction bends, as a share of its length


def around(graph: Graph, name: str) -> Graph:
    """One of a graph with those it is tied to, and their own ties with each other, placed anew."""
    near = {name} | {end for edge in graph.edges if name in (edge.one, edge.other) for end in (edge.one, edge.other)}
    edges = [edge for edge in graph.edges if edge.one in near and edge.other in near]
    return draw_graph(edges, directed=graph.directed, kinds={node.name: node.kind for node in graph.nodes})


def draw_net(graph: Graph, which: str) -> Net:
    """The drawing of a graph; each of its knots asks for the drawing around it."""
    heaviest = max((node.weight for node in graph.nodes), default=1) or 1
    strongest = max((edge.weight for edge in graph.edges), default=1) or 1
    knots = {node.name: _knot(node, heaviest, which) for node in graph.nodes}
    cords = tuple(
        _cord(edge, knots[edge.one], knots[edge.other], strongest, directed=graph.directed)
        for edge in sorted(graph.edges, key=lambda edge: edge.weight)
    )
    return Net(graph.directed, tuple(knots.values()), cords, graph.left_out)


def _knot(node: Node, heaviest: float, which: str) -> Knot:
    x = round(_EDGE + node.x * (_WIDTH - 2 * _EDGE), 1)
    y = round(_EDGE_Y + node.y * (_HEIGHT - 2 * _EDGE_Y - 20), 1)
    radius = round(6 + 12 * sqrt(node.weight / heaviest), 1)
    return Knot(node.name, x, y, radius, node.kind, urlencode({"graph": which, "around": node.name}))


def _cord(edge: Edge, one: Knot, other: Knot, strongest: float, *, directed: bool) -> Cord:
    length = hypot(other.x - one.x, other.y - one.y) or 1
    along = ((other.x - one.x) / length, (other.y - one.y) / length)
    start = (one.x + along[0] * one.radius, one.y + along[1] * one.radius)
    short = other.radius + (8 if directed else 0)
    end = (other.x - along[0] * short, other.y - along[1] * short)
    bow = _BOW * length if directed else 0
    middle = ((start[0] + end[0]) / 2 - along[1] * bow, (start[1] + end[1]) / 2 + along[0] * bow)
    path = f"M{start[0]:.1f} {start[1]:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    how = ", ".join(f"{plain_words(label)} {count}" for label, count in edge.labels.items() if label)
    told = f"{edge.one} {'to' if directed else 'and'} {edge.other}: {edge.weight:g}{f' ({how})' if how else ''}"
    return Cord(path, round(1 + 3.5 * edge.weight / strongest, 1), edge.draft, told)
