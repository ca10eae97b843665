"""Where the evidence of a drafted line stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.conftest import make_article
from tests.second.conftest import SAID, statement
from verbale.reading.grounds import find_grounds
from verbale.reading.people import find_people
from verbale.second.lines import Refusal, find_evidence, read_line
from verbale.text import Span

ARTICLE = make_article(SAID)
GROUNDS = find_grounds(ARTICLE, find_people(ARTICLE))
WHOLE = Span(0, len(ARTICLE.text))


def test_a_repeated_evidence_is_that_of_the_piece_that_was_sent() -> None:
    text = "They met. They left. They met."
    assert find_evidence(text, "They met.", Span(0, 20)) == find_evidence(text, "They met.", Span(0, 9))
    later = find_evidence(text, "They met.", Span(10, 30))
    assert later is not None
    assert later.start == 21


def test_an_evidence_of_whole_words_comes_before_one_inside_a_word() -> None:
    found = find_evidence("Unmet, they met.", "met", Span(0, 16))
    assert found is not None
    assert found.start == 12


@given(st.text(max_size=40), st.text(max_size=12))
def test_evidence_is_what_stands_at_its_offsets(text: str, exact: str) -> None:
    found = find_evidence(text, exact, Span(0, len(text)))
    assert found is None or text[found.start : found.end] == exact == found.exact
    assert (found is not None) == (bool(exact.strip()) and exact in text)


@given(st.one_of(st.text(min_size=1), st.integers(0, len(SAID) - 1).map(lambda i: SAID[:i] + "~" + SAID[i + 1 :])))
def test_no_line_is_let_in_whose_evidence_is_not_in_the_article(exact: str) -> None:
    for pieces in ([exact], [SAID, exact]):
        line = read_line(statement(evidence=pieces), GROUNDS, within=WHOLE, by="m via h")
        assert exact in ARTICLE.text or isinstance(line, Refusal)


FIELDS = sorted(statement())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from([SAID, "Witkoff"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=8,
)


@given(JSON, st.sampled_from(FIELDS))
def test_any_json_is_an_entry_or_a_refusal_with_reasons(value: object, field: str) -> None:
    for drafted in (value, statement(**{field: value})):
        line = read_line(drafted, GROUNDS, within=WHOLE, by="m via h")
        if isinstance(line, Refusal):
            assert line.objections
        else:
            assert all(ARTICLE.text[e.start : e.end] == e.exact for e in line.evidence)
