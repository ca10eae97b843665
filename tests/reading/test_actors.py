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


CALLED = [
    ("Likud, an opposition faction, refused. The faction wants more.", "faction", "Likud"),
    (
        "The pilots of Ryanair walked out, the Air Line Pilots Association said. The airline offered talks.",
        "airline",
        "Ryanair",
    ),
    ("M23 took a town from Rwanda and Burundi. The rebels refused to talk to Burundi.", "rebels", "M23"),
    ("Unifor struck at Nissan. The company refused to talk.", "company", "Nissan"),
    ("Unifor struck at Nissan. Another company refused to talk.", "company", "company"),
    ("China met the two Koreas. The Koreas have agreed.", "two Koreas", "North Korea, South Korea"),
    ("Unifor met Nissan on Monday. The union’s lawyers refused to talk.", "lawyers", "Unifor"),
    ("Unifor met Nissan on Monday. Union negotiators refused to talk.", "negotiators", "Unifor"),
    ("Peru met Chile on Monday. Peru wants the port, and the other side refused.", "side", "Chile"),
    ("Peru sent a note to Chile. The foreign ministry refused to say why.", "ministry", "Chile"),
    ("M23 and the Houthis wrote to Burundi. The rebels refused to talk.", "rebels", "rebels"),
]


@pytest.mark.parametrize(("paragraph", "word", "party"), CALLED)
def test_a_description_means_the_party_that_is_so_called(
    draft: Callable[..., Draft], paragraph: str, word: str, party: str
) -> None:
    made = draft(paragraph)
    at = made.text.index(word) if " " in word else made.text.rindex(word)
    token = [one for one in made.doc if one.idx <= at + len(word) - 1][-1]
    assert ", ".join(one.actor.principal for one in Actors(made, []).of(token)) == party
