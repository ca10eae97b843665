"""Moments and labels as the desk's pages write them."""

from __future__ import annotations


def moment(iso: str | None) -> str:
    """`2025-12-22 11:10`."""
    return iso[:16].replace("T", " ") if iso else ""


def plain_words(label: str) -> str:
    """`under discussion` for `under_discussion`."""
    return label.replace("_", " ")
