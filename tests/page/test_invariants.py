"""Whatever happens to a page, what is read from it leads back to it, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fuzz.invariants import check_article, check_bytes, check_plain_article
from fuzz.seeds import find_pages
from verbale.page.html import read_html
from verbale.page.plain import read_plain
from verbale.page.read import read_page
from verbale.page.source import decode_page

#: Reading an HTML page takes some milliseconds, and a page is not made smaller in useful time.
SLOWLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
STORY = (
    "Ministers met in Vienna on Monday for a fourth round of talks, officials of both governments said.\n\n"
    "“We are closer than ever,” the mediator told reporters after the meeting had ended on Monday evening.\n"
)
ODD = [
    *("\x00", "\x01", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\xa0", "\xad"),
    *("\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2029", "\u3000", "\ufeff", "\ufffd", "\ufffe", "\U0010ffff"),
    *(
        "e\u0301",
        "İ",
        "ß",
        "ﬁ",
        "👩‍👩‍👧",
        "𝔘",
        "٣",
        "한",
        "\r",
        "\r\n",
        "\t",
        "\n\n",
        " " * 300,
        "x" * 5000,
        "> ",
        "• ",
        "1. ",
    ),
]
WORDS = [
    *("Listen to this article", "Related:", "Most read", "By ", "Advertisement", "Photo: Getty Images", "Log in"),
    *("3 March 2026", "31/12/2025 10:45 GMT", "$NVDA +1.25%", "Read also: ", "Share", "© 2026", "Newsletter"),
]
MARKUP = [
    *(
        "<p>",
        "</p>",
        "<br>",
        "<div hidden>",
        "</div>",
        "<article>",
        "</article>",
        "<aside class=related>",
        "<h1>",
        "<li>",
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?php",
        "<",
        ">",
        "</",
        "&",
        "&amp",
        "&#0;",
    ),
    *("&#xD800;", "&#x110000;", "&rsquo;", "&nbsp;", "<p {=1>", '<p a="', "<svg><title>", "<template>", "<textarea>"),
    *(
        "<table><tr><td>",
        "<select><option>",
        "<frameset>",
        "<noscript>",
        "<plaintext>",
        "<title>",
        "<base href='//[x'>",
    ),
    *("<time datetime='2026-13-45'>", "<meta property=article:published_time content='x'>", "<b></p></b>"),
    *('<script type=application/ld+json>{"@type": [1, {}], "headline": 5}</script>',),
]


@dataclass(frozen=True)
class Cut:
    """One change to a page: at a share of its length, take out so many characters and put in something."""

    at: float
    away: int
    put: str

    def of(self, text: str) -> str:
        at = int(self.at * len(text))
        return text[:at] + self.put + text[at + self.away :]


def changes(put: Sequence[str]) -> st.SearchStrategy[Callable[[str], str]]:
    cuts = st.lists(
        st.builds(
            Cut, st.floats(0, 1), st.sampled_from([0, 0, 0, 1, 10, 500]), st.sampled_from(put) | st.text(max_size=5)
        ),
        max_size=8,
    )

    def apply(cuts: list[Cut], moves: list[tuple[float, float]], ends: tuple[float, float]) -> Callable[[str], str]:
        def change(text: str) -> str:
            lines = text.split("\n")
            for a, b in moves:
                i, j = int(a * (len(lines) - 1)), int(b * (len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            text = "\n".join(lines)
            for cut in cuts:
                text = cut.of(text)
            return text[int(ends[0] * len(text)) : int(ends[1] * len(text))]

        return change

    share = st.floats(0, 1)
    ends = st.just((0.0, 1.0)) | st.tuples(st.floats(0, 0.9), st.just(1.0)) | st.tuples(st.just(0.0), share)
    return st.builds(apply, cuts, st.lists(st.tuples(share, share), max_size=5), ends)


def check_plain(text: str) -> None:
    check_bytes(text.encode("utf-8", "replace"), "story.txt", read_plain, check_plain_article, encoding="utf-8")


def check_html(text: str) -> None:
    check_bytes(text.encode("utf-8", "replace"), "story.html", read_html, check_article, encoding="utf-8")


@given(st.text(), st.text())
def test_any_text_around_a_story(before: str, after: str):
    check_plain(f"{before}\n{STORY}\n{after}")


@given(st.lists(st.sampled_from([*ODD, *WORDS, STORY, "\n"]) | st.text(max_size=20)))
@example(["The president brings both delegations together on the lawn of his summer residence.", "Photo: Ha"])
def test_any_lines(pieces: list[str]):
    check_plain("\n".join(pieces))
    check_plain("\n".join([*pieces[::2], STORY, *pieces[1::2]]))


@SLOWLY
@given(st.lists(st.sampled_from([*MARKUP, *WORDS, *ODD, STORY]) | st.text(max_size=10), max_size=60))
@example(["<p {=1>", STORY])
@example(['<!doctype html><html lang="'])
def test_any_markup(pieces: list[str]):
    check_html(f"<html><body><p>{''.join(pieces)}<p>{STORY}")
    check_html("".join(pieces))


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes):
    check_bytes(data, "story", read_page, check_article)


PLAIN, HTML = find_pages(".txt"), find_pages(".html", ".htm")


@pytest.mark.corpora
@pytest.mark.skipif(not PLAIN, reason="no example pages: neither examples/ nor the shared corpora are here")
@SLOWLY
@given(st.sampled_from(PLAIN or [None]), changes([*ODD, *WORDS]))
def test_a_damaged_plain_page(path, change):
    check_plain(change(path.read_text("utf-8")))


@pytest.mark.corpora
@pytest.mark.skipif(not HTML, reason="no example pages: neither examples/ nor the shared corpora are here")
@SLOWLY
@given(st.sampled_from(HTML or [None]), changes([*ODD, *WORDS, *MARKUP]))
def test_a_damaged_html_page(path, change):
    check_html(change(path.read_text("utf-8")))


@pytest.mark.corpora
@pytest.mark.skipif(not PLAIN + HTML, reason="no example pages: neither examples/ nor the shared corpora are here")
def test_every_example_page_as_it_is():
    for path in PLAIN + HTML:
        page = decode_page(path.read_bytes(), name=path.name)
        check_article(page, read_page(page))
