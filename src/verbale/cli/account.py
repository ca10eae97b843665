"""`verbale account`: who may use a desk that others reach. A password is asked for, or read from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from verbale.cli.minutes_options import By, DatabaseUrl, Printed, minutes_settings, opened, print_json, whose
from verbale.cli.terminal import console, say
from verbale.errors import SettingsError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from verbale.desk.audit import Who

Value = TypeVar("Value")
app = typer.Typer(no_args_is_help=True, help="Make, list, change and remove the accounts of a desk that others reach.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, editor or admin.")]
Given = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@app.command("add")
def add(
    name: Name, role: Role = "reader", given: Given = False, database_url: DatabaseUrl = None, by: By = None
) -> None:
    """Make an account; the first one must be an admin's."""
    with _desk():
        from verbale.desk.accounts import add_account, hash_password, role_of

        checked, hashed = role_of(role), hash_password(name, _password(given=given))
    made = _write(lambda connection, who: add_account(connection, name, checked, hashed, who), database_url, by)
    say(f"verbale: {made.name} may sign in as {made.role}")


@app.command("list")
def list_accounts(database_url: DatabaseUrl = None, as_json: Printed = False) -> None:
    """List the accounts."""
    with _desk():
        from verbale.desk.accounts import find_accounts
    with opened(minutes_settings(database_url)) as database, database.reading() as connection:
        every = find_accounts(connection)
    if as_json:
        print_json([{"name": one.name, "role": one.role, "made": one.made} for one in every])
        return
    from rich.table import Table

    table = Table("name", "role", "since", box=None, header_style="label", pad_edge=False)
    for one in every:
        table.add_row(one.name, one.role, one.made[:10])
    console().print(table if every else "No accounts yet. Make one: verbale account add NAME --role admin")


@app.command("role")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, editor or admin.")],
    database_url: DatabaseUrl = None,
    by: By = None,
) -> None:
    """Give an account another role."""
    with _desk():
        from verbale.desk.accounts import role_of, set_role

        checked = role_of(role)
    _write(lambda connection, who: set_role(connection, name, checked, who), database_url, by)
    say(f"verbale: {name} is {role} now")


@app.command("password")
def password(name: Name, given: Given = False, database_url: DatabaseUrl = None, by: By = None) -> None:
    """Give an account another password; its sessions end."""
    with _desk():
        from verbale.desk.accounts import hash_password, set_password

        hashed = hash_password(name, _password(given=given))
    _write(lambda connection, who: set_password(connection, name, hashed, who), database_url, by)
    say(f"verbale: {name} has a new password")


@app.command("remove")
def remove(name: Name, database_url: DatabaseUrl = None, by: By = None) -> None:
    """Remove an account with its sessions and tokens."""
    with _desk():
        from verbale.desk.accounts import remove_account
    _write(lambda connection, who: remove_account(connection, name, who), database_url, by)
    say(f"verbale: {name} may not sign in any more")


@app.command("token")
def token(
    name: Name,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What the token is for.")],
    role: Role = "reader",
    revoke: Annotated[bool, typer.Option("--revoke", help="Revoke the tokens of this label instead.")] = False,
    database_url: DatabaseUrl = None,
    by: By = None,
) -> None:
    """Make a token for a program, in the name of an account; print it, this once."""
    with _desk():
        from verbale.desk.accounts import role_of
        from verbale.desk.tokens import make_token, revoke_label

        checked = role_of(role)
    if revoke:
        _write(lambda connection, who: revoke_label(connection, name, label, who), database_url, by)
        say(f"verbale: {label} is revoked")
        return
    made = _write(lambda connection, who: make_token(connection, name, label, checked, who), database_url, by)
    sys.stdout.write(made + "\n")


@contextmanager
def _desk() -> Generator[None]:
    """What the accounts need is installed with the desk."""
    try:
        yield
    except ModuleNotFoundError as error:
        hint = "pip install 'verbale[desk]'"
        raise SettingsError("verbale account", f"{error.name} is not installed", hint) from error


def _password(*, given: bool) -> str:
    if given:
        return sys.stdin.readline().rstrip("\n")
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)


def _write(do: Callable[[Connection, Who], Value], url: str | None, by: str | None) -> Value:
    from verbale.desk.audit import Who

    settings = minutes_settings(url, by)
    who = Who(whose(settings))
    with opened(settings) as database:
        return database.write(lambda connection: do(connection, who))
