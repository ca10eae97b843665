"""Any change can be taken back, and taking back too; what later changes stand on is not pulled from under them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from tests.minutes.paper import any_reading, reading
from verbale.errors import StoreError
from verbale.minutes.amending import Version, amend, revised, standing_rows
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.dossiers import set_settings
from verbale.minutes.filing import Fresh, file_reading
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo


def accept(connection: Connection, dossier: Dossier, *entries: int) -> Change:
    rows = standing_rows(connection, dossier, "line", entries)
    change = begin_change(connection, dossier, "accepted", by="Ada")
    amend(connection, change, [revised("line", row, state="accepted", reviewer="Ada") for row in rows.values()])
    return change


def seen(connection: Connection, dossier: Dossier) -> Any:
    """What stands, but for the changes that made it so."""
    standing = Standing(connection, dossier)
    every = ("draft", "accepted", "edited", "rejected", "withdrawn")
    return (
        sorted((line.entry, line.state, line.subject, line.text) for line in standing.lines(states=every)),
        [(source.article, source.story, source.version, source.gone) for source in standing.sources().values()],
        [(figure.figure, figure.subject) for figure in standing.figures()],
        standing.settings(),
    )


def test_a_review_is_taken_back_and_done_again(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada")
    before = seen(connection, dossier)
    change = accept(connection, dossier, 1, 2)
    after = seen(connection, dossier)
    undone = undo(connection, dossier, change.id, by="Bob", reason="too soon")
    assert (undone.act, undone.undoes, undone.by, undone.reason) == ("undone", change.id, "Bob", "too soon")
    assert seen(connection, dossier) == before
    undo(connection, dossier, undone.id, by="Bob")
    assert seen(connection, dossier) == after
    again = undo(connection, dossier, change.id, by="Bob")  # it stands again, so it can be undone again
    assert seen(connection, dossier) == before
    assert Standing(connection, dossier, again.id - 1).line(1).state == "accepted"


def test_a_filing_and_an_edit_of_a_page_are_taken_back(connection: Connection, dossier: Dossier) -> None:
    states = [seen(connection, dossier)]
    for sentences in (["One stays.", "Two goes away."], ["One stays.", "Three came as a surprise."]):
        file_reading(connection, dossier, reading(sentences), by="Ada")
        states.append(seen(connection, dossier))
    undo(connection, dossier, 3, by="Ada")
    assert seen(connection, dossier) == states[1]
    undo(connection, dossier, 2, by="Ada")
    assert seen(connection, dossier) == states[0]
    assert file_reading(connection, dossier, reading(["One stays."]), by="Ada").outcome == "new"
    with pytest.raises(StoreError, match="later changes stand on it"):
        undo(connection, dossier, 5, by="Ada")  # the page was filed anew since


def test_a_setting_is_taken_back(connection: Connection, dossier: Dossier) -> None:
    set_settings(connection, dossier, {"title": "A", "watch": ["Hormuz"]}, by="Ada")
    change = set_settings(connection, dossier, {"title": "B", "watch": None}, by="Ada")
    undo(connection, dossier, change.id, by="Ada")
    assert Standing(connection, dossier).settings() == {"title": "A", "watch": ["Hormuz"]}


def test_what_later_changes_stand_on_is_named(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada")
    first = accept(connection, dossier, 1)
    second = accept(connection, dossier, 1)
    before = seen(connection, dossier)
    for change in (2, first.id):
        with pytest.raises(StoreError, match=rf"later changes stand on it \(.*{second.id if change > 2 else first.id}"):
            undo(connection, dossier, change, by="Ada")
    assert seen(connection, dossier) == before


def test_what_cannot_be_taken_back_is_told(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada")
    change = accept(connection, dossier, 1)
    undo(connection, dossier, change.id, by="Ada")
    with pytest.raises(StoreError, match="undone already, by change 4; to do it again, undo change 4"):
        undo(connection, dossier, change.id, by="Ada")
    with pytest.raises(StoreError, match="altered nothing"):
        undo(connection, dossier, 1, by="Ada")
    with pytest.raises(StoreError, match="no change 77"):
        undo(connection, dossier, 77, by="Ada")


def test_what_was_joined_to_a_filing_that_is_taken_back_stays_together(
    connection: Connection, dossier: Dossier
) -> None:
    def join(_: Connection, __: Dossier, fresh: Fresh) -> None:
        fresh.lines[0]["subject"] = 1
        fresh.figures[0]["subject"] = 1
        fresh.articles[0] |= {"story": 1, "origin": 1}

    for number in (1, 2, 3):
        one = any_reading(number, entries=2)
        file_reading(connection, dossier, one, by="Ada", join=join if number > 1 else None)
    before = seen(connection, dossier)
    undone = undo(connection, dossier, 2, by="Ada")
    standing = Standing(connection, dossier)
    assert {line.entry: line.subject for line in standing.lines()} == {3: 3, 4: 4, 5: 3, 6: 6}
    assert {one.article: (one.story, one.origin) for one in standing.sources().values()} == {2: (2, 2), 3: (2, 2)}
    assert [one.subject for one in standing.figures("person")] == [3, 3]
    undo(connection, dossier, undone.id, by="Ada")
    assert seen(connection, dossier) == before


def test_one_change_may_write_a_thing_twice(connection: Connection, dossier: Dossier) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada")
    before = seen(connection, dossier)
    change = begin_change(connection, dossier, "edited", by="Ada")
    for text in ("first", "second"):
        row = standing_rows(connection, dossier, "line", [1])[1]
        amend(connection, change, [revised("line", row, text=text)])
    amend(connection, change, [Version("apart", None, {"what": "line", "one": 1, "other": 2})])
    assert Standing(connection, dossier).line(1).text == "second"
    undo(connection, dossier, change.id, by="Ada")
    assert seen(connection, dossier) == before


def test_a_row_that_somebody_else_changed_meanwhile_is_not_changed_blindly(
    connection: Connection, dossier: Dossier
) -> None:
    file_reading(connection, dossier, any_reading(1), by="Ada")
    stale = standing_rows(connection, dossier, "line", [1])[1]
    accept(connection, dossier, 1)
    change = begin_change(connection, dossier, "rejected", by="Bob")
    with pytest.raises(StoreError, match="does not stand any more; somebody was quicker"):
        amend(connection, change, [revised("line", stale, state="rejected")])
