"""A sentence made of an entry's fields says no more than they do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.test_gate import EVENT, GOOD, GROUNDS, MEETING, PLEDGE, POSITION, PROPOSAL, STATEMENT
from verbale.language.money import find_amounts
from verbale.reading.entries import Entry, Money, Pledge
from verbale.reading.gate import find_objections
from verbale.reading.wording import tell, tell_money

SENTENCES = [
    (STATEMENT, "Steve Witkoff said: Kyiv would accept the 20-point plan."),
    (MEETING, "Steve Witkoff and Ukraine met (Miami)."),
    (POSITION, "Russia demands: an end to it by December 20."),
    (PROPOSAL, "“20-point plan” is under discussion."),
    (PLEDGE, "European Union promised about EUR 90 billion to Ukraine."),
    (EVENT, "Steve Witkoff talked with Ukraine."),
]


@pytest.mark.parametrize(("entry", "sentence"), SENTENCES)
def test_an_entry_is_told_in_one_sentence(entry: Entry, sentence: str) -> None:
    assert tell(entry) == sentence  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("entry", GOOD, ids=lambda entry: entry.kind)
def test_the_gate_lets_the_sentence_pass(entry: Entry) -> None:
    assert find_objections(replace(entry, text=tell(entry)), GROUNDS) == ()  # pyright: ignore[reportArgumentType]


def test_what_was_asked_for_or_not_done_is_not_told_as_done() -> None:
    asked: Pledge = replace(PLEDGE, type="request", donor=None)
    assert tell(asked) == "Ukraine asked for about EUR 90 billion."
    assert tell(replace(EVENT, certainty="planned")) == "Steve Witkoff is to talk with Ukraine."
    assert tell(replace(EVENT, certainty="denied")) == "Steve Witkoff is said not to talk with Ukraine."
    assert tell(replace(STATEMENT, content="the talks were productive")).endswith("said: “the talks were productive.”")


@given(st.integers(1, 10**15), st.sampled_from(["EUR", "USD", "JPY", "XOF", "UAH"]), st.booleans())
def test_money_is_read_as_it_is_told(cents: int, currency: str, approximate: bool) -> None:
    told = tell_money(Money(cents / 100, currency, approximate))
    (amount,) = find_amounts(told)
    assert (amount.value, amount.currency) == (Decimal(cents) / 100, currency)
    assert (amount.modifier is not None) == approximate
