"""States by all their names, organizations by theirs, and places that are none."""

from __future__ import annotations

import pytest

from tests.reading.conftest import make_article
from verbale.reading.annotation import annotate
from verbale.reading.draft import find_named
from verbale.reading.parties import find_mentions, find_parties
from verbale.reading.read import read_article

PARTIES = [
    ("Russia rejected the plan.", ["RUS"]),
    ("Moscow rejected the plan.", ["RUS"]),
    ("The White House said nothing.", ["USA"]),
    ("Turkish mediators carried the letters.", ["TUR"]),
    ("The pact between Iran and Israel lapsed.", ["IRN", "ISR"]),
    ("The presidents of Chad, Niger and Mali signed.", ["TCD", "NER", "MLI"]),
    ("Brussels wants an answer, and so does Nato.", ["EU"]),
    ("The United Dock Hands (UDH) walked out. The UDH said so.", ["united-dock-hands"]),
    ("The National Rail Drivers' Union rejected the offer.", ["national-rail-drivers-union"]),
    ("Borgas refused. A Borgas spokesman named the sum, and Borgas waited.", ["borgas"]),
    ("Merkel refused. A Merkel spokesman named the sum, and Merkel waited.", []),
    ("Labor refused to join, and Likud welcomed that.", ["labor", "likud"]),
    ("The Acting Labor Secretary urged both to settle. A Labor Department official agreed.", []),
    ("The Tamil Tigers agreed at once, and the RUF did not.", ["ltte", "revolutionary-united-front"]),
    # whoever belongs to a body, or owns it, is no part of its name; a bare noun is none
    ("Li Shuo of the Asia Trade Society praised it.", ["asia-trade-society"]),
    ("Its Import Lenders Association refused. Its Import Lenders Association waited.", ["import-lenders-association"]),
    ("The Institute refused. The Institute waited.", []),
    ("They met in Florida, in Miami and in Vienna, Austria.", []),
    ("The hotel stands in Qatar.", []),
]


@pytest.mark.parametrize(("words", "ids"), PARTIES)
def test_who_acts_is_a_party(words: str, ids: list[str]) -> None:
    assert [party.id for party in find_parties(make_article(words))] == ids


def test_names_are_those_of_the_cldr() -> None:
    names = [
        party.name for party in find_parties(make_article("Turkey, Britain and Burma have agreed; Turkey said so."))
    ]
    assert names[0] == "Türkiye"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("President William Lowe of the Allied Federation of Labour said no.", "Allied Federation of Labour"),
        ("M. Jacques Perrin for the Universal Canal Company signed. The company was paid.", "Universal Canal Company"),
        ("It was put to Arthur Lowe and the Coal Board. The Coal Board refused.", "Coal Board"),
    ],
)
def test_whoever_stands_before_an_organization_is_not_of_its_name(words: str, name: str) -> None:
    assert {mention.party.name for mention in find_mentions(words)} == {name}


def test_whom_two_entries_tell_of_is_a_party() -> None:
    reading = read_article(make_article("Ghana met Togo in Lomé on Monday, and met Togo again in Accra on Friday."))
    assert {party.name for party in reading.parties} >= {"Ghana", "Togo"}


NEWCOMERS = [
    ("Health Action Network rejected the offer. Peru said no.", ["Health Action Network", "Peru"]),
    ("The nationalist movement Rukalo wants the land back.", ["Rukalo"]),
    ("The Treasury refused. The Oslo Gazette reported it. Ms Rukalo said so.", []),
]


@pytest.mark.parametrize(("words", "names"), NEWCOMERS)
def test_an_unknown_name_that_acts_is_a_party(words: str, names: list[str]) -> None:
    article = make_article(words)
    assert [m.party.name for m in find_named(article, annotate(article.text))[1] if m.acts] == names
