"""Positions: whose, which way, on what, each with the sentence that motivated its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from verbale.reading.actors import Actors
from verbale.reading.draft import Draft
from verbale.reading.leaned import RULE
from verbale.reading.leanings import CLASSES, Weights
from verbale.reading.positions import is_same_position, propose_positions

Entries = Callable[..., list[Any]]


def ruled(made: list[Any]) -> list[Any]:
    """Those that a rule found, and not only how a phrase leans."""
    return [one for one in made if not one.origin.by.endswith(RULE)]


def found(made: list[Any]) -> list[tuple[str, str, str]]:
    return [(one.party, one.stance, one.what) for one in ruled(made)]


@pytest.mark.parametrize(
    ("words", "party", "stance", "what"),
    [
        ("Iran demanded the release of four tankers.", "Iran", "demands", "the release of four tankers"),
        ("Iraq rejected a plan to move the border.", "Iraq", "refuses", "a plan to move the border"),
        ("Kuwait has offered to host the next round of talks.", "Kuwait", "offers", "host the next round of talks"),
        ("Iran opposes the new border fence.", "Iran", "opposes", "the new border fence"),
        ("Iraq refused to sign the treaty.", "Iraq", "refuses", "sign the treaty"),
        ("Oman is ready to share the water of the river.", "Oman", "offers", "share the water of the river"),
        ("Iran will not accept foreign inspectors.", "Iran", "refuses", "foreign inspectors"),
        ("Iraq does not support the ceasefire.", "Iraq", "opposes", "the ceasefire"),
        ("The plan was rejected by Iran.", "Iran", "refuses", "The plan"),
        ("Iran’s opening demand was 80 per cent of the flow.", "Iran", "demands", "80 per cent of the flow"),
        ("What Iraq wants most is a share of the power.", "Iraq", "demands", "a share of the power"),
        ("Iraq is against any toll on the river.", "Iraq", "opposes", "any toll on the river"),
        ("Iraq left without signing the ceasefire.", "Iraq", "refuses", "the ceasefire"),
        ("Iran has no objection to inspections.", "Iran", "accepts", "inspections"),
        ("Iran consented to the inspections.", "Iran", "accepts", "the inspections"),
        ("They cited the insistence of Oman that every soldier go.", "Oman", "demands", "every soldier go"),
        ("A return to conscription, which Iran favours, is near.", "Iran", "supports", "A return to conscription"),
        ("Iran calls the toll unlawful.", "Iran", "opposes", "the toll"),
        ("Oman considers a term of 30 months too long.", "Oman", "opposes", "a term of 30 months"),
        ("Iran wanted Iraq inside the treaty.", "Iran", "demands", "Iraq inside the treaty"),
        ("Oman vowed that no troops would be sent.", "Oman", "refuses", "no troops would be sent"),
    ],
)
def test_a_word_of_stance_has_a_holder_and_a_matter(
    proposed: Entries, words: str, party: str, stance: str, what: str
) -> None:
    assert (party, stance, what) in found(proposed("position", words))


def test_we_are_whoever_speaks(proposed: Entries) -> None:
    made = proposed(
        "position",
        "Iranian Foreign Minister Ali Rezai spoke in Muscat. “We reject any limit on our missiles,” Rezai said.",
    )
    assert ("Iran", "refuses", "any limit on our missiles") in found(made)


def test_a_pronoun_goes_back_to_its_party(proposed: Entries) -> None:
    made = proposed("position", "Iran left the talks on Monday. It demanded an apology from the hosts.")
    assert any(party == "Iran" and stance == "demands" for party, stance, _ in found(made))


def test_what_is_only_imagined_is_no_position(proposed: Entries) -> None:
    assert found(proposed("position", "Iran might demand the return of the islands.")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Iran demanded an end to the patrols. Oman’s negotiators turned it down.",
        "Iran demanded an end to the patrols; Oman has refused.",
    ],
)
def test_what_answers_a_wish_is_about_that_wish(proposed: Entries, words: str) -> None:
    made = proposed("position", words)
    (answer,) = [one for one in ruled(made) if one.party == "Oman" and one.stance == "refuses"]
    assert (answer.what, answer.toward) == ("an end to the patrols", "Iran")
    assert "an end to the patrols" in answer.evidence[0].exact


def test_an_answer_to_nothing_is_no_position(proposed: Entries) -> None:
    assert found(proposed("position", "The envoys met at noon. Oman has refused.")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Iran threatened Oman with sanctions should the fighting continue.",
        "Iran told reporters that the leaders had met.",
    ],
)
def test_a_condition_and_what_reporters_are_told_are_no_demands(proposed: Entries, words: str) -> None:
    assert [one for one in found(proposed("position", words)) if one[1] == "demands"] == []


def test_what_a_proposal_is_not_is_no_refusal(proposed: Entries) -> None:
    assert found(proposed("position", "Iran’s proposal is not a final deal.")) == []


def test_the_sentence_is_the_evidence(proposed: Entries) -> None:
    made = proposed("position", "Nobody spoke. Iraq rejected a plan to move the border.")
    (position,) = ruled(made)
    assert position.evidence[0].exact == "Iraq rejected a plan to move the border."
    assert position.text == "Iraq refuses a plan to move the border."


def test_what_another_is_to_do_is_not_its_own_stance(proposed: Entries) -> None:
    made = proposed("position", "Iran made a request that Moldova drop parts of the treaty.")
    assert found(made) == [("Iran", "demands", "Moldova drop parts of the treaty")]
    assert not any(one.party == "Moldova" and "request" not in one.what for one in made)


def test_what_is_judged_in_a_relative_clause_is_the_noun_before_it(proposed: Entries) -> None:
    made = proposed("position", "Iraq repeated a demand that Oman calls a pretext for war.")
    assert found(made) == [("Oman", "opposes", "a demand")]


def test_where_nobody_is_named_it_is_toward_the_other_of_two(proposed: Entries) -> None:
    found = proposed(
        "position",
        "Iran and Iraq met in Algiers on Monday. Iraq came late. Oman was their host.",
        "Iran demanded the return of the whole strip. Oman demanded an early end of the talks.",
    )
    assert {(one.party, one.toward) for one in found} >= {("Iran", "Iraq"), ("Oman", None)}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Iraq wanted to reopen the bridge.", "Iraq wants to reopen the bridge."),
        ("Oman urged Iran to open the strait.", "Oman wants Iran to open the strait."),
        ("The Bosnian Serbs rejected the plan.", "Bosnian Serbs refuse the plan."),
        ("Iraq rejected Kurdish demands.", "Iraq refuses Kurdish demands."),
    ],
)
def test_its_sentence_reads_as_a_person_would_write_it(proposed: Entries, words: str, text: str) -> None:
    assert text in [one.text for one in proposed("position", words)]


def test_a_phrase_that_only_leans_has_one_holder(proposed: Entries) -> None:
    made = proposed("position", "Oman urged Iran to open the strait before the summer.")
    (told, *_) = [one for one in made if one.party == "Oman" and one.stance == "demands"]
    leaned = replace(told, party="Iran", origin=replace(told.origin, by=f"verbale, rule {RULE}"))
    assert is_same_position(told, leaned)
    assert not is_same_position(told, replace(told, party="Iran"))


def test_whom_a_demand_is_made_of(proposed: Entries) -> None:
    made = proposed("position", "Oman urged Iran to open the strait before the summer.")
    assert ("Oman", "demands", "Iran") in [(one.party, one.stance, one.toward) for one in made]


def test_what_leans_needs_no_word_of_stance(draft: Callable[..., Draft]) -> None:
    read = draft("Nobody spoke. For Iran, the enrichment of uranium is a right.")
    by_sign = np.zeros((1, len(CLASSES)), np.float32)
    by_sign[0, CLASSES.index("demands")] = 9
    bias = np.zeros(len(CLASSES), np.float32)
    bias[0] = 6
    weights = Weights({"lemma:right": 0}, by_sign, np.zeros((4 * 384, len(CLASSES)), np.float32), bias)
    (position,) = (one.entry for one in propose_positions(read, Actors(read, ()), (), weights))
    assert (position.party, position.stance) == ("Iran", "demands")
    assert position.what == "the enrichment of uranium is a right"
    assert position.evidence[0].exact == "For Iran, the enrichment of uranium is a right."


def test_a_party_takes_one_stance_on_a_matter_in_one_sentence(proposed: Entries) -> None:
    one = ruled(proposed("position", "Iraq rejected a plan to move the border."))[0]
    other = replace(one, stance="demands", what="to move the border")
    assert is_same_position(one, other)
    assert not is_same_position(one, replace(other, party="Iran"))
    elsewhere = (replace(one.evidence[0], start=900, end=940),)
    assert not is_same_position(one, replace(other, evidence=elsewhere))
    assert is_same_position(one, replace(one, evidence=elsewhere))
