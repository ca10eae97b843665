"""Words and windows: nothing lost, nothing twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.language.lemmas import lemma_of
from verbale.language.windows import cut, rough_breaks
from verbale.language.words import GLUED, PARAGRAPH, SPACED, gaps_of, likely_gaps, shape_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s envoy didn't go.", ["Russia", "’s", "envoy", "did", "n't", "go", "."]),
        ("The U.S. wants 1,000.5 more", ["The", "U.S.", "wants", "1,000.5", "more"]),
        ("“Yes,” said Mr. Witkoff…", ["“", "Yes", ",", "”", "said", "Mr.", "Witkoff", "…"]),
        ("", []),
    ],
)
def test_words_are_cut_as_treebanks_cut_them(text: str, words: list[str]) -> None:
    assert [text[w.start : w.end] for w in words_of(text)] == words


@given(st.text())
def test_every_character_but_blanks_is_in_one_word(text: str) -> None:
    words = words_of(text)
    assert "".join(text[w.start : w.end] for w in words).split() == "".join(text.split()).split()
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_a_paragraph_is_marked_at_its_first_word() -> None:
    assert [w.paragraph for w in words_of("One two.\n\nThree")] == [True, False, False, True]


def test_a_very_long_token_is_cut() -> None:
    assert max(w.end - w.start for w in words_of("x" * 10_000)) <= 100


@given(st.lists(st.tuples(st.integers(1, 16), st.integers(0, 2)), max_size=300), st.integers(16, 60))
def test_windows_hold_every_word_once_and_keep_the_limit(given_words: list[tuple[int, int]], limit: int) -> None:
    sizes = [size for size, _ in given_words]
    windows = cut(sizes, [kind for _, kind in given_words], limit=limit)
    assert [word for first, last in windows for word in range(first, last)] == list(range(len(sizes)))
    assert all(sum(sizes[first:last]) <= limit for first, last in windows)


def test_a_window_ends_at_a_sentence_where_it_can() -> None:
    assert cut([1] * 10, [0, 0, 0, 0, 1, 0, 0, 0, 0, 0], limit=6)[0] == (0, 4)


def test_a_sentence_may_end_inside_a_quotation() -> None:
    words = ["He", "said", "“", "no", ".", "”", "Then", "he", "left", "."]
    assert rough_breaks(words, [PARAGRAPH] + [SPACED] * 9) == [2, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_what_stands_before_each_word_is_told() -> None:
    words = words_of("Iran’s envoy left.\n\nHe said: “Yes.”")
    assert gaps_of(words) == [
        PARAGRAPH, GLUED, SPACED, SPACED, GLUED, PARAGRAPH, SPACED, GLUED, SPACED, GLUED, GLUED, GLUED,
    ]  # fmt: skip


def test_lost_white_space_is_guessed() -> None:
    words = ["He", "said", ",", '"', "Yes", ",", "we", "ca", "n't", '"', "(", "again", ")", "."]
    glued = [word for word, gap in zip(words, likely_gaps(words), strict=True) if gap == GLUED]
    assert glued == [",", "Yes", ",", "n't", '"', "again", ")", "."]


@pytest.mark.parametrize(
    ("word", "shape"), [("12", 0), ("…", 0), ("talks", 1), ("Kyiv", 2), ("A", 2), ("NATO", 3), ("McDonald", 4)]
)
def test_the_shape_of_a_word(word: str, shape: int) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [("thanked", "VBD", "thank"), ("shook", "VBD", "shake"), ("cutting", "VBG", "cut"), ("welcomed", "VBP", "welcome")],
)
def test_a_verb_is_undone_whatever_else_its_form_may_be(word: str, tag: str, lemma: str) -> None:
    assert lemma_of(word, "VERB", tag) == lemma
