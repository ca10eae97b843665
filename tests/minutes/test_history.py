"""The minutes as they stood at any moment, what changed between two, and moments as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection

from tests.minutes.paper import any_reading, reading
from verbale.errors import StoreError
from verbale.minutes.change import Dossier, begin_change, moment_text
from verbale.minutes.dossiers import open_dossier, set_settings
from verbale.minutes.filing import file_reading
from verbale.minutes.history import as_of, find_change, find_changes, find_differences, moment_change
from verbale.minutes.standing import Standing


def test_a_moment_of_the_past_shows_what_stood_then(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada", moment="2025-12-10T12:00:00")
    file_reading(connection, dossier, any_reading(2), by="Ada", moment="2025-12-11T12:00:00+02:00")
    counts = {
        moment: len(as_of(connection, dossier, moment).lines())
        for moment in (
            "2025-11-30",
            "2025-12-09",
            "2025-12-10",
            "2025-12-11T09:59:59",
            "2025-12-11T10:00:00Z",
            "2026-01-01",
        )
    }
    assert list(counts.values()) == [0, 0, 5, 5, 10, 10]


def test_a_moment_is_of_one_dossier_where_one_is_named(connection: Connection, dossier: Dossier) -> None:
    other = open_dossier(connection, "Other", by="Ada", moment="2025-12-05")
    file_reading(connection, dossier, any_reading(1), by="Ada", moment="2025-12-10")
    assert moment_change(connection, "2025-12-06") == 2
    assert moment_change(connection, "2025-12-06", dossier) == 1
    assert moment_change(connection, "2025-12-12", other) == 2
    assert moment_change(connection, "2025-10-01", other) == 0
    assert moment_change(connection, "2025-12-05", before=True) == 1


def test_changes_are_listed_from_day_to_day(connection: Connection, dossier: Dossier) -> None:
    set_settings(connection, dossier, {"title": "A"}, by="Ada", reason="first", moment="2025-12-02T23:59:59")
    set_settings(connection, dossier, {"title": "B"}, by="Bob", moment="2025-12-03")
    set_settings(connection, dossier, {"title": "C"}, by="Cy", moment="2025-12-04")
    assert [one.by for one in find_changes(connection, dossier, since="2025-12-02", until="2025-12-03")] == [
        "Ada",
        "Bob",
    ]
    assert [one.by for one in find_changes(connection, dossier, newest_first=True, limit=2)] == ["Cy", "Bob"]
    found = find_change(connection, dossier, 2)
    assert (found.act, found.reason, found.data) == ("set", "first", {"title": "A"})
    with pytest.raises(StoreError, match="no change 99; verbale history"):
        find_change(connection, dossier, 99)


def test_what_changed_between_two_changes(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, reading(["One stays.", "Two goes away."]), by="Ada")
    file_reading(connection, dossier, reading(["One stays.", "Three came as a surprise."]), by="Ada")
    two, three = find_differences(connection, dossier, 2)
    assert (two.entry, two.before and two.before.state, two.after and two.after.state) == (2, "draft", "withdrawn")
    assert (three.entry, three.before, three.after and three.after.state) == (3, None, "draft")
    assert [one.entry for one in find_differences(connection, dossier, 0, 2)] == [1, 2]
    assert find_differences(connection, dossier, 3) == []


def test_a_log_does_not_run_backwards(connection: Connection, dossier: Dossier) -> None:
    later = datetime.now(UTC) + timedelta(days=2)
    begin_change(connection, dossier, "set", by="Ada", moment=later)
    assert begin_change(connection, dossier, "set", by="Ada").moment == moment_text(later)  # as with a clock put back
    with pytest.raises(StoreError, match="its last change was at"):
        begin_change(connection, dossier, "set", by="Ada", moment="2025-12-02")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2025-12-22", "2025-12-22T00:00:00.000000Z"),
        ("2025-12-22T11:10", "2025-12-22T11:10:00.000000Z"),
        ("2025-12-22T11:10:09+01:00", "2025-12-22T10:10:09.000000Z"),
        (datetime(2025, 12, 22, 1, tzinfo=timezone(timedelta(hours=2))), "2025-12-21T23:00:00.000000Z"),
    ],
)
def test_moments_are_written_in_one_way(given: str | datetime, written: str) -> None:
    assert moment_text(given) == written


def test_a_day_ends_with_its_last_moment() -> None:
    assert moment_text("2025-12-22", end=True) == "2025-12-22T23:59:59.999999Z"


@pytest.mark.parametrize("given", ["yesterday", "22.12.2025", "2025-13-01", ""])
def test_what_is_no_moment_is_told(given: str) -> None:
    with pytest.raises(StoreError, match="neither a day nor a moment"):
        moment_text(given)


def test_a_standing_of_a_past_change_tells_sources_and_figures_as_they_were(
    connection: Connection, dossier: Dossier
) -> None:
    file_reading(connection, dossier, reading(["One."], headline="Early", people=["Ann Archer"]), by="Ada")
    file_reading(connection, dossier, reading(["One.", "Two."], headline="Late", people=["Bo Baker"]), by="Ada")
    then, now = Standing(connection, dossier, 2), Standing(connection, dossier)
    assert [then.sources()[1].headline, now.sources()[1].headline] == ["Early", "Late"]
    assert [then.article_json(1)["text"], now.article_json(1)["text"]] == ["One.", "One.\n\nTwo."]
    assert [then.figures("person")[0].name, now.figures("person")[0].name] == ["Ann Archer", "Bo Baker"]
