"""What holds for every article of every page, whatever the page.

Comes in: an article and the page it was read from. Goes out: nothing, or an AssertionError that says what is broken.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.page.lines import fold
from verbale.page.source import Page, decode_page
from verbale.text import Span


def check_bytes(
    data: bytes,
    name: str,
    read: Callable[[Page], Article],
    check: Callable[[Page, Article], None],
    *,
    encoding: str | None = None,
) -> None:
    """Read a page's bytes and check its article; a page that is refused is as good as one that is read."""
    try:
        page = decode_page(data, name=name, encoding=encoding)
        article = read(page)
    except PageError:
        return
    check(page, article)


def check_article(page: Page, article: Article) -> None:
    """Blocks slice the text, offsets lead back to the page, and the article can be written as JSON."""
    _check_blocks(article)
    _check_runs(page, article)
    whole = Span(page.marks.first, len(page.data))
    for block in article.blocks:
        found = article.source_bytes(block.span)
        assert found is not None, f"no source for {block.text!r}"
        assert whole.start <= found.start <= found.end <= whole.end, f"outside the page: {found}"
    for piece in article.furniture:
        assert piece.text.strip() == piece.text != "", f"furniture with outer white space: {piece!r}"
        assert piece.source.end <= len(page.text), f"outside the page: {piece!r}"
    json.dumps(article.to_json(), ensure_ascii=False).encode()


def check_plain_article(page: Page, article: Article) -> None:
    """Besides, for a plain page: every character that is not white space is in one block or one furniture, once."""
    check_article(page, article)
    times = bytearray(len(page.text))
    spans = [run.source for run in article.offsets.runs] + [piece.source for piece in article.furniture]
    for span in spans:
        for at in range(span.start, span.end):
            times[at] += 1
    for at, char in enumerate(page.text):
        if not char.isspace():
            near = page.text[max(0, at - 20) : at + 20]
            assert times[at] == 1, f"character {at} ({char!r} in {near!r}) is in {times[at]} pieces, not in one"
    for piece in article.furniture:
        assert fold(piece.source.of(page.text)) == piece.text, f"not what stands there: {piece!r}"


def _check_blocks(article: Article) -> None:
    assert article.text == "\n\n".join(block.text for block in article.blocks)
    for block in article.blocks:
        assert block.span.of(article.text) == block.text, f"does not slice: {block!r}"
        assert block.text == fold(block.text) != "", f"white space not folded: {block!r}"


def _check_runs(page: Page, article: Article) -> None:
    end = 0
    for run in article.offsets.runs:
        assert run.length > 0, f"empty: {run!r}"
        assert run.start >= end, f"overlaps the one before: {run!r}"
        gap = article.text[end : run.start]
        assert not gap.strip(), f"no source for {gap!r}"
        end = run.start + run.length
        assert run.source.end <= len(page.text), f"outside the page: {run!r}"
        if run.length == len(run.source):
            ours, theirs = article.text[run.start : end], run.source.of(page.text)
            same = all(a == b or (a.isspace() and _is_blank(b)) for a, b in zip(ours, theirs, strict=True))
            assert same, f"not what stands there: {ours!r}, {theirs!r}"
    assert not article.text[end:].strip(), f"no source for {article.text[end:]!r}"


def _is_blank(char: str) -> bool:
    """White space, or what HTML has no place for: a control character, or a code point that is none (U+FFFE)."""
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cn")
