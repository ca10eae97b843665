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
    assert list(answer.json()) == [view, "next"]
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


def test_a_search_and_the_lists_come_in_parts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbale.desk.answers.SIZE", 2)
    monkeypatch.setattr("verbale.desk.api.SIZE", 2)
    for path, name in (("/api/search?q=union+OR+talks&", "search"), (f"{STRIKE}/history?", "history")):
        numbers: list[int] = []
        after = ""
        for _ in range(9):
            told = client.get(f"{path}after={after}").json()
            some = told[name]["hits"] if name == "search" else told[name]
            assert len(some) <= 2
            numbers += [one["line"]["entry"] if name == "search" else one["id"] for one in some]
            after = told["next"]
            if after is None:
                break
        assert len(numbers) == len(set(numbers))
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("path", ["/articles?after=x", "/history?after=-1", "/people?after=1e9", "/timeline?after=5"])
def test_a_place_that_is_none_is_told(client: TestClient, path: str) -> None:
    assert client.get(STRIKE + path).status_code == 400


def test_the_queue_of_a_reviewer_and_its_figures_are_there(client: TestClient) -> None:
    told = client.get(f"{STRIKE}/review?kind=position").json()
    assert told["waiting"] == len(told["review"]) == 3
    assert {one["kind"] for one in told["review"]} == {"position"}
    assert client.get(f"{STRIKE}/review/figures").json()["figures"]["acceptance"]["kept"]["total"] == 0


def test_what_stands_otherwise_than_on_a_day_is_told(client: TestClient) -> None:
    told = client.get(f"{STRIKE}/differences?since=2026-03-05").json()["differences"]
    assert [(one["entry"], one["before"], one["after"]["state"]) for one in told] == [
        (entry, None, "draft") for entry in range(1, 6)
    ]
    assert client.get(f"{STRIKE}/differences?since=2026-03-06").json() == {"differences": [], "next": None}
    assert client.get(f"{STRIKE}/differences?since=Tuesday").status_code == 400
