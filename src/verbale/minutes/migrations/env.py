"""What Alembic runs: the migrations over the connection that `database` hands it."""

from __future__ import annotations

from alembic import context

from verbale.minutes.account_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
