"""`verbale file`: pages, or readings made before, read and kept in a dossier.

Many pages are read by a process for each core, and filed one after another in their order. Each page is a transaction
of its own: a bad one is told and the others go on, and a run that was stopped can be run again, since what is filed
already is not filed twice.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verbale.cli.minutes_options import By, DatabaseUrl, minutes_settings, opened, whose
from verbale.cli.pages import Debug, Encoding
from verbale.cli.terminal import progress, say, say_error

if TYPE_CHECKING:
    from verbale.minutes.filing import Filed, Incoming
    from verbale.reading.own_issues import Followed
    from verbale.settings import Settings

Pages = Annotated[
    list[str], typer.Argument(metavar="PAGE…", help="A file, - for standard input, a URL, or a reading (.json).")
]
InDossier = Annotated[
    str, typer.Option("--dossier", metavar="NAME", help="The dossier; made where there is none of the name.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a page.")]


def file(
    pages: Pages,
    dossier: InDossier,
    database_url: DatabaseUrl = None,
    by: By = None,
    as_json: AsJson = False,
    encoding: Encoding = None,
    debug: Debug = False,
) -> None:
    """Read pages and file them in a dossier. A page that is there already adds nothing; an edited one is a version."""
    from verbale.minutes.dossiers import find_dossiers, open_dossier, own_issues
    from verbale.minutes.filing import file_readings
    from verbale.minutes.joiner import Joiner
    from verbale.minutes.standing import Standing
    from verbale.work import attempt, each, processes_for

    settings = minutes_settings(database_url, by)
    name, joiner = whose(settings), Joiner()
    failed = 0
    with opened(settings) as database:
        with database.reading() as connection:
            known = next((one for one in find_dossiers(connection) if one.name == dossier), None)
            issues = own_issues(Standing(connection, known).settings()) if known else {}

        def keep(incoming: Incoming) -> Filed:
            return database.write(
                lambda connection: file_readings(
                    connection, open_dossier(connection, dossier, by=name), [incoming], by=name, join=joiner
                )[0]
            )

        read_one = partial(_read, settings=settings, encoding=encoding, issues=issues)
        processes = 1 if debug else processes_for([page for page in pages if not _is_reading(page)])
        try:
            with progress(len(pages)) as line:
                for read in each(pages, read_one, processes=processes):
                    outcome = attempt(read, keep)
                    line.step(outcome.name)
                    line.clear()
                    if outcome.error is not None:
                        failed += 1
                        say_error(outcome.error, debug=debug)
                    elif outcome.value is not None:
                        _tell(outcome.name, outcome.value, as_json=as_json)
        except KeyboardInterrupt:
            raise typer.Exit(130) from None
    say(f"verbale: {len(pages) - failed} of {len(pages)} pages filed in {dossier}")
    if failed:
        raise typer.Exit(1)


def _is_reading(name: str) -> bool:
    """Whether a name is that of a reading made before."""
    return name.endswith(".json") and "://" not in name


def _read(name: str, *, settings: Settings, encoding: str | None, issues: Followed) -> Incoming:
    """A page read, or a reading taken as it is. Raises PageError."""
    from verbale.errors import PageError
    from verbale.minutes.filing import Incoming
    from verbale.reading.entries import SCHEMA, reading_json
    from verbale.work import read

    if _is_reading(name):
        try:
            reading: Any = json.loads(Path(name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise PageError(
                name, f"not a JSON file ({error})", "give a page, or what verbale read --json wrote"
            ) from error
        if not isinstance(reading, dict) or reading.get("schema") != SCHEMA:  # pyright: ignore[reportUnknownMemberType]
            raise PageError(
                name, f"no reading of the schema {SCHEMA}", "give a page, or what verbale read --json wrote"
            )
        return Incoming(reading, name=name)  # pyright: ignore[reportUnknownArgumentType]
    found = read(name, settings=settings, encoding=encoding, issues=issues)
    page = found.article.page
    return Incoming(reading_json(found), page.data, page.name, page.encoding)


def _tell(name: str, filed: Filed, *, as_json: bool) -> None:
    if as_json:
        from verbale.minutes.plain import plain

        sys.stdout.write(json.dumps({"page": name, **plain(filed)}, ensure_ascii=False) + "\n")
        return
    from verbale.cli.terminal import console

    counts = {"new": filed.new, "changed": filed.changed, "unchanged": filed.unchanged, "withdrawn": filed.withdrawn}
    told = ", ".join(f"{len(entries)} {what}" for what, entries in counts.items() if entries) or "no entries"
    if filed.outcome == "unchanged":
        told = "is there already"
    console().print(f"{name}: article {filed.article}, {told}", soft_wrap=True)
