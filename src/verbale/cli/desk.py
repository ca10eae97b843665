"""`verbale desk`: the minutes in a browser, on this machine or, with accounts, for others."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.desk_reader import desk_reader
from verbale.cli.minutes_options import By, DatabaseUrl, minutes_settings, opened, whose
from verbale.cli.terminal import say
from verbale.errors import SettingsError


def desk(
    host: Annotated[str, typer.Option(help="The address to listen at; others reach any but this one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8765,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name that others call the desk by, such as desk.example."),
    ] = None,
    behind_tls: Annotated[
        bool, typer.Option("--behind-tls", help="A proxy stands before the desk, and takes it to others by HTTPS.")
    ] = False,
    proxy: Annotated[str, typer.Option(metavar="ADDRESS", help="The proxy's own address.")] = "127.0.0.1",
    database_url: DatabaseUrl = None,
    by: By = None,
) -> None:
    """Open the minutes in a browser: dossiers, views, articles with their evidence marked.

    On this machine alone nobody needs an account. Where others reach the desk, everybody signs in.
    """
    try:
        from verbale.desk.accounts import has_admin
        from verbale.desk.app import make_app, run_desk
        from verbale.desk.reach import reach_of
    except ModuleNotFoundError as error:
        hint = "pip install 'verbale[desk]'"
        raise SettingsError("verbale desk", f"{error.name} is not installed", hint) from error
    reach = reach_of(host, names or (), behind_tls=behind_tls)
    settings = minutes_settings(database_url, by)
    with opened(settings) as database:
        if not reach.alone:
            with database.reading() as connection:
                if not has_admin(connection):
                    hint = "make one: verbale account add NAME --role admin"
                    raise SettingsError(f"--host {host}", "others would reach the desk, and it has no admin", hint)
            if not behind_tls:
                say("verbale: passwords would travel unencrypted: put a proxy with HTTPS before it, with --behind-tls")
        shown = f"[{host}]" if ":" in host else host
        say(f"verbale: the desk is at http://{shown}:{port}/ (Ctrl-C ends it)")
        app = make_app(database, desk_reader(settings), reviewer=whose(settings), reach=reach)
        run_desk(app, host, port, proxy=proxy if behind_tls else None)
