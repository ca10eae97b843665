"""Accounts of the desk, their sessions and tokens, and the log of both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("key", _TEXT, primary_key=True),
        *_texts("name", "role"),
        _maybe("password"),
        *_texts("made"),
    )
    op.create_table(
        "session", sa.Column("digest", _TEXT, primary_key=True), _of_account(), *_texts("made", "used", "until")
    )
    op.create_table(
        "token",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("digest", _TEXT, nullable=False, unique=True),
        _of_account(),
        *_texts("label", "role", "made"),
        _maybe("revoked"),
    )
    op.create_table(
        "audit",
        sa.Column("id", _NUMBER, primary_key=True),
        *_texts("moment", "who"),
        _maybe("address"),
        *_texts("act", "about"),
    )
    op.create_index("ix_session_account", "session", ["account"])
    op.create_index("ix_token_account", "token", ["account"])
    op.create_index("audit_act_moment", "audit", ["act", "moment"])


def _of_account() -> sa.Column[str]:
    return sa.Column("account", _TEXT, sa.ForeignKey("account.key"), nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _TEXT, nullable=False) for name in names]


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, _TEXT)
