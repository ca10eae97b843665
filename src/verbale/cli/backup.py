"""`verbale backup` and `verbale restore`: all minutes in one file, and a database made from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.cli.minutes_options import DatabaseUrl, Printed, minutes_settings, opened, print_json
from verbale.cli.terminal import say

if TYPE_CHECKING:
    from verbale.minutes.backup import Manifest

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file; such as minutes.verbale.")]


def backup(
    file: File,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """Write all minutes of the database, with their whole past, into one file."""
    from verbale.minutes.backup import write_backup

    if file.exists() and not force:
        raise typer.BadParameter(f"{file} is there already: name another file, or --force")
    with opened(minutes_settings(database_url)) as database:
        manifest = write_backup(database, file)
    _tell(f"{file} holds", manifest, as_json=as_json)


def restore(file: File, database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """Fill an empty database, SQLite or PostgreSQL, from a file that `verbale backup` wrote."""
    from verbale.minutes.backup import read_manifest, restore_backup

    read_manifest(file)  # a bad file makes no database
    with opened(minutes_settings(database_url)) as database:
        manifest = restore_backup(database, file)
    _tell(f"{database.name} now holds", manifest, as_json=as_json)


def _tell(what: str, manifest: Manifest, *, as_json: bool) -> None:
    if as_json:
        print_json(manifest)
        return
    rows = manifest.rows
    counts = f"dossiers {rows['dossier']:,}, changes {rows['change']:,}, lines {rows['line']:,}, pages {rows['page']:,}"
    say(f"verbale: {what} the minutes as of {manifest.made}: {counts}")
