"""What a page says of itself, in JSON-LD and meta tags, well-formed or not."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from verbale.page.markup import scan_markup
from verbale.page.metadata import Metadata, read_claim, read_metadata, site_of_title
from verbale.page.outline import read_tree


def read(html: str) -> Metadata:
    markup = scan_markup(html, name="page", max_nesting=1000)
    return read_metadata(read_tree(markup).head, markup)


def linked(data: Any) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Talks resume",
    "datePublished": "2025-11-24T17:42:00.000Z",
    "author": {"@type": "Person", "name": "Hester Quayle"},
    "publisher": {"@type": "Organization", "name": "Severn News"},
}


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "Site"}, ARTICLE],
        {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        "<!-- " + json.dumps(ARTICLE) + " -->",
        json.dumps(ARTICLE)[:-1] + ",}",
        "// <![CDATA[\n" + json.dumps(ARTICLE) + "\n// ]]>",
        json.dumps(ARTICLE).replace("Talks", "Talks").replace('"@type"', '"x": "line\nbreak", "@type"', 1),
    ],
    ids=["plain", "array", "graph", "nested", "comment", "trailing comma", "cdata", "raw line break"],
)
def test_a_news_article_is_found_wherever_it_stands(data: Any) -> None:
    found = read(linked(data))
    assert (found.headline, found.publisher, found.authors) == ("Talks resume", "Severn News", ("Hester Quayle",))
    assert found.published is not None
    assert found.published.at.isoformat() == "2025-11-24T17:42:00+00:00"


def test_broken_json_still_gives_its_headline_and_dates() -> None:
    found = read(linked('{"headline": "Talks \\"resume\\"", "datePublished": "2025-11-24", oops'))
    assert found.headline == 'Talks "resume"'
    assert found.published is not None
    assert (found.published.at, found.published.precise) == (datetime(2025, 11, 24), False)


def test_json_nested_without_end_is_no_error() -> None:
    assert read(linked("[" * 100_000)).articles == 0


def test_of_several_articles_the_one_that_the_title_names_is_meant() -> None:
    other = {**ARTICLE, "headline": "Lighthouse keeper retires", "datePublished": "2025-11-20"}
    found = read(f"<title>Talks resume | Severn News</title>{linked([other, ARTICLE])}")
    assert (found.headline, found.articles) == ("Talks resume", 2)


def test_people_and_publishers_are_found_by_their_ids() -> None:
    graph = [
        {**ARTICLE, "author": [{"@id": "#p"}], "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#p", "name": "Imre Falk"},
        {"@type": "Organization", "@id": "#o", "name": "The Ledgerman"},
    ]
    found = read(linked({"@graph": graph}))
    assert (found.authors, found.publisher) == (("Imre Falk",), "The Ledgerman")


@pytest.mark.parametrize("author", [{"@type": "Organization", "name": "ABR News"}, "https://x.example/me", "@handle"])
def test_a_desk_or_an_address_is_no_author(author: Any) -> None:
    assert read(linked({**ARTICLE, "author": author})).authors == ()


def test_meta_tags_tell_what_json_does_not() -> None:
    found = read(
        '<html lang="en-GB"><head><base href="https://b.example/">'
        '<link rel="canonical" href="/story"><meta property="og:title" content="Talks &amp; tea">'
        '<meta property="og:site_name" content="Severn News"><meta name="author" content="Pille Raud">'
        '<meta property="article:published_time" content="2025-05-12T16:45:00-04:00">'
        '<meta property="article:modified_time" content="Mon, 12 May 2025 18:00:00 -0400"></head>'
    )
    assert (found.headline, found.publisher, found.authors) == ("Talks & tea", "Severn News", ("Pille Raud",))
    assert found.published is not None and found.modified is not None
    assert found.published.at.isoformat() == "2025-05-12T16:45:00-04:00"
    assert found.modified.at.isoformat() == "2025-05-12T18:00:00-04:00"
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    ("value", "moment", "precise"),
    [
        ("2018-12-14", "2018-12-14T00:00:00", False),
        ("2016-08-22T18:05+03:00", "2016-08-22T18:05:00+03:00", True),
        ("2024-03-05T07:41:12+0000", "2024-03-05T07:41:12+00:00", True),
        ("November 7, 2023 8:35am PT", "2023-11-07T08:35:00-08:00", True),
    ],
)
def test_moments_are_read_from_many_forms(value: str, moment: str, precise: bool) -> None:
    claim = read_claim(value)
    assert claim is not None
    assert (claim.at.isoformat(), claim.precise) == (moment, precise)


@pytest.mark.parametrize("value", [None, "", "yesterday", "x" * 200, "2024-13-45"])
def test_what_is_no_moment_is_none(value: str | None) -> None:
    assert read_claim(value) is None


@pytest.mark.parametrize(
    ("title", "headline", "site"),
    [
        ("Talks resume | Severn News", "Talks resume", "Severn News"),
        ("Daily Mercury - Talks on quarry end", "Talks on quarry end", "Daily Mercury"),
        ("Talks resume - as it happened | Herald", "Talks resume - as it happened", "Herald"),
        ("Dovetail: The accord, explained", "The accord, explained", "Dovetail"),
        ("Talks resume", "Talks resume", None),
    ],
)
def test_the_sites_name_is_the_other_part_of_the_title(title: str, headline: str, site: str | None) -> None:
    assert site_of_title(title, headline, lambda name: name == "Dovetail") == site
