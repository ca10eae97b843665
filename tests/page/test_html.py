"""HTML pages read to articles: layouts of many publishing systems, and pages that hold no story."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.page.html import read_html
from verbale.page.markup import scan_markup
from verbale.page.source import decode_page
from verbale.settings import Settings

LAYOUTS = sorted((Path(__file__).parent / "html").glob("*.html"))
SHARED = Path(os.environ.get("VERBALE_SHARED", Path(__file__).parents[3] / "shared"))
EXAMPLES = sorted([*(SHARED / "pages").glob("*.html"), *(SHARED / "corpora/minutes/pages").glob("*.html")])
SENTENCE = "The two delegations met for a fourth day in the old customs house, and left it without a word to reporters."
STORY = f"<h1>Talks in the customs house</h1><p>{SENTENCE}</p><p>They will meet again on Thursday, officials said.</p>"


def read(html: str | bytes, **given: object) -> Article:
    data = html.encode() if isinstance(html, str) else html
    return read_html(decode_page(data, name="page"), **given)  # type: ignore[arg-type]


def blocks(html: str | bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(html).blocks]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_as_expected(path: Path) -> None:
    article = read(path.read_bytes()).to_json()
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = {
        **{key: article[key] for key in expected if key in article},
        "related": [[r["label"], r["title"], r["url"]] for r in article["related"]],
        "disclosures": [d["kind"] for d in article["disclosures"]],
        "notes": [note["kind"] for note in article["notes"]],
        "blocks": [[block["kind"], block["text"]] for block in article["blocks"]],
    }
    assert found == expected


@pytest.mark.parametrize("path", [*LAYOUTS, *EXAMPLES], ids=lambda path: path.stem)
def test_nothing_of_a_page_is_lost_and_every_word_keeps_its_place(path: Path) -> None:
    page = decode_page(path.read_bytes(), name=path.name)
    article = read_html(page)
    shown = "".join([b.text for b in article.blocks] + [piece.text for piece in article.furniture])
    markup = scan_markup(page.text, name=path.name, max_nesting=1000)
    assert Counter("".join(shown.split())) == Counter("".join(markup.text.split()))
    for run in article.offsets.runs:
        if run.length == len(run.source):
            text = article.text[run.start : run.start + run.length]
            assert run.source.of(page.text).split() == text.split()
    for block in article.blocks:
        found = article.source_bytes(block.span)
        assert found is not None
        assert page.data[found.start : found.end].decode(page.encoding)[:3].strip()[:1] in (block.text[0], "&")


@pytest.mark.corpora
@pytest.mark.skipif(not EXAMPLES, reason="needs the shared example pages (../shared or VERBALE_SHARED)")
def test_the_example_pages_are_read_as_their_gold_readings_say() -> None:
    wrong: list[str] = []
    for path in EXAMPLES:
        side = (
            SHARED / "gold"
            if path.parent.name == "pages" and path.parent.parent == SHARED
            else path.parents[1] / "gold"
        )
        gold = json.loads((side / f"{path.stem}.json").read_text("utf-8"))["article"]
        found = [(b.kind, " ".join(b.text.split())) for b in read(path.read_bytes()).blocks]
        if found != [(b["kind"], " ".join(b["text"].split())) for b in gold["blocks"]]:
            wrong.append(path.stem)
    assert len(wrong) * 50 <= len(EXAMPLES), wrong


def test_inline_elements_do_not_break_a_paragraph() -> None:
    words = f"{SENTENCE[:20]}<em>{SENTENCE[20:30]}</em><a href=x>{SENTENCE[30:60]}</a>{SENTENCE[60:]}"
    html = f"<h1>A title</h1><p>{words} <q>So.</q><sup>1</sup></p>"
    assert blocks(html) == [("paragraph", SENTENCE + " So.1")]


def test_a_word_in_an_inline_element_that_is_not_shown_is_furniture() -> None:
    article = read(f"<h1>A title</h1><p>{SENTENCE} <span class='sr-only'>opens a new window</span>It rained.</p>")
    assert [b.text for b in article.blocks] == [SENTENCE + " It rained."]
    assert [(f.kind, f.text) for f in article.furniture][1:] == [("other", "opens a new window")]


def test_two_line_breaks_part_paragraphs_and_one_wraps_a_line() -> None:
    assert blocks(
        f"<body><h1>A title</h1>{SENTENCE}<br>\n<br>A second one that is<br>long enough to be wrapped, said he."
    ) == [
        ("paragraph", SENTENCE),
        ("paragraph", "A second one that is"),
        ("paragraph", "long enough to be wrapped, said he."),
    ]
    wrapped = f"<body><h1>A title</h1>{SENTENCE[:60]}<br>{SENTENCE[60:]}"
    assert blocks(wrapped) == [("paragraph", SENTENCE)]


def test_text_straight_in_a_div_is_a_paragraph() -> None:
    assert blocks(f"<div><h1>A title</h1><div>{SENTENCE}</div><div><div>{SENTENCE} Again.</div></div></div>") == [
        ("paragraph", SENTENCE),
        ("paragraph", SENTENCE + " Again."),
    ]


def test_a_reference_is_one_character_from_several_of_the_page() -> None:
    html = f"<h1>A title</h1><p>Caf&eacute; &ldquo;Ma&ccaron;ek&rdquo; &#x1F600;&nbsp;{SENTENCE}</p>"
    page = decode_page(html.encode(), name="page")
    article = read_html(page)
    assert article.text.startswith("Café “Maček” \N{GRINNING FACE} The two")
    for char, source in (("é", "&eacute;"), ("č", "&ccaron;"), ("\N{GRINNING FACE}", "&#x1F600;")):
        at = article.text.index(char)
        run = next(run for run in article.offsets.runs if run.start == at)
        assert run.source.of(page.text) == source


def test_comments_scripts_and_styles_are_no_text() -> None:
    unseen = "<!-- <p>no</p> --><script>'</p><p>no'</script><style>p{}</style>"
    html = f"<h1>A title</h1>{unseen}<p>{SENTENCE}<!-- no --></p>"
    article = read(html)
    assert [b.text for b in article.blocks] == [SENTENCE]
    assert [f.text for f in article.furniture] == ["A title"]


def test_hidden_elements_are_not_the_story() -> None:
    html = (
        f"<h1>A title</h1><p>{SENTENCE}</p><p style='display: none'>Hidden words that read like a sentence of news.</p>"
        f"<div hidden><p>More hidden words that read like a sentence.</p></div><p>{SENTENCE} Again.</p>"
    )
    assert [b.text for b in read(html).blocks] == [SENTENCE, SENTENCE + " Again."]


def test_a_live_blogs_time_elements_are_markers() -> None:
    post = "<section class='post'><h2><time>{0}</time> Word {0}</h2><p>" + SENTENCE + "</p></section>"
    article = read("<article><h1>As it happened</h1>" + "".join(post.format(t) for t in ("21:15", "20:50", "19:30")))
    assert [b.text for b in article.blocks if b.kind == "heading"] == [
        "Word 21:15",
        "Word 20:50",
        "Word 19:30",
    ]
    assert [f.text for f in article.furniture if f.kind == "marker"] == ["21:15", "20:50", "19:30"]


def test_a_ticker_gives_its_quotes() -> None:
    html = "<ul class='ticker'><li>DAX <b>18,708.34</b> <i>+1.94%</i></li><li>RTS <b>812.40</b> <i>-0.20%</i></li></ul>"
    quotes = read(html + STORY).quotes
    assert [(q.symbol, q.last, q.change_percent) for q in quotes] == [("DAX", 18708.34, 1.94), ("RTS", 812.4, -0.2)]


def test_a_shown_time_with_its_zone_is_preferred_to_the_same_instant_in_another() -> None:
    head = '<meta property="article:published_time" content="2024-10-04T10:58:00Z">'
    stamp = "<p class='stamp'>October 4, 2024 at 6:58 AM EDT</p>"
    article = read(
        f"<html lang='en'><head>{head}</head><body><article>{STORY.replace('</h1>', '</h1>' + stamp)}</article>"
    )
    assert article.published is not None
    assert article.published.isoformat() == "2024-10-04T06:58:00-04:00"


@pytest.mark.parametrize(("lang", "expected"), [("en-IE", "2024-12-06"), ("en-PH", "2024-06-12")])
def test_the_pages_region_settles_the_order_of_day_and_month(lang: str, expected: str) -> None:
    stamp = "<p class='date'>06/12/2024</p>"
    article = read(f"<html lang='{lang}'><body><article>{STORY.replace('</h1>', '</h1>' + stamp)}</article>")
    assert article.published is not None
    assert article.published.date().isoformat() == expected
    assert not article.published_precise


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1252", "Señor Peña offered “fifty” — and no more — to the crews of the two harbours, they said."),
        (
            "shift_jis",
            "両国の代表団は木曜日に首都で四回目の協議を行い、停戦の条件について話し合ったが、合意には至らなかった。",
        ),
        ("koi8-r", "Делегации двух стран в четверг провели четвёртый раунд переговоров и не договорились ни о чём."),
    ],
)
def test_pages_in_older_encodings_lead_back_to_their_bytes(encoding: str, words: str) -> None:
    head = f'<html><head><meta charset="{encoding}"><title>x</title></head>'
    html = f"{head}<body><h1>1</h1><p>{words}</p><p>{words}</p></body>"
    page = decode_page(html.encode(encoding), name="page")
    article = read_html(page)
    assert [b.text for b in article.blocks] == [words, words]
    found = article.source_bytes(article.blocks[1].span)
    assert found is not None
    assert page.data[found.start : found.end].decode(encoding) == words


def test_xhtml_with_cdata_and_upper_case_tags() -> None:
    head = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'
    xhtml = f"{head}<body><h1>A &amp; B</h1><p><![CDATA[{SENTENCE} R&D <b>]]></p></body></html>"
    assert blocks(xhtml) == [("paragraph", SENTENCE + " R&D <b>")]
    assert blocks(STORY.replace("<p>", "<P ALIGN=LEFT>").replace("</p>", "")) == [
        ("paragraph", SENTENCE),
        ("paragraph", "They will meet again on Thursday, officials said."),
    ]


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<html><body><ul><li><a href=/a>One</a></li><li><a href=/b>Two</a></li></ul></body></html>", "no story"),
        (
            "<html><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
            "JavaScript",
        ),
        (
            "<html><body><form><label>User</label><input><label>Password</label></form><a>Sign in</a></body></html>",
            "log in",
        ),
        (
            "<div id='cookie-banner'><p>We and our partners use cookies to store data on your device.</p></div>",
            "cookies",
        ),
        ("<html><head></head><body></body></html>", "no story"),
        ("<html lang='", "no story"),
    ],
)
def test_a_page_without_a_story_says_what_it_is_instead(html: str, problem: str) -> None:
    with pytest.raises(PageError, match=problem) as caught:
        read(html)
    assert caught.value.about == "page"
    assert caught.value.hint


def test_a_page_nested_too_deeply_is_refused_and_one_within_bounds_is_read() -> None:
    with pytest.raises(PageError, match="inside one another"):
        read("<div>" * 1001 + STORY)
    assert len(read("<div>" * 900 + STORY).blocks) == 2
    assert len(read("<p>" * 5000 + STORY + "<li>" * 5000).blocks) == 2


def test_a_page_larger_than_the_settings_allow_is_refused() -> None:
    with pytest.raises(PageError, match="larger than 100 bytes"):
        read(STORY, settings=Settings(max_page_bytes=100))
