"""Small readings to file."""

from __future__ import annotations

from typing import Any

AIRPORT = (
    "Mara Lindqvist met union leaders in Oslo on 4 March 2026. Ground crews were offered 4 percent, “a fair deal”.\n\n"
    "The union refused the offer on 5 March 2026 and called for 7 percent. Talks resume in Bergen on 9 March 2026."
)


def entry(kind: str, exact: str, text: str, *, body: str = AIRPORT, **fields: Any) -> dict[str, Any]:
    """An entry of a reading whose evidence is `exact`."""
    start = body.index(exact)
    return {
        "kind": kind,
        "text": text,
        "when": None,
        "certainty": "asserted",
        "issues": ["wages and jobs"],
        "evidence": [{"start": start, "end": start + len(exact), "exact": exact}],
        "via": ["The Courier"],
        "origin": {"method": "rules", "by": f"verbale 0.1, rule {kind}"},
        "confidence": 0.8,
        **fields,
    }


def position(exact: str, party: str, stance: str, what: str, **fields: Any) -> dict[str, Any]:
    told = {"party": party, "stance": stance, "issue": "wages and jobs", "what": what, "toward": None}
    return entry("position", exact, f"{party} {stance} {what}.", **told, **fields)


def airport() -> dict[str, Any]:
    """A reading of four lines: one that says what its evidence says, and one whose name stands only further up."""
    met, resume = "Mara Lindqvist met union leaders in Oslo on 4 March 2026", "Talks resume in Bergen on 9 March 2026"
    meeting = {
        "format": "in_person", "delegations": [{"party": None, "members": ["Mara Lindqvist"]}], "host": None,
        "purpose": None, "outcome": None,
    }  # fmt: skip
    return {
        "schema": "verbale.reading/1",
        "article": {
            "url": "https://courier.example/airport", "headline": "Airport pay talks", "publisher": "The Courier",
            "authors": [], "published": "2026-03-05T18:00:00", "zone_known": False, "language": "en",
            "blocks": [{"kind": "paragraph", "text": text} for text in AIRPORT.split("\n\n")], "text": AIRPORT,
            "related": [], "credits": [], "disclosures": [], "quotes": [], "has_audio": False,
        },
        "people": [
            {"name": "Mara Lindqvist", "aliases": ["Lindqvist"], "roles": [], "mentions": [[0, 14]]},
        ],
        "parties": [],
        "entries": [
            entry("meeting", met, "Mara Lindqvist met union leaders.", name="talks", place="Oslo", status="held",
                  when={"start": "2026-03-04", "end": "2026-03-04", "grain": "day", "expression": "4 March 2026"},
                  **meeting),
            position("Ground crews were offered 4 percent", "Mara Lindqvist", "offers", "4 percent"),
            entry("meeting", resume, "Talks resume.", name="Talks", place="Bergen", status="planned",
                  certainty="planned", confidence=0.55,
                  when={"start": "2026-03-09", "end": "2026-03-09", "grain": "day", "expression": "9 March 2026"},
                  **{**meeting, "delegations": []}),
            position("called for 7 percent", "Mara Lindqvist", "demands", "9 percent", confidence=0.4),
        ],
    }  # fmt: skip
