"""A desk that others reach: signing in, roles, tokens, and the log of it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.desk.conftest import airport
from verbale.desk.accounts import add_account, hash_password, remove_account, set_password, set_role
from verbale.desk.app import make_app
from verbale.desk.audit import Who, find_logged
from verbale.desk.forms import FIELD
from verbale.desk.reach import reach_of
from verbale.desk.sessions import IDLE, LONGEST, network_of, sign_in, whose_session
from verbale.desk.tokens import make_token
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading

HERE = "http://desk.example"
ENTRY = "/dossiers/Airport%20strike/entries/4"
PASSWORD = "four plain words here"
CLERK = Who("the clerk")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('accounts') / 'minutes.db'}")
    hashed = hash_password("anybody", PASSWORD)
    with opened.writing() as connection:
        strike = open_dossier(connection, "Airport strike", by="Ada", moment="2026-03-01")
        file_reading(connection, strike, airport(), b"<p>page", by="Ada", moment="2026-03-06")
        for name, role in (("Ada", "admin"), ("Ben", "editor"), ("Cleo", "reader")):
            add_account(connection, name, role, hashed, CLERK)
    yield opened
    opened.close()


@pytest.fixture
def desk(kept: Database) -> Iterator[TestClient]:
    app = make_app(kept, reach=reach_of("0.0.0.0", ["desk.example"]))
    with TestClient(app, base_url=HERE, headers={"origin": HERE}, follow_redirects=False) as client:
        yield client


def token_in(client: TestClient, path: str) -> str:
    """The hidden field of a page's forms."""
    return html.document_fromstring(client.get(path).content).cssselect(f"input[name={FIELD}]")[0].get("value")


def enter(client: TestClient, name: str, password: str = PASSWORD, next: str = "/") -> int:
    """Sign in as a person does; the status of the answer."""
    form = {"name": name, "password": password, "next": next, FIELD: token_in(client, "/sign-in")}
    return client.post("/sign-in", data=form).status_code


def send(client: TestClient, path: str, *, page: str = "/account", **fields: str) -> int:
    """Post a form of the desk as it stands on a page; the status of the answer."""
    return client.post(path, data={FIELD: token_in(client, page), **fields}).status_code


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(desk: TestClient) -> None:
    answer = desk.get(f"{ENTRY}?as_of=2026-03-06")
    assert answer.status_code == 303
    asked = answer.headers["location"]
    assert asked.startswith("/sign-in?next=%2Fdossiers")
    form = {"name": "cleo", "password": PASSWORD, FIELD: token_in(desk, asked)}
    back = html.document_fromstring(desk.get(asked).content).cssselect("input[name=next]")[0].get("value")
    entered = desk.post("/sign-in", data={**form, "next": back})
    assert entered.headers["location"] == f"{ENTRY}?as_of=2026-03-06"
    assert desk.get(entered.headers["location"]).status_code == 200


