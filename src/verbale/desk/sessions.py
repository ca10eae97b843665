"""Signing in and out: a password checked, tries counted, a session that ends.

Comes in: a name, a password, an address. Goes out: a new session's secret, for the cookie. A secret that a browser
brought with it is never made a session, so that nobody can plant one (session fixation).
"""

from __future__ import annotations

import ipaddress
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import ClassVar

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from verbale.desk.access import SignInError
from verbale.desk.accounts import hasher, key_of
from verbale.desk.audit import Who, record
from verbale.desk.refusals import RefusedError
from verbale.desk.tokens import digest
from verbale.desk.visit import Visitor
from verbale.minutes.account_tables import account, audit, session
from verbale.minutes.change import moment_text
from verbale.minutes.database import BusyError, Database

IDLE = timedelta(hours=12)  # a session ends so long after it was last used
LONGEST = timedelta(days=7)  # and so long after sign-in, however it is used
_NOTED = timedelta(minutes=10)  # use is noted no more often
WITHIN = timedelta(minutes=15)  # tries that failed are counted for so long
_TRIES = 5  # of one name from one address
_TRIES_OF_ADDRESS = 20
_TRIES_OF_NAME = 50
#: One password at a time: a guess is counted before the next, and the hash's memory (64 MiB) is taken once.
_ONE_BY_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Known:
    """An account whose password was given."""

    key: str
    name: str
    hashed: str


class TooManyError(RefusedError):
    """Too many tries to sign in."""

    status: ClassVar[int] = 429


def sign_in(database: Database, name: str, password: str, address: str, *, now: datetime | None = None) -> str:
    """The secret of a new session. Raises SignInError for a wrong name or password, TooManyError after many."""
    now = now or datetime.now(UTC)
    row = check_password(database, name, password, address, now=now)
    secret = secrets.token_urlsafe(32)
    better = hasher.hash(password) if hasher.check_needs_rehash(row.hashed) else None

    def begin(connection: Connection) -> None:
        moment, until = moment_text(now), moment_text(now + IDLE)
        connection.execute(delete(session).where(session.c.until < moment))
        new = {"digest": digest(secret), "account": row.key, "made": moment, "used": moment, "until": until}
        connection.execute(insert(session), new)
        if better:
            connection.execute(update(account).where(account.c.key == row.key).values(password=better))
        record(connection, Who(row.name, network_of(address)), "signed in", now=now)

    database.write(begin)
    return secret


def check_password(database: Database, name: str, password: str, address: str, *, now: datetime | None = None) -> Known:
    """Whose name and password these are. Raises SignInError where they do not fit, TooManyError after many tries."""
    now = now or datetime.now(UTC)
    name, network = name.strip()[:80], network_of(address)
    with _ONE_BY_ONE:
        with database.reading() as connection:
            _count_tries(connection, name, network, now)
            query = select(account.c.key, account.c.name, account.c.password)
            row = connection.execute(query.where(account.c.key == key_of(name))).one_or_none()
        known = Known(*row) if row and row.password else None
        if not _is_right(known.hashed if known else _nobody(), password) or known is None:
            database.write(lambda it: record(it, Who(key_of(name), network), "sign-in failed", now=now))
            raise SignInError("signing in", "this name and password do not go together", "try again")
    return known


def sign_out(database: Database, secret: str, who: Who) -> None:
    """End a session."""

    def end(connection: Connection) -> None:
        if connection.execute(delete(session).where(session.c.digest == digest(secret))).rowcount:
            record(connection, who, "signed out")

    database.write(end)


def whose_session(database: Database, secret: str, *, now: datetime | None = None) -> Visitor | None:
    """Whom a session is of; None for what is none, or has ended. That it was used is noted now and then."""
    now = now or datetime.now(UTC)
    query = (
        select(account.c.name, account.c.role, session.c.made, session.c.used)
        .join(account, account.c.key == session.c.account)
        .where(
            session.c.digest == digest(secret),
            session.c.until > moment_text(now),
            account.c.password.is_not(None),
        )
    )
    with database.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    name, role, made, used = row
    if used < moment_text(now - _NOTED):
        _note_use(database, secret, made, now)
    return Visitor(name, role)


def network_of(address: str) -> str:
    """What tries are counted by: an address, or the /64 of an IPv6 one, all of which one customer has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:80]
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _note_use(database: Database, secret: str, made: str, now: datetime) -> None:
    until = moment_text(min(now + IDLE, datetime.fromisoformat(made) + LONGEST))
    used = update(session).where(session.c.digest == digest(secret)).values(used=moment_text(now), until=until)
    try:
        database.write(lambda connection: connection.execute(used))
    except BusyError:  # the next use will be noted
        return


def _count_tries(connection: Connection, name: str, network: str, now: datetime) -> None:
    failed = select(func.count()).where(audit.c.act == "sign-in failed", audit.c.moment > moment_text(now - WITHIN))
    of_name, of_address = audit.c.who == key_of(name), audit.c.address == network
    for most, some in (
        (_TRIES, failed.where(of_name, of_address)),
        (_TRIES_OF_ADDRESS, failed.where(of_address)),
        (_TRIES_OF_NAME, failed.where(of_name)),
    ):
        if connection.execute(some).scalar_one() >= most:
            minutes = WITHIN // timedelta(minutes=1)
            raise TooManyError(
                "signing in", "too many tries failed", f"try again in {minutes} minutes, or ask an admin"
            )


@cache
def _nobody() -> str:
    """A hash that is checked where there is no such account, so that it takes as long."""
    return hasher.hash(secrets.token_urlsafe(16))


def _is_right(hashed: str, password: str) -> bool:
    try:
        return hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
