"""What a line is about, by its words and what they mean."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from verbale.reading.draft import Draft
from verbale.reading.topics import load_topics, stems
from verbale.reading.words import load_table
from verbale.text import Span


def about(draft: Draft, words: str) -> str:
    start = draft.text.index(words)
    return draft.issues(Span(start, start + len(words)))[0]


@pytest.mark.parametrize(
    ("paragraph", "words", "issue"),
    [
        (
            "The bus drivers stay out. The union wants higher pay for night shifts.",
            "higher pay for night shifts",
            "wages and jobs",
        ),
        (
            "The war is over. Donors will pay for new bridges, schools and hospitals in the ruined north.",
            "pay for new bridges, schools and hospitals in the ruined north",
            "reconstruction",
        ),
        ("Oman wants the captured sailors back.", "the captured sailors back", "prisoners and hostages"),
        (
            "The ministers will cap how much factories and cars may emit.",
            "cap how much factories and cars may emit",
            "climate",
        ),
        ("Norway asked for a larger share of the cod.", "a larger share of the cod", "trade and tariffs"),
        ("Iraq wants every foreign battalion gone by May.", "every foreign battalion gone by May", "withdrawal"),
        ("The bombers and silos are to be counted by teams from both capitals.", "bombers and silos", "nuclear"),
    ],
)
def test_the_issue_is_what_the_words_mean(draft: Callable[..., Draft], paragraph: str, words: str, issue: str) -> None:
    assert about(draft(paragraph), words) == issue


def test_every_default_issue_has_learned_meanings() -> None:
    assert sorted(load_topics().issues) == sorted(load_table("issues"))


def test_chances_of_words_add_up_even_for_none() -> None:
    topics = load_topics()
    for words in ("the return of the hostages", ""):
        assert float(np.exp(topics.of_words(words)).sum()) == pytest.approx(1, abs=1e-4)
    assert float(np.exp(topics.of_meaning(np.zeros(384, np.float32))).sum()) == pytest.approx(1, abs=1e-4)


def test_stems_drop_the_commonest_endings() -> None:
    assert list(stems("Withdrawing the tariffs’ ceilings, 15 negotiations")) == [
        "withdraw", "the", "tariff", "ceiling", "negotiat",
    ]  # fmt: skip
