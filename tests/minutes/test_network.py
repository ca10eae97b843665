"""Networks: who met whom, who answers whom, and who stands together or apart as discourse networks have it."""

from __future__ import annotations

import json
from typing import Any

from tests.minutes.lines import line, source
from verbale.minutes.discourse import Discourse, map_discourse
from verbale.minutes.graphs import MOST_NODES, Graph
from verbale.minutes.line import Line
from verbale.minutes.network import make_network, who_answers, who_met
from verbale.minutes.plain import plain
from verbale.minutes.told import tell


def told(*lines: Line) -> list[Line]:
    return [one.line for one in tell(lines, {})]


def edges(graph: Graph) -> dict[tuple[str, str], float]:
    return {(edge.one, edge.other): edge.weight for edge in graph.edges}


def met(entry: int, *parties: str, **fields: Any) -> Line:
    return line("meeting", entry, delegations={party: [f"{party} envoy"] for party in parties}, **fields)


def position(entry: int, party: str, stance: str, issue: str = "territory", **fields: Any) -> Line:
    return line("position", entry, party=party, stance=stance, issue=issue, **fields)


def discourse(*lines: Line, **options: Any) -> Discourse:
    return map_discourse(told(*lines), **options)


def test_who_met_is_weighed_by_meetings_and_not_by_articles() -> None:
    graph = who_met(told(met(1, "Iran", "Iraq"), met(2, "Iraq", "Iran", subject=1, article=2), met(3, "Iran", "Iraq")))
    assert edges(graph) == {("Iran", "Iraq"): 2}
    assert graph.edges[0].entries == (1, 2, 3)


def test_three_sides_of_one_meeting_met_each_other() -> None:
    assert edges(who_met(told(met(1, "Iran", "Oman", "Qatar")))) == {
        ("Iran", "Oman"): 1,
        ("Iran", "Qatar"): 1,
        ("Oman", "Qatar"): 1,
    }


def test_what_did_not_take_place_ties_nobody() -> None:
    lines = [met(1, "Iran", "Iraq", status="planned"), met(2, "Iran", "Iraq", status="cancelled")]
    assert who_met(
        told(*lines, met(3, "Iran", "Iraq", certainty="denied"), met(4, "Iran", "Iraq", state="rejected"))
    ) == (Graph(directed=False, nodes=(), edges=()))


def test_people_of_two_sides_met_and_those_of_one_side_are_not_tied_by_it() -> None:
    one = line("meeting", 1, delegations={"Iran": ["Ann", "Bo"], "Iraq": ["Cy"]})
    graph = who_met(told(one), by="person")
    assert edges(graph) == {("Ann", "Cy"): 1, ("Bo", "Cy"): 1}
    assert {node.kind for node in graph.nodes} == {"person"}


def test_degree_and_betweenness_show_who_stands_in_the_middle() -> None:
    graph = who_met(told(met(1, "Oman", "Iran"), met(2, "Oman", "Qatar"), met(3, "Oman", "Egypt")))
    oman, egypt = graph.nodes[0], next(node for node in graph.nodes if node.name == "Egypt")
    assert (oman.name, oman.degree, oman.betweenness, oman.weight) == ("Oman", 1.0, 1.0, 3)
    assert (egypt.degree, egypt.betweenness) == (0.3333, 0.0)


def test_who_answers_whom_has_a_direction_and_says_how() -> None:
    graph = who_answers(
        told(
            line("event", 1, actor="Iran", recipient="Iraq", type="ACCUSE"),
            line("event", 2, actor="Iran", recipient="Iraq", type="ACCUSE"),
            position(3, "Iraq", "refuses", toward="Iran"),
            line("statement", 4, speakers=["Iraq"], audience="Iran", manner="warned"),
            line("statement", 5, speakers=["Iraq"], audience="reporters"),
            line("event", 6, actor="Iraq", recipient="Iran", type="ASSAULT", certainty="denied"),
        )
    )
    assert graph.directed
    assert [(edge.one, edge.other, edge.labels, edge.entries) for edge in graph.edges] == [
        ("Iran", "Iraq", {"ACCUSE": 2}, (1, 2)),
        ("Iraq", "Iran", {"refuses": 1, "warned": 1}, (3, 4)),
    ]


