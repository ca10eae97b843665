"""Tokens for programs: shown once, kept as a hash, each with a role of its own that its owner's role caps.

Comes in: a connection. Goes out: a token in clear, once; later the visitor whom a token stands for.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

from sqlalchemy import Connection, insert, select, update

from verbale.desk.accounts import find_account
from verbale.desk.audit import Who, record
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.desk.visit import ROLES, Role, Visitor
from verbale.minutes.account_tables import account, token
from verbale.minutes.change import moment_text

_MOST = 50  # tokens of one account
_BEGINNING = "verbale_"  # so that a token is known for one wherever it leaks


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner sees it later: never in clear."""

    id: int
    label: str
    role: Role
    made: str


def make_token(connection: Connection, owner: str, label: str, role: Role, who: Who) -> str:
    """A new token of an account, in clear. Raises RefusedError for a role above the owner's."""
    found = find_account(connection, owner)
    label = label.strip()
    if not 0 < len(label) <= 80 or not label.isprintable():
        raise RefusedError("the label", "a token needs one", "write what it is for, in 1 to 80 letters")
    if ROLES.index(role) > ROLES.index(found.role):
        raise RefusedError(label, f"the role {role} is above that of {found.name}", f"take {found.role} or less")
    if len(find_tokens(connection, found.key)) >= _MOST:
        raise RefusedError(found.name, f"has {_MOST} tokens", "revoke one first")
    made = _BEGINNING + secrets.token_urlsafe(32)
    row = {"digest": digest(made), "account": found.key, "label": label, "role": role}
    connection.execute(insert(token), {**row, "made": moment_text(datetime.now(UTC))})
    record(connection, who, "token made", f"{found.name}: {label}, {role}")
    return made


def find_tokens(connection: Connection, key: str) -> list[Token]:
    """The tokens of an account that are good, the newest first."""
    query = select(token.c.id, token.c.label, token.c.role, token.c.made)
    stands = query.where(token.c.account == key, token.c.revoked.is_(None)).order_by(token.c.id.desc())
    return [Token(*row) for row in connection.execute(stands)]


def revoke_token(connection: Connection, owner: str, number: int, who: Who) -> None:
    """End a token of an account. Raises NotThereError."""
    found = find_account(connection, owner)
    one = next((one for one in find_tokens(connection, found.key) if one.id == number), None)
    if one is None:
        raise NotThereError(f"token {number}", f"{found.name} has no such token", "see the list of tokens")
    connection.execute(update(token).where(token.c.id == number).values(revoked=moment_text(datetime.now(UTC))))
    record(connection, who, "token revoked", f"{found.name}: {one.label}")


def revoke_label(connection: Connection, owner: str, label: str, who: Who) -> None:
    """End the tokens of a label. Raises NotThereError where there is none."""
    found = find_account(connection, owner)
    some = [one for one in find_tokens(connection, found.key) if one.label == label]
    if not some:
        raise NotThereError(label, f"{found.name} has no such token", "see the list of tokens")
    for one in some:
        revoke_token(connection, owner, one.id, who)


def who_has(connection: Connection, given: str) -> Visitor | None:
    """Whom a token stands for, in the lesser of its role and its owner's now; None for one that is not good."""
    query = (
        select(account.c.name, account.c.role, token.c.role)
        .join(account, account.c.key == token.c.account)
        .where(token.c.digest == digest(given), token.c.revoked.is_(None), account.c.password.is_not(None))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    name, owners, own = row
    return Visitor(cast("str", name), min(owners, own, key=ROLES.index))


def digest(secret: str) -> str:
    """The hash that is kept of a token or a session: both are random and long, so that a quick one does."""
    return sha256(secret.encode()).hexdigest()
