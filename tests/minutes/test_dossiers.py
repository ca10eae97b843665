"""Dossiers are found by name, and their settings are versions like everything else."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from verbale.errors import StoreError
from verbale.minutes.change import Dossier
from verbale.minutes.dossiers import find_dossier, find_dossiers, open_dossier, set_settings
from verbale.minutes.history import find_changes
from verbale.minutes.standing import Standing


def test_a_dossier_is_opened_once(connection: Connection, dossier: Dossier) -> None:
    assert open_dossier(connection, "Peace talks", by="Bob") == dossier == find_dossier(connection, "Peace talks")
    assert [(one.act, one.by) for one in find_changes(connection, dossier)] == [("opened", "Ada")]


def test_a_name_that_is_not_there_is_answered_with_those_that_are(connection: Connection, dossier: Dossier) -> None:
    open_dossier(connection, "Grain deal", by="Ada")
    with pytest.raises(StoreError, match="no such dossier; there are Peace talks, Grain deal"):
        find_dossier(connection, "peace talk")


def test_the_first_dossier_is_told_how_to_make(connection: Connection) -> None:
    with pytest.raises(StoreError, match="none yet; verbale file --dossier"):
        find_dossier(connection, "Peace talks")


@pytest.mark.parametrize("name", ["", "  ", " talks", "talks\n", "a\0b", "x" * 101])
def test_a_name_that_cannot_be_one_is_told(connection: Connection, name: str) -> None:
    with pytest.raises(StoreError, match="no name for a dossier"):
        open_dossier(connection, name, by="Ada")
    assert find_dossiers(connection) == []


def test_settings_stand_as_they_were_at_any_change(connection: Connection, dossier: Dossier) -> None:
    first = set_settings(connection, dossier, {"title": "Talks", "watch": ["Hormuz"]}, by="Ada")
    second = set_settings(connection, dossier, {"title": "Peace", "watch": None}, by="Ada")
    assert Standing(connection, dossier).settings() == {"title": "Peace"}
    assert Standing(connection, dossier, first.id).settings() == {"title": "Talks", "watch": ["Hormuz"]}
    assert Standing(connection, dossier, first.id - 1).settings() == {}
    assert second.data == {"title": "Peace", "watch": None}


def test_a_setting_that_there_is_not_is_told(connection: Connection, dossier: Dossier) -> None:
    with pytest.raises(StoreError, match="no setting 'colour'; it has title, issues, parties, watch"):
        set_settings(connection, dossier, {"colour": "red"}, by="Ada")
