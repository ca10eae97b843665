"""Pages come from a real server on this machine; nothing here leaves it."""

from __future__ import annotations

import gzip
import pickle
import time as real_time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from verbale.errors import FetchError, PageError
from verbale.page.connection import Network
from verbale.page.fetch import Fetched, Validators, fetch_page
from verbale.settings import Settings

# The fixtures `site` and `time` are in conftest.py: a server with pages by path, and a clock that only sleep moves.
SETTINGS = Settings(fetch_private=True, fetch_timeout=5, fetch_deadline=60)
Answer = Callable[..., Callable[[BaseHTTPRequestHandler], None]]


@pytest.fixture
def fetch(time: Any) -> Callable[..., Fetched]:
    network = Network(clock=time.clock, sleep=time.sleep, now=time.now, chance=lambda: 0.0)

    def fetch(url: str, **given: Any) -> Fetched:
        names = ("validators", "encoding", "robots")
        about = {name: given.pop(name) for name in names if name in given}
        return fetch_page(url, replace(SETTINGS, **given), network=network, **about)

    return fetch


@pytest.fixture
def answer() -> Answer:
    def answer(body: bytes = b"<p>Talks.</p>", status: int = 200, **headers: str):
        def serve(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        return serve

    return answer


def test_a_page_comes_with_where_and_when_it_was_found(site: Any, fetch: Any):
    site.on("/story", b"<p>Talks in Vienna.</p>")

    fetched = fetch(site.url("/story#top"))

    assert fetched.page.text == "<p>Talks in Vienna.</p>"
    assert fetched.page.url == fetched.page.name == fetched.url == site.url("/story")
    assert fetched.redirects == 0
    assert fetched.retrieved == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert not fetched.unchanged


def test_the_server_is_told_who_asks(site: Any, fetch: Any):
    site.on("/story")

    fetch(site.url("/story"))

    path, headers = site.asked[-1]
    assert path == "/story"
    assert headers["user-agent"] == Settings().user_agent
    assert "authorization" not in headers
    assert headers["host"] == site.address.removeprefix("http://")


def test_the_charset_of_the_header_is_heeded(site: Any, fetch: Any):
    site.on("/story", "<p>Die Außenminister</p>".encode("cp1250"), content_type="text/html; charset=windows-1250")

    assert fetch(site.url("/story")).page.encoding == "cp1250"


def test_the_encoding_that_the_user_names_wins(site: Any, fetch: Any):
    site.on("/story", "<p>łódź</p>".encode("iso8859-2"), content_type="text/html; charset=utf-8")

    assert fetch(site.url("/story"), encoding="iso8859-2").page.text == "<p>łódź</p>"


def test_a_packed_page_is_unpacked(site: Any, fetch: Any):
    site.on("/story", gzip.compress(b"<p>Talks.</p>"), content_encoding="gzip")

    assert fetch(site.url("/story")).page.text == "<p>Talks.</p>"


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_counted(site: Any, fetch: Any, status: int):
    site.on("/old", b"", status=status, location="/newer")
    site.on("/newer", b"", status=status, location=site.url("/new#part"))
    site.on("/new")

    fetched = fetch(site.url("/old"))

    assert (fetched.redirects, fetched.url) == (2, site.url("/new"))


def test_a_circle_of_redirects_is_named(site: Any, fetch: Any):
    site.on("/in", b"", status=302, location="/a")
    site.on("/a", b"", status=302, location="/b")
    site.on("/b", b"", status=302, location="/a")

    with pytest.raises(FetchError) as caught:
        fetch(site.url("/in"))

    a, b = site.url("/a"), site.url("/b")
    assert f"go round in a circle: {a} → {b} → {a}" in caught.value.problem
    assert caught.value.about == site.url("/in")


def test_a_site_may_set_a_cookie_and_lead_back(site: Any, fetch: Any, answer: Answer):
    def gate(request: BaseHTTPRequestHandler) -> None:
        seen = "seen=1" in request.headers.get("cookie", "")
        answer(b"<p>In.</p>", 200)(request) if seen else answer(b"", 302, location="/gate", set_cookie="seen=1")(
            request
        )

    site.pages["/gate"] = gate

    assert fetch(site.url("/gate")).page.text == "<p>In.</p>"


def test_a_cookie_that_cannot_be_sent_back_is_not_kept(site: Any, fetch: Any, answer: Answer):
    site.pages["/gate"] = answer(b"", 302, location="/story", set_cookie="café=1")
    site.on("/story")

    assert fetch(site.url("/gate")).redirects == 1
    assert "cookie" not in site.asked[-1][1]


def test_redirects_end_somewhere(site: Any, fetch: Any, answer: Answer):
    def onward(request: BaseHTTPRequestHandler) -> None:
        answer(b"", 302, location=f"/on?n={len(site.asked)}")(request)

    site.pages["/on"] = onward

    with pytest.raises(FetchError, match=r"more than 5 redirects.*raise fetch_redirects"):
        fetch(site.url("/on"))
    assert site.paths.count("/robots.txt") == 1
    assert len(site.asked) == 7


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://site.example/x", "gopher://127.0.0.1/", "data:,x"])
def test_a_redirect_out_of_the_web_is_refused(site: Any, fetch: Any, target: str):
    site.on("/old", b"", status=302, location=target)

    with pytest.raises(FetchError, match=r"not an http or https address|redirects to nowhere"):
        fetch(site.url("/old"))


@pytest.mark.parametrize("target", ["http://[::1", "http://exa mple/", "http://site.example:99999/", "http://xn--a/"])
def test_a_redirect_to_nonsense_is_refused(site: Any, fetch: Any, target: str):
    site.on("/old", b"", status=302, location=target)

    with pytest.raises(FetchError):
        fetch(site.url("/old"), fetch_retries=0)


def test_a_redirect_without_a_target_is_no_page(site: Any, fetch: Any):
    site.on("/old", b"", status=302)

    with pytest.raises(FetchError, match="answers 302"):
        fetch(site.url("/old"))


# Has it changed?


def test_a_server_is_asked_whether_the_page_has_changed(site: Any, fetch: Any):
    modified = "Mon, 02 Mar 2026 10:00:00 GMT"
    site.on("/story", etag='"one"', last_modified=modified)
    first = fetch(site.url("/story"))
    assert first.validators == Validators(site.url("/story"), '"one"', modified)
    site.on("/story", b"", status=304, etag='"two"')

    again = fetch(site.url("/story"), validators=first.validators)

    assert again.unchanged
    assert again.page is None
    assert again.validators == Validators(site.url("/story"), '"two"', modified)
    headers = site.asked[-1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"one"', modified)


def test_validators_go_to_their_own_address_alone(site: Any, fetch: Any):
    site.on("/story")

    fetch(site.url("/story"), validators=Validators(site.url("/other"), '"one"', None))

    assert "if-none-match" not in site.asked[-1][1]


def test_validators_that_no_header_can_hold_are_not_sent(site: Any, fetch: Any):
    site.on("/story", etag='"é"')
    first = fetch(site.url("/story"))

    fetch(site.url("/story"), validators=first.validators)
    fetch(site.url("/story"), validators=Validators(site.url("/story"), '"a"\r\nX: y', None))

    assert ["if-none-match" in headers for _, headers in site.asked if _ == "/story"] == [False, False, False]


def test_unchanged_since_never_is_an_error(site: Any, fetch: Any):
    site.on("/story", b"", status=304)

    with pytest.raises(FetchError, match="answers 304"):
        fetch(site.url("/story"))


# What is no page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "401.*save the page from a browser"),
        (403, "403 .Forbidden.*save the page from a browser"),
        (404, "404 .Not Found.*check the address"),
        (410, "410 .Gone.*check the address"),
        (451, "451"),
        (500, "500.*try again later"),
        (206, "206"),
        (599, "599"),
    ],
)
def test_an_answer_that_is_no_page_says_what_to_do(site: Any, fetch: Any, status: int, words: str):
    site.on("/story", status=status)

    with pytest.raises(FetchError, match=words) as caught:
        fetch(site.url("/story"))
    assert caught.value.about == site.url("/story")