def test_actors_and_issues_are_tied_by_agreement_and_disagreement() -> None:
    graph = discourse(position(1, "Iran", "supports"), position(2, "Iran", "refuses", subject=2)).affiliation
    assert graph.edges[0].labels == {"agrees": 1, "disagrees": 1}
    assert {node.name: node.kind for node in graph.nodes} == {"Iran": "party", "territory": "issue"}


def test_congruence_and_conflict_are_those_of_the_discourse_network_analyzer() -> None:
    """Issues as concepts: A agrees on 1 and 2, B on 1 but not on 2, C on 3 but not on 1."""
    made = discourse(
        position(1, "A", "supports", "one"),
        position(2, "A", "accepts", "two"),
        position(3, "A", "supports", "one", article=2),  # again, in another article: no second tie
        position(4, "B", "supports", "one"),
        position(5, "B", "opposes", "two"),
        position(6, "C", "refuses", "one"),
        position(7, "C", "supports", "three"),
        position(8, "C", "undecided", "two"),
        concept="issue",
    )
    assert edges(made.congruence) == {("A", "B"): 1}
    assert edges(made.conflict) == {("A", "B"): 1, ("A", "C"): 1, ("B", "C"): 1}
    assert made.congruence.edges[0].labels == {"one": 1}


def test_average_activity_divides_by_what_the_two_have_said_on_average() -> None:
    lines = [
        position(1, "A", "supports", "one"),
        position(2, "A", "supports", "two"),
        position(3, "A", "supports", "three"),
        position(4, "B", "supports", "one"),
    ]
    made = discourse(*lines, concept="issue", normalisation="average activity")
    assert edges(made.congruence) == {("A", "B"): 0.5}


def test_two_parties_with_demands_of_their_own_on_an_issue_do_not_agree() -> None:
    made = discourse(
        position(1, "Russia", "demands", toward="Ukraine"),
        position(2, "Ukraine", "demands", toward="Russia"),
        position(3, "Ukraine", "refuses", toward="Russia"),
        position(4, "Poland", "supports", toward="Ukraine"),
    )
    assert edges(made.congruence) == {("Poland", "Ukraine"): 1}
    assert edges(made.conflict) == {("Russia", "Ukraine"): 1}


def test_a_refusal_that_names_nobody_is_of_the_only_claim_there_is() -> None:
    made = discourse(position(1, "Russia", "demands"), position(2, "Ukraine", "refuses"))
    assert edges(made.conflict) == {("Russia", "Ukraine"): 1}


def test_the_same_lines_give_the_same_picture_within_its_frame() -> None:
    lines = [met(n, f"Party {n % 7}", f"Party {n % 5 + 7}") for n in range(1, 40)]
    first, again = who_met(told(*lines)), who_met(told(*reversed(lines)))
    assert [(node.name, node.x, node.y) for node in first.nodes] == [
        (node.name, node.x, node.y) for node in again.nodes
    ]
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in first.nodes)


def test_what_does_not_fit_is_counted() -> None:
    lines = [met(n, "Hub", f"Party {n}") for n in range(1, MOST_NODES + 10)]
    graph = who_met(told(*lines))
    assert (len(graph.nodes), graph.left_out) == (MOST_NODES, 10)
    shown = {node.name for node in graph.nodes}
    assert all(edge.one in shown and edge.other in shown for edge in graph.edges)


def test_drafts_are_told_from_reviewed_edges_and_all_is_plain_json() -> None:
    lines = [met(1, "Iran", "Iraq"), met(2, "Iran", "Iraq", state="accepted"), met(3, "Iran", "Oman")]
    network = make_network(lines, {1: source(1)})
    assert [(edge.other, edge.draft, edge.states) for edge in network.met.edges] == [
        ("Iraq", False, ("draft", "accepted")),
        ("Oman", True, ("draft",)),
    ]
    assert json.loads(json.dumps(plain(network)))["met"]["edges"][0]["entries"] == [1, 2]
