"""`verbale brief`: one page of prose and tables on a dossier, every sentence with its proof, as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing, today_of


def brief(
    name: Name,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="What is new since this day.")] = None,
    rates: Annotated[Path | None, typer.Option(metavar="FILE", help="Convert by the ECB's reference rates.")] = None,
    into: Annotated[str | None, typer.Option(metavar="CODE", help="The currency to convert to.")] = None,
    as_of: AsOf = None,
    database_url: DatabaseUrl = None,
    as_json: Printed = False,
) -> None:
    """The brief of a dossier: the state of play, what is new, who wants what, what is on the table, what lies ahead."""
    from verbale.minutes.brief_text import to_markdown
    from verbale.minutes.rates import load_rates
    from verbale.minutes.views import brief_of

    known = load_rates(rates) if rates else None
    with standing(name, database_url, as_of) as stands:
        made = brief_of(stands, today_of(as_of), since=since, rates=known, into=into.upper() if into else None)
    if as_json:
        print_json(made)
    else:
        sys.stdout.write(to_markdown(made))
