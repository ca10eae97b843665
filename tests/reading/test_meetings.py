"""Who met whom, where, when, and whether it happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Entries = Callable[..., list[Any]]


def test_a_meeting_has_its_delegations_place_and_time(entries: Entries) -> None:
    words = "Russian Foreign Minister Pavel Orlov met the French foreign minister, Anne Moreau, in Geneva on Monday."
    (meeting,) = entries("meeting", words)
    sides = {(delegation.party, delegation.members) for delegation in meeting.delegations}
    assert sides == {("Russia", ("Pavel Orlov",)), ("France", ("Anne Moreau",))}
    assert (meeting.place, meeting.status, meeting.certainty) == ("Geneva", "held", "asserted")
    assert meeting.when and meeting.when.start == "2026-03-02"
    assert meeting.text == "Pavel Orlov and Anne Moreau met in Geneva."


def test_a_place_of_two_words_is_whole(entries: Entries) -> None:
    (meeting,) = entries("meeting", "Iranian and Iraqi envoys met in St Petersburg on Monday.")
    assert meeting.place == "St Petersburg"


@pytest.mark.parametrize(
    ("words", "status", "form"),
    [
        ("Talks between Iran and Iraq resumed in Basra on Tuesday.", "held", "unknown"),
        ("Iranian and Iraqi envoys will meet in Basra next week.", "planned", "in_person"),
        ("The president of Chad, Ali Deby, telephoned Narendra Modi on Sunday.", "held", "call"),
        ("Iran called off a meeting with Iraq in Basra.", "cancelled", "in_person"),
        ("Narendra Modi and Keir Starmer spoke by telephone on Sunday.", "held", "call"),
    ],
)
def test_a_meeting_is_held_planned_or_called_off(entries: Entries, words: str, status: str, form: str) -> None:
    (meeting,) = entries("meeting", words)
    assert (meeting.status, meeting.format) == (status, form)


@pytest.mark.parametrize(
    "words",
    [
        "Iran and Iraq have never met at this level.",
        "The plan met resistance in Iran.",
        "Pavel Orlov met reporters after the talks.",
        "Iran received signatures from the whole country.",
    ],
)
def test_what_is_no_meeting(entries: Entries, words: str) -> None:
    assert entries("meeting", words) == []


def test_the_owner_of_an_envoy_is_not_in_the_room(entries: Entries) -> None:
    (meeting,) = entries("meeting", "Anne Moreau met with Russian President Pavel Orlov‘s envoy Ivan Dorn in Geneva.")
    members = [name for delegation in meeting.delegations for name in delegation.members]
    assert sorted(members) == ["Anne Moreau", "Ivan Dorn"]


def test_a_meeting_named_twice_is_one(entries: Entries) -> None:
    found = entries(
        "meeting",
        "Iran and Iraq met in Basra on Monday.",
        "After talks between Iran and Iraq in Basra the road reopened.",
    )
    assert len(found) == 1
    assert len(found[0].evidence) == 2


def test_a_sentence_of_its_own_tells_who_sat_in_a_delegation(entries: Entries) -> None:
    (meeting,) = entries(
        "meeting",
        "Talks between Iran and Iraq, which lasted three days over the weekend, ended in Basra.",
        "The Iraqi delegation comprised the oil minister, Karim Haddad, and his aide Layla Aziz. "
        "Foreign Minister Reza Karimi led the Iranian team.",
    )
    sides = {(delegation.party, delegation.members) for delegation in meeting.delegations}
    assert sides == {("Iran", ("Reza Karimi",)), ("Iraq", ("Karim Haddad", "Layla Aziz"))}
    assert meeting.when and (meeting.when.start, meeting.when.end) == ("2026-02-27", "2026-03-01")


def test_all_whom_a_sentence_names_were_there(entries: Entries) -> None:
    (meeting,) = entries("meeting", "Marco Rubio and Steve Witkoff met Sergei Lavrov in Geneva on Monday.")
    sides = {(delegation.party, delegation.members) for delegation in meeting.delegations}
    assert sides == {("United States", ("Marco Rubio", "Steve Witkoff")), ("Russia", ("Sergei Lavrov",))}


def test_two_accounts_of_a_meeting_are_one(entries: Entries) -> None:
    (meeting,) = entries(
        "meeting",
        "The talks in Geneva were meant to bring the sides closer.",
        "Marco Rubio met with the Russian envoy, Pavel Orlov, for four hours on Monday.",
    )
    assert (meeting.place, len(meeting.evidence)) == ("Geneva", 2)
    assert {member for side in meeting.delegations for member in side.members} == {"Marco Rubio", "Pavel Orlov"}
    assert meeting.text.endswith("met in Geneva.")


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        (
            "The French envoy received Iranian and Iraqi ministers separately on Monday.",
            [{"France", "Iran"}, {"France", "Iraq"}],
        ),
        ("Russian President Pavel Orlov will visit Chad and Niger in May.", [{"Russia", "Chad"}, {"Russia", "Niger"}]),
        ("Norway, Chad and Russia signed a protocol in Geneva on Monday.", [{"Norway", "Chad", "Russia"}]),
        ("Norway had agreed by telephone with Russia to meet again.", [{"Norway", "Russia"}]),
        ("The Norwegian envoy spent two hours with the Russian minister in Geneva.", [{"Norway", "Russia"}]),
        ("Chad and Niger agreed in Accra on Monday to open the road.", [{"Chad", "Niger"}]),
        ("Ministers from Chad, Norway and Niger met until dawn.", [{"Chad", "Norway", "Niger"}]),
        ("Narendra Modi is to meet US President Donald Trump in Rome in May.", [{"India", "United States"}]),
    ],
)
def test_who_was_there_is_told_by_the_clause(proposed: Entries, words: str, sides: list[set[str]]) -> None:
    found = [{side.party for side in meeting.delegations} for meeting in proposed("meeting", words)]
    assert [one for one in sides if one not in found] == []


@pytest.mark.parametrize(
    "words",
    [
        "Planes of Air Canada would fly on Monday, Norway said.",
        "The Norwegian minister spoke of better days.",
        "Before Norway can approve it, a lawyer must sign.",
    ],
)
def test_what_proposes_no_meeting(proposed: Entries, words: str) -> None:
    assert [m for m in proposed("meeting", words) if m.evidence[0].exact in words] == []


def test_who_judges_a_meeting_was_not_in_it(proposed: Entries) -> None:
    found = proposed(
        "meeting", "Chad and Niger met in Accra on Monday.", "Senator Ann Bell called the meeting a farce."
    )
    assert all("Ann Bell" not in side.members for meeting in found for side in meeting.delegations)


def test_who_signs_for_a_side_signs_what_was_told_before(proposed: Entries) -> None:
    words = "Chad and Niger signed a truce in Accra on Monday. The minister Ali Deby signed for Chad."
    assert len(proposed("meeting", words)) == 1


def test_a_visit_to_come_is_on_the_next_such_day(proposed: Entries) -> None:
    found = proposed("meeting", "The Norwegian envoy is to fly to Russia on Friday.")
    assert [m.when.start for m in found if m.when] == ["2026-03-06"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Chad and Niger signed a truce at the Italian foreign ministry on Monday.", "Italian foreign ministry"),
        ("In Paris, where Anne Moreau received Pavel Orlov on Monday, nobody spoke of it.", "Paris"),
        ("Iranian and Iraqi envoys met in the Qatari capital on Monday.", "Doha"),
        ("GENEVA (Newswire) — Iranian and Iraqi envoys met for six hours on Monday.", "Geneva"),
        ("EXPLAINED: Iranian and Iraqi envoys met for six hours on Monday.", None),
    ],
)
def test_where_a_meeting_was(proposed: Entries, words: str, place: str | None) -> None:
    assert proposed("meeting", words)[0].place == place


def test_a_meeting_told_first_was_on_the_day_of_the_story(entries: Entries) -> None:
    (meeting,) = entries(
        "meeting",
        "Oil fell on Tuesday. The Russian envoy, Pavel Orlov, met Anne Moreau, the French minister, in Oslo.",
    )
    assert meeting.when.start == "2026-03-03"
