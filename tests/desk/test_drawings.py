"""The charts of a dossier: SVG as large as the page keeps room for, with nothing in it that the policy forbids."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

STRIKE = "/dossiers/Airport%20strike"


@pytest.mark.parametrize("page", ["timeline", "positions"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_as_large_as_its_page_says(client: TestClient, page: str, scheme: str) -> None:
    opened = html.fromstring(client.get(f"{STRIKE}/{page}").text)
    (image,) = opened.cssselect("figure img")
    answer = client.get(f"{image.get('src')}&scheme={scheme}")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = etree.fromstring(answer.content)
    assert (drawn.get("width"), drawn.get("height")) == (image.get("width"), image.get("height"))
    assert not re.search(rb"<style|style=|<script|<image|href=", answer.content)
    assert image.get("alt")
    assert opened.cssselect("figure table")


def test_a_chart_follows_the_dossier_and_is_not_sent_twice(client: TestClient) -> None:
    now = client.get(f"{STRIKE}/positions.svg")
    assert client.get(f"{STRIKE}/positions.svg", headers={"if-none-match": now.headers["etag"]}).status_code == 304
    before = client.get(f"{STRIKE}/activity.svg?as_of=2026-03-02")
    assert before.status_code == 200
    assert before.headers["etag"] != client.get(f"{STRIKE}/activity.svg").headers["etag"]


@pytest.mark.parametrize("path", ["money.svg?of=EUR", "nothing.svg", "positions.svg?scheme=red"])
def test_a_chart_that_there_is_not_is_refused(client: TestClient, path: str) -> None:
    assert client.get(f"{STRIKE}/{path}").status_code in (400, 404)
