"""Accounts, sessions, tokens and their log are kept in the same way on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.minutes.conftest import cluster, database, made, url
from verbale.desk.access import SignInError
from verbale.desk.accounts import add_account, find_accounts, hash_password, remove_account, set_role
from verbale.desk.audit import Who, find_logged
from verbale.desk.sessions import TooManyError, sign_in, sign_out, whose_session
from verbale.desk.tokens import find_tokens, make_token, revoke_token, who_has
from verbale.desk.visit import Visitor
from verbale.minutes.database import Database

__all__ = ["cluster", "database", "made", "url"]  # fixtures
CLERK = Who("the clerk")
PASSWORD = "four plain words here"


def test_accounts_sessions_and_tokens_are_kept(database: Database) -> None:
    hashed = hash_password("anybody", PASSWORD)
    with database.writing() as connection:
        add_account(connection, "Ada", "admin", hashed, CLERK)
        add_account(connection, "Ben", "editor", hashed, CLERK)
        token = make_token(connection, "Ben", "robot", "editor", CLERK)
        make_token(connection, "Ben", "another", "reader", CLERK)
    secret = sign_in(database, "ben", PASSWORD, "192.0.2.1")
    assert whose_session(database, secret) == Visitor("Ben", "editor")
    with database.writing() as connection:
        set_role(connection, "Ben", "reader", CLERK)
        assert who_has(connection, token) == Visitor("Ben", "reader")
        assert [one.label for one in find_tokens(connection, "ben")] == ["another", "robot"]
        revoke_token(connection, "Ben", find_tokens(connection, "ben")[1].id, CLERK)
        assert who_has(connection, token) is None
    sign_out(database, secret, CLERK)
    assert whose_session(database, secret) is None
    with database.writing() as connection:
        remove_account(connection, "Ben", CLERK)
        assert [one.name for one in find_accounts(connection)] == ["Ada"]
        acts = [one.act for one in find_logged(connection)]
    assert acts[:4] == ["account removed", "signed out", "token revoked", "role changed"]
    with pytest.raises(SignInError):
        sign_in(database, "a\0b", PASSWORD, "192.0.2.9")
    now = datetime(2026, 4, 1, tzinfo=UTC)
    for _ in range(5):
        with pytest.raises(SignInError):
            sign_in(database, "Ada", "a wrong password", "192.0.2.1", now=now)
    with pytest.raises(TooManyError):
        sign_in(database, "Ada", PASSWORD, "192.0.2.1", now=now)
