"""Accounts: a name, a role, and the hash of a password (argon2id, as RFC 9106 recommends).

Comes in: a connection in a write transaction, and in whose name. Goes out: accounts, or a refusal that says why. A name
that was removed keeps its decisions, and is given to nobody else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from verbale.desk.audit import Who, record
from verbale.desk.refusals import NotThereError, RefusedError
from verbale.desk.visit import ROLES, Role
from verbale.minutes.account_tables import account, session, token
from verbale.minutes.change import moment_text
from verbale.minutes.columns import storable

SHORTEST = 10  # letters of a password
_LONGEST = 200
_LONGEST_NAME = 80
hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    key: str
    name: str
    role: Role
    made: str


def key_of(name: str) -> str:
    """What makes two names the same: neither case nor the way in which a letter is encoded."""
    return storable(unicodedata.normalize("NFKC", name)).strip().casefold()


def hash_password(name: str, password: str) -> str:
    """The hash that is kept of a password. Raises RefusedError for one that is too easy, or too long to be one."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise RefusedError("the password", f"it has {len(password)} letters", f"take {SHORTEST} to {_LONGEST} of them")
    if key_of(password) == key_of(name) or len(set(password)) < 4:
        raise RefusedError("the password", "it is too easily guessed", "take several words, or have one made for you")
    return hasher.hash(password)


def find_accounts(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    query = select(account.c.key, account.c.name, account.c.role, account.c.made)
    return [Account(*row) for row in connection.execute(query.where(_stands()).order_by(account.c.key))]


def find_account(connection: Connection, name: str) -> Account:
    """The account of a name. Raises NotThereError."""
    query = select(account.c.key, account.c.name, account.c.role, account.c.made)
    row = connection.execute(query.where(account.c.key == key_of(name), _stands())).one_or_none()
    if row is None:
        raise NotThereError(name, "there is no such account", "see the list of accounts")
    return Account(*row)


def has_accounts(connection: Connection) -> bool:
    """Whether anybody has an account."""
    return connection.execute(select(account.c.key).where(_stands()).limit(1)).first() is not None


def has_admin(connection: Connection) -> bool:
    """Whether anybody may look after accounts."""
    query = select(account.c.key).where(_stands(), account.c.role == "admin").limit(1)
    return connection.execute(query).first() is not None


def add_account(connection: Connection, name: str, role: Role, hashed: str, who: Who) -> Account:
    """A new account, or a removed one again. The first one is an admin's. Raises RefusedError where it cannot be."""
    name, key = name.strip(), key_of(name)
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise RefusedError("the name", "no name for an account", f"write 1 to {_LONGEST_NAME} letters")
    before = connection.execute(select(account.c.name, account.c.password).where(account.c.key == key)).one_or_none()
    if before and before.password:
        raise RefusedError(before.name, "has an account already", "take another name, or change that one")
    if role != "admin" and not has_admin(connection):
        raise RefusedError(name, "the first account must be an admin's", "give it the role admin")
    made = moment_text(datetime.now(UTC))
    row = {"name": name, "role": role, "password": hashed, "made": made}
    if before:
        connection.execute(update(account).where(account.c.key == key).values(row))
    else:
        connection.execute(insert(account), {"key": key, **row})
    record(connection, who, "account added", f"{name}, {role}")
    return Account(key, name, role, made)


def set_role(connection: Connection, name: str, role: Role, who: Who) -> None:
    """Give an account another role; its sessions and tokens have it at once."""
    found = find_account(connection, name)
    if role != "admin":
        _keep_an_admin(connection, found)
    connection.execute(update(account).where(account.c.key == found.key).values(role=role))
    record(connection, who, "role changed", f"{found.name}, {found.role} to {role}")


def set_password(connection: Connection, name: str, hashed: str, who: Who, *, keep: str | None = None) -> None:
    """Give an account another password, and end its sessions but the one of the digest `keep`."""
    found = find_account(connection, name)
    connection.execute(update(account).where(account.c.key == found.key).values(password=hashed))
    connection.execute(delete(session).where(session.c.account == found.key, session.c.digest != (keep or "")))
    record(connection, who, "password changed", found.name)


def remove_account(connection: Connection, name: str, who: Who) -> None:
    """Remove an account with its sessions and tokens. The last admin goes last of all."""
    found = find_account(connection, name)
    if connection.execute(select(func.count()).select_from(account).where(_stands())).scalar_one() > 1:
        _keep_an_admin(connection, found)
    now = moment_text(datetime.now(UTC))
    connection.execute(update(account).where(account.c.key == found.key).values(password=None))
    connection.execute(delete(session).where(session.c.account == found.key))
    connection.execute(update(token).where(token.c.account == found.key, token.c.revoked.is_(None)).values(revoked=now))
    record(connection, who, "account removed", found.name)


def role_of(word: str) -> Role:
    """A role by its name. Raises RefusedError, which names those that there are."""
    if word not in ROLES:
        raise RefusedError(word, "no such role", f"there are {', '.join(ROLES)}")
    return word


def _keep_an_admin(connection: Connection, leaving: Account) -> None:
    query = select(account.c.key).where(_stands(), account.c.role == "admin", account.c.key != leaving.key).limit(1)
    if leaving.role == "admin" and connection.execute(query).first() is None:
        raise RefusedError(leaving.name, "is the last admin", "make another one first")


def _stands() -> ColumnElement[bool]:
    return account.c.password.is_not(None)
