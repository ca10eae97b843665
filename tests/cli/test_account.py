"""`verbale account`, run as an admin runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_RUN = [sys.executable, "-c", "from verbale.cli.main import run; run()", "account"]
PASSWORD = "four plain words here\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "minutes.db")


def account(database: str, *given: str, told: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    command = [*_RUN, *given, "--database", database]
    return subprocess.run(command, input=told, capture_output=True, text=True)


def test_accounts_are_made_listed_changed_and_removed(database: str) -> None:
    assert "admin" in account(database, "add", "Ben", "--password-stdin").stderr  # the first is an admin's
    assert account(database, "add", "Ada", "--role", "admin", "--password-stdin", "--by", "Kim").returncode == 0
    assert account(database, "add", "Ben", "--password-stdin").returncode == 0
    assert account(database, "role", "Ben", "editor").returncode == 0
    assert account(database, "password", "Ben", "--password-stdin").returncode == 0
    listed = json.loads(account(database, "list", "--json").stdout)
    assert [(one["name"], one["role"]) for one in listed] == [("Ada", "admin"), ("Ben", "editor")]
    assert "last admin" in account(database, "remove", "Ada").stderr
    assert account(database, "remove", "Ben").returncode == 0
    assert "Ben" not in account(database, "list").stdout


def test_a_token_is_printed_once_alone_and_revoked_by_its_label(database: str) -> None:
    account(database, "add", "Ada", "--role", "admin", "--password-stdin")
    done = account(database, "token", "Ada", "nightly run", "--role", "editor")
    assert done.stdout.startswith("verbale_")
    assert account(database, "token", "Ada", "nightly run", "--revoke").returncode == 0
    assert account(database, "token", "Ada", "nightly run", "--revoke").returncode == 2


def test_a_password_that_is_too_short_makes_no_account(database: str) -> None:
    done = account(database, "add", "Ada", "--role", "admin", "--password-stdin", told="short\n")
    assert done.returncode == 2
    assert "it has 5 letters" in done.stderr
    assert not Path(database).exists()
