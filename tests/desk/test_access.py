"""Forms that are not the desk's own change nothing."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.desk.conftest import HERE, POSTING
from verbale.desk.access import ROLES, Visitor
from verbale.desk.forms import FIELD, HEADER

ENTRY = "/dossiers/Airport%20strike/entries/2"
ORIGIN = {"origin": HERE}


def test_a_form_is_taken_as_the_page_wrote_it(client: TestClient) -> None:
    page = html.document_fromstring(client.get(ENTRY).content)
    fields = {one.get("name"): one.get("value") or "" for one in page.cssselect("form.decide input")}
    assert client.post(f"{ENTRY}/reject", data=fields, headers=ORIGIN).status_code == 200
    assert client.post(f"{ENTRY}/reopen", data=fields, headers=ORIGIN).status_code == 200


@pytest.mark.parametrize("token", [None, "", "x", "é", POSTING[HEADER]])
def test_a_form_without_this_visits_token_changes_nothing(client: TestClient, token: str | None) -> None:
    client.get(ENTRY)  # which gives this client a visit of its own
    answer = client.post(f"{ENTRY}/reject", data={} if token is None else {FIELD: token}, headers=ORIGIN)
    assert answer.status_code == 403
    assert "load the page again" in answer.text
    assert client.get(f"/api{ENTRY}").json()["line"]["state"] == "draft"


def test_the_cookie_of_a_visit_is_for_the_desk_alone(client: TestClient) -> None:
    client.cookies.clear()
    given = client.get("/search").headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Lax" in given
    assert "set-cookie" not in client.get("/search").headers


@pytest.mark.parametrize(("has", "may"), [("reader", 1), ("editor", 2), ("admin", 3)])
def test_a_role_may_what_the_lower_ones_may(has: str, may: int) -> None:
    assert [Visitor("Ada", has).may(role) for role in ROLES] == [True] * may + [False] * (3 - may)
