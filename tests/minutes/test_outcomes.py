"""What came of a forecast is noted by a person, kept through edits, and taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from tests.minutes.lake import lake_readings
from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.outcomes import note_outcome
from verbale.minutes.review import By, accept, edit
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo
from verbale.minutes.views import forecasts_of


@pytest.fixture
def foreseen(connection: Connection, dossier: Dossier) -> int:
    """The entry of a forecast: the dam is to be finished by the end of March."""
    filed = file_reading(connection, dossier, lake_readings()[0], by="Ada")
    return filed.new[-1]


def verdict(connection: Connection, dossier: Dossier) -> str | None:
    (one,) = forecasts_of(Standing(connection, dossier), "2026-04-05")
    return one.outcome.verdict if one.outcome else None


def test_an_outcome_is_noted_kept_through_an_edit_and_undone(
    connection: Connection, dossier: Dossier, foreseen: int
) -> None:
    assert verdict(connection, dossier) is None
    change = note_outcome(connection, dossier, foreseen, "did not come true", by="Ada", note="still half built")
    assert verdict(connection, dossier) == "did not come true"
    line = Standing(connection, dossier).line(foreseen)
    assert (line.state, line.fields["outcome"]["note"]) == ("draft", "still half built")
    edited = edit(connection, dossier, foreseen, {"manner": "promised"}, By("Bo", "he did")).change
    assert edited and verdict(connection, dossier) == "did not come true"
    undo(connection, dossier, edited.id, by="Bo")
    undo(connection, dossier, change.id, by="Ada")
    assert verdict(connection, dossier) is None


def test_a_line_with_an_outcome_is_still_reviewed(connection: Connection, dossier: Dossier, foreseen: int) -> None:
    note_outcome(connection, dossier, foreseen, "came true", by="Ada", shown_by=foreseen - 1)
    assert accept(connection, dossier, [foreseen], By("Ada", "March ends on the 31st")).decided == (foreseen,)
    (one,) = forecasts_of(Standing(connection, dossier), "2026-04-05")
    assert one.outcome and one.outcome.entry == foreseen - 1


@pytest.mark.parametrize(
    ("back", "told", "problem"),
    [(0, "perhaps", "no such outcome"), (1, "came true", "speaks of no time to come"), (-9, "came true", "no entry")],
)
def test_what_cannot_be_noted_is_told(
    connection: Connection, dossier: Dossier, foreseen: int, back: int, told: str, problem: str
) -> None:
    with pytest.raises(StoreError, match=problem):
        note_outcome(connection, dossier, foreseen - back, told, by="Ada")
