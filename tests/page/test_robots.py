"""What a site asks of programs is kept to (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from verbale.errors import FetchError
from verbale.page.connection import Network
from verbale.page.fetch import Fetched, fetch_page
from verbale.page.robots import Robots, Rules, product_token, read_rules
from verbale.settings import Settings

SITE = "https://news.example"


@pytest.fixture
def fetch(time: Any) -> Callable[..., Fetched]:
    network = Network(clock=time.clock, sleep=time.sleep, now=time.now, chance=lambda: 0.0)

    def fetch(url: str, robots: Robots | None = None, **given: Any) -> Fetched:
        return fetch_page(url, Settings(fetch_private=True, **given), robots=robots, network=network)

    return fetch


def rules(text: str) -> Rules:
    return read_rules(f"{SITE}/robots.txt", 200, text.encode())


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: verbale\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: VERBALE\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/talks", "/news/talks/1", True),  # the longer rule wins
        ("User-agent: *\nDisallow: /*/print$", "/a/print", False),
        ("User-agent: *\nDisallow: /*/print$", "/a/printer", True),
        ("﻿User-agent: *\nDisallow: /a", "/a", False),
        ("<html>no robots here</html>", "/a", True),
        ("User-agent: *\rDisallow: /a", "/a", False),
    ],
)
def test_rules_are_read_as_the_standard_says(text: str, path: str, allowed: bool):
    assert rules(text).allow(SITE + path, "Verbale") is allowed


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_rules_forbids_nothing(status: int):
    assert read_rules(f"{SITE}/robots.txt", status, b"User-agent: *\nDisallow: /").allow(f"{SITE}/a", "Verbale")


@pytest.mark.parametrize("status", [500, 502, 503, 304])
def test_a_site_in_trouble_forbids_all(status: int):
    assert not read_rules(f"{SITE}/robots.txt", status, b"").allow(f"{SITE}/a", "Verbale")


@pytest.mark.parametrize(
    ("agent", "token"), [("Verbale/0.1 (+https://x)", "Verbale"), ("Verbale", "Verbale"), ("", "")]
)
def test_a_program_is_named_by_its_product_token(agent: str, token: str):
    assert product_token(agent) == token


def test_bytes_that_are_no_text_do_not_stop_the_rules():
    assert not read_rules(f"{SITE}/robots.txt", 200, b"# \xff\xfe\nUser-agent: *\nDisallow: /").allow(f"{SITE}/", "V")


def test_many_stars_take_no_time():
    pattern = "/" + "*a" * 2000 + "$"

    assert rules(f"User-agent: *\nDisallow: {pattern}").allow(f"{SITE}/" + "a" * 1500 + "b", "Verbale")


# On the way to a page


def test_what_the_site_forbids_is_not_fetched(site: Any, fetch: Any):
    site.on("/robots.txt", b"User-agent: verbale\nDisallow: /story", content_type="text/plain")
    site.on("/story")

    with pytest.raises(FetchError, match=r"robots.txt asks programs not to fetch it.*fetch_robots"):
        fetch(site.url("/story"))
    assert site.paths == ["/robots.txt"]


def test_what_the_site_allows_is_fetched(site: Any, fetch: Any):
    site.on("/robots.txt", b"User-agent: verbale\nDisallow: /private", content_type="text/plain")
    site.on("/story")

    assert fetch(site.url("/story")).page is not None
    assert site.paths == ["/robots.txt", "/story"]


def test_a_user_with_leave_may_turn_it_off(site: Any, fetch: Any):
    site.on("/robots.txt", b"User-agent: *\nDisallow: /", content_type="text/plain")
    site.on("/story")

    assert fetch(site.url("/story"), fetch_robots=False).page is not None
    assert site.paths == ["/story"]


def test_a_site_is_asked_once_a_run(site: Any, fetch: Any):
    robots = Robots()
    site.on("/story")

    fetch(site.url("/story"), robots)
    fetch(site.url("/story?page=2"), robots)

    assert site.paths == ["/robots.txt", "/story", "/story?page=2"]


def test_a_redirect_does_not_lead_around_the_rules(site: Any, fetch: Any):
    site.on("/robots.txt", b"User-agent: *\nDisallow: /hidden", content_type="text/plain")
    site.on("/old", b"", status=302, location="/hidden")
    site.on("/hidden")

    with pytest.raises(FetchError, match=r"robots.txt asks"):
        fetch(site.url("/old"))
    assert "/hidden" not in site.paths


def test_rules_that_have_moved_are_followed(site: Any, fetch: Any):
    site.on("/robots.txt", b"", status=301, location="/rules/robots.txt")
    site.on("/rules/robots.txt", b"User-agent: *\nDisallow: /story", content_type="text/plain")
    site.on("/story")

    with pytest.raises(FetchError, match=r"robots.txt asks"):
        fetch(site.url("/story"))


def test_a_site_whose_rules_fail_is_left_alone(site: Any, fetch: Any, time: Any):
    site.on("/robots.txt", b"", status=503)
    site.on("/story")

    with pytest.raises(FetchError, match=r"robots.txt cannot be had: .*503.*try again later"):
        fetch(site.url("/story"))
    assert set(site.paths) == {"/robots.txt"}


def test_endless_rules_are_read_as_far_as_the_standard_asks(site: Any, fetch: Any):
    head = b"User-agent: *\nDisallow: /story\n"
    site.on("/robots.txt", head + b"# and so on\n" * 100_000, content_type="text/plain")
    site.on("/story")

    with pytest.raises(FetchError, match=r"robots.txt asks"):
        fetch(site.url("/story"))


def test_redirects_of_the_rules_are_not_counted_for_the_page(site: Any, fetch: Any):
    site.on("/robots.txt", b"", status=301, location="/rules.txt")
    site.on("/rules.txt", b"", content_type="text/plain")
    site.on("/story")

    assert fetch(site.url("/story")).redirects == 0
