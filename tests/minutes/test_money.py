"""The money ledger: stages apart, currencies apart, needs apart, and the original beside every conversion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.money import Ledger, MoneyRow, StageLedger, keep_ledger
from verbale.minutes.rates import Rates
from verbale.reading.entries import Money, Period

RATES = Rates(("2026-03-03",), ({"USD": 1.2, "GBP": 0.8},))


def sum_of(value: float, currency: str = "EUR", *, approximate: bool = False) -> dict[str, Any]:
    return {"value": value, "currency": currency, "approximate": approximate}


def pledge(entry: int, value: float = 100.0, currency: str = "EUR", **fields: Any) -> Line:
    return line("pledge", entry, amount=sum_of(value, currency), **{"donor": f"Donor {entry}", **fields})


def ledger(*lines: Line, **options: Any) -> Ledger:
    return keep_ledger(lines, {one.article: source(one.article) for one in lines}, **options)


def stage_of(kept: Ledger, stage: str) -> StageLedger:
    return next(held for held in kept.stages if held.stage == stage)


def rows_of(kept: Ledger) -> list[MoneyRow]:
    return [row for stage in kept.stages for row in stage.rows]


def values(kept: StageLedger) -> list[tuple[float, str]]:
    return [(total.amount.value, total.amount.currency) for total in kept.totals]


def test_stages_come_in_order_and_are_never_added_together() -> None:
    kept = ledger(pledge(1, 5, stage="disbursed"), pledge(2, 7, stage="announced"), pledge(3, 11, stage="committed"))
    assert [stage.stage for stage in kept.stages] == ["announced", "committed", "disbursed"]
    assert [values(stage) for stage in kept.stages] == [[(7, "EUR")], [(11, "EUR")], [(5, "EUR")]]


@pytest.mark.parametrize(
    "other",
    [
        {"currency": "USD"},
        {"type": "need"},
        {"type": "request"},
        {"period": {"start": "2026", "end": "2027"}},
    ],
    ids=str,
)
def test_a_sum_is_of_one_currency_one_type_and_one_period(other: dict[str, Any]) -> None:
    kept = ledger(pledge(1, 5), pledge(2, 7, **other))
    assert sorted(value for value, _ in values(kept.stages[0])) == [5, 7]


def test_what_can_be_added_is_added_and_leads_to_its_subjects() -> None:
    total = ledger(pledge(1, 5), pledge(2, 7, state="accepted"), pledge(3, 1, "USD")).stages[0].totals[0]
    assert (total.amount, total.subjects, total.drafts) == (Money(12, "EUR"), (2, 1), 1)
    assert not total.same_hands


def test_a_pledge_that_three_articles_report_counts_once() -> None:
    lines = [pledge(n, 90, article=n, subject=1, donor="European Union") for n in (1, 2, 3)]
    kept = ledger(*lines)
    assert values(kept.stages[0]) == [(90, "EUR")]
    row = kept.stages[0].rows[0]
    assert row.backing.entries == (1, 2, 3)
    assert row.backing.outlets == 3


def test_what_is_only_possible_or_denied_is_shown_and_not_added() -> None:
    held = ledger(pledge(1, 5), pledge(2, 7, certainty="possible"), pledge(3, 9, certainty="denied")).stages[0]
    assert values(held) == [(5, "EUR")]
    assert held.apart == (3, 2)
    assert len(held.rows) == 3


def test_rejected_and_withdrawn_lines_are_no_money() -> None:
    assert ledger(pledge(1, state="rejected"), pledge(2, state="withdrawn")).stages == ()


def test_a_sum_of_two_pledges_between_the_same_hands_says_so() -> None:
    hands = {"donor": "Norway", "recipient": "Kenya"}
    assert ledger(pledge(1, 5, **hands), pledge(2, 7, **hands)).stages[0].totals[0].same_hands


def test_a_pledge_stands_once_at_the_stage_of_its_newest_article_with_the_steps_before() -> None:
    lines = [
        pledge(1, 90, article=1, subject=1, stage="announced"),
        pledge(2, 90, article=2, subject=1, stage="disbursed"),
    ]
    sources = {1: source(1, published="2026-01-05"), 2: source(2, published="2026-02-07")}
    kept = keep_ledger(lines, sources)
    assert [stage.stage for stage in kept.stages] == ["disbursed"]
    steps = kept.stages[0].rows[0].steps
    assert [(step.stage, step.day, step.backing.entries) for step in steps] == [
        ("announced", "2026-01-05", (1,)),
        ("disbursed", "2026-02-07", (2,)),
    ]


def test_a_reviewed_line_leads_and_a_draft_fills_what_it_lacks() -> None:
    kept = ledger(
        pledge(1, 90, subject=1, state="accepted", donor="Norway"),
        pledge(2, 95, article=2, subject=1, donor="Sweden", purpose="bridges", period={"start": "2026", "end": "2027"}),
    )
    row = rows_of(kept)[0]
    assert (row.donor, row.purpose, row.period) == ("Norway", "bridges", Period("2026", "2027"))
    assert [(amount.money.value, amount.backing.entries) for amount in row.amounts] == [(90, (1,)), (95, (2,))]
    assert row.backing.state == "accepted"


def test_goods_without_an_amount_are_rows_and_in_no_sum() -> None:
    kept = ledger(line("pledge", 1, donor="Norway", goods="12 tanks"), pledge(2, 5))
    assert [row.goods for row in rows_of(kept)] == [None, "12 tanks"]
    assert values(kept.stages[0]) == [(5, "EUR")]


def test_the_articles_own_conversion_comes_first_with_its_rate_and_who_states_it() -> None:
    told = pledge(1, 90, equivalents=[sum_of(105.3, "USD")])
    row = rows_of(ledger(told, into="USD", rates=RATES))[0]
    assert row.amount == Money(90, "EUR")
    assert row.converted is not None
    assert (row.converted.amount, row.converted.by) == (Money(105.3, "USD"), "the article")
    rate = row.converted.rate
    assert (rate.value, rate.source, rate.day, rate.entry) == (1.17, "Outlet 1", "2026-03-04", 1)
    assert row.converted.off == pytest.approx(1.17 / 1.2 - 1, abs=1e-4)
    assert row.stated == (row.converted,)


def test_a_rates_file_converts_at_the_last_day_before_the_article() -> None:
    row = rows_of(ledger(pledge(1, 90, "GBP"), into="USD", rates=RATES))[0]
    assert row.converted is not None
    assert (row.converted.amount, row.converted.rate.day) == (Money(135, "USD", approximate=True), "2026-03-03")
    assert row.converted.by == "the rates file"
    assert "European Central Bank" in row.converted.rate.source


def test_without_a_file_the_rate_of_another_article_of_those_days_is_taken_and_named() -> None:
    told = pledge(1, 100, equivalents=[sum_of(110, "USD")])
    lines = [told, pledge(2, 50, article=2), pledge(3, 50, article=3)]
    sources = {1: source(1), 2: source(2, published="2026-03-10"), 3: source(3, published="2026-05-10")}
    row, late = rows_of(keep_ledger(lines, sources, into="USD"))[1:]
    assert row.converted is not None
    assert (row.converted.amount.value, row.converted.by, row.converted.rate.entry) == (55, "another article", 1)
    assert late.converted is None


def test_nothing_is_converted_without_a_rate_and_a_total_only_where_all_rows_are() -> None:
    assert rows_of(ledger(pledge(1, 90), into="USD"))[0].converted is None
    told: Sequence[Line] = [pledge(1, 90, equivalents=[sum_of(99, "USD")]), pledge(2, 10, article=2)]
    sources = {1: source(1), 2: source(2, published=None)}
    assert keep_ledger(told, sources, into="USD").stages[0].totals[0].converted is None
    assert keep_ledger(told[:1], sources, into="USD").stages[0].totals[0].converted == Money(99, "USD", True)


def test_an_amount_of_about_makes_a_total_of_about() -> None:
    rough = line("pledge", 1, amount=sum_of(5, approximate=True), donor="Norway")
    assert ledger(rough, pledge(2, 7)).stages[0].totals[0].amount == Money(12, "EUR", approximate=True)
