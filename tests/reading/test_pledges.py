"""Money promised, paid, asked for or needed, and the sums that are none of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from verbale.reading.entries import Money

Entries = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("words", "type_", "donor", "recipient", "stage"),
    [
        ("Norway pledged 500 million euros to Ukraine for 2026.", "pledge", "Norway", "Ukraine", "announced"),
        ("Berlin promised Ukraine a further €100m in tanks.", "pledge", "Germany", "Ukraine", "announced"),
        ("Canada earmarked $40 million for Lebanon.", "pledge", "Canada", "Lebanon", "allocated"),
        ("The United Nations appealed for $4 billion for Yemen.", "request", None, "Yemen", "requested"),
        ("Lebanon needs $426 million.", "need", None, "Lebanon", "estimated"),
        ("Qatar paid $20 million to Lebanon.", "payment", "Qatar", "Lebanon", "disbursed"),
    ],
)
def test_a_pledge_has_its_ends_and_its_stage(
    proposed: Entries, words: str, type_: str, donor: str | None, recipient: str | None, stage: str
) -> None:
    (pledge,) = proposed("pledge", words)
    assert (pledge.type, pledge.donor, pledge.recipient, pledge.stage) == (type_, donor, recipient, stage)


def test_a_pledge_keeps_the_articles_conversion_and_years(entries: Entries) -> None:
    (pledge,) = entries("pledge", "Norway pledged about €90 billion ($105 billion) to Ukraine for 2026 and 2027.")
    assert pledge.amount == Money(90e9, "EUR", approximate=True)
    assert pledge.equivalents == (Money(105e9, "USD"),)
    assert pledge.period and (pledge.period.start, pledge.period.end) == ("2026", "2027")


def test_two_sums_of_one_promise_are_two_pledges(entries: Entries) -> None:
    found = entries("pledge", "Dublin promised a further €100m in equipment and €25m for repairs.")
    assert [(pledge.donor, pledge.amount and pledge.amount.value) for pledge in found] == [
        ("Ireland", 1e8),
        ("Ireland", 2.5e7),
    ]
    assert found[0].goods == "equipment"


@pytest.mark.parametrize(
    "words",
    [
        "Exports to China rose to $30 billion last year.",
        "The tariff costs importers $2 billion a day.",
        "Top pay climbs to $40 an hour under the contract.",
        "Shares of the airline, worth $9 billion, fell.",
        "The strike has cost the economy $9.3 billion.",
    ],
)
def test_prices_losses_and_wages_are_no_pledges(entries: Entries, words: str) -> None:
    assert entries("pledge", words) == []


@pytest.mark.parametrize(
    ("words", "donor", "recipient"),
    [
        ("France put down €300 million; Germany will give Lebanon €180 million.", "Germany", "Lebanon"),
        ("Kenya is asking the European Union for €40 million.", "European Union", "Kenya"),
        ("Iraq will receive $215 million from the bank next year.", None, "Iraq"),
        ("The World Bank reckons Lebanon needs $11 billion.", None, "Lebanon"),
        ("The aid is part of Lebanon’s repairs, which are projected to reach $11 billion.", None, "Lebanon"),
        ("Japan will buy $60 billion of gas from Qatar.", "Japan", "Qatar"),
        ("A promise of $12 million by Norway to Kenya stands.", "Norway", "Kenya"),
        (
            "The European Union has pledged help, with leaders agreeing to give Chad $9 million.",
            "European Union",
            "Chad",
        ),
    ],
)
def test_who_gives_and_who_gets_is_told_by_the_tree(
    proposed: Entries, words: str, donor: str | None, recipient: str
) -> None:
    *_, pledge = (one for one in proposed("pledge", words) if one.amount)
    assert (pledge.donor, pledge.recipient) == (donor, recipient)


def test_the_usual_recipient_of_an_article_gets_what_its_other_donors_give(proposed: Entries) -> None:
    found = proposed("pledge", "Norway pledged $5 million to Lebanon.", "The World Bank will lend $850 million.")
    assert [(pledge.donor, pledge.recipient) for pledge in found] == [("Norway", "Lebanon"), ("World Bank", "Lebanon")]


@pytest.mark.parametrize(
    "words",
    [
        "Qatar, with $10 million, was the biggest giver.",
        "France will give $30 million, Qatar $10 million.",
        "Behind come Norway with $20 million and Qatar with $10 million.",
    ],
)
def test_a_list_of_donors_names_each_before_its_sum(proposed: Entries, words: str) -> None:
    found = {one.amount.value: one.donor for one in proposed("pledge", "Donors met for Chad.", words)}
    assert found[10e6] == "Qatar"


def test_what_is_given_to_rebuild_a_country_is_for_it(proposed: Entries) -> None:
    (pledge,) = proposed("pledge", "Norway pledged $10 million to rebuild Haiti.")
    assert pledge.recipient == "Haiti"


def test_the_country_named_most_gets_what_is_given_to_nobody_else(proposed: Entries) -> None:
    (pledge,) = proposed(
        "pledge", "Haiti had hoped for more. Haiti's minister thanked Norway, which promised $10 million."
    )
    assert pledge.recipient == "Haiti"


def test_an_agency_appeals_for_others(proposed: Entries) -> None:
    words = (
        "Haiti is short of food. The World Food Programme has appealed for $10 million. Haiti's own stocks are gone."
    )
    (request,) = proposed("pledge", words)
    assert (request.type, request.recipient) == ("request", "Haiti")


def test_a_reckoning_of_a_cost_is_a_need(proposed: Entries) -> None:
    (need,) = proposed("pledge", "The World Bank puts the cost of rebuilding Syria at $216bn.")
    assert (need.type, need.stage) == ("need", "estimated")
