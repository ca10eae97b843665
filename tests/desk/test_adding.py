"""Pages added at the desk."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HOSTILE
from tests.desk.reading import DOSSIER, PATIENCE, desk, page_of, read_words, said, when_done
from verbale.desk.guard import LARGEST_PAGE
from verbale.desk.inbox import Handed
from verbale.minutes.sheets import Incoming

ADD = f"{DOSSIER}/add"
API = f"/api{DOSSIER}/pages"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk(tmp_path) as (client, _):
        yield client


def added(client: TestClient, **form: Any) -> Any:
    """The progress page once what was handed in is read."""
    answer = client.post(ADD, follow_redirects=False, **form)
    assert answer.status_code == 303, answer.text
    return when_done(client, answer.headers["location"])


def test_a_pasted_text_is_read_and_filed(client: TestClient) -> None:
    page = added(client, data={"text": "The union refused.", "address": "https://courier.example/one"})
    assert "1 entry new" in said(page, ".progress")
    (link,) = [one.get("href") for one in page.cssselect(".progress a")]
    assert "The union refused." in said(page_of(client, link), ".story")


def test_files_are_read_in_their_order_with_the_name_of_each(client: TestClient) -> None:
    files = [("files", ("one.html", b"The union refused.")), ("files", (r"C:\news\..\two.txt", b"It met."))]
    page = added(client, files=files)
    assert [one.text_content() for one in page.cssselect(".progress strong")] == ["one.html", "two.txt"]
    assert said(page, "[role=status]") == "2 of 2 pages done."


def test_a_name_that_is_a_path_opens_no_file(client: TestClient) -> None:
    page = added(client, files=[("files", ("../../../../etc/passwd", b"The union refused."))])
    assert said(page, ".progress strong") == "passwd"
    (link,) = [one.get("href") for one in page.cssselect(".progress a")]
    assert "root:" not in said(page_of(client, link))


def test_an_article_that_is_there_adds_nothing_and_says_so(client: TestClient) -> None:
    form = {"text": "The union refused.", "address": "https://courier.example/one"}
    added(client, data=form)
    page = added(client, data=form)
    assert "It is in the dossier already: nothing was added." in said(page, ".progress")
    assert "1 article, 1 line" in said(page_of(client, "/"), ".cards")


def test_an_edited_page_is_a_new_version(client: TestClient) -> None:
    added(client, data={"text": "The union refused.", "address": "https://courier.example/one"})
    page = added(client, data={"text": "The union accepted.", "address": "https://courier.example/one"})
    assert "A new version of an article that was there" in said(page, ".progress")


def test_a_page_that_cannot_be_read_is_told_and_the_others_go_on(client: TestClient) -> None:
    page = added(client, data={"urls": "https://courier.example/x"}, files=[("files", ("a.txt", b"It met."))])
    refused, filed = page.cssselect(".progress li")
    assert refused.get("class") == "refused"
    assert "This reader fetches nothing. Upload the page." in " ".join(refused.text_content().split())
    assert filed.get("class") == "filed"


def test_a_mistake_of_the_desk_is_told_as_one(client: TestClient) -> None:
    assert "The desk failed at it (ZeroDivisionError)." in said(added(client, data={"text": "odd"}), ".progress")


def test_what_was_handed_in_is_never_markup(client: TestClient) -> None:
    page = added(client, data={"text": f"The minister of {HOSTILE} refused."}, files=[("files", (HOSTILE, b"x y z"))])
    assert not page.cssselect("script:not([src]), img, [onerror]")
    for link in [one.get("href") for one in page.cssselect(".progress a")]:
        assert not page_of(client, link).cssselect("script:not([src]), img, [onerror]")


def test_progress_is_shown_while_a_page_is_read_and_the_page_asks_again(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slowly(handed: Handed) -> Incoming:
        assert go_on.wait(PATIENCE)
        return read_words(handed)

    with desk(tmp_path, slowly) as (client, _):
        where = client.post(ADD, data={"text": "It met."}, follow_redirects=False).headers["location"]
        second = client.post(ADD, data={"text": "It met again."}, follow_redirects=False).headers["location"]
        assert page_of(client, second).cssselect("noscript meta[http-equiv=refresh]")
        assert "1 other is read before." in said(page_of(client, second), "[role=status]")
        while "reading" not in said(page_of(client, where), ".progress .tag"):
            time.sleep(0.01)
        go_on.set()
        assert not when_done(client, second).cssselect("meta[http-equiv=refresh]")


@pytest.mark.parametrize(("form", "problem"), [
    ({}, "Nothing was handed in"),
    ({"text": " \n"}, "Nothing was handed in"),
    ({"urls": "https://a.example/\n" * 41}, "41 pages at once"),
    ({"text": "x", "address": "javascript:alert(1)"}, "This is not an http or https address"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_at_once(client: TestClient, form: dict[str, str], problem: str) -> None:
    answer = client.post(ADD, data=form)
    assert answer.status_code == 400
    assert problem in answer.text


def test_an_upload_that_is_too_large_is_refused_with_a_page_that_says_so(client: TestClient) -> None:
    files = [("files", ("large.html", b"x" * (LARGEST_PAGE + 1)))]
    answer = client.post(ADD, files=files, headers={"accept": "text/html"})
    assert answer.status_code == 413
    assert f"Larger than {LARGEST_PAGE:,} bytes" in answer.text
    page = added(client, files=[("files", ("fits.html", b"The union refused. " * 100_000))])
    assert "1 entry new" in said(page, ".progress")


def test_a_paste_that_is_too_large_is_refused_and_sent_to_the_files(client: TestClient) -> None:
    answer = client.post(ADD, data={"text": "x" * 1_100_000}, files=[("files", ("", b""))])
    assert answer.status_code == 413
    assert "save it as a file" in answer.text.casefold()


def test_more_than_the_desk_keeps_is_refused(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slowly(handed: Handed) -> Incoming:
        assert go_on.wait(PATIENCE)
        return read_words(handed)

    with desk(tmp_path, slowly) as (client, _):
        urls = {"urls": "https://a.example/\n" * 40}
        answers = [client.post(ADD, data=urls, follow_redirects=False).status_code for _ in range(6)]
        assert answers == [303] * 5 + [503]
        go_on.set()


def test_a_desk_without_a_reader_says_so(tmp_path: Path) -> None:
    with desk(tmp_path, None) as (client, _):
        assert "This desk reads no pages." in said(page_of(client, ADD))
        assert client.post(ADD, data={"text": "It met."}).status_code == 501


def test_progress_of_another_dossier_or_of_nobody_is_not_there(client: TestClient) -> None:
    where = client.post(ADD, data={"text": "It met."}, follow_redirects=False).headers["location"]
    client.post("/dossiers", data={"name": "Other"})
    assert client.get(where.replace("Airport%20strike", "Other")).status_code == 404
    assert client.get(f"{ADD}/nothing").status_code == 404


def test_a_dossier_is_made_at_the_desk(client: TestClient) -> None:
    page = client.post("/dossiers", data={"name": " Either/or "})
    assert "Add pages" in page.text
    assert "Either/or" in said(page_of(client, "/"), ".cards")
    assert client.post("/dossiers", data={"name": "a\nb"}).status_code == 400


def test_a_program_adds_a_page_and_asks_how_far_it_is(client: TestClient) -> None:
    asked = client.post(API, json={"text": "The union refused.", "url": "https://courier.example/one"})
    assert asked.status_code == 202
    end = time.monotonic() + PATIENCE
    while not (told := client.get(asked.headers["location"]).json())["done"] and time.monotonic() < end:
        time.sleep(0.02)
    (page,) = told["pages"]
    assert (page["name"], page["state"]) == ("https://courier.example/one", "filed")
    assert page["filed"]["outcome"] == "new"
    assert page["filed"]["new"] == [1]


@pytest.mark.parametrize("body", [{}, {"text": " "}, {"text": "x", "more": 1}, {"url": "x" * 2001}])
def test_a_program_that_sends_no_page_is_told(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post(API, json=body)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"status", "about", "problem", "hint"}


def test_a_program_makes_a_dossier(client: TestClient) -> None:
    made = client.post("/api/dossiers", json={"name": "Truce"})
    assert (made.status_code, made.json()) == (201, {"name": "Truce", "path": "/dossiers/Truce"})
    assert client.get(made.headers["location"]).json()["name"] == "Truce"


def test_a_page_is_read_for_the_issues_that_the_dossier_follows(tmp_path: Path) -> None:
    asked: list[Handed] = []

    def read(handed: Handed) -> Incoming:
        asked.append(handed)
        return read_words(handed)

    with desk(tmp_path, read) as (client, _):
        client.patch(f"/api{DOSSIER}/settings", json={"issues": ["runways (tarmac; second strip)", "wages and jobs"]})
        added(client, data={"text": "The union refused.", "address": "https://courier.example/one"})
    assert [dict(one.issues) for one in asked] == [{"runways": ("tarmac", "second strip"), "wages and jobs": ()}]
