"""`verbale desk`: the minutes in a browser, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from verbale.cli.desk_reader import desk_reader
from verbale.cli.minutes_options import By, DatabaseUrl, minutes_settings, opened, whose
from verbale.cli.terminal import say
from verbale.errors import SettingsError


def desk(
    host: Annotated[str, typer.Option(help="An address of this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8765,
    database_url: DatabaseUrl = None,
    by: By = None,
) -> None:
    """Open the minutes in a browser: dossiers, views, articles with their evidence marked."""
    try:
        from verbale.desk.app import make_app, run_desk
        from verbale.desk.guard import check_host
    except ModuleNotFoundError as error:
        hint = "pip install 'verbale[desk]'"
        raise SettingsError("verbale desk", f"{error.name} is not installed", hint) from error
    check_host(host)
    settings = minutes_settings(database_url, by)
    with opened(settings) as database:
        shown = f"[{host}]" if ":" in host else host
        say(f"verbale: the desk is at http://{shown}:{port}/ (Ctrl-C ends it)")
        run_desk(make_app(database, desk_reader(settings), reviewer=whose(settings)), host, port)
