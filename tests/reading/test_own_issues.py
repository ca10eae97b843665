"""Issues that somebody follows beside the default ones."""

from __future__ import annotations

from tests.reading.conftest import make_article
from verbale.reading.entries import Position
from verbale.reading.own_issues import Followed, own_issue
from verbale.reading.read import read_article

PORTS = "Ukraine demanded on Monday that the corridor for its grain be kept open."
WHEAT = "Russia refused to let ships with wheat sail from the harbours of the south."
OTHER = "Turkey said on Tuesday that the prisoners of both armies would be exchanged within a week."


def issues(followed: Followed, *paragraphs: str) -> list[tuple[str, ...]]:
    return [entry.issues for entry in read_article(make_article(*paragraphs), followed).entries]


def test_an_issue_is_told_by_all_the_words_of_its_name() -> None:
    told = issues({"grain corridor": ()}, PORTS, OTHER)
    assert any(one[0] == "grain corridor" for one in told)
    assert not all("grain corridor" in one for one in told)


def test_or_by_other_words() -> None:
    assert not any("grain corridor" in one for one in issues({"grain corridor": ()}, WHEAT))
    assert any("grain corridor" in one for one in issues({"grain corridor": ("wheat",)}, WHEAT))


def test_or_by_what_it_means() -> None:
    assert any(one[0] == "exchange of prisoners" for one in issues({"exchange of prisoners": ()}, OTHER))


def test_the_default_issues_stay_and_come_after() -> None:
    followed, plain = issues({"grain corridor": ()}, PORTS), issues({}, PORTS)
    assert [tuple(one for one in told if one != "grain corridor") for told in followed] == [
        told[: len(found) - ("grain corridor" in found)] for told, found in zip(plain, followed, strict=True)
    ]


def test_a_position_is_on_the_first_of_its_issues() -> None:
    entries = read_article(make_article(PORTS), {"grain corridor": ()}).entries
    assert {entry.issue for entry in entries if isinstance(entry, Position)} == {"grain corridor"}


def test_a_default_issue_in_the_list_changes_nothing() -> None:
    assert issues({"ceasefire": ("wheat",)}, PORTS, WHEAT, OTHER) == issues({}, PORTS, WHEAT, OTHER)


def test_small_words_of_a_name_tell_nothing() -> None:
    assert own_issue("law of the sea").told == (frozenset({"law", "sea"}),)