@pytest.mark.parametrize("path", ["/api/dossiers", "/api/openapi.json", "/api/nowhere"])
def test_a_program_without_a_token_is_told_so(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer" in answer.json()["error"]["hint"]


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/é", "[x"]
)
def test_nobody_is_sent_to_another_site_after_signing_in(desk: TestClient, next: str) -> None:
    page = html.document_fromstring(desk.get("/sign-in", params={"next": next}).content)
    assert page.cssselect("input[name=next]")[0].get("value") == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(desk: TestClient) -> None:
    told = []
    for name, password in (("Cleo", "not her password"), ("Nobody at all", PASSWORD)):
        form = {"name": name, "password": password, FIELD: token_in(desk, "/sign-in")}
        answer = desk.post("/sign-in", data=form)
        assert answer.status_code == 401
        told.append(html.document_fromstring(answer.content).cssselect("[role=alert]")[0].text_content())
    assert told[0] == told[1]
    assert desk.get("/").status_code == 303


def test_a_session_is_new_whatever_the_browser_brought(desk: TestClient) -> None:
    desk.cookies.set("verbale", "planted-by-somebody", domain="desk.example")
    assert enter(desk, "Cleo") == 303
    assert desk.get("/").status_code == 200
    assert desk.cookies.get("verbale") != "planted-by-somebody"
    desk.cookies.clear()
    assert desk.get("/", headers={"cookie": "verbale=planted-by-somebody"}).status_code == 303


def test_another_sign_in_gives_another_session(desk: TestClient) -> None:
    enter(desk, "Cleo")
    first = desk.cookies.get("verbale")
    enter(desk, "Cleo")
    assert desk.cookies.get("verbale") != first


def test_the_cookie_behind_tls_is_for_this_very_host_and_encrypted_only(kept: Database) -> None:
    reach = reach_of("127.0.0.1", ["desk.example"], behind_tls=True)
    with TestClient(make_app(kept, reach=reach), base_url=HERE) as client:
        answer = client.get("/sign-in")
        assert answer.headers["set-cookie"].startswith("__Host-verbale=")
        assert answer.headers["set-cookie"].endswith("Path=/; HttpOnly; SameSite=Lax; Secure")
        assert answer.headers["strict-transport-security"]
        assert client.post("/sign-in", headers={"origin": HERE}).status_code == 403
        assert "Origin" not in client.post("/sign-in", headers={"origin": "https://desk.example"}).text


def test_who_signs_out_is_out_everywhere(desk: TestClient) -> None:
    enter(desk, "Cleo")
    secret = desk.cookies.get("verbale")
    assert send(desk, "/sign-out") == 303
    assert desk.get("/", headers={"cookie": f"verbale={secret}"}).status_code == 303


def test_a_session_ends_when_it_is_not_used_and_at_last_in_any_case(kept: Database) -> None:
    start = datetime(2026, 3, 7, tzinfo=UTC)
    secret = sign_in(kept, "Cleo", PASSWORD, "192.0.2.7", now=start)
    assert whose_session(kept, secret, now=start + IDLE - timedelta(minutes=1))
    assert whose_session(kept, secret, now=start + 2 * IDLE - timedelta(minutes=2))
    assert not whose_session(kept, secret, now=start + 3 * IDLE)
    secret, now = sign_in(kept, "Cleo", PASSWORD, "192.0.2.7", now=start), start
    while now < start + LONGEST:
        assert whose_session(kept, secret, now=now)
        now += IDLE / 2
    assert not whose_session(kept, secret, now=start + LONGEST)


def test_after_five_wrong_passwords_even_the_right_one_must_wait(kept: Database) -> None:
    now = datetime(2026, 4, 1, tzinfo=UTC)
    for _ in range(5):
        with pytest.raises(Exception, match="do not go together"):
            sign_in(kept, "Ben", "wrong password", "192.0.2.1", now=now)
    with pytest.raises(Exception, match="too many tries"):
        sign_in(kept, "BEN", PASSWORD, "192.0.2.1", now=now)
    assert sign_in(kept, "Ben", PASSWORD, "192.0.2.2", now=now)  # from elsewhere he still can
    assert sign_in(kept, "Ben", PASSWORD, "192.0.2.1", now=now + timedelta(minutes=16))


def test_an_address_may_not_try_one_name_after_another(kept: Database) -> None:
    now = datetime(2026, 4, 2, tzinfo=UTC)
    for number in range(20):
        with pytest.raises(Exception, match="do not go together"):
            sign_in(kept, f"name {number}", "wrong password", f"2001:db8::{number}", now=now)
    with pytest.raises(Exception, match="too many tries"):
        sign_in(kept, "Ben", PASSWORD, "2001:db8::ffff", now=now)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("testclient", "testclient"), ("", "")],
)
def test_tries_are_counted_by_what_one_customer_has(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("name", "statuses"), [("Cleo", (403, 403, 403)), ("Ben", (303, 403, 403)), ("Ada", (303, 200, 200))]
)
def test_each_role_does_what_it_may_and_no_more(desk: TestClient, name: str, statuses: tuple[int, ...]) -> None:
    enter(desk, name)
    assert send(desk, f"{ENTRY}/reject") == statuses[0]
    assert (desk.get("/accounts").status_code, desk.get("/audit").status_code) == statuses[1:]
    if statuses[0] == 303:
        assert desk.get(f"/api{ENTRY}").json()["line"]["reviewer"] == name
        send(desk, f"{ENTRY}/reopen")


