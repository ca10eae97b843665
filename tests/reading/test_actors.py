"""Whom a word of the tree means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.reading.actors import Actors
from verbale.reading.draft import Draft


@pytest.mark.parametrize(
    ("paragraphs", "party"),
    [
        (["Peru and Chile met in Lima. Chile was late, and the government refused to say why."], "Chile"),
        (["Peru sent a note to Chile.", "Peru waited.", "For a week the government refused to say more."], "Peru"),
        (["The envoys met in Lima, and the government refused to say more."], "government"),
    ],
)
def test_the_government_is_that_of_a_state(draft: Callable[..., Draft], paragraphs: list[str], party: str) -> None:
    made = draft(*paragraphs)
    (word,) = [token for token in made.doc if token.text == "government"]
    assert [one.actor.party for one in Actors(made, []).of(word)] == [party]
