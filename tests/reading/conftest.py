"""A page of a few paragraphs read all the way: what the tests of the reading start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.page.article import Article
from verbale.page.read import read_page
from verbale.page.source import decode_page
from verbale.reading.draft import Draft, make_draft
from verbale.reading.entries import Entry
from verbale.reading.read import propose, read_article

HEAD = "Envoys of four nations gather again for a round of talks\n\nBy Ann Archer\nMarch 4, 2026, 10:00 GMT\n\n"
TAIL = "\n\nNothing else was decided on the day, and nobody in the building seemed to be in any hurry to go home.\n"


def make_article(*paragraphs: str) -> Article:
    """The article of a plain page that has these paragraphs, published on Wednesday, 4 March 2026."""
    return read_page(decode_page((HEAD + "\n\n".join(paragraphs) + TAIL).encode(), name="page.txt"))


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """`draft("paragraph", …)`: an article of these paragraphs, made ready for drafting."""
    return lambda *paragraphs: make_draft(make_article(*paragraphs))


@pytest.fixture
def entries() -> Callable[..., list[Entry]]:
    """`entries("meeting", "paragraph", …)`: what is drafted of a kind from an article of these paragraphs."""
    return lambda kind, *paragraphs: [
        entry for entry in read_article(make_article(*paragraphs)).entries if entry.kind == kind
    ]


@pytest.fixture
def proposed() -> Callable[..., list[Entry]]:
    """`proposed("position", "paragraph", …)`: the candidates of a kind, before they are weighed."""
    return lambda kind, *paragraphs: [one.entry for one in propose(make_article(*paragraphs)).candidates[kind]]
