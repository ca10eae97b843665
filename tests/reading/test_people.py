"""People with their offices, and for whom they act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reading.conftest import make_article
from verbale.reading.draft import Draft
from verbale.reading.people import find_people

OFFICES = [
    ("Kremlin spokesman Pavel Orlov spoke of progress.", "Pavel Orlov", "Kremlin spokesman", "Russia"),
    (
        "Joan Kirk, a White House spokeswoman, would not comment.",
        "Joan Kirk",
        "White House spokeswoman",
        "United States",
    ),
    ("French Foreign Minister Anne Moreau flew home.", "Anne Moreau", "French Foreign Minister", "France"),
    ("The Israeli defence minister, Avi Stern, was absent.", "Avi Stern", "Israeli defence minister", "Israel"),
    ("It sent the head of its council, Luis Vega, and others.", "Luis Vega", "head of its council", None),
    ("Their foreign ministers, Ann Bell and Luis Vega, signed.", "Luis Vega", "foreign minister", None),
    ("The mayor of the town met workers in the hall, Luis Vega said.", "Luis Vega", None, None),
    ("Prime Minister A.B. Rao met the U.S. Chamber of Commerce.", "A.B. Rao", "Prime Minister", None),
    ("Nissan Chief Executive Owen Price left.", "Owen Price", "Nissan Chief Executive", "Nissan"),
    ("Luis Vega, sworn in as interim president on Monday, spoke.", "Luis Vega", "interim president", None),
    ("Ann Bell, the Argentine diplomat whose gavel fell at noon, left.", "Ann Bell", "Argentine diplomat", "Argentina"),
    ("The rebels freed Corporal Luis Vega.", "Luis Vega", "Corporal", None),
    ("Treasury Secretary Paul Ridge signed it.", "Paul Ridge", "Treasury Secretary", "United States"),
    ("Japan sent its chief negotiator, Kenji Mori, to the meeting.", "Kenji Mori", "chief negotiator", None),
    (
        "In Washington, State Department spokesman Ned Hale called for calm.",
        "Ned Hale",
        "State Department spokesman",
        "United States",
    ),
    ("President Clinton telephoned both leaders in the night.", "Bill Clinton", "President", "United States"),
    ("On Monday King Abdara received the envoys.", "Abdara", "King", None),
    ("The talks broke off, and Christopher Hill, an envoy, left.", "Christopher Hill", "envoy", None),
    ("The draft came from Prof. G. L. Perera, a negotiator, that night.", "G. L. Perera", "negotiator", None),
    ("Carla Nunes, who heads the World Bank, looked on.", "Carla Nunes", "heads the World Bank", "World Bank"),
    ("Hungary’s Bela Toth was blunt, and Bela Toth is prime minister.", "Bela Toth", None, None),
]


@pytest.mark.parametrize(("words", "name", "title", "party"), OFFICES)
def test_a_person_has_the_office_beside_the_name(words: str, name: str, title: str | None, party: str | None) -> None:
    (person,) = [person for person in find_people(make_article(words)) if person.name == name]
    assert [(role.title, role.party) for role in person.roles] == ([(title, party)] if title else [])


def test_a_surname_alone_is_a_mention(draft: object) -> None:
    article = make_article("Foreign Minister Elena Marsh arrived. Marsh left at noon.")
    (person,) = find_people(article)
    assert [article.text[start:end] for start, end in person.mentions] == ["Elena Marsh", "Marsh"]
    assert person.aliases == ("Marsh",)


@pytest.mark.parametrize(
    "words",
    [
        "They met in the Rose Garden on Monday.",
        "The World Trade Organization moved to Fort Hill.",
        "GENEVA (Danube Wire) — The session opened.",
        "The Security Council voted on Thursday afternoon.",
    ],
)
def test_places_and_organizations_are_no_people(words: str) -> None:
    assert find_people(make_article(words)) == ()


def test_the_known_are_people_by_their_surnames() -> None:
    (person,) = find_people(make_article("Netanyahu has not replied to the letter."))
    assert person.name == "Benjamin Netanyahu"


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("Presidents Ann Bell and Luis Vega spoke by telephone.", "Luis Vega", "President"),
        ("Ann Bell and Luis Vega, the rival chief negotiators, closed the book.", "Ann Bell", "chief negotiator"),
        ("Ann Bell and Luis Vega, the rival chief negotiators, closed the book.", "Luis Vega", "chief negotiator"),
        ("Olga Serin, who speaks for the Group of 77, was furious.", "Olga Serin", "speaks for the Group of 77"),
        ("Pavel Orlov, President Ivan Petrov’s spokesman, told reporters so.", "Pavel Orlov", "spokesman"),
        (
            "Ann Bell, chief of staff to President Luis Vega, sat in.",
            "Ann Bell",
            "chief of staff to President Luis Vega",
        ),
    ],
)
def test_an_office_is_read_from_lists_and_owners(words: str, name: str, title: str) -> None:
    (person,) = [person for person in find_people(make_article(words)) if person.name == name]
    assert [role.title for role in person.roles] == [title]


def test_the_next_of_a_list_is_no_office() -> None:
    bell = find_people(make_article("Ann Bell, Egypt’s President Luis Vega, and others signed."))[0]
    assert bell.roles == ()


@pytest.mark.parametrize(
    ("words", "name", "title", "party"),
    [
        ("Angela Merkel was late. “We are close,” the chancellor said.", "Angela Merkel", "chancellor", "Germany"),
        (
            "Sergey Lavrov flew in. But the Russian foreign minister denied it.",
            "Sergey Lavrov",
            "Russian foreign minister",
            "Russia",
        ),
        ("Vladimir Putin sat down. The Russian leader did not smile.", "Vladimir Putin", "Russian leader", "Russia"),
    ],
)
def test_the_known_have_the_office_that_the_article_calls_them_by(
    draft: Callable[..., Draft], words: str, name: str, title: str, party: str
) -> None:
    (person,) = [one for one in draft(words).people if one.name == name]
    assert [(role.title, role.party) for role in person.roles] == [(title, party)]


def test_an_office_beside_another_name_is_not_the_known_ones(draft: Callable[..., Draft]) -> None:
    people = draft("Sergey Lavrov flew in. The Russian foreign minister, Ivan Petrov, did not.").people
    assert [person.roles != () for person in people] == [False, True]
