"""The reading as a whole: every entry rests on the article, whatever the page; figures hold on the gold readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.readings import measure
from fuzz.seeds import find_pages
from verbale.errors import PageError
from verbale.page.read import read_page
from verbale.page.source import decode_page
from verbale.reading.entries import Reading, reading_json
from verbale.reading.read import read_article

PAGES = [path.read_bytes() for path in find_pages(".txt", ".html")]
ODD = [
    "\x00",
    "“",
    "”",
    "’s ",
    "\n\n",
    "\u2028",
    "e\u0301",
    "👩‍👩‍👧",
    " said ",
    ", who ",
    "€5bn ",
    "Mr ",
    "“" * 50,
    "he " * 40,
    ". ",
]
SLOWLY = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def check_reading(reading: Reading) -> None:
    """The promises of the contract: exact evidence, known parties of speakers, confidences between 0 and 1."""
    text = reading.article.text
    for entry in reading.entries:
        assert entry.evidence
        assert all(text[e.start : e.end] == e.exact != "" for e in entry.evidence)
        assert 0 < entry.confidence < 1
        assert entry.text.strip() and entry.origin.by
    for named in (*reading.people, *reading.parties):
        assert all(0 <= start < end <= len(text) for start, end in named.mentions)
    reading_json(reading)


@SLOWLY
@given(st.sampled_from(PAGES), st.integers(0, 20_000), st.integers(0, 400), st.sampled_from(ODD))
def test_evidence_holds_on_damaged_pages(page: bytes, at: int, cut: int, odd: str) -> None:
    at %= len(page)
    damaged = page[:at] + odd.encode() + page[at + cut :]
    try:
        article = read_page(decode_page(damaged, name="damaged"))
    except PageError:
        return
    check_reading(read_article(article))


@given(st.text(max_size=300))
def test_evidence_holds_on_any_text(words: str) -> None:
    page = f"Ministers meet in Vienna\n\nElena Marsh said {words} and promised $5 million.\n\n“{words},” she added.\n"
    try:
        article = read_page(decode_page(page.encode(), name="any"))
    except PageError:
        return
    check_reading(read_article(article))


def test_a_page_is_read_alike_twice(examples: list[Path]) -> None:
    for path in examples:
        article = read_page(decode_page(path.read_bytes(), name=path.name))
        assert read_article(article) == read_article(article)


#: A little below what was measured when they were set; a floor goes up with a better figure, never down silently.
FLOORS = {
    "gold": {
        "people_f1": 0.95,
        "parties_f1": 0.90,
        "macro_f1": 0.62,
        "statement_f1": 0.80,
        "statement_precision": 0.84,
        "meeting_f1": 0.58,
        "position_f1": 0.45,
        "proposal_f1": 0.50,
        "pledge_f1": 0.80,
        "pledge_precision": 0.9,
        "event_f1": 0.45,
    },
    "corpora/minutes/gold": {
        "people_f1": 0.96,
        "parties_f1": 0.86,
        "macro_f1": 0.57,
        "statement_f1": 0.74,
        "statement_precision": 0.79,
        "meeting_f1": 0.53,
        "position_f1": 0.36,
        "proposal_f1": 0.60,
        "pledge_f1": 0.78,
        "event_f1": 0.38,
    },
}


@pytest.mark.corpora
@pytest.mark.parametrize("folder", FLOORS)
def test_figures_on_the_gold_readings_do_not_fall(shared: Path, folder: str) -> None:
    figures = measure(sorted((shared / folder).glob("*.json")))
    short = {name: figures[name] for name, least in FLOORS[folder].items() if figures[name] < least}
    assert not short
    assert figures["evidence"] == 1
