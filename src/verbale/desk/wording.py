"""Moments and sums as the desk's pages write them."""

from __future__ import annotations


def moment(iso: str | None) -> str:
    """`2025-12-22 11:10`."""
    return iso[:16].replace("T", " ") if iso else ""


def sum_of(value: float, currency: str, *, approximate: bool = False) -> str:
    """`EUR 90 billion`, `about USD 524 billion`, `USD 12,500`."""
    about = "about " if approximate else ""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{about}{currency} {value / size:,.4g} {word}"
    return f"{about}{currency} {value:,.12g}"


def plain_words(label: str) -> str:
    """`under discussion` for `under_discussion`."""
    return label.replace("_", " ")
