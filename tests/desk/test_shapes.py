"""What is drawn in pages themselves: places on the map, ties in a network, meetings in a month."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from verbale.desk.nets import around, draw_net
from verbale.desk.places import find_place
from verbale.minutes.graphs import Edge, draw_graph

STRIKE = "/dossiers/Airport%20strike"


def opened(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(STRIKE + path)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Berlin", "Berlin"),
        ("the Chancellery in Berlin", "Berlin"),
        ("Reykjavik", "Reykjavík"),
        ("Geneva, Switzerland", "Geneva"),
        ("Washington", "Washington"),
        ("The Hague", "The Hague"),
    ],
)
def test_a_place_is_found_by_what_articles_call_it(told: str, name: str) -> None:
    found = find_place(told)
    assert found
    assert found.name == name


@pytest.mark.parametrize("told", ["", "the border", "Nowhere-on-Sea", "in"])
def test_what_is_no_place_is_not_found(told: str) -> None:
    assert find_place(told) is None


def test_washington_is_where_it_is() -> None:
    found = find_place("Washington, D.C.")
    assert found
    assert (round(found.north), round(found.east)) == (39, -77)


def test_the_map_has_a_dot_for_each_place_that_leads_to_its_row(client: TestClient) -> None:
    page = opened(client, "/places")
    links = page.cssselect("svg.map a")
    assert {" ".join(one.text_content().split()) for one in links} == {
        "Oslo: 1 meeting Oslo", "Bergen: 1 meeting Bergen"
    }  # fmt: skip
    assert all(page.cssselect(one.get("href")) for one in links)
    assert all(0 <= float(one.get("cx")) <= 1000 for one in page.cssselect("svg.map circle"))
    assert {one.get("class") for one in links} == {"draft"}


def test_the_calendar_has_a_meeting_on_its_day(client: TestClient) -> None:
    page = opened(client, "/meetings/calendar?month=2026-03")
    (fourth,) = [one for one in page.cssselect(".month td") if one.text_content().split()[:1] == ["4"]]
    assert "talks, held, draft" in [one.get("title") for one in fourth.cssselect("a")]
    assert client.get(f"{STRIKE}/meetings/calendar?month=2026-13").status_code == 400
    assert opened(client, "/meetings").cssselect(".month caption")[0].text_content() == "March 2026"


def test_a_network_is_drawn_around_one_of_it() -> None:
    def edge(one: str, other: str) -> Edge:
        return Edge(one, other, 1, {"in_person": 1}, True, (1,), ("draft",))

    whole = draw_graph([edge("A", "B"), edge("B", "C"), edge("C", "D")], directed=False)
    near = around(whole, "A")
    assert {node.name for node in near.nodes} == {"A", "B"}
    net = draw_net(whole, "met")
    assert net == draw_net(whole, "met")
    assert [cord.told for cord in net.cords][:1] == ["A and B: 1 (in person 1)"]
    assert all(0 <= knot.x <= 1000 and 0 <= knot.y <= 640 for knot in net.knots)


def test_a_network_page_says_whom_it_does_not_have(client: TestClient) -> None:
    answer = client.get(f"{STRIKE}/network?around=Nobody")
    assert answer.status_code == 404
    assert "Nobody" in answer.text
