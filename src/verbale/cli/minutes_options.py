"""The options that the commands of the minutes share: which database, which dossier, as of when, for whom.

The database is opened, and its errors told, when a command begins; `--as-of` takes a day (its end) or a moment.
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from verbale.minutes.database import Database
    from verbale.minutes.standing import Standing
    from verbale.settings import Settings

Name = Annotated[str, typer.Argument(metavar="DOSSIER", help="The dossier's name.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="A file or an SQLAlchemy URL [env: VERBALE_DATABASE]."),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="As the minutes stood at the end of a day, or at a moment.")
]
Printed = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="In whose name [env: VERBALE_REVIEWER; else the login].")
]


def minutes_settings(url: str | None, by: str | None = None) -> Settings:
    """The settings of this process with the command line's database and name."""
    from verbale.settings import current_settings

    return current_settings(database=url, reviewer=by)


@contextmanager
def opened(settings: Settings) -> Generator[Database]:
    """The database of the settings, closed at the end. Raises StoreError where it cannot be used."""
    from verbale.minutes.database import open_database

    database = open_database(settings.database or None)
    try:
        yield database
    finally:
        database.close()


def today_of(as_of: str | None) -> str:
    """The day that counts as today: the one asked for, else this one."""
    return as_of[:10] if as_of else date.today().isoformat()


def whose(settings: Settings) -> str:
    """In whose name this process decides."""
    try:
        return settings.reviewer or getpass.getuser()
    except (OSError, KeyError):  # a login without a name
        return "unnamed"


@contextmanager
def standing(name: str, url: str | None, as_of: str | None) -> Generator[Standing]:
    """A dossier as it stands, now or at the end of a day. Raises StoreError where there is none of that name."""
    from verbale.minutes.dossiers import find_dossier
    from verbale.minutes.history import moment_change
    from verbale.minutes.standing import Standing

    with opened(minutes_settings(url)) as database, database.reading() as connection:
        dossier = find_dossier(connection, name)
        at = moment_change(connection, as_of, dossier) if as_of else None
        yield Standing(connection, dossier, at)


def print_json(value: Any) -> None:
    """A view, or any value made of dataclasses, as one JSON document."""
    from verbale.minutes.plain import plain

    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n")
