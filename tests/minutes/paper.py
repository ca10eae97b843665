"""Readings for the tests of the store, made from sentences: what an article says is a sentence for each entry."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

PARTIES = ("Iran", "Iraq", "Russia", "Ukraine", "United States")
_WORDS = """the a ceasefire territory plan talks border minister refused offered guarantee billion energy sanctions
    withdrawal prisoners council envoy draft reply pledge""".split()


def position(
    sentence: str, *, party: str = "Iran", what: str | None = None, day: str | None = "2025-12-19", **fields: Any
) -> dict[str, Any]:
    """A position whose evidence is a sentence; `reading` finds where it stands."""
    when = day and {"start": day, "end": day, "grain": "day", "expression": "Friday"}
    return {
        "kind": "position", "text": f"{party} demands {what or sentence}", "when": when, "certainty": "asserted",
        "issues": ["process"], "evidence": [{"exact": sentence}], "via": [], "confidence": 0.8,
        "origin": {"method": "rules", "by": "positions 0.1"}, "party": party, "stance": "demands",
        "issue": "process", "what": what or sentence, "toward": None, **fields,
    }  # fmt: skip


def reading(
    entries: Sequence[dict[str, Any] | str],
    *,
    url: str | None = "https://example.org/talks",
    headline: str | None = "Talks go on",
    publisher: str | None = "The Example",
    before: str = "",
    more: Sequence[str] = (),
    people: Sequence[str] = ("Ann Archer",),
    parties: Sequence[str] = ("Iran",),
) -> dict[str, Any]:
    """A reading whose article has a paragraph for each entry's evidence; a sentence alone makes a position."""
    entries = [position(one) if isinstance(one, str) else one for one in entries]
    paragraphs = [*([before] if before else []), *dict.fromkeys(e["evidence"][0]["exact"] for e in entries), *more]
    text = "\n\n".join(paragraphs)
    placed = [{**entry, "evidence": [_placed(text, piece) for piece in entry["evidence"]]} for entry in entries]
    return {
        "schema": "verbale.reading/1",
        "article": {
            "url": url, "headline": headline, "publisher": publisher, "authors": [], "language": "en",
            "published": "2025-12-22T11:10:09", "zone_known": False, "text": text,
            "blocks": [{"kind": "paragraph", "text": one} for one in paragraphs],
        },
        "people": [{"name": name, "aliases": [], "roles": [], "mentions": []} for name in people],
        "parties": [{"name": name, "id": name[:3].upper(), "kind": "state", "mentions": []} for name in parties],
        "entries": placed,
    }  # fmt: skip


def any_reading(number: int, *, entries: int = 5) -> dict[str, Any]:
    """A reading by its number, always the same, unlike any other."""
    draw = random.Random(number)
    sentences = [f"{' '.join(draw.choices(_WORDS, k=12)).capitalize()} {number} {k}." for k in range(entries)]
    return reading(
        [position(one, party=draw.choice(PARTIES), day=f"2025-12-{draw.randint(1, 28):02}") for one in sentences],
        url=f"https://example.org/{number}",
        headline=f"Talks {number}",
    )


def _placed(text: str, piece: dict[str, Any]) -> dict[str, Any]:
    start = text.index(piece["exact"])
    return {"start": start, "end": start + len(piece["exact"]), "exact": piece["exact"]}
