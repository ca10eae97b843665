"""Dossiers whose every view is kept beside this file; write them anew with `python -m tests.minutes.golden`.

Comes in: readings that persons wrote. Goes out: what each view of their dossier is, as a value and as a terminal shows
it. Read the difference line by line against the articles before it is kept.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from sqlalchemy import Connection
from typer.testing import CliRunner

from tests.minutes.lake import lake_readings, review_lake
from verbale.cli.main import app
from verbale.minutes import views
from verbale.minutes.change import Dossier
from verbale.minutes.database import Database, open_database
from verbale.minutes.dossiers import find_dossier, open_dossier
from verbale.minutes.filing import file_reading
from verbale.minutes.joiner import Joiner
from verbale.minutes.plain import plain
from verbale.minutes.standing import Standing
from verbale.minutes.timeline import Window


class _Evening(datetime):
    """The clock while a dossier is reviewed: always the evening before the day that is today in the first of them."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2026, 4, 4, 20, tzinfo=tz)


FOLDER = Path(__file__).parent / "golden"
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Kept:
    """A dossier: its name, the day that is today in it, and its readings."""

    name: str
    today: str
    readings: Callable[[], Sequence[Mapping[str, Any]]]
    review: Callable[[Connection, Dossier], None] | None = None
    whole: bool = False  #: its views are kept as values, too; of the larger ones only their words are

    @property
    def folder(self) -> Path:
        return FOLDER / self.name.casefold().replace(" ", "-")


def _stored(*names: str) -> Callable[[], list[dict[str, Any]]]:
    return lambda: [json.loads((FOLDER / "readings" / f"{name}.json").read_text("utf-8")) for name in names]


DOSSIERS = (
    Kept("Lake Ostra", "2026-04-05", lake_readings, review_lake, whole=True),
    Kept("Ukraine talks", "2025-12-16", _stored("geneva-draft", "berlin-guarantees")),
    Kept("Trade and climate", "2025-05-13", _stored("baku-finance", "geneva-tariffs")),
)
VIEWS: dict[str, Callable[[Standing, str], Any]] = {
    "brief": views.brief_of,
    "minutes": lambda standing, today: views.timeline_of(standing, today, Window(limit=60)),
    "positions": lambda standing, _: views.positions_of(standing),
    "proposals": lambda standing, _: views.proposals_of(standing, limit=30),
    "money": lambda standing, _: views.money_of(standing),
    "meetings": views.meetings_of,
    "people": lambda standing, _: views.people_of(standing),
    "forecasts": views.forecasts_of,
    "contested": lambda standing, _: views.contested_of(standing),
    "network": lambda standing, _: views.network_of(standing),
}


def file_all(database: Database) -> None:
    """Each dossier, filed article by article on the day on which it was published."""
    for kept in DOSSIERS:
        for reading in kept.readings():
            moment = f"{reading['article']['published'][:10]}T23:00:00Z"
            with database.writing() as connection:
                dossier = open_dossier(connection, kept.name, by="Ada", moment=moment)
                file_reading(connection, dossier, reading, by="Ada", moment=moment, join=Joiner())
        if kept.review:
            with patch("verbale.minutes.change.datetime", _Evening), database.writing() as connection:
                kept.review(connection, find_dossier(connection, kept.name))


def value_of(database: Database, kept: Kept, view: str) -> str:
    """A view's value as JSON, each line by its entry's number and its sentence; what is empty is left out."""
    with database.reading() as connection:
        standing = Standing(connection, find_dossier(connection, kept.name))
        return _written(_short(plain(VIEWS[view](standing, kept.today)))) + "\n"


def shown_of(url: str, kept: Kept, view: str) -> str:
    """What the view's command prints where its output is no terminal."""
    done = CliRunner().invoke(app, [view, kept.name, "--database", url, "--as-of", kept.today])
    if done.exit_code:
        raise RuntimeError(done.output) from done.exception
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        told = cast("dict[str, Any]", value)
        if "entry" in told and "subject" in told:
            return f"#{told['entry']} {told['text']}"
        return {name: short for name, one in told.items() if (short := _short(one)) not in (None, [], {}, "")}
    return [_short(one) for one in cast("list[Any]", value)] if isinstance(value, list) else value


def _written(value: Any, indent: int = 0) -> str:
    """JSON with each value that fits on one line."""
    whole = json.dumps(value, ensure_ascii=False)
    if indent + len(whole) <= _WIDTH or not isinstance(value, dict | list):
        return whole
    here, pad = " " * indent, " " * (indent + 1)
    if isinstance(value, list):
        items = [pad + _written(one, indent + 1) for one in cast("list[Any]", value)]
        return "\n".join(("[", ",\n".join(items), f"{here}]"))
    told = cast("dict[str, Any]", value)
    items = [f"{pad}{json.dumps(name)}: {_written(one, indent + 1)}" for name, one in told.items()]
    return "\n".join(("{", ",\n".join(items), f"{here}}}"))


def golden_files(kept: Kept, view: str) -> tuple[Path, Path]:
    """Where a view's value and its words are kept."""
    return kept.folder / f"{view}.json", kept.folder / f"{view}.{'md' if view == 'brief' else 'txt'}"


def _made(database: Database, url: str) -> Iterator[tuple[Path, str]]:
    for kept in DOSSIERS:
        for view in VIEWS:
            value, words = golden_files(kept, view)
            if kept.whole:
                yield value, value_of(database, kept, view)
            yield words, shown_of(url, kept, view)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/minutes.db"
        database = open_database(url)
        file_all(database)
        for path, text in _made(database, url):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        database.close()


if __name__ == "__main__":
    main()
