"""Meetings from planned to held."""

from __future__ import annotations

import json
from typing import Any

from tests.minutes.lines import line, source
from verbale.minutes.line import Line
from verbale.minutes.meetings import Meeting, Meetings, make_meetings
from verbale.minutes.plain import plain
from verbale.minutes.readouts import stands_in

SOURCES = {n: source(n, published=f"2026-03-{n:02}T10:00:00") for n in range(1, 20)}
TODAY = "2026-03-10"
TEAMS = {"Iran": ["Ali Rezaei"], "Iraq": []}


def meetings(*lines: Line, **more: Any) -> Meetings:
    return make_meetings(lines, SOURCES, **{"today": TODAY, **more})


def meeting(*lines: Line, **more: Any) -> Meeting:
    (only,) = meetings(*lines, **more).all()
    return only


def met(entry: int, article: int = 5, subject: int = 1, **fields: Any) -> Line:
    return line(
        "meeting", entry, article=article, subject=subject, **{"delegations": TEAMS, "place": "Basra", **fields}
    )


def said(entry: int, speaker: Any, content: str, **fields: Any) -> Line:
    return line("statement", entry, speakers=[speaker], content=content, **{"article": 5, **fields})


def test_delegations_are_put_together_from_all_articles() -> None:
    view = meeting(
        met(1, day="2026-03-04", name="Basra talks"),
        met(2, 6, day="2026-03-04", name="Basra talks", delegations={"Iraq": ["Sara Aziz"], "Oman": []}),
        met(3, 7, day="2026-03-04", name="Basra round", place="Basra Palace"),
    )
    assert [(side.party, side.members) for side in view.delegations] == [
        ("Iran", ("Ali Rezaei",)),
        ("Iraq", ("Sara Aziz",)),
        ("Oman", ()),
    ]
    assert view.name == "Basra talks" and view.names == ("Basra talks", "Basra round")
    assert view.place == "Basra" and view.places == ("Basra", "Basra Palace")
    assert view.heading == "held" and view.backing.outlets == 3


def test_somebody_without_a_party_joins_the_side_that_another_article_gives() -> None:
    view = meeting(met(1), met(2, delegations=[{"party": None, "members": ["Ali Rezaei"]}]))
    assert [side.party for side in view.delegations] == ["Iran", "Iraq"]


def test_a_plan_becomes_a_meeting_that_was_held() -> None:
    view = meeting(
        met(1, 2, status="planned", certainty="planned", day="2026-03-06"),
        met(2, 3, status="postponed", day="2026-03-06"),
        met(3, 4, status="planned", certainty="planned", day="2026-03-08"),
        met(4, 9, status="held", day="2026-03-08"),
    )
    assert [(step.told, step.status) for step in view.steps] == [
        ("2026-03-02", "planned"),
        ("2026-03-03", "postponed"),
        ("2026-03-04", "planned"),
        ("2026-03-09", "held"),
    ]
    assert (view.heading, view.day, view.last_told) == ("held", "2026-03-08", "2026-03-09")


def test_an_old_plan_in_a_late_article_takes_nothing_back() -> None:
    view = meeting(met(1, 5, day="2026-03-04"), met(2, 7, status="planned", certainty="planned", day="2026-03-04"))
    assert view.status == "held" and len(view.steps) == 2


def test_a_plan_whose_day_has_gone_by_is_marked_and_not_held_to_have_happened() -> None:
    plan = met(1, 2, status="planned", certainty="planned", day="2026-03-06", last_day="2026-03-07")
    assert meeting(plan).heading == "unconfirmed" and meeting(plan).status == "planned"
    assert meeting(plan, today="2026-03-07").heading == "planned", "its last day is not over"
    assert meeting(met(1, status="planned", certainty="possible")).heading == "planned"
    assert meeting(met(1, status="planned", certainty="possible")).certainty == "possible"


