"""Lines, sources and figures of the minutes, made from a few fields: what the tests of the views start from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verbale.minutes.columns import LABELS, line_columns
from verbale.minutes.line import Figure, Line, Source

_COLUMNS = ("party", "other", "issue", "label", "day", "last_day", "certainty", "confidence", "method", "text")
#: What an entry of each kind has where the test says nothing of it.
_FIELDS: dict[str, dict[str, Any]] = {
    "statement": {
        "speakers": [], "manner": "said", "channel": None, "audience": None, "content": "", "quotes": [],
        "outlook": None,
    },
    "meeting": {
        "name": "talks", "place": None, "format": "unknown", "status": "held", "delegations": [], "host": None,
        "purpose": None, "outcome": None,
    },
    "position": {"party": "Iran", "stance": "demands", "issue": "process", "what": "", "toward": None},
    "proposal": {
        "name": "the plan", "type": "plan", "sponsors": [], "parties": [], "status": "under_discussion",
        "points": None, "terms": [],
    },
    "pledge": {
        "type": "pledge", "donor": None, "recipient": None, "amount": None, "equivalents": [], "goods": None,
        "period": None, "purpose": None, "stage": "announced", "conditions": None,
    },
    "event": {
        "actor": {"name": "Iran", "party": "Iran"}, "recipient": {"name": "Iraq", "party": "Iraq"}, "type": "CONSULT",
        "mode": None, "contexts": [], "place": None,
    },
}  # fmt: skip


def line(
    kind: str,
    entry: int = 1,
    *,
    article: int = 1,
    subject: int | None = None,
    state: str = "draft",
    day: str | None = None,
    last_day: str | None = None,
    reviewer: str | None = None,
    since: int = 0,
    quote: str | None = None,
    **fields: Any,
) -> Line:
    """A line of a kind: what is not given is filled in, and the columns are those that the store would write.

    `day` and `last_day` make its `when`; `subject` is itself where none is given; `quote` is its evidence, its sentence
    where none is given; `fields` are those of `verbale.reading/1`. A speaker `"Iran"` is a party, `("Ann", "Iran")` a
    person and her party; `delegations={"Iran": ["Ann Archer"]}` are delegations.
    """
    told: dict[str, Any] = {**_FIELDS[kind], **fields}
    if kind == "statement":
        told["speakers"] = [_speaker(one) for one in told["speakers"]]
    if kind == "meeting" and isinstance(told["delegations"], Mapping):
        told["delegations"] = [
            {"party": name, "members": list(told["delegations"][name])} for name in told["delegations"]
        ]
    if kind == "event":
        told |= {side: _actor(told[side]) for side in ("actor", "recipient")}
    whole: dict[str, Any] = {
        "kind": kind,
        "text": told.pop("text", None) or _sentence(kind, told),
        "when": day and {"start": day, "end": last_day or day, "grain": "day", "expression": day},
        "certainty": "asserted",
        "issues": [told["issue"]] if kind == "position" else [],
        "via": [],
        "origin": {"method": "rules", "by": "tests"},
        "confidence": 0.9,
        **told,
    }
    whole.setdefault("evidence", [{"start": 0, "end": len(quote or whole["text"]), "exact": quote or whole["text"]}])
    columns = line_columns(whole)
    return Line(
        entry=entry,
        article=article,
        kind=columns["kind"],
        state=state,  # pyright: ignore[reportArgumentType]
        subject=subject or entry,
        fields=whole,
        reviewer=reviewer,
        since=since,
        **{name: columns[name] for name in _COLUMNS},
    )


def source(article: int = 1, *, published: str | None = "2026-03-04T10:00:00", **values: Any) -> Source:
    """An article of a story and an origin of its own, published on 4 March 2026 where nothing else is said."""
    told: dict[str, Any] = {
        "headline": f"Headline {article}",
        "publisher": f"Outlet {article}",
        "url": f"https://example.org/{article}",
        "story": article,
        "origin": article,
        **values,
    }
    return Source(article=article, published=published, **told)


def figure(figure: int, kind: str, name: str, *, article: int = 1, subject: int | None = None, **fields: Any) -> Figure:
    """A person or a party of an article: `roles=[("Foreign Minister", "Iran")]` are a person's offices."""
    if kind == "person":
        roles = [{"title": title, "party": party} for title, party in fields.pop("roles", ())]
        told = {"name": name, "aliases": [], "roles": roles, "mentions": [], **fields}
    else:
        told = {"name": name, "id": name.casefold(), "kind": "state", "mentions": [], **fields}
    return Figure(figure, article, kind, name, subject or figure, told)  # pyright: ignore[reportArgumentType]


def _speaker(told: Any) -> Any:
    if isinstance(told, str):
        return {"name": told, "kind": "party", "party": told}
    return {"name": told[0], "kind": "person", "party": told[1]} if isinstance(told, tuple) else told


def _actor(told: Any) -> Any:
    return {"name": told, "party": told} if isinstance(told, str) else told


def _sentence(kind: str, told: Mapping[str, Any]) -> str:
    """A sentence of the fields; not the one that the reading would make, only one that can be told from others."""
    if kind == "statement":
        return f"{' and '.join(one['name'] for one in told['speakers'])} {told['manner']} {told['content']}."
    if kind == "position":
        return f"{told['party']} {told['stance']} {told['what'] or told['issue']}."
    if kind == "event":
        return f"{told['actor']['name']}: {told['type']} {told['recipient']['name']}."
    if kind == "pledge":
        return f"{told['donor']}: {told['type']} of {told['amount'] or told['goods']} to {told['recipient']}."
    return f"{told['name']}: {told[LABELS[kind]]}."
