"""A chat endpoint on this machine that answers as it is told to, and a reading to be read again."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.reading.conftest import make_article
from verbale.page.article import Article
from verbale.reading.entries import Reading
from verbale.reading.people import find_people
from verbale.second.endpoint import Endpoint
from verbale.settings import Settings

Serve = Callable[[BaseHTTPRequestHandler], None]


def chat(content: object, *, finish: str = "stop") -> bytes:
    """A completion as the protocol has it; what is no string is written as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode()


def answer(body: bytes, status: int = 200, **headers: str) -> Serve:
    def serve(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(body)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return serve


@dataclass
class Model:
    """What the endpoint answers, one after another, the last one again and again; and what it was asked."""

    base: str = ""
    answers: list[Serve] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def drafts(self, *lines: object) -> None:
        """Answer every request with these lines."""
        self.answers = [answer(chat({"entries": list(lines)}))]

    def endpoint(self, *, key: str | None = None, timeout: float = 10.0) -> Endpoint:
        return Endpoint(self.base, "small-model", Settings(second_timeout=timeout), key)


@pytest.fixture(scope="session")
def running() -> Iterator[Model]:
    model = Model()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            model.paths.append(self.path)
            model.headers.append({name.lower(): value for name, value in self.headers.items()})
            model.asked.append(json.loads(body))
            self.close_connection = True
            with suppress(OSError):  # the reader has gone, as it should where an answer is too slow or too long
                (model.answers.pop(0) if len(model.answers) > 1 else model.answers[0])(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        model.base = f"http://127.0.0.1:{server.server_port}/v1"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield model
        server.shutdown()


@pytest.fixture
def model(running: Model) -> Model:
    """The endpoint, asked nothing yet."""
    running.answers = [answer(chat({"entries": []}))]
    running.asked, running.headers, running.paths = [], [], []
    return running


MET = "U.S. Special Envoy Steve Witkoff met Ukrainian officials in Miami on Sunday."
SAID = "Kyiv would accept the 20-point plan, Witkoff said, adding that “the talks were productive.”"
LENT = "The European Union will lend Ukraine nearly €90 billion for 2026 and 2027."
ASKED = "Moscow demanded on December 20 that the bloc stop."


@pytest.fixture
def article() -> Article:
    return make_article(f"{MET} {SAID}", f"{LENT} {ASKED}")


@pytest.fixture
def reading(article: Article) -> Reading:
    """A first reading that has people, and no entries."""
    return Reading(article, find_people(article))


def statement(**change: object) -> dict[str, object]:
    line: dict[str, object] = {
        "kind": "statement",
        "evidence": [SAID],
        "speakers": [{"name": "Witkoff", "kind": "person", "party": "United States"}],
        "manner": "said",
        "content": "Kyiv would accept the 20-point plan",
        "certainty": "asserted",
        "issues": ["process"],
    }
    return line | change


def pledge(**change: object) -> dict[str, object]:
    line: dict[str, object] = {
        "kind": "pledge",
        "evidence": [LENT],
        "type": "pledge",
        "donor": "European Union",
        "recipient": "Ukraine",
        "amount": {"value": 90_000_000_000, "currency": "EUR", "approximate": True},
        "period": {"start": "2026", "end": "2027"},
    }
    return line | change


def meeting(**change: object) -> dict[str, object]:
    line: dict[str, object] = {
        "kind": "meeting",
        "evidence": [MET],
        "name": "Miami talks",
        "place": "Miami",
        "status": "held",
        "delegations": [{"party": "United States", "members": ["Steve Witkoff"]}, {"party": "Ukraine"}],
        "when": {"start": "2026-03-01", "end": "2026-03-01", "grain": "day", "expression": "Sunday"},
    }
    return line | change


def position(**change: object) -> dict[str, object]:
    line: dict[str, object] = {
        "kind": "position",
        "evidence": [ASKED],
        "party": "Moscow",
        "stance": "demands",
        "issue": "process",
        "what": "that the bloc stop",
    }
    return line | change
