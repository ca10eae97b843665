"""Fuzz targets of the page readers, and the invariants that they and the property tests check."""
