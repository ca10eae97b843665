"""The desk's pages as a browser gets them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html
from lxml.html import HtmlElement

from tests.desk.conftest import HOSTILE
from verbale.desk.views import VIEWS

STRIKE = "/dossiers/Airport%20strike"
PAGES = [
    "", "/articles", "/articles/1", "/entries/1", "/history",
    *(f"/{name}" for name, view in VIEWS.items() if view.show),
]  # fmt: skip


def opened(client: TestClient, path: str, status: int = 200) -> HtmlElement:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.document_fromstring(answer.content)


def words(page: HtmlElement, query: str) -> str:
    return " ".join(" ".join(one.text_content() for one in page.cssselect(query)).split())


def test_the_first_page_lists_the_dossiers_with_what_waits(client: TestClient) -> None:
    page = opened(client, "/")
    assert "Airport strike" in words(page, ".cards")
    assert "1 article, 5 lines; 5 wait for review." in words(page, ".cards")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_a_skip_link_one_heading_and_the_disclosure(client: TestClient, path: str) -> None:
    page = opened(client, STRIKE + path)
    assert page.cssselect("a.skip")[0].get("href") == "#main"
    assert len(page.cssselect("main#main")) == 1
    assert len(page.cssselect("h1")) == 1
    assert "Airport strike" in page.findtext(".//title")
    assert "Drafted by machine" in words(page, "footer")
    assert "No person has reviewed any of the 5 lines" in words(page, "footer")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_in_it_or_asks_others_for_anything(client: TestClient, path: str) -> None:
    page = opened(client, STRIKE + path)
    assert not page.cssselect("style, [style], iframe")
    assert not [one for one in page.iter() for name in one.attrib if name.startswith("on")]
    loaded = [one.get("src") or one.get("href") for one in page.cssselect("script, link, img")]
    loaded += [one.get("srcset") for one in page.cssselect("source")]
    assert all(address.startswith(("/static/", f"{STRIKE}/")) for address in loaded)
    assert all(client.get(address).status_code == 200 for address in loaded)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_desk_leads_somewhere(client: TestClient, path: str) -> None:
    page = opened(client, STRIKE + path)
    names = {one.get("id") for one in page.cssselect("[id]")}
    assert len(names) == len(page.cssselect("[id]"))
    for target in {one.get("href") for one in page.cssselect("a[href]")}:
        if target.startswith("#"):
            assert target[1:] in names
        elif target.startswith("/"):
            assert client.get(target).status_code == 200, target


def test_an_article_has_each_entrys_evidence_marked_where_it_stands(client: TestClient) -> None:
    page = opened(client, f"{STRIKE}/articles/1")
    told = {
        number: "".join(one.text_content() for one in page.cssselect(f'mark[data-entry="{number}"]'))
        for number in range(1, 6)
    }
    assert told == {
        1: "Mara Lindqvist met union leaders in Oslo on 4 March 2026",
        2: "She offered ground crews 4 percent",
        3: "ground crews 4 percent, “a fair deal”",
        4: "The union refused the offer on 5 March 2026",
        5: "Talks resume in Bergen",
    }
    assert [one.get("href") for one in page.cssselect(".beside li p:nth-child(2) a")] == [f"#e{n}" for n in range(1, 6)]
    assert [len(page.cssselect(f"mark#e{number}")) for number in range(1, 6)] == [1] * 5


def test_an_articles_words_are_not_altered_by_its_marks(client: TestClient) -> None:
    page = opened(client, f"{STRIKE}/articles/1")
    assert [one.text_content() for one in page.cssselect(".story p.paragraph")] == [
        "Mara Lindqvist met union leaders in Oslo on 4 March 2026. She offered ground crews 4 percent, “a fair deal”.",
        "The union refused the offer on 5 March 2026. Talks resume in Bergen on 9 March 2026.",
    ]


def test_an_entry_shows_its_sentence_its_state_and_its_history(client: TestClient) -> None:
    page = opened(client, f"{STRIKE}/entries/4")
    assert words(page, "blockquote mark") == "The union refused the offer on 5 March 2026"
    assert "Talks resume in Bergen" in words(page, "blockquote")
    assert words(page, "main .kind .tag") == "draft 80%"
    assert words(page, "tbody td:nth-child(2)") == "filed"


def test_a_cell_of_the_matrix_opens_its_sentences(client: TestClient) -> None:
    page = opened(client, f"{STRIKE}/positions")
    (square,) = [one for one in page.cssselect("details.square") if "refuses" in one.text_content()]
    told = " ".join(square.text_content().split())
    assert told.startswith("refuses since 2026-03-05 draft")
    assert "Union refuses 4 percent. 2026-03-05 draft 80% #4" in told
    (link,) = [one.get("href") for one in square.cssselect("a.all")]
    assert "Union refuses 4 percent." in words(opened(client, link), "tbody")
    assert client.get(f"{STRIKE}/positions/cell?party=Nobody&issue=wages").status_code == 404


def test_a_page_says_of_a_draft_that_it_is_one(client: TestClient) -> None:
    page = opened(client, f"{STRIKE}/timeline")
    rows = page.cssselect("tr.draft")
    assert rows
    assert all("draft 80%" in " ".join(row.text_content().split()) for row in rows)


def test_a_dossier_is_turned_back_to_a_day(client: TestClient) -> None:
    before = opened(client, f"{STRIKE}?as_of=2026-03-05")
    assert "Nothing stands in this dossier at that day." in words(before, "main")
    assert all("as_of=2026-03-05" in one.get("href") for one in before.cssselect(".tabs a"))
    after = opened(client, f"{STRIKE}?as_of=2026-03-06")
    assert words(after, ".counts div:first-child dd") == "1"


def test_an_entry_of_later_is_not_there_before(client: TestClient) -> None:
    opened(client, f"{STRIKE}/entries/1?as_of=2026-03-05", status=404)


def test_a_dossiers_first_page_is_its_brief_with_the_words_that_prove_it(client: TestClient) -> None:
    page = opened(client, STRIKE)
    notes = [" ".join(one.text_content().split()) for one in page.cssselect(".notes li")]
    assert any("“The union refused the offer on 5 March 2026” Entry 4 draft" in note for note in notes)
    assert page.cssselect('a.note[href="#note-1"]')


def test_a_search_marks_what_it_found(client: TestClient) -> None:
    page = opened(client, "/search?q=refused+offer")
    assert words(page, "[role=status]") == "1 line found."
    assert {one.text_content() for one in page.cssselect(".said mark")} == {"refused", "offer"}
    assert page.cssselect(".hits a")[0].get("href") == f"{STRIKE}/entries/4"


def test_a_search_keeps_to_a_kind_and_a_dossier(client: TestClient) -> None:
    assert words(opened(client, "/search?q=refused&kind=meeting"), "[role=status]") == "No lines found."
    assert words(opened(client, "/search?q=refused"), "[role=status]") == "2 lines found."
    assert words(opened(client, "/search?q=refused&dossier=Either/or"), "[role=status]") == "1 line found."
    opened(client, "/search?q=refused&kind=rumour", status=400)


@pytest.mark.parametrize("asked", ["", "%22", "*", "-", "a%00b", "NEAR(", "%27%3B--", "<script>alert(1)</script>"])
def test_any_search_is_answered_and_what_was_asked_is_text(client: TestClient, asked: str) -> None:
    page = opened(client, f"/search?q={asked}")
    assert not page.cssselect("script:not([src]), img")


def test_what_is_no_day_is_told(client: TestClient) -> None:
    assert "Write" in words(opened(client, f"{STRIKE}?as_of=Tuesday", status=400), "main").replace("write", "Write")


def test_an_unknown_dossier_is_told_with_the_nearest(client: TestClient) -> None:
    page = opened(client, "/dossiers/Airport%20strik", status=404)
    assert "No such dossier" in words(page, "h1")
    assert "there are Airport strike" in words(page, "main")


@pytest.mark.parametrize("path", ["/articles/99", "/entries/99", "/nothing", "/articles/2"])
def test_what_a_dossier_does_not_have_is_told(client: TestClient, path: str) -> None:
    opened(client, STRIKE + path, status=404)


@pytest.mark.parametrize("path", ["/entries/0", "/entries/x", f"/entries/{2**70}", "/timeline?after=x"])
def test_an_address_that_makes_no_sense_is_told(client: TestClient, path: str) -> None:
    opened(client, STRIKE + path, status=400)


def test_a_page_that_there_is_not_is_told(client: TestClient) -> None:
    assert "There is no such page" in words(opened(client, "/nowhere", status=404), "h1")


@pytest.mark.parametrize("path", PAGES)
def test_what_a_hostile_page_says_is_text_everywhere(client: TestClient, path: str) -> None:
    (link,) = [one.get("href") for one in opened(client, "/").cssselect(".cards a") if "/or" in one.text_content()]
    path = path.replace("articles/1", "articles/2").replace("entries/1", "entries/6")
    page = opened(client, link + path)
    assert not page.cssselect("script:not([src]), img[src=x], [onerror], a[href^=javascript]")
    if path in ("/articles", "/articles/2", "/entries/6"):
        assert HOSTILE in words(page, "main")


def test_a_hostile_articles_evidence_is_marked_whole(client: TestClient) -> None:
    page = opened(client, "/dossiers/~2/articles/2")
    assert page.cssselect("mark#e6")[0].text_content() == f"of {HOSTILE} refused"
    assert page.cssselect("h1")[0].text_content() == HOSTILE
