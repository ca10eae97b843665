"""Which lines say the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.reading.test_gate import EVENT, GOOD, MEETING, PLEDGE, POSITION, PROPOSAL, STATEMENT, SUNDAY
from verbale.reading.entries import Actor, Delegation, Entry, Evidence, Money, Speaker
from verbale.second.sameness import is_same

ELSEWHERE = (Evidence(900, 910, "elsewhere."),)
MONDAY = replace(SUNDAY, start="2026-03-02", end="2026-03-02")

SAME: list[tuple[Entry, dict[str, Any]]] = [
    (STATEMENT, {"manner": "claimed", "content": "Kyiv would accept it, the 20-point plan"}),
    (STATEMENT, {"speakers": (Speaker("Witkoff", "person"),)}),
    (MEETING, {"name": "a meeting", "evidence": ELSEWHERE}),
    (MEETING, {"when": None}),
    (POSITION, {"what": "something else", "issue": "sanctions"}),
    (PROPOSAL, {"name": "the 20-point peace plan", "evidence": ELSEWHERE}),
    (PLEDGE, {"stage": "committed", "purpose": "weapons"}),
    (EVENT, {"actor": EVENT.recipient, "recipient": EVENT.actor}),  # they consulted, in whatever order
]
OTHER: list[tuple[Entry, dict[str, Any]]] = [
    (STATEMENT, {"evidence": ELSEWHERE}),
    (STATEMENT, {"speakers": (Speaker("Emmanuel Macron", "person"),)}),
    (STATEMENT, {"content": "the talks were productive"}),
    (MEETING, {"when": MONDAY}),
    (MEETING, {"status": "cancelled"}),
    (MEETING, {"delegations": (Delegation("Russia"), Delegation("Ukraine"))}),
    (POSITION, {"party": "Ukraine"}),
    (POSITION, {"stance": "opposes"}),
    (POSITION, {"evidence": ELSEWHERE}),
    (PROPOSAL, {"name": "28-point plan"}),
    (PLEDGE, {"amount": Money(105e9, "USD")}),
    (PLEDGE, {"type": "request"}),
    (EVENT, {"type": "AID"}),
    (EVENT, {"recipient": Actor("Russia", "Russia")}),
    (EVENT, {"evidence": ELSEWHERE}),
]


@pytest.mark.parametrize(("entry", "change"), SAME)
def test_the_same_told_again(entry: Entry, change: dict[str, Any]) -> None:
    other = replace(entry, **change)
    assert is_same(entry, other)
    assert is_same(other, entry)


@pytest.mark.parametrize(("entry", "change"), OTHER)
def test_something_else(entry: Entry, change: dict[str, Any]) -> None:
    other = replace(entry, **change)
    assert not is_same(entry, other)
    assert not is_same(other, entry)


def test_lines_of_different_kinds_are_never_the_same() -> None:
    assert [(one.kind, other.kind) for one in GOOD for other in GOOD if one is not other and is_same(one, other)] == []