@pytest.mark.parametrize(
    "kind", ["image/png", "application/pdf", "video/mp4", "audio/mpeg", "application/zip", "application/json"]
)
def test_other_media_are_refused(site: Any, fetch: Any, kind: str):
    site.on("/story", b"<p>Talks.</p>", content_type=kind)

    with pytest.raises(FetchError, match=f"this is {kind}, not a page of text"):
        fetch(site.url("/story"))


@pytest.mark.parametrize("kind", ["text/plain", "TEXT/HTML", "application/xhtml+xml", "application/rss+xml", ""])
def test_text_of_any_kind_is_read(site: Any, fetch: Any, kind: str):
    site.on("/story", b"<p>Talks.</p>", content_type=kind)

    assert fetch(site.url("/story")).page.text == "<p>Talks.</p>"


def test_a_picture_under_a_false_name_is_refused(site: Any, fetch: Any):
    site.on("/story", b"\x89PNG\r\n\x1a\n" + bytes(100))

    with pytest.raises(FetchError, match="PNG"):
        fetch(site.url("/story"))


def test_an_empty_page_is_refused(site: Any, fetch: Any):
    site.on("/story", b"")

    with pytest.raises(FetchError, match="empty"):
        fetch(site.url("/story"))


def test_a_page_past_the_cap_is_refused(site: Any, fetch: Any):
    site.on("/story", b"x" * 2000)

    with pytest.raises(FetchError, match=r"larger than 1,000 bytes.*max_page_bytes"):
        fetch(site.url("/story"), max_page_bytes=1000)


def test_a_bomb_stops_at_the_cap(site: Any, fetch: Any):
    site.on("/story", gzip.compress(bytes(50_000_000)), content_encoding="gzip")

    with pytest.raises(FetchError, match="larger than 100,000 bytes"):
        fetch(site.url("/story"), max_page_bytes=100_000)


