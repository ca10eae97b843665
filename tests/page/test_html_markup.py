"""HTML source cut into tags and text: every character keeps its place, whatever the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import PageError
from verbale.page.markup import Markup, scan_markup


def scan(source: str) -> Markup:
    return scan_markup(source, name="page", max_nesting=1000)


def places(source: str) -> list[tuple[str, str]]:
    """Each run of the text with what stands for it in the source."""
    markup = scan(source)
    runs = markup.runs(0, len(markup.text), 0)
    return [(markup.text[r.start : r.start + r.length], r.source.of(source)) for r in runs]


def test_references_are_decoded_as_browsers_decode_them() -> None:
    assert places("a&amp;b &ccaron;&notit; &#128; &#x1F600; &bogus; AT&T") == [
        ("a", "a"),
        ("&", "&amp;"),
        ("b ", "b "),
        ("č", "&ccaron;"),
        ("¬", "&not"),
        ("it; ", "it; "),
        ("€", "&#128;"),
        (" ", " "),
        ("\N{GRINNING FACE}", "&#x1F600;"),
        (" &bogus; AT&T", " &bogus; AT&T"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<p title="a>b">c</p>', "c"),
        ("<p title=a'b>c</p>", "c"),
        ('<p class="x"">c', "c"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<!-- <p>b --> c<!-->d", "a cd"),
        ("a<!doctype html>b<?php echo 1 ?>c</ >d", "abcd"),
        ("<script>if (a<b) '</p>'</script>x<STYLE>p</sTyLe >y", "xy"),
        ("<script>never closed <p>x", ""),
        ("<textarea>a<b>&amp;</textarea>c", "a<b>&c"),
        ("a <br", "a "),
        ("<xmp><b>&amp;</b></xmp>", "<b>&amp;</b>"),
    ],
)
def test_what_is_text_and_what_is_not(source: str, text: str) -> None:
    assert scan(source).text == text


def test_the_title_and_the_linked_data_are_kept_apart() -> None:
    markup = scan('<title>A &amp; B</title><script type="application/ld+json">{"a": 1}</script><script>x</script>')
    assert (markup.title, markup.linked_data, markup.text) == ("A & B", ('{"a": 1}',), "")


@given(st.text(alphabet="<>/!?-\"'=&;# abP[]\n", max_size=60))
def test_any_source_keeps_its_places(source: str) -> None:
    for text, standing in places(source):
        assert text == standing or standing.startswith("&") or len(text) == len(standing)
    "".join(scan(source).pieces())


@pytest.mark.parametrize(
    "source",
    ['<a ="' * 200_000, "<" * 500_000, "<a" * 300_000, "<!--" * 200_000, "&a" * 300_000, "<p x='\">" * 60_000],
    ids=["quotes", "brackets", "half tags", "comments", "references", "mixed quotes"],
)
def test_the_time_is_linear_in_the_source(source: str) -> None:
    began = time.perf_counter()
    scan(source)
    assert time.perf_counter() - began < 5


def test_a_page_with_too_many_elements_or_references_is_refused() -> None:
    with pytest.raises(PageError, match="250,000 HTML elements"):
        scan("<br>" * 250_001)
    with pytest.raises(PageError, match="300,000 character references"):
        scan("&lt;" * 300_001)
