"""Instruments on the table, by the names that news gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Entries = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("words", "name", "type_", "status", "points"),
    [
        ("They went through the 20-point peace plan again.", "20-point peace plan", "plan", "under_discussion", 20),
        ("Iraq rejected the 30-day ceasefire.", "30-day ceasefire", "ceasefire", "rejected", None),
        ("The two signed the Basra Declaration at noon.", "Basra Declaration", "framework", "signed", None),
        ("Resolution 1701 stands as it was written.", "Resolution 1701", "resolution", "under_discussion", None),
        ("India and Chile concluded a free trade agreement.", "free trade agreement", "agreement", "agreed", None),
    ],
)
def test_a_proposal_has_its_name_type_and_status(
    proposed: Entries, words: str, name: str, type_: str, status: str, points: int | None
) -> None:
    found = next(one for one in proposed("proposal", words) if one.name == name)
    assert (found.name, found.type, found.status, found.points) == (name, type_, status, points)


@pytest.mark.parametrize(
    "words", ["They left without a peace accord.", "The Government of National Accord met.", "The deal is off."]
)
def test_what_is_not_on_the_table_is_no_proposal(entries: Entries, words: str) -> None:
    assert entries("proposal", words) == []


def test_one_name_is_one_proposal(entries: Entries) -> None:
    (found,) = entries("proposal", "The 20-point plan is long.", "Nobody has read the 20-point plan to the end.")
    assert len(found.evidence) == 2
    assert found.text == "The 20-point plan is under discussion."