@pytest.mark.parametrize(("name", "may"), [("Cleo", False), ("Ben", True)])
def test_what_somebody_may_not_do_is_not_offered_to_them(desk: TestClient, name: str, may: bool) -> None:
    enter(desk, name)
    dossier = ENTRY.split("/entries")[0]
    assert ("/review" in desk.get(dossier).text) is may
    assert ('method="post" action="/dossiers' in desk.get(ENTRY).text) is may
    assert ("history/undo" in desk.get(f"{dossier}/history").text) is may
    assert desk.get(f"{dossier}/review").status_code == (200 if may else 403)
    assert desk.get(f"{ENTRY}/edit").status_code == (200 if may else 403)


@pytest.mark.parametrize("path", ["/accounts", "/accounts/role", "/accounts/password", "/accounts/remove"])
@pytest.mark.parametrize("name", ["Cleo", "Ben"])
def test_nobody_but_an_admin_changes_accounts(desk: TestClient, name: str, path: str) -> None:
    enter(desk, name)
    answer = desk.post(
        path, data={FIELD: token_in(desk, "/account"), "name": name, "role": "admin", "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert "ask an admin" in answer.text


def test_a_form_of_another_session_changes_nothing(kept: Database, desk: TestClient) -> None:
    enter(desk, "Ben")
    others = token_in(desk, "/account")
    with TestClient(desk.app, base_url=HERE, headers={"origin": HERE}, follow_redirects=False) as second:
        enter(second, "Ada")
        assert second.post("/accounts/remove", data={"name": "Ben", FIELD: others}).status_code == 403
        assert second.post("/accounts/remove", data={"name": "Ben"}).status_code == 403


def test_an_admin_looks_after_accounts(desk: TestClient) -> None:
    enter(desk, "Ada")
    assert send(desk, "/accounts", name="Dora", role="reader", password="short") == 400
    assert send(desk, "/accounts", name="Dora", role="reader", password=PASSWORD) == 303
    assert send(desk, "/accounts", name="DORA", role="reader", password=PASSWORD) == 400
    assert send(desk, "/accounts/role", name="Dora", role="editor") == 303
    assert send(desk, "/accounts/role", name="Dora", role="owner") == 400
    assert send(desk, "/accounts/role", name="Ada", role="editor") == 400  # the last admin
    assert send(desk, "/accounts/remove", name="Ada") == 400
    assert send(desk, "/accounts/remove", name="Dora") == 303
    assert enter(desk, "Dora") == 401
    enter(desk, "Ada")
    told = " ".join(desk.get("/audit").text.split())
    for act in ("account added", "role changed", "account removed", "signed in", "sign-in failed"):
        assert act in told


def test_a_lower_role_counts_at_once_and_a_removed_account_is_out(kept: Database, desk: TestClient) -> None:
    with kept.writing() as connection:
        add_account(connection, "Emil", "editor", hash_password("Emil", PASSWORD), CLERK)
        bearer = {"authorization": f"Bearer {make_token(connection, 'Emil', 'robot', 'editor', CLERK)}"}
    enter(desk, "Emil")
    with kept.writing() as connection:
        set_role(connection, "Emil", "reader", CLERK)
    assert send(desk, f"{ENTRY}/reject") == 403
    assert desk.post(f"{ENTRY}/reject", headers=bearer).status_code == 403
    with kept.writing() as connection:
        remove_account(connection, "Emil", CLERK)
    assert desk.get("/").status_code == 303
    assert desk.get("/api/dossiers", headers=bearer).status_code == 401


def test_a_new_password_ends_all_other_sessions(kept: Database, desk: TestClient) -> None:
    with kept.writing() as connection:
        add_account(connection, "Fay", "reader", hash_password("Fay", PASSWORD), CLERK)
    with TestClient(desk.app, base_url=HERE, headers={"origin": HERE}, follow_redirects=False) as second:
        enter(desk, "Fay")
        enter(second, "Fay")
        assert send(desk, "/account/password", old="not it at all", new="another four words") == 401
        assert send(desk, "/account/password", old=PASSWORD, new="another four words") == 303
        assert desk.get("/").status_code == 200
        assert second.get("/").status_code == 303
        with kept.writing() as connection:
            set_password(connection, "Fay", hash_password("Fay", PASSWORD), CLERK)
        assert desk.get("/").status_code == 303


def test_a_token_is_shown_once_and_may_what_its_role_may(desk: TestClient) -> None:
    enter(desk, "Ben")
    assert send(desk, "/account/tokens", label="too much", role="admin") == 400
    answer = desk.post("/account/tokens", data={FIELD: token_in(desk, "/account"), "label": "robot", "role": "reader"})
    made = html.document_fromstring(answer.content).cssselect(".token")[0].text_content()
    assert made not in desk.get("/account").text
    assert answer.headers["cache-control"] == "no-store"
    desk.cookies.clear()
    bearer = {"authorization": f"Bearer {made}", "origin": "https://elsewhere.example"}
    assert desk.get("/api/dossiers", headers=bearer).status_code == 200
    assert desk.post(f"{ENTRY}/reject", headers=bearer).status_code == 403
    assert desk.post("/account/tokens", data={"label": "child", "role": "reader"}, headers=bearer).status_code == 403
    enter(desk, "Ben")
    (form,) = html.document_fromstring(desk.get("/account").content).cssselect("form[action$=revoke]")
    assert send(desk, form.get("action")) == 303
    desk.cookies.clear()
    assert desk.get("/api/dossiers", headers=bearer).status_code == 401


def test_nobody_revokes_anothers_token(kept: Database, desk: TestClient) -> None:
    with kept.writing() as connection:
        made = make_token(connection, "Ada", "hers", "admin", CLERK)
    enter(desk, "Ben")
    assert [send(desk, f"/account/tokens/{number}/revoke") for number in range(1, 9)] == [404] * 8
    assert desk.get("/api/dossiers", headers={"authorization": f"Bearer {made}"}).status_code == 200


def test_a_token_that_is_none_is_not_helped_by_a_session(desk: TestClient) -> None:
    enter(desk, "Ada")
    assert desk.get("/api/dossiers", headers={"authorization": "Bearer verbale_x"}).status_code == 401


def test_nothing_secret_is_kept_in_clear(kept: Database, desk: TestClient, tmp_path: Path) -> None:
    enter(desk, "Cleo")
    with kept.writing() as connection:
        made = make_token(connection, "Cleo", "robot", "reader", CLERK)
        connection.exec_driver_sql("SELECT 1")
    kept.engine.dispose()
    files = b"".join(path.read_bytes() for path in Path(kept.engine.url.database or "").parent.iterdir())
    for secret in (PASSWORD, made, desk.cookies["verbale"]):
        assert secret.encode() not in files
    with kept.reading() as connection:
        assert not [one for one in find_logged(connection) if PASSWORD in f"{one.who}{one.about}"]


def test_on_this_machine_the_first_account_closes_the_door(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'minutes.db'}")
    here = "http://127.0.0.1:8765"
    with TestClient(
        make_app(database, reviewer="Ben"), base_url=here, headers={"origin": here}, follow_redirects=False
    ) as client:
        assert "nobody needs to sign in" in client.get("/account").text
        assert send(client, "/accounts", page="/accounts", name="Gil", role="reader", password=PASSWORD) == 400
        assert send(client, "/accounts", page="/accounts", name="Gil", role="admin", password=PASSWORD) == 303
        assert client.get("/").status_code == 303
        assert enter(client, "Gil") == 303
        assert client.get("/").status_code == 200
    database.close()


@pytest.mark.parametrize(
    "path",
    [
        f"{ENTRY}/accept",
        f"{ENTRY}/edit",
        "/dossiers",
        "/dossiers/Airport%20strike/add",
        "/dossiers/Airport%20strike/review/undo",
        "/dossiers/Airport%20strike/review/all/accept",
        f"/api{ENTRY}/accept",
        "/api/dossiers/Airport%20strike/decisions",
        "/api/dossiers/Airport%20strike/changes/1/undo",
        "/api/dossiers",
    ],
)
def test_a_reader_changes_nothing_by_any_way(desk: TestClient, path: str) -> None:
    enter(desk, "Cleo")
    fields = {FIELD: token_in(desk, "/account"), "reason": "x", "name": "Mine", "entry": "1", "change": "1"}
    assert desk.post(path, data=fields).status_code in (400, 403)
    answer = desk.post(path, json={}, headers={"x-csrf-token": fields[FIELD]})
    assert answer.status_code in (400, 403)
    assert desk.get(f"/api{ENTRY}").json()["line"]["state"] == "draft"
