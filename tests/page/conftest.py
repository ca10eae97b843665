"""A small web site on this machine, and the settings and clocks to fetch from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

STORY = b"<!doctype html><title>Talks</title><p>The ministers met in Vienna on Monday.</p>"
Serve = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """Pages by path. `asked` holds each request as (path, headers), in order."""

    address: str = ""
    pages: dict[str, Serve] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.address + path

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def on(self, path: str, body: bytes = STORY, *, status: int = 200, **headers: str) -> None:
        """Serve `body` at `path`; a header's name is written with underscores."""
        self.pages[path] = answer(body, status, **headers)

    def in_turn(self, path: str, *answers: Serve) -> None:
        """Serve `answers` one after another, then the last one again."""
        left = list(answers)
        self.pages[path] = lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)


def answer(body: bytes = STORY, status: int = 200, **headers: str) -> Serve:
    def serve(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        given.setdefault("content-length", str(len(body)))
        given.setdefault("content-type", "text/html; charset=utf-8")
        for name, value in given.items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return serve


@pytest.fixture(scope="session")
def server() -> Iterator[tuple[ThreadingHTTPServer, Site]]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            with suppress(OSError):  # the reader has gone, as it should where a page is too large or too slow
                site.pages.get(self.path.partition("?")[0], answer(b"no such page", 404))(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as running:
        site.address = f"http://127.0.0.1:{running.server_port}"
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running, site
        running.shutdown()


@pytest.fixture
def site(server: tuple[ThreadingHTTPServer, Site]) -> Site:
    """The site, with no pages yet."""
    site = server[1]
    site.pages.clear()
    site.asked.clear()
    return site


@dataclass
class Time:
    """A clock that only sleeping moves."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000)


@pytest.fixture
def time() -> Time:
    return Time()
