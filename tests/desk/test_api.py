"""The desk's JSON."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from verbale.desk.views import VIEWS

STRIKE = "/api/dossiers/Airport%20strike"


def test_the_dossiers_are_listed_with_their_counts(client: TestClient) -> None:
    first = client.get("/api/dossiers").json()["dossiers"][0]
    assert (first["name"], first["lines"], first["reviewed"]) == ("Airport strike", 5, 0)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_is_there_and_is_not_sent_twice(client: TestClient, view: str) -> None:
    answer = client.get(f"{STRIKE}/{view}")
    assert answer.status_code == 200
    assert list(answer.json()) == [view]
    again = client.get(f"{STRIKE}/{view}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{STRIKE}/{view}", headers={"if-none-match": '"another"'}).content == answer.content


def test_a_view_as_it_stood_has_another_tag(client: TestClient) -> None:
    now, then = (client.get(f"{STRIKE}/meetings{query}") for query in ("", "?as_of=2026-03-05"))
    assert now.headers["etag"] != then.headers["etag"]
    assert then.json()["meetings"]["held"] == []


def test_an_entry_comes_with_its_words_and_history(client: TestClient) -> None:
    told = client.get(f"{STRIKE}/entries/4").json()
    assert told["line"]["quote"] == "The union refused the offer on 5 March 2026"
    assert [one["act"] for one in told["history"]] == ["filed"]


def test_an_article_comes_with_its_text_and_lines(client: TestClient) -> None:
    told = client.get(f"{STRIKE}/articles/1").json()
    assert told["article"]["headline"] == "Airport pay talks"
    assert len(told["lines"]) == 5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/dossiers/nobody", 404),
        ("/api/nowhere", 404),
        (f"{STRIKE}/nothing", 404),
        (f"{STRIKE}/entries/99", 404),
        (f"{STRIKE}/entries/x", 400),
        (f"{STRIKE}/timeline?as_of=x", 400),
    ],
)
def test_every_error_has_one_shape(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"status", "about", "problem", "hint"}
    assert answer.json()["error"]["status"] == status


def test_a_search_is_answered_with_lines_and_spans(client: TestClient) -> None:
    (hit,) = client.get("/api/search?q=refused+offer&dossier=Airport strike").json()["search"]["hits"]
    assert hit["line"]["entry"] == 4
    assert [hit["line"]["quote"][span["start"] : span["end"]] for span in hit["quote_spans"][0]] == ["refused", "offer"]


def test_a_search_in_no_dossier_of_ours_is_told(client: TestClient) -> None:
    assert client.get("/api/search?q=refused&dossier=Airport").status_code == 404


def test_the_api_is_described(client: TestClient) -> None:
    assert "/api/dossiers/{name}/{view}" in client.get("/api/openapi.json").json()["paths"]
