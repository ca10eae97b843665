"""Lines, their parts, and the article assembled of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import PageError
from verbale.page.lines import About, Labelled, assemble, fold, line_of
from verbale.page.source import decode_page
from verbale.text import OffsetMap, Span


@given(st.text(min_size=1), st.integers(0, 50))
def test_a_line_folds_white_space_and_remembers_where_it_stood(text: str, start: int) -> None:
    line = line_of(text, start)
    assert line.text == fold(text)
    source = " " * start + text
    offsets = OffsetMap(line.runs)
    for at, character in enumerate(line.text):
        found = offsets.to_source(Span(at, at + 1))
        assert found is not None
        stood = found.of(source)
        assert stood == character or (character == " " and stood.isspace())


@given(st.text(min_size=1), st.data())
def test_a_part_of_a_line_leads_to_the_same_source(text: str, data: st.DataObject) -> None:
    line = line_of(text, 0)
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))
    part = line.part(start, end)
    assert part.text == line.text[start:end].strip()
    assert sum(run.length for run in part.runs) == len(part.text)


def test_an_article_is_joined_by_blank_lines() -> None:
    page = decode_page(b"One line.\nShare\nTwo lines.", name="p")
    lines = [
        Labelled(line_of("One line.", 0), "paragraph"),
        Labelled(line_of("Share", 10), "share"),
        Labelled(line_of("Two lines.", 16), "paragraph"),
    ]
    article = assemble(page, lines, About(headline="H"))
    assert article.text == "One line.\n\nTwo lines."
    assert [block.span.of(article.text) for block in article.blocks] == ["One line.", "Two lines."]
    assert [(piece.kind, piece.source) for piece in article.furniture] == [("share", Span(10, 15))]
    assert article.source_bytes(Span(11, 14)) == Span(16, 19)


def test_lines_without_a_paragraph_are_no_story() -> None:
    page = decode_page(b"Share", name="p")
    with pytest.raises(PageError, match="no story"):
        assemble(page, [Labelled(line_of("Share", 0), "share")], About())
