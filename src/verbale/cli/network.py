"""`verbale network`: who met whom, who answers whom, and who stands together on which issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing
from verbale.cli.sheet import Sheet, numbers

if TYPE_CHECKING:
    from verbale.minutes.graphs import Edge, Graph

_MOST = 20  # edges of a graph, the heaviest


def network(name: Name, as_of: AsOf = None, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """The networks of a dossier; --json has every node with its centralities and place."""
    from verbale.minutes.views import network_of

    with standing(name, database_url, as_of) as stands:
        found = network_of(stands)
    if as_json:
        print_json(found)
        return
    sheet = Sheet()
    sheet.head(name, "networks")
    _edges(sheet, "who met whom", found.met)
    _edges(sheet, "who met whom, by person", found.met_persons)
    _edges(sheet, "who answers whom", found.answers)
    _edges(sheet, "who claims the same", found.discourse.congruence)
    _edges(sheet, "who claims the contrary", found.discourse.conflict)


def _edges(sheet: Sheet, title: str, graph: Graph) -> None:
    heaviest = sorted(graph.edges, key=lambda edge: (-edge.weight, edge.one, edge.other))[:_MOST]
    arrow = "→" if graph.directed else "–"
    rows = (
        (f"{edge.one} {arrow} {edge.other}", f"{edge.weight:g}", _labels(edge),
         "draft" if edge.draft else "reviewed", numbers(edge.entries))
        for edge in heaviest
    )  # fmt: skip
    sheet.table(title, ("who*", "weight", "of which", "how", "entries"), rows)


def _labels(edge: Edge) -> str:
    return ", ".join(f"{number} {label.replace('_', ' ')}" for label, number in edge.labels.items())
