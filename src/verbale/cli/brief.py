"""`verbale brief`: one page of prose and tables on a dossier, every sentence with its proof, as Markdown."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from verbale.cli.minutes_options import AsOf, DatabaseUrl, Name, Printed, print_json, standing


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
    from verbale.minutes.brief import Since, make_brief
    from verbale.minutes.brief_text import to_markdown
    from verbale.minutes.history import moment_change
    from verbale.minutes.rates import load_rates
    from verbale.minutes.standing import Standing

    known = load_rates(rates) if rates else None
    with standing(name, database_url, as_of) as stands:
        settings = stands.settings()
        before = None
        if since:
            then = Standing(stands.connection, stands.dossier, moment_change(stands.connection, since, stands.dossier))
            before = Since(since, frozenset(line.entry for line in then.lines()))
        made = make_brief(
            settings.get("title") or name,
            stands.lines(),
            stands.sources(),
            stands.figures(),
            today=(as_of or date.today().isoformat())[:10],
            since=before,
            parties=settings.get("parties", ()),
            issues=settings.get("issues", ()),
            rates=known,
            into=into.upper() if into else None,
        )
    if as_json:
        print_json(made)
    else:
        sys.stdout.write(to_markdown(made))
