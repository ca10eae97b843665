"""What stands before every page of the desk."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HERE
from verbale.desk.app import make_app
from verbale.desk.reach import Reach, reach_of
from verbale.errors import SettingsError
from verbale.minutes.database import Database


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/dossiers", "/api/nowhere", "/static/desk.css"])
def test_every_answer_has_the_strict_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_failure_of_our_own_is_told_without_its_insides_and_with_the_headers(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("verbale.desk.pages.brief_of", fail)
    client = TestClient(make_app(database), base_url=HERE, raise_server_exceptions=False)
    answer = client.get("/dossiers/Airport%20strike")
    assert answer.status_code == 500
    assert "the desk failed at it" in answer.text.casefold()
    assert "inside" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765", "127.0.0.2"])
def test_this_machines_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "192.168.1.2", "0.0.0.0", "a@127.0.0.1"]
)
def test_another_name_for_our_address_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert answer.headers["content-security-policy"]
    assert "does not answer to this name" in answer.json()["error"]["problem"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_change_from_elsewhere_is_refused(client: TestClient, method: str, headers: dict[str, str]) -> None:
    assert client.request(method, "/", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"origin": HERE}, {"sec-fetch-site": "same-origin"}])
def test_a_change_from_the_desk_itself_gets_past_the_guard(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", headers=headers).status_code == 405  # there is nothing to change at this address


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2ferrors.py"])
def test_no_path_leads_out_of_the_static_files(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "desk.example", ""])
def test_a_desk_that_others_reach_must_know_its_names(host: str) -> None:
    with pytest.raises(SettingsError, match="--name"):
        reach_of(host)
    assert reach_of(host, ["Desk.Example"]) == Reach(frozenset(("desk.example",)), alone=False)


@pytest.mark.parametrize("name", ["", "http://desk.example", "desk.example:80", "desk.example/", "a@desk.example"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="without scheme"):
        reach_of("0.0.0.0", [name])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machines_own_addresses_need_no_name_and_no_account(host: str) -> None:
    assert reach_of(host).alone
    assert not reach_of(host, ["desk.example"]).alone
    assert not reach_of(host, behind_tls=True).alone


@pytest.mark.parametrize(("host", "known"), [("desk.example:80", True), ("DESK.example", True), ("example", False)])
def test_a_desk_answers_to_its_names(host: str, known: bool) -> None:
    assert reach_of("0.0.0.0", ["desk.example"]).answers_to(host) is known