def test_denied_and_cancelled_meetings_have_headings_of_their_own() -> None:
    view = meetings(
        met(1, certainty="denied"),
        met(2, subject=2, status="cancelled"),
        met(3, subject=3, status="ongoing"),
        met(4, subject=4, state="rejected"),
    )
    assert [(one.subject, one.heading) for one in view.all()] == [(3, "ongoing"), (2, "cancelled"), (1, "denied")]


def test_a_denial_does_not_undo_what_others_tell() -> None:
    view = meeting(met(1, 5, day="2026-03-04"), met(2, 6, day="2026-03-04", certainty="denied"))
    assert view.heading == "held" and view.backing.certainties == ("asserted", "denied")


def test_each_side_has_its_readout_and_each_says_why() -> None:
    view = meeting(
        met(1, day="2026-03-04"),
        said(10, ("Ali Rezaei", "Iran"), "a door is open"),
        said(11, ("Sara Aziz", "Iraq"), "the talks in Basra went nowhere", article=6),
        said(12, ("Ali Rezaei", "Iran"), "nothing was signed", article=6, day="2026-03-06"),
        said(13, ("Sara Aziz", "Iraq"), "the budget is late", article=6),
        said(14, ("Ali Rezaei", "Iran"), "they will see", article=3, day="2026-03-03"),
        said(15, ("Omar Said", "Oman"), "it is watching"),
        said(16, ("Ali Rezaei", "Iran"), "much later", article=15),
    )
    iran, iraq = view.delegations
    assert [(one.speaker, one.why, one.told.line.entry) for one in iran.readout] == [
        ("Ali Rezaei", "same article", 10),
        ("Ali Rezaei", "was there", 12),
    ]
    assert [(one.speaker, one.why, one.told.line.entry) for one in iraq.readout] == [("Sara Aziz", "names it", 11)]


def test_what_is_only_planned_has_no_readout() -> None:
    view = meeting(met(1, status="planned", certainty="planned"), said(10, ("Ali Rezaei", "Iran"), "we will go"))
    assert not any(side.readout for side in view.delegations)


def test_what_comes_is_in_the_order_of_days_and_what_was_newest_first() -> None:
    view = meetings(
        met(1, subject=1, day="2026-03-20", status="planned", certainty="planned"),
        met(2, subject=2, status="planned", certainty="planned"),
        met(3, subject=3, day="2026-03-12", status="planned", certainty="planned"),
        met(4, subject=4, day="2026-03-01"),
        met(5, subject=5, day="2026-03-03"),
    )
    assert [one.subject for one in view.planned] == [3, 1, 2]
    assert [one.subject for one in view.held] == [5, 4]


def test_long_headings_come_in_parts() -> None:
    lines = [met(n, subject=n, day=f"2026-03-0{n}") for n in range(1, 6)]
    view = meetings(*lines, limit=2, skip=1)
    assert [one.subject for one in view.held] == [4, 3] and view.totals["held"] == 5


def test_an_exact_day_is_better_than_a_month() -> None:
    view = meeting(met(1, 5, day="2026-03-04"), met(2, 6, day="2026-03-01", last_day="2026-03-31"))
    assert (view.day, view.last_day) == ("2026-03-04", "2026-03-04")


def test_outcomes_and_plain_json() -> None:
    view = meetings(met(1, outcome="a date for the next round"), said(2, ("Ali Rezaei", "Iran"), "yes"))
    assert view.held[0].outcomes == ("a date for the next round",)
    written = json.loads(json.dumps(plain(view)))
    assert written["held"][0]["delegations"][0]["readout"][0]["told"]["entry"] == 2


def test_a_name_is_found_as_a_word_and_not_within_another() -> None:
    assert stands_in("Oman", "The talks in Oman’s capital went on.")
    assert stands_in("Oman", "A woman of Oman spoke.")
    assert not stands_in("Oman", "A woman of Romania spoke at the talks.")