def test_a_page_that_breaks_off_is_refused(site: Any, fetch: Any):
    site.on("/story", b"<p>The ministers", content_length="1000")

    with pytest.raises(FetchError, match="broke off"):
        fetch(site.url("/story"))


# A server in trouble


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(site: Any, fetch: Any, answer: Answer, time: Any, status: int):
    site.in_turn("/story", answer(b"", status), answer(b"", status), answer())

    assert fetch(site.url("/story")).page.text == "<p>Talks.</p>"
    assert time.slept == [0.25, 0.5]


def test_a_server_that_stays_busy_is_left_alone(site: Any, fetch: Any, time: Any):
    site.on("/story", b"", status=503)

    with pytest.raises(FetchError, match=r"503 .Service Unavailable"):
        fetch(site.url("/story"), fetch_retries=2)
    assert site.paths.count("/story") == 3
    assert len(time.slept) == 2


def test_the_wait_that_a_server_asks_for_is_kept(site: Any, fetch: Any, answer: Answer, time: Any):
    date = "Mon, 02 Mar 2026 12:00:20 GMT"  # ten seconds after the first wait
    site.in_turn("/story", answer(b"", 429, retry_after="10"), answer(b"", 503, retry_after=date), answer())

    fetch(site.url("/story"))

    assert time.slept == [10.0, 10.0]


def test_a_wait_past_the_deadline_is_not_begun(site: Any, fetch: Any, time: Any):
    site.on("/story", b"", status=429, retry_after="3600")

    with pytest.raises(FetchError, match="wait 3600 seconds, past the deadline of 60"):
        fetch(site.url("/story"))
    assert time.slept == []


def test_a_connection_that_breaks_before_an_answer_is_tried_again(site: Any, fetch: Any, answer: Answer):
    site.in_turn("/story", lambda request: None, answer())

    assert fetch(site.url("/story")).page.text == "<p>Talks.</p>"


def test_nobody_there_is_an_error_after_some_tries(fetch: Any, time: Any):
    with pytest.raises(FetchError, match="cannot be connected to"):
        fetch("http://127.0.0.1:1/story", fetch_robots=False)
    assert len(time.slept) == 3


def test_a_silent_server_is_not_waited_for(site: Any):
    site.pages["/story"] = lambda request: real_time.sleep(1)
    settings = replace(SETTINGS, fetch_timeout=0.2, fetch_robots=False)

    with pytest.raises(FetchError, match=r"no answer within 0.2 seconds.*fetch_timeout"):
        fetch_page(site.url("/story"), settings)
    assert site.paths == ["/story"]


def test_a_server_that_drips_ends_at_the_deadline(site: Any):
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):  # each line comes within the timeout
            request.wfile.write(b"X-%d: y\r\n" % n)
            real_time.sleep(0.05)

    site.pages["/story"] = drip
    settings = replace(SETTINGS, fetch_timeout=1, fetch_deadline=0.3, fetch_robots=False)
    start = real_time.monotonic()

    with pytest.raises(FetchError, match=r"not there after 0.3 seconds.*fetch_deadline"):
        fetch_page(site.url("/story"), settings)
    assert real_time.monotonic() - start < 1


def test_what_is_not_http_is_refused(site: Any, fetch: Any):
    site.pages["/story"] = lambda request: request.wfile.write(b"220 mail.example ESMTP\r\n")

    with pytest.raises(FetchError, match="broke off"):
        fetch(site.url("/story"), fetch_retries=0)


# Addresses as they are given


@pytest.mark.parametrize("url", ["http://xn--a/", "http://xn--/", "http://\ud800.example/", "http://a\u2488com/"])
def test_a_host_name_that_cannot_be_is_refused(fetch: Any, url: str):
    with pytest.raises(FetchError):
        fetch(url)


@pytest.mark.parametrize("url", ["", "story.html", "ftp://site.example/", "file:///etc/passwd", "http://", "http:///x"])
def test_what_is_not_a_web_address_is_refused(fetch: Any, url: str):
    with pytest.raises(FetchError, match="http or https"):
        fetch(url)


@pytest.mark.parametrize(
    "url", ["http://user:secret@site.example/", "http://secret@site.example/", "http://user:secret@exa\x00mple/"]
)
def test_a_password_is_refused_and_never_repeated(fetch: Any, url: str):
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(caught.value.__cause__)


def test_a_password_in_a_redirect_is_refused_and_never_repeated(site: Any, fetch: Any):
    site.on("/old", b"", status=302, location="http://user:secret@127.0.0.1/")

    with pytest.raises(FetchError, match="user name or a password") as caught:
        fetch(site.url("/old"))
    assert "secret" not in str(caught.value)


def test_a_failure_is_a_page_error_that_pickles(site: Any, fetch: Any):
    with pytest.raises(PageError) as caught:
        fetch(site.url("/nowhere"))

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_proxy_in_the_environment_is_not_used(site: Any, fetch: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.on("/story")

    assert fetch(site.url("/story")).page is not None
