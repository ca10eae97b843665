"""Words found whole in a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from verbale.reading.words import find_whole
from verbale.text import Span


def test_words_are_found_where_no_letter_or_hyphen_is_beside_them() -> None:
    text = "Xi met Xi's envoy, Xi-led, Xinjiang; Xi"
    assert [span.start for span in find_whole("Xi", text)] == [0, 7, 37]
    assert list(find_whole("", text)) == []


@given(st.text("ab- _é.", min_size=1, max_size=3), st.text("ab- _é.", max_size=30))
def test_they_are_those_of_a_pattern(words: str, text: str) -> None:
    pattern = rf"(?<![\w-]){re.escape(words)}(?![\w-])"
    assert list(find_whole(words, text)) == [Span(*match.span()) for match in re.finditer(pattern, text)]
