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
        ("The deal is off.", "deal", "agreement", "withdrawn", None),
        ("India and Chile concluded a free trade agreement.", "free trade agreement", "agreement", "agreed", None),
    ],
)
def test_a_proposal_has_its_name_type_and_status(
    proposed: Entries, words: str, name: str, type_: str, status: str, points: int | None
) -> None:
    found = next(one for one in proposed("proposal", words) if one.name == name)
    assert (found.name, found.type, found.status, found.points) == (name, type_, status, points)


@pytest.mark.parametrize("words", ["They left without a peace accord.", "The Government of National Accord met."])
def test_what_is_not_on_the_table_is_no_proposal(entries: Entries, words: str) -> None:
    assert entries("proposal", words) == []


def test_one_name_is_one_proposal(entries: Entries) -> None:
    (found,) = entries("proposal", "The 20-point plan is long.", "Nobody has read the 20-point plan to the end.")
    assert len(found.evidence) == 2
    assert found.text == "The 20-point plan is under discussion."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Kyiv sketched an offer to come down to 140 launchers.", "offer to come down to 140 launchers"),
        ("They carried out the largest exchange of prisoners since the war.", "exchange of prisoners"),
        ("Ministers called it “a historic agreement”.", "agreement"),
        ("It is what Chile says “the 12-day truce” was for.", "12-day truce"),
    ],
)
def test_a_name_has_the_words_that_tell_which(proposed: Entries, words: str, name: str) -> None:
    assert [one.name for one in proposed("proposal", words)] == [name]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Chile and Peru signed a border treaty in Arica.", "The accord says nothing of fishing.", "The deal is old."),
        ("Their document, the Declaration of Principles, was settled in secret.",),
        (
            "The union has backed a settlement.",
            "Its 36-page document is long.",
            "Members may read the 36-page document.",
        ),
        ("The rebels signed a truce at noon.", "It is a 13-point paper.", "Monday’s deal holds."),
        ("The Paris Agreement is young.", "Few have read the Paris climate accord."),
    ],
)
def test_one_instrument_has_many_names(proposed: Entries, sentences: tuple[str, ...]) -> None:
    (found,) = proposed("proposal", *sentences)
    assert len(found.evidence) == len(sentences)


@pytest.mark.parametrize(
    "words",
    [
        "Bill Clinton flew home.",
        "The International Monetary Fund has no view.",
        "He said in a statement that all was well.",
        "Twelve unions have yet to vote.",
        "A rise of 20 per cent was on offer.",
    ],
)
def test_what_only_sounds_like_an_instrument_is_none(proposed: Entries, words: str) -> None:
    assert proposed("proposal", words) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Chile and Peru put their signatures to a fishing pact.", "signed"),
        ("Peru turned down the fishing plan.", "rejected"),
        ("Chile welcomed the fishing deal.", "agreed"),
        ("Chile called for a fishing moratorium.", "floated"),
        ("The company has come to a tentative agreement on wages.", "agreed"),
        ("The truce of October fell apart at once.", "withdrawn"),
        ("Tuesday’s accord keeps the country whole.", "agreed"),
        ("A deal could be signed in May.", "under_discussion"),
    ],
)
def test_what_became_of_an_instrument(proposed: Entries, words: str, status: str) -> None:
    assert proposed("proposal", words)[0].status == status


@pytest.mark.parametrize(
    ("words", "sponsors"),
    [
        ("India concluded its free trade agreement with Chile.", ("India", "Chile")),
        ("India and Chile signed a fishing treaty.", ("India", "Chile")),
        ("Norway’s demand for a binding treaty was blocked.", ("Norway",)),
        ("Kenya had come with a smaller proposal covering milk.", ("Kenya",)),
        ("The two sides studied the moderators’ paper.", ("moderators",)),
        ("A proposal by Norway is to be discussed in July.", ("Norway",)),
    ],
)
def test_whose_an_instrument_is(proposed: Entries, words: str, sponsors: tuple[str, ...]) -> None:
    assert proposed("proposal", words)[0].sponsors == sponsors


def test_points_stand_in_the_name_or_beside_it(proposed: Entries) -> None:
    paper, pact = proposed(
        "proposal", "They worked from a paper of 27 points.", "Five pages, twelve points: the border pact was signed."
    )
    assert (paper.points, pact.points) == (27, 12)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("A cease-fire took effect in Chad on Monday.", "cease-fire"),
        ("Chad proposed a road map on Monday.", "road map"),
        (
            "Chad and Niger signed the Comprehensive and Progressive Agreement.",
            "Comprehensive and Progressive Agreement",
        ),
        ("Norway proposed a “green” deal to Chad.", "green deal"),
    ],
)
def test_an_instrument_is_named_whole(proposed: Entries, words: str, name: str) -> None:
    assert name in [one.name for one in proposed("proposal", words)]


def test_an_instrument_in_the_name_of_another_is_none(proposed: Entries) -> None:
    found = proposed("proposal", "Chad and Niger signed the Doha Framework for Peace Treaty on Monday.")
    assert len(found) == 1


def test_what_a_country_builds_is_no_proposal(proposed: Entries) -> None:
    assert proposed("proposal", "Niger discussed its nuclear programme with Chad.") == []


@pytest.mark.parametrize(
    "words",
    [
        "A ceasefire brokered by Norway stopped the fighting between Israel and Hezbollah.",
        "Israel approved a Norway-drafted ceasefire with Lebanon.",
        "The plan was put forward by Norway last year.",
    ],
)
def test_who_brings_an_instrument_to_the_table_is_its_sponsor(proposed: Entries, words: str) -> None:
    assert proposed("proposal", words)[0].sponsors == ("Norway",)
