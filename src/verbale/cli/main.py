"""The command `verbale`: what it can do, and the one place where errors become exit codes.

Exit status: 0 all went well; 1 a page could not be read, or the reader of our output went away; 2 the command or a
setting was not understood; 130 interrupted.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from verbale.cli import (
    account,
    backup,
    brief,
    contested,
    desk,
    dossier,
    file,
    forecasts,
    history,
    joins,
    meetings,
    minutes,
    money,
    network,
    page,
    people,
    positions,
    proposals,
    read,
    review,
    search,
)
from verbale.cli.terminal import say_error
from verbale.errors import VerbaleError

app = typer.Typer(
    name="verbale",
    help="Read the news about a negotiation and keep its minutes, every line tied to the sentence it came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.command("page")(page.page)
app.command("dossier")(dossier.dossier)
app.command("file")(file.file)
app.command("minutes")(minutes.minutes)
app.command("positions")(positions.positions)
app.command("money")(money.money)
app.command("meetings")(meetings.meetings)
app.command("people")(people.people)
app.command("forecasts")(forecasts.forecasts)
app.command("proposals")(proposals.proposals)
app.command("contested")(contested.contested)
app.command("network")(network.network)
app.command("brief")(brief.brief)
app.command("history")(history.history)
app.command("search")(search.search)
app.command("joins")(joins.joins)
app.command("join")(joins.join)
app.command("part")(joins.part)
app.command("review")(review.review)
app.command("desk")(desk.desk)
app.add_typer(account.app, name="account")
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"verbale {version('verbale')}")
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Options of the command itself."""


def run() -> None:
    """The console script: runs the command line and leaves with its status."""
    try:
        app()
    except VerbaleError as error:  # a setting: pages' errors are told where they happen
        say_error(error)
        sys.exit(2)
