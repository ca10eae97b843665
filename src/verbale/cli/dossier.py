"""`verbale dossier`: the dossiers there are, one with its articles, and its settings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verbale.cli.minutes_options import (
    By,
    DatabaseUrl,
    Printed,
    minutes_settings,
    opened,
    print_json,
    whose,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.minutes.dossiers import Dossier

Maybe = Annotated[str | None, typer.Argument(metavar="DOSSIER", help="One dossier; all of them where none is named.")]
Listed = "; separated by commas"


def dossier(
    name: Maybe = None,
    title: Annotated[str | None, typer.Option(help="Set its title.")] = None,
    issues: Annotated[str | None, typer.Option(help=f"Set its list of issues{Listed}.")] = None,
    parties: Annotated[str | None, typer.Option(help=f"Set the parties that matter{Listed}.")] = None,
    watch: Annotated[str | None, typer.Option(help=f"Set the words and names to look out for{Listed}.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Make it, where there is none of the name.")] = False,
    database_url: DatabaseUrl = None,
    by: By = None,
    as_json: Printed = False,
) -> None:
    """List the dossiers; show one with its articles; set its title, issues, parties or watch list."""
    from verbale.minutes.dossiers import find_dossier, find_dossiers, open_dossier, set_settings

    settings = minutes_settings(database_url, by)
    given: dict[str, Any] = {"title": title} if title is not None else {}
    lists = {"issues": issues, "parties": parties, "watch": watch}
    given |= {key: [one.strip() for one in value.split(",") if one.strip()] for key, value in lists.items() if value}
    if name is None and (given or new):
        raise typer.BadParameter("name the dossier that is to be made or set")
    with opened(settings) as database:
        if name is not None and (given or new):
            with database.writing() as connection:
                found = open_dossier(connection, name, by=whose(settings)) if new else find_dossier(connection, name)
                if given:
                    set_settings(connection, found, given, by=whose(settings))
        with database.reading() as connection:
            if name is None:
                shown = [_summary(connection, one) for one in find_dossiers(connection)]
            else:
                shown = [_summary(connection, find_dossier(connection, name), whole=True)]
    if as_json:
        print_json(shown if name is None else shown[0])
    else:
        _show(shown, whole=name is not None)


def _summary(connection: Connection, one: Dossier, *, whole: bool = False) -> dict[str, Any]:
    """Counts, settings and, for `whole`, the articles of a dossier."""
    from verbale.minutes.standing import Standing

    stands = Standing(connection, one)
    states: Counter[str] = Counter()
    for (_, state), count in stands.counts().items():
        states[state] += count
    told: dict[str, Any] = {
        "name": one.name,
        "settings": stands.settings(),
        "entries": dict(sorted(states.items())),
    }
    sources = stands.sources()
    told["articles"] = len(sources)
    if whole:
        told["sources"] = list(sources.values())
    return told


def _show(shown: list[dict[str, Any]], *, whole: bool) -> None:
    from rich.table import Table

    from verbale.cli.terminal import console

    out = console()
    if not shown:
        out.print("No dossiers yet. Make one: verbale file --dossier NAME PAGE…")
        return
    table = Table("dossier", "title", "articles", "entries", box=None, header_style="label", pad_edge=False)
    for one in shown:
        entries = ", ".join(f"{count} {state}" for state, count in one["entries"].items())
        table.add_row(one["name"], one["settings"].get("title", ""), str(one["articles"]), entries)
    out.print(table)
    if not whole:
        return
    for key in ("issues", "parties", "watch"):
        if shown[0]["settings"].get(key):
            out.print(f"{key}: {', '.join(shown[0]['settings'][key])}", style="source")
    sources = Table("no.", "published", "outlet", "headline", box=None, header_style="label", pad_edge=False)
    for source in shown[0]["sources"]:
        gone = " (gone)" if source.gone else ""
        day = (source.published or "")[:10]
        sources.add_row(str(source.article), day, source.publisher or "", (source.headline or "") + gone)
    out.print()
    out.print(sources)
