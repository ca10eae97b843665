"""Search on both databases: words, phrases, names and filters; what is highlighted; and anything that is typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from tests.minutes.kept import airport, position
from verbale.minutes.change import Dossier
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.history import find_changes
from verbale.minutes.review import By, reject
from verbale.minutes.search import Found, Query, find_lines
from verbale.minutes.words import Term, parse_terms


@pytest.fixture
def filed(connection: Connection) -> Iterator[tuple[Connection, list[Dossier]]]:
    """Two dossiers with the same reading; the second one's has one line more."""
    dossiers = [open_dossier(connection, name, by="ada") for name in ("airport", "harbour")]
    for dossier in dossiers:
        reading = airport()
        if dossier.name == "harbour":
            reading["entries"].append(position("Ground crews were offered", "Erdoğan", "supports", "a 20-point plan"))
        file_reading(connection, dossier, reading, by="ada")
    yield connection, dossiers


def found(filed: tuple[Connection, list[Dossier]], words: str = "", **asked: Any) -> list[int]:
    """The entries that are found in both dossiers: 1 to 4 are the first one's, 5 to 9 the second one's."""
    hits = find_lines(filed[0], Query(words=words, **asked), filed[1]).hits
    return sorted(hit.line.entry for hit in hits)


Filed = tuple[Connection, list[Dossier]]


@pytest.mark.parametrize(
    ("words", "entries"),
    [
        ("Bergen", [3, 7]),  # a word of the evidence, and a name
        ("crew offering", [2, 6, 9]),  # other forms of the words
        ('"called for 7"', [4, 8]),
        ('"percent called"', []),
        ("talks -Bergen", [1, 5]),
        ("Berg*", [3, 7]),
        ("Berg", []),
        ("20-point", [9]),
        ("erdogan", [9]),
        ("ERDOĞAN", [9]),
        ("offered Bergen", []),
        ("   ", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("-Bergen", []),
        ("x0kind0meeting*&|!()", [1, 3, 5, 7]),
    ],
)
def test_words_find_lines(filed: Filed, words: str, entries: list[int]) -> None:
    assert found(filed, words) == entries


@pytest.mark.parametrize(
    ("asked", "entries"),
    [
        ({"kinds": ("position",)}, [2, 4, 6, 8, 9]),
        ({"kinds": ("position", "meeting"), "words": "Oslo"}, [1, 5]),
        ({"people": ("Mara Lindqvist",)}, [1, 2, 4, 5, 6, 8]),
        ({"people": ("Lindqvist Mara",)}, []),
        ({"people": ("!?",)}, []),
        ({"parties": ("Erdoğan",)}, [9]),
        ({"certainties": ("planned",)}, [3, 7]),
        ({"first": "2026-03-05"}, [3, 7]),
        ({"last": "2026-03-05"}, [1, 5]),
        ({"first": "2026-03-01", "last": "2026-03-31"}, [1, 3, 5, 7]),
        ({"states": ("accepted",)}, []),
    ],
)
def test_filters_keep_to_some_lines(filed: Filed, asked: dict[str, Any], entries: list[int]) -> None:
    assert found(filed, **asked) == entries


def test_a_search_keeps_to_its_dossiers(filed: Filed) -> None:
    connection, (airport_dossier, harbour) = filed
    hits = find_lines(connection, Query(words="Bergen"), [harbour]).hits
    assert [(hit.dossier, hit.line.entry) for hit in hits] == [("harbour", 7)]
    assert find_lines(connection, Query(words="Bergen"), []) == Found((), False)
    assert [hit.dossier for hit in find_lines(connection, Query(words="Oslo"), [airport_dossier]).hits] == ["airport"]


def test_what_was_found_is_told_by_spans_of_sentence_and_evidence(filed: Filed) -> None:
    hit = find_lines(filed[0], Query(words="lindqvist 'union leaders'"), filed[1]).hits[0]
    assert [span.of(hit.line.text) for span in hit.text_spans] == ["Lindqvist", "union", "leaders"]
    (piece,) = hit.line.fields["evidence"]
    assert [span.of(piece["exact"]) for span in hit.quote_spans[0]] == ["Lindqvist", "union", "leaders"]


def test_the_line_that_says_it_in_its_sentence_comes_before_one_that_rests_on_it(filed: Filed) -> None:
    hits = find_lines(filed[0], Query(words="talks"), filed[1][:1]).hits
    assert [hit.line.entry for hit in hits] == [3, 1]
    assert hits[0].score > hits[1].score


def test_rejected_lines_are_found_when_asked_for_and_as_they_stood_before(filed: Filed) -> None:
    connection, (dossier, _) = filed
    before = find_changes(connection, dossier)[-1].id
    reject(connection, dossier, [3], By("ada"))
    assert found(filed, "Bergen") == [7]
    assert found(filed, "Bergen", states=("rejected",)) == [3]
    hits = find_lines(connection, Query(words="Bergen"), [dossier], at=before).hits
    assert [(hit.line.entry, hit.line.state) for hit in hits] == [(3, "draft")]


def test_no_more_hits_than_asked_for(filed: Filed) -> None:
    assert len(found(filed, limit=3)) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=40) | st.text(alphabet="\"'-*:()&|!^+<>~ aorAND NEARNOT\0\ud800\\", max_size=30))
def test_nothing_that_is_typed_raises(filed: Filed, typed: str) -> None:
    find_lines(filed[0], Query(words=typed, people=(typed,) if typed else ()), filed[1])


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("peace plan", (Term("peace"), Term("plan"))),
        ("“peace plan” -map*", (Term("peace plan"), Term("map", beginning=True, excluded=True))),
        ("20-point U.S.", (Term("20 point"), Term("U S"))),
        ('"unclosed phrase', (Term("unclosed"), Term("phrase"))),
        ("a a a", (Term("a"),)),
        ("!!! — *", ()),
    ],
)
def test_what_is_typed_as_terms(typed: str, terms: tuple[Term, ...]) -> None:
    assert parse_terms(typed) == terms
