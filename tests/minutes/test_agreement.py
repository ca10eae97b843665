"""Agreement against the worked examples of the literature, and shares against Wilson's own formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.minutes.agreement import Decision, Judgement, count_figures, nominal_alpha, wilson_share


def units(*observers: str) -> list[dict[str, str]]:
    """Rows of a reliability data matrix, one an observer, `.` where a value is missing, as units."""
    rows = [row.split() for row in observers]
    return [{str(at): value for at, value in enumerate(column) if value != "."} for column in zip(*rows, strict=True)]


def test_two_observers_and_binary_data_as_krippendorff_2011_example_a() -> None:
    meg, owen = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
    assert nominal_alpha(units(meg, owen)) == pytest.approx(0.095, abs=0.0005)


def test_two_observers_and_nominal_data_as_krippendorff_2011_example_b() -> None:
    ben, gerry = "a a b b d c c c e d d a", "b a b b b c c c e d d d"
    assert nominal_alpha(units(ben, gerry)) == pytest.approx(0.692, abs=0.0005)


def test_four_observers_with_missing_values_as_krippendorff_2011_example_c() -> None:
    matrix = units(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert nominal_alpha(matrix) == pytest.approx(0.743, abs=0.0005)


def test_three_observers_with_missing_values_as_the_worked_example_of_the_encyclopaedias() -> None:
    """Three observers of fifteen units, as quoted in Wikipedia's article on alpha from Krippendorff's own."""
    matrix = units(
        ". . . . . 3 4 1 2 1 1 3 3 . 3",
        "1 . 2 1 3 3 4 3 . . . . . . .",
        ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    )
    assert nominal_alpha(matrix) == pytest.approx(0.691, abs=0.0005)


@pytest.mark.parametrize("rows", [("a a a", "a a a"), ("a . b", ". b ."), (". .", ". .")])
def test_where_nothing_can_be_disagreed_about_there_is_no_alpha(rows: tuple[str, ...]) -> None:
    assert nominal_alpha(units(*rows)) is None


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), max_size=4), max_size=30))
def test_alpha_is_one_only_where_all_agree_and_never_more(matrix: list[dict[str, str]]) -> None:
    alpha = nominal_alpha(matrix)
    disputed = any(len(set(unit.values())) > 1 for unit in matrix)
    assert alpha is None or alpha <= 1
    assert alpha is None or (alpha == pytest.approx(1)) == (not disputed)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(count: int, more: int) -> None:
    share = wilson_share(count, count + more)
    assert 0 <= share.low <= share.share <= share.high <= 1


def test_wilson_interval_as_published() -> None:
    """Brown, Cai and DasGupta (2001) and any calculator: 10 of 20 gives 0.2993 to 0.7007; 0 of 20 up to 0.1611."""
    half, none = wilson_share(10, 20), wilson_share(0, 20)
    assert (half.low, half.high) == (pytest.approx(0.2993, abs=5e-5), pytest.approx(0.7007, abs=5e-5))
    assert (none.low, none.high) == (0, pytest.approx(0.1611, abs=5e-5))


def judged(entry: int, reviewer: str, decision: Decision, *, change: int, kind: str = "meeting") -> Judgement:
    return Judgement(entry, reviewer, decision, kind, "rule of " + kind, "The Courier" if entry % 2 else None, change)


def test_figures_by_kind_rule_and_publisher() -> None:
    figures = count_figures(
        [
            judged(1, "ada", "accepted", change=1),
            judged(1, "ben", "rejected", change=2),
            judged(2, "ada", "edited", change=3),
            judged(2, "ben", "edited", change=4),
            judged(3, "ada", "rejected", change=5, kind="pledge"),
        ]
    )
    assert figures.agreement.disputed == (1,)
    assert (figures.agreement.entries, figures.agreement.decisions, figures.agreement.reviewers) == (2, 4, 2)
    assert [(one.kind, one.entries) for one in figures.agreement_by_kind] == [("meeting", 2), ("pledge", 0)]
    assert [(one.name, one.accepted, one.edited, one.rejected) for one in figures.by_kind] == [
        ("meeting", 1, 2, 1),
        ("pledge", 0, 0, 1),
    ]
    assert [one.name for one in figures.by_rule] == ["rule of meeting", "rule of pledge"]
    assert {one.name: one.kept.total for one in figures.by_publisher} == {"The Courier": 3, None: 2}
    assert (figures.acceptance.as_drafted.count, figures.acceptance.kept.count) == (1, 3)


def test_of_a_reviewers_decisions_on_one_entry_the_last_counts() -> None:
    figures = count_figures([judged(1, "ada", "rejected", change=9), judged(1, "ada", "accepted", change=4)])
    assert (figures.acceptance.accepted, figures.acceptance.rejected) == (0, 1)
    assert figures.agreement.alpha is None
