"""On SQLite an index by which parties are counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TALLY = ("kind", "party", "other", "parties", "label", "certainty", "state", "until")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("line_standing_tally", "line", ["dossier", *_TALLY], sqlite_where=sa.text("until IS NULL"))
