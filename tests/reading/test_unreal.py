"""Sentences of what did not happen, is to come, or is only asked for: none is drafted as having happened.

`unreal.tsv` holds a sentence a line behind what must not be concluded from it: `meeting` (held), `event TYPE`
(asserted), `pledge` (disbursed), `proposal` (agreed, signed or in force), `position STANCE`. Lines of `real` are of
what did happen: a reader that drafts nothing must not pass.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.reading.conftest import make_article
from verbale.reading.entries import Entry
from verbale.reading.read import read_article

LINES = [line.split("\t") for line in Path(__file__).with_name("unreal.tsv").read_text("utf-8").splitlines()]
UNREAL = [(told, words) for told, words in LINES if not told.startswith("real")]
REAL = [(told.removeprefix("real "), words) for told, words in LINES if told.startswith("real")]
#: Of the controls, so many have to give an entry of their kind.
LEAST = 0.7

_FALSE: dict[str, Callable[[Any], bool]] = {
    "meeting": lambda entry: entry.status in ("held", "ongoing") and entry.certainty in ("asserted", "reported"),
    "event": lambda entry: entry.certainty in ("asserted", "reported"),
    "pledge": lambda entry: entry.stage == "disbursed" and entry.certainty in ("asserted", "reported"),
    "proposal": lambda entry: entry.status in ("agreed", "signed", "in_force"),
    "position": lambda entry: True,
}


def drafted(words: str) -> list[Entry]:
    """The entries that rest on the sentence; the page around it has others."""
    return [entry for entry in read_article(make_article(words)).entries if entry.evidence[0].exact in words]


@pytest.mark.parametrize(("told", "words"), UNREAL)
def test_what_did_not_happen_is_not_drafted_as_done(told: str, words: str) -> None:
    kind, _, type_ = told.partition(" ")
    false = [
        entry
        for entry in drafted(words)
        if entry.kind == kind
        and _FALSE[kind](entry)
        and (not type_ or type_ in (getattr(entry, "type", None), getattr(entry, "stance", None)))
    ]
    assert false == [], [entry.text for entry in false]


def test_the_table_is_long_enough() -> None:
    assert len(UNREAL) >= 150


def test_what_did_happen_is_drafted() -> None:
    found = [kind for kind, words in REAL if any(entry.kind == kind for entry in drafted(words))]
    assert len(found) >= LEAST * len(REAL)
