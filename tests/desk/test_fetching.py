"""Addresses given to the desk: none leads into this machine or its network (SSRF)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.reading import DOSSIER, desk, said, when_done
from verbale.cli.desk_reader import desk_reader
from verbale.page import connection
from verbale.settings import Settings

ADD = f"{DOSSIER}/add"
#: Whoever opened the desk allows private addresses for `verbale file`; the desk does not care.
SETTINGS = Settings(fetch_private=True, fetch_retries=0, fetch_timeout=3, fetch_deadline=5)
PUBLIC = "127.0.0.2"  # stands for a public address, where a test says so


@contextmanager
def server(host: str, *, redirects_to: str | None = None) -> Generator[tuple[int, list[str]]]:
    """A web server on an address of this machine; gives its port, and what it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            redirect = redirects_to if self.path != "/robots.txt" else None
            self.send_response(404 if self.path == "/robots.txt" else 302 if redirect else 200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", "0")
            if redirect:
                self.send_header("location", redirect)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    running = ThreadingHTTPServer((host, 0), Answer)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running.server_port, asked
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk(tmp_path, desk_reader(SETTINGS)) as (client, _):
        yield client


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Names of hosts and their addresses, beside those that the system knows."""
    known: dict[str, str] = {}
    system = socket.getaddrinfo

    def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        return system(known.get(host, host), port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


def refused(client: TestClient, url: str) -> str:
    """What the desk says of an address that it does not fetch from."""
    where = client.post(ADD, data={"urls": url}, follow_redirects=False).headers["location"]
    page = when_done(client, where)
    assert [one.get("class") for one in page.cssselect(".progress li")] == ["refused"]
    return said(page, ".progress li")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked(client: TestClient, host: str) -> None:
    with server("127.0.0.1") as (port, asked):
        told = refused(client, f"http://{host}:{port}/secret")
    assert "address" in told
    assert "not one on the public Internet" in told
    assert "The desk fetches from public addresses only: upload the page, or paste its text." in told
    assert asked == []


@pytest.mark.parametrize("url", [
    "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/latest/", "http://10.0.0.7/",
    "http://192.168.1.1/", "http://100.100.100.200/", "https://[::ffff:10.0.0.7]/",
])  # fmt: skip
def test_no_private_network_and_no_clouds_metadata_is_asked(client: TestClient, url: str) -> None:
    assert "not one on the public Internet" in refused(client, url)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "10.0.0.7"])
def test_a_name_that_leads_there_is_not_asked(client: TestClient, names: dict[str, str], address: str) -> None:
    names["courier.example"] = address
    told = refused(client, "http://courier.example/story")
    assert f"courier.example ({address}) is" in told
    assert "not one on the public Internet" in told


@pytest.mark.parametrize("target", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "inside.example"])
def test_a_redirect_that_leads_there_is_not_followed(
    client: TestClient, names: dict[str, str], monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    names |= {"courier.example": PUBLIC, "inside.example": "10.0.0.7"}
    judge = connection.find_danger
    monkeypatch.setattr(connection, "find_danger", lambda one: None if one == PUBLIC else judge(one))
    with (
        server("127.0.0.1") as (inner, secrets),
        server(PUBLIC, redirects_to=f"http://{target}:{inner}/secret") as (outer, asked),
    ):
        told = refused(client, f"http://courier.example:{outer}/story")
    assert "not one on the public Internet" in told
    assert "/story" in asked
    assert secrets == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "/etc/passwd", "ftp://a.example/", "gopher://a.example/", "-"])
def test_only_the_web_is_asked(client: TestClient, url: str) -> None:
    assert "http or https address" in refused(client, url)
