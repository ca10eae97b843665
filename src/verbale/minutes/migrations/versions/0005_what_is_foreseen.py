"""An index of the lines that speak of a time to come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    foreseen = sa.text("until IS NULL AND outlook IS NOT NULL")
    op.create_index(
        "line_standing_outlook", "line", ["dossier", "kind", "day"], sqlite_where=foreseen, postgresql_where=foreseen
    )
