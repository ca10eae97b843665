"""What a view reads of a dossier gives the same as all of it would: views by database and views of values agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.minutes.crowd import TODAY, file_crowd
from tests.minutes.paper import any_reading
from verbale.minutes.brief import Since, make_brief
from verbale.minutes.change import Dossier
from verbale.minutes.contested import find_contested
from verbale.minutes.database import Database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.forecasts import find_forecasts
from verbale.minutes.history import find_changes
from verbale.minutes.meetings import make_meetings
from verbale.minutes.named import find_names
from verbale.minutes.network import make_network
from verbale.minutes.people import call_roll
from verbale.minutes.places import KINDS, Window
from verbale.minutes.proposals import make_ledger
from verbale.minutes.standing import Standing
from verbale.minutes.timeline import make_timeline
from verbale.minutes.timeline_window import find_timeline
from verbale.minutes.told import names_of
from verbale.minutes.views import (
    brief_of,
    contested_of,
    forecasts_of,
    meetings_of,
    network_of,
    people_of,
    positions_of,
    proposals_of,
)

WINDOWS = (
    Window(),
    Window(limit=7),
    Window(limit=7, newest_first=False),
    Window(first="2025-03-01", last="2025-05-20"),
    Window(first="2025-08-01"),
    Window(kinds=("event", "statement"), limit=30),
    Window(parties=("Iran", "China"), limit=25),
    Window(parties=("Iran",), kinds=("meeting", "event"), newest_first=False),
)


@pytest.fixture
def crowd(connection: Connection, dossier: Dossier) -> list[Standing]:
    """A dossier now, and as it stood when half of what was done to it was done."""
    standing = file_crowd(connection, dossier)
    changes = [change.id for change in find_changes(connection, dossier)]
    return [standing, replace(standing, at=sorted(changes)[-9])]


def test_names_are_found_as_in_all_figures(crowd: list[Standing]) -> None:
    for standing in crowd:
        assert find_names(standing) == names_of(standing.figures())
    assert find_names(crowd[0])


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_window_of_the_timeline_is_that_of_all_lines(crowd: list[Standing], window: Window) -> None:
    for standing in crowd:
        names = names_of(standing.figures())
        every = make_timeline(standing.lines(), standing.sources(), today=TODAY, window=window, names=names)
        assert find_timeline(standing, TODAY, window) == every
        assert every.total


def test_windows_follow_each_other_without_gap_or_repeat(crowd: list[Standing]) -> None:
    for newest_first in (True, False):
        found: list[int] = []
        window = Window(limit=60, newest_first=newest_first)
        while True:
            timeline = find_timeline(crowd[0], TODAY, window)
            found += [row.subject for day in timeline.days for row in (*day.happened, *day.told)]
            if timeline.next is None:
                break
            window = replace(window, after=timeline.next)
        assert len(found) == len(set(found)) == timeline.total


def test_some_meetings_stand_for_the_events_that_tell_them_again(crowd: list[Standing]) -> None:
    timeline = find_timeline(crowd[0], TODAY, Window(kinds=KINDS, limit=2000))
    rows = [row for day in timeline.days for row in (*day.happened, *day.told)]
    assert any(row.also for row in (*rows, *timeline.planned))


def test_views_that_read_a_part_are_those_of_all_lines(crowd: list[Standing]) -> None:
    for standing in crowd:
        lines, sources, names = standing.lines(), standing.sources(), names_of(standing.figures())
        proposals = make_ledger(lines, sources, limit=15, names=names)
        assert proposals_of(standing, limit=15) == proposals
        assert any(proposal.replies for proposal in proposals.proposals)
        meetings = make_meetings(lines, sources, today=TODAY, limit=8, names=names)
        assert meetings_of(standing, TODAY, limit=8) == meetings
        assert any(side.readout for meeting in meetings.all() for side in meeting.delegations)
        roster = call_roll(standing.figures(), lines, sources, names=names)
        assert people_of(standing) == roster
        assert any(person.met and person.spoke for person in roster.people)
        contested = find_contested(lines, sources, names=names)
        assert contested_of(standing) == contested
        assert contested.questions
        assert any(denial.against for denial in contested.denials)
        network = make_network(lines, sources, names=names)
        assert network_of(standing) == network
        assert network.met_persons.edges
        forecasts = find_forecasts(lines, lines, sources, today=TODAY, names=names)
        assert forecasts_of(standing, TODAY) == forecasts != ()


def test_a_brief_of_what_it_shows_is_that_of_all_lines(crowd: list[Standing]) -> None:
    for standing in crowd:
        lines, sources, names = standing.lines(), standing.sources(), names_of(standing.figures())
        brief = make_brief(standing.dossier.name, lines, sources, today=TODAY, names=names)
        assert brief_of(standing, TODAY) == brief
        assert all(section.sentences or section.table for section in brief.sections)


def test_a_brief_since_a_moment_has_new_what_did_not_stand_then(crowd: list[Standing]) -> None:
    standing, before = crowd
    moment = next(one.moment for one in find_changes(standing.connection, standing.dossier) if one.id == before.at)
    since = Since(moment, frozenset(line.entry for line in before.lines()))
    lines, sources, names = standing.lines(), standing.sources(), names_of(standing.figures())
    brief = make_brief(standing.dossier.name, lines, sources, today=TODAY, since=since, names=names)
    assert brief_of(standing, TODAY, since=moment) == brief


def test_a_view_is_made_once_until_something_changes(database: Database) -> None:
    with database.writing() as connection:
        dossier = open_dossier(connection, "Peace talks", by="Ada")
        file_reading(connection, dossier, any_reading(1), by="Ada")
        assert positions_of(Standing(connection, dossier)) is not positions_of(Standing(connection, dossier))
    with database.reading() as connection:
        before = positions_of(Standing(connection, dossier))
        assert positions_of(Standing(connection, dossier)) is before
        assert positions_of(Standing(connection, dossier), issues=("process",)) is not before
    with database.writing() as connection:
        file_reading(connection, dossier, any_reading(2), by="Ada")
    with database.reading() as connection:
        after = positions_of(Standing(connection, dossier))
        assert len(after.cells) and after != before
        changes = find_changes(connection, dossier)
        assert positions_of(Standing(connection, dossier, sorted(one.id for one in changes)[-2])) == before
