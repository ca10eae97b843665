"""The tables of who may use the desk: accounts, their sessions and tokens, and the log of both.

They stand beside the minutes and are no part of them: a backup of the minutes does not hold them. Of a password, a
session and a token only a hash is kept. Moments are texts in UTC, as in the log of changes.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from verbale.minutes.tables import Text, metadata

_NUMBER = BigInteger().with_variant(Integer, "sqlite")

account = Table(
    "account",
    metadata,
    Column("key", Text, primary_key=True),  # the name without regard to case
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # reader, editor, admin
    Column("password", Text),  # argon2; null where the account was removed: its name is not given to another
    Column("made", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of what the cookie holds
    Column("account", Text, ForeignKey("account.key"), nullable=False, index=True),
    Column("made", Text, nullable=False),
    Column("used", Text, nullable=False),
    Column("until", Text, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),  # SHA-256 of the token
    Column("account", Text, ForeignKey("account.key"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("revoked", Text),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _NUMBER, primary_key=True),
    Column("moment", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("address", Text),  # whence; null for the command line
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False),
    Index("audit_act_moment", "act", "moment"),
)
