"""HTML or plain text, told by the text itself."""

from __future__ import annotations

import pytest

from verbale.page.read import is_html, read_page
from verbale.page.source import decode_page

SENTENCE = "Ministers of both states met in Vienna on Monday for a fourth round of talks, officials of both said."


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><p>x",
        "\n<!-- saved from url -->\n<HTML><BODY>x",
        "<?xml version='1.0'?>\n<!DOCTYPE html>",
        "<meta charset=utf-8><title>x</title>",
        "<div><p>one</p><p>two</p><p>three</p></div>",
        f"<h1>Talks</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>",
    ],
)
def test_markup_is_html(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"{SENTENCE} The tag <b> makes words bold, and </b> ends it; <p> opens a paragraph. {SENTENCE}",
        "a < b and b > c",
        "",
        f"How to write <p> and <br>\n\n{SENTENCE * 30}\n\nUse <i>, <b>, <a>, <em> or <li>.",
    ],
)
def test_a_text_that_mentions_tags_stays_plain(text: str) -> None:
    assert not is_html(text)


def test_each_page_gets_its_reader() -> None:
    page = decode_page(f"<h1>Talks</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>".encode(), name="page.txt")
    assert [block.text for block in read_page(page).blocks] == [SENTENCE, SENTENCE]
    page = decode_page(
        f"Talks resume in Vienna\n\n{SENTENCE}\n\nThe tag <b> is bold. {SENTENCE}\n".encode(), name="page.html"
    )
    assert read_page(page).blocks[-1].text == f"The tag <b> is bold. {SENTENCE}"
