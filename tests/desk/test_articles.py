"""The articles of a dossier by story, an article, and its page as it came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.desk.conftest import HOSTILE, STRIKE, airport, position, reading
from tests.desk.reading import DOSSIER, desk, page_of, said
from verbale.desk.original import clean
from verbale.minutes.database import Database
from verbale.minutes.dossiers import find_dossier
from verbale.minutes.filing import Fresh, file_readings
from verbale.minutes.sheets import Incoming

PAGE = b"<!doctype html><html><body><h1>Talks</h1><p onclick='alert(1)'>She <b>offered</b> 4 percent.</p></body></html>"
ATTACK = (
    "<!doctype html><html><head><title>t</title><style>body{display:none}</style></head><body>"
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>a</a>"
    "<svg onload=alert(4)><script>alert(5)</script></svg><iframe src=//evil.example></iframe>"
    "<form action=/dossiers method=post><input name=name><button>Sign in</button></form>"
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'><link rel=stylesheet href=x>"
    "<p style='position:fixed' class=past id=main>What it says.</p>"
    "<math><mi xlink:href='javascript:alert(6)'>x</mi></math>"
    "<!--><script>alert(7)</script>--><noscript><p title='</noscript><img src=x onerror=alert(8)>'></noscript>"
)


def filed(database: Database, *incoming: Incoming, join: Any = None) -> None:
    with database.writing() as connection:
        dossier = find_dossier(connection, "Airport strike")
        file_readings(connection, dossier, incoming, by="Ada", join=join)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[TestClient, Database]]:
    with desk(tmp_path) as (client, database):
        yield client, database


def told(number: int, publisher: str, **article: Any) -> Incoming:
    """A short article of an outlet, the number in its words."""
    body = f"The union refused offer {number}."
    found = reading(
        body,
        [position(body, body, "Union", "refuses")],
        publisher=publisher,
        headline=f"{publisher} {number}",
        url=f"https://{publisher.casefold()}.example/{number}",
        published=f"2026-03-{number:02}",
        **article,
    )
    return Incoming(found)


def as_one_story(_connection: Any, _dossier: Any, fresh: Fresh) -> None:
    """Articles 1 to 4 are one story; 2 and 3 repeat the text of 1."""
    for row in fresh.articles:
        if row["article"] <= 4:
            row["story"] = 1
        if row["article"] in (2, 3):
            row["origin"] = 1


def test_articles_stand_by_story_with_their_outlets_and_origins(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    outlets = ("Courier", "Herald", "Courier", "Ledger", "Gazette")
    filed(database, *(told(at + 1, outlet) for at, outlet in enumerate(outlets)), join=as_one_story)
    page = page_of(client, f"{DOSSIER}/articles")
    assert "5 articles of 2 stories, from 4 outlets, with 3 texts of their own." in said(page)
    single, story = page.cssselect(".stories > li")
    assert single.cssselect("h2 a")[0].text_content() == "Gazette 5"
    assert said(story, ".quiet") == "2026-03-01 – 04 · 3 outlets, 2 origins"
    assert said(story, "h2") == "Courier 1"
    assert [one.text_content() for one in story.cssselect("ul .outlet")] == ["Ledger", "Courier", "Herald", "Courier"]
    assert said(story, ".tag") == "repeats article 1 repeats article 1"


def test_related_articles_are_told_with_how(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, *(told(at, name) for at, name in ((1, "A"), (2, "B"), (3, "C"), (4, "D"))), join=as_one_story)
    related = {article: said(page_of(client, f"{DOSSIER}/articles/{article}"), ".related ul") for article in (1, 2, 4)}
    assert related[1] == (
        "C 3 C · 2026-03-03: repeats this text B 2 B · 2026-03-02: repeats this text "
        "D 4 D · 2026-03-04: tells the same story"
    )
    assert "C 3 C · 2026-03-03: repeats the same text" in related[2]
    assert "A 1 A · 2026-03-01: has the text that this one repeats" in related[2]
    assert related[4].count("tells the same story") == 3


def test_many_stories_stand_on_pages(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, *(told(1 + at % 28, f"P{at}") for at in range(70)))
    first = page_of(client, f"{DOSSIER}/articles")
    (older,) = first.cssselect(".leaves a")
    second = page_of(client, f"{DOSSIER}/articles{older.get('href')}")
    titles = [one.text_content() for page in (first, second) for one in page.cssselect(".stories h2")]
    assert (len(titles), len(set(titles))) == (70, 70)
    assert client.get(f"{DOSSIER}/articles?page=0").status_code == 400


def test_an_article_tells_how_it_was_read(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    found = airport()
    found["article"] |= {
        "source": {"name": "airport.html", "encoding": "utf-8", "bytes": len(PAGE), "map": []},
        "notes": [{"kind": "paywall", "text": "The rest is for subscribers."}],
        "furniture": [
            {"kind": "share", "text": "Share"}, {"kind": "ticker", "text": HOSTILE}, {"kind": "share", "text": "Mail"},
        ],
    }  # fmt: skip
    found["entries"][0]["origin"] = {"method": "model", "by": "verbale 0.1, rule act consult"}
    filed(database, Incoming(found, PAGE, "airport.html", "utf-8"))
    page = page_of(client, f"{DOSSIER}/articles/1")
    how = said(page, ".making dd")
    assert how.startswith("by Ada, ")
    assert f"airport.html {len(PAGE)} bytes, utf-8: as it came" in how
    assert "verbale 0.1 4 by rules, 1 by the language model act consult 1" in how
    assert "The rest is for subscribers." in how
    assert "does not say in which time zone" in how
    folded = page.cssselect("details:not(.making)")[0]
    assert folded.get("open") is None
    assert [one.text_content() for one in folded.cssselect("div:first-child > *")] == ["share", "Share", "Mail"]
    assert HOSTILE in folded.text_content()


def test_evidence_and_its_entry_lead_to_each_other(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, Incoming(airport()))
    page = page_of(client, f"{DOSSIER}/articles/1")
    for entry in range(1, 6):
        assert page.cssselect(f"li#b{entry} a[href='#e{entry}']")
        assert page.cssselect(f"mark#e{entry} a[href='#b{entry}']") or entry == 3  # its words are entry 2's, too
    assert "".join(one.text_content() for one in page.cssselect(".story p.paragraph")) == STRIKE.replace("\n\n", "")


def test_a_page_is_seen_as_it_came_without_what_it_could_do(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, Incoming(airport(), ATTACK.encode(), "attack.html", "utf-8"))
    page = page_of(client, f"{DOSSIER}/articles/1/original")
    (shown,) = page.cssselect("section.original")
    assert "What it says." in shown.text_content()
    assert {one.tag for one in shown.iterdescendants()} <= {"p", "a"}
    assert {name for one in shown.iterdescendants() for name in one.attrib} <= {"href", "rel"}
    assert "alert" not in client.get(f"{DOSSIER}/articles/1/original").text
    assert len(page.cssselect("script:not([src]), style, iframe, img, base, meta[http-equiv]")) == 0


def test_a_page_is_kept_as_a_file_and_never_opened_here(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, Incoming(airport(), PAGE, "a.html", "utf-8"))
    answer = client.get(f"{DOSSIER}/articles/1/page")
    assert answer.content == PAGE
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="article-1.html"'


def test_a_page_of_text_is_shown_as_text(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    text = f"Talks resume. {HOSTILE}"
    filed(database, Incoming(airport(), text.encode(), "a.txt", "utf-8"))
    assert page_of(client, f"{DOSSIER}/articles/1/original").cssselect("pre")[0].text_content() == text


def test_an_article_without_its_page_says_so(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, Incoming(airport()))
    for what in ("original", "page"):
        answer = client.get(f"{DOSSIER}/articles/1/{what}")
        assert answer.status_code == 404
        assert "Only a reading was filed" in answer.text


@pytest.mark.parametrize(
    "target", ["/dossiers/x", "#main", "?q=1", "//evil.example/", "javascript:alert(1)", "data:,x"]
)
def test_no_link_of_a_page_leads_into_the_desk(target: str) -> None:
    assert clean(f"<a href='{target}'>more</a>") == '<a rel="noopener noreferrer external">more</a>'


def test_cleaning_keeps_what_is_read() -> None:
    kept = clean("<h2>Talks</h2><p>She <b>offered</b> <a href='https://a.example/' onclick=x>4 percent</a>.</p>")
    assert kept == (
        "<h2>Talks</h2><p>She <b>offered</b> "
        '<a href="https://a.example/" rel="noopener noreferrer external">4 percent</a>.</p>'
    )


def test_a_program_gets_stories_and_related_articles(opened: tuple[TestClient, Database]) -> None:
    client, database = opened
    filed(database, *(told(at, name) for at, name in ((1, "A"), (2, "B"), (3, "C"), (5, "D"))), join=as_one_story)
    (story,) = client.get(f"/api{DOSSIER}/stories").json()["stories"]
    assert (story["articles"], story["outlets"], story["origins"]) == ([1, 2, 3, 4], ["A", "B", "C", "D"], [1, 4])
    related = client.get(f"/api{DOSSIER}/articles/4").json()["related"]
    assert [(one["source"]["article"], one["how"]) for one in related] == [
        (number, "tells the same story") for number in (3, 2, 1)
    ]
