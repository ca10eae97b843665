"""The time that a forecast speaks of; the articles are of Wednesday, 4 March 2026."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.reading.draft import Draft
from verbale.reading.outlooks import find_outlook
from verbale.text import Span

AHEAD = [
    ("the border will reopen in May", ("2026-05", "2026-05")),
    ("exports would grow by a tenth over five years", ("2026-03", "2031-03")),
    ("the army could hold out for at least another two to three years", ("2026-03", "2029-03")),
    ("a vote is expected on Friday", ("2026-03-06", "2026-03-06")),
    ("the valley needs $3 billion by 2033", ("2033", "2033")),
    # what was, and what is no time to come
    ("the border reopened in May 2024", None),
    ("they will not work four days a week", None),
    ("a plan for those within five years of retirement would follow", None),
    ("they will talk", None),
    ("inspectors had come for six months", None),
]


@pytest.mark.parametrize(("words", "period"), AHEAD, ids=[words for words, _ in AHEAD])
def test_a_forecast_has_its_time(draft: Callable[..., Draft], words: str, period: tuple[str, str] | None) -> None:
    made = draft(f"Elena Marsh said {words}.")
    start = made.text.index(words)
    found = find_outlook(made, Span(start, start + len(words)))
    assert (found and (found.start, found.end)) == period


def test_without_a_date_of_publication_nothing_is_counted(draft: Callable[..., Draft]) -> None:
    from dataclasses import replace

    made = draft("Elena Marsh said the border will reopen within two months.")
    undated = replace(made, article=replace(made.article, published=None))
    assert find_outlook(undated, Span(0, len(made.text))) is None
