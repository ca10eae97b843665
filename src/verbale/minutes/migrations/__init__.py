"""The schema's history, by Alembic. A new version is a new file in `versions`; none is ever altered."""
