"""Each view of the kept dossiers is what a person read and found right, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.minutes.golden import DOSSIERS, VIEWS, Kept, file_all, golden_files, shown_of, value_of
from verbale.minutes.database import Database, open_database

_RENEW = "if the change is meant, run python -m tests.minutes.golden and read the difference"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def filed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, str]]:
    """A database with all kept dossiers, and its address."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('golden') / 'minutes.db'}"
    else:
        url = request.getfixturevalue("cluster").create(request.getfixturevalue("made"))
    database = open_database(url)
    file_all(database)
    yield database, url
    database.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kept", DOSSIERS, ids=lambda kept: kept.folder.name)
def test_a_view_is_what_was_found_right(filed: tuple[Database, str], kept: Kept, view: str) -> None:
    database, url = filed
    value, words = golden_files(kept, view)
    if kept.whole:
        assert value_of(database, kept, view) == value.read_text("utf-8"), _RENEW
    assert shown_of(url, kept, view) == words.read_text("utf-8"), _RENEW
