"""The same person, meeting, proposal, pledge or statement in two articles: joined, parted, and then never joined again.

Comes in: numbers of entries, figures or articles, in a write transaction. Goes out: the change that joins or parts,
which `undo` takes back like any other. What a person parted stays parted: no proposal and no other join puts the two
together, until that is undone. What filing joins of its own accord stands in `joiner`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, or_, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.alike import weigh_traits
from verbale.minutes.amending import Version, amend, in_parts, revised, standing_rows
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.likeness import UNLIKE, Likeness
from verbale.minutes.line import Figure
from verbale.minutes.namesakes import same_party, same_person
from verbale.minutes.sketch import held_in, read_sketch
from verbale.minutes.traits import read_traits

What = Literal["line", "figure", "article"]
_NUMBER: dict[What, str] = {"line": "entry", "figure": "figure", "article": "article"}
#: The column that says with what each is one.
GROUPS: dict[What, str] = {"line": "subject", "figure": "subject", "article": "story"}


def join(
    connection: Connection,
    dossier: Dossier,
    one: int,
    other: int,
    *,
    by: str,
    reason: str | None = None,
    what: What = "line",
) -> Change:
    """Make two one, with all that are one with either; articles: of one story. Gives the change.

    Raises StoreError where there is none such, where they are of two kinds, are one already, or where a person said
    that they, or others of theirs, are not the same.
    """
    rows = _both(connection, dossier, what, one, other)
    group = GROUPS[what]
    if rows[0][group] == rows[1][group]:
        raise StoreError(f"{_NUMBER[what]} {one}", f"is one with {other} already", "nothing is to be done")
    if what != "article" and rows[0]["kind"] != rows[1]["kind"]:
        kinds = f"a {rows[0]['kind']}, {other} a {rows[1]['kind']}"
        raise StoreError(f"{_NUMBER[what]} {one}", f"is {kinds}", "only what is of one kind can be one")
    groups = [find_members(connection, dossier, what, row[group]) for row in rows]
    parted = find_parted(connection, dossier, what, groups[0], groups[1])
    if parted:
        told = f"{parted[0]} and {parted[1]} were said not to be the same"
        raise StoreError(f"{_NUMBER[what]} {one}", told, f"undo change {parted[2]} first, if they are")
    likeness = explain(connection, dossier, one, other, what=what)
    data = {"what": what, "one": one, "other": other, "score": likeness.score, "why": likeness.told()}
    change = begin_change(connection, dossier, "joined", by=by, reason=reason, data=data)
    first = min(rows[0][group], rows[1][group])
    moved = [row for rows in groups for row in rows.values() if row[group] != first]
    amend(connection, change, [revised(what, row, **{group: first}) for row in moved])
    return change


def part(
    connection: Connection,
    dossier: Dossier,
    one: int,
    other: int,
    *,
    by: str,
    reason: str | None = None,
    what: What = "line",
) -> Change:
    """Say that two are not the same, and part them where they were joined. Gives the change.

    Others that were one with both go with whichever they are more like; the first of each group gives it its number.
    Raises StoreError where there is none such, or where that was said before.
    """
    rows = _both(connection, dossier, what, one, other)
    pair = [{one: rows[0]}, {other: rows[1]}]
    if find_parted(connection, dossier, what, pair[0], pair[1]):
        raise StoreError(f"{_NUMBER[what]} {one}", f"was parted from {other} before", "nothing is to be done")
    data = {"what": what, "one": one, "other": other}
    change = begin_change(connection, dossier, "parted", by=by, reason=reason, data=data)
    first, second = sorted((one, other))
    versions = [Version("apart", None, {"what": what, "one": first, "other": second})]
    group = GROUPS[what]
    if rows[0][group] == rows[1][group]:
        members = find_members(connection, dossier, what, rows[0][group])
        for side in _split(connection, dossier, what, members, one, other):
            number = min(side)
            versions += [
                revised(what, members[each], **{group: number}) for each in side if members[each][group] != number
            ]
    amend(connection, change, versions)
    return change


def explain(connection: Connection, dossier: Dossier, one: int, other: int, *, what: What = "line") -> Likeness:
    """How alike two are, and why. Raises StoreError where there is none such."""
    rows = _both(connection, dossier, what, one, other)
    published = _published(connection, dossier, [row["article"] for row in rows]) if what == "line" else {}
    return _compare(what, rows[0], rows[1], published).settled()


def _both(connection: Connection, dossier: Dossier, what: What, one: int, other: int) -> list[dict[str, Any]]:
    rows = standing_rows(connection, dossier, what, [one, other])
    for number in (one, other):
        if number not in rows:
            hint = f"verbale minutes {dossier.name} lists them"
            raise StoreError(dossier.name, f"no {_NUMBER[what]} {number}", hint)
    if one == other:
        raise StoreError(f"{_NUMBER[what]} {one}", "is itself", "name two")
    return [rows[one], rows[other]]


def find_members(connection: Connection, dossier: Dossier, what: What, subject: int) -> dict[int, dict[str, Any]]:
    """The standing rows of a subject or story, by number."""
    table = tables.TEMPORAL[what]
    query = select(table).where(
        table.c.dossier == dossier.id, table.c.until.is_(None), table.c[GROUPS[what]] == subject
    )
    return {row[_NUMBER[what]]: dict(row) for row in connection.execute(query).mappings()}


def find_parted(
    connection: Connection, dossier: Dossier, what: What, ones: Iterable[int], others: Iterable[int]
) -> tuple[int, int, int] | None:
    """Two of two groups that a person parted, and the change that did."""
    row = tables.apart.c
    here, there = set(ones), set(others)
    for some in in_parts(here):
        query = select(row.one, row.other, row.since).where(
            row.dossier == dossier.id, row.until.is_(None), row.what == what,
            or_(row.one.in_(some), row.other.in_(some)),
        )  # fmt: skip
        for one, other, since in connection.execute(query):
            if (one in here and other in there) or (other in here and one in there):
                return one, other, since
    return None


def _split(
    connection: Connection, dossier: Dossier, what: What, members: Mapping[int, dict[str, Any]], one: int, other: int
) -> tuple[list[int], list[int]]:
    """The members that go with one, and those that go with the other."""
    articles = [row["article"] for row in members.values()]
    published = _published(connection, dossier, articles) if what == "line" else {}
    sides: tuple[list[int], list[int]] = ([one], [other])
    for number, row in members.items():
        if number not in (one, other):
            near = [_compare(what, row, members[end], published).score for end in (one, other)]
            sides[near[1] > near[0]].append(number)
    return sides


def _compare(
    what: What, one: Mapping[str, Any], other: Mapping[str, Any], published: Mapping[int, str | None]
) -> Likeness:
    if what == "article":
        sketches = [read_sketch(row["sketch"]) for row in (one, other)]
        return Likeness(round(held_in(sketches[0], sketches[1]), 4)) if sketches[0] and sketches[1] else UNLIKE
    if one["kind"] != other["kind"]:
        return UNLIKE
    if what == "figure":
        figures = [
            Figure(row["figure"], row["article"], row["kind"], row["name"], row["subject"], json.loads(row["fields"]))
            for row in (one, other)
        ]
        return (same_person if one["kind"] == "person" else same_party)(figures[0], figures[1])
    traits = [
        read_traits(
            row["kind"], row["label"], row["day"], row["last_day"], row["certainty"], json.loads(row["fields"]),
            published.get(row["article"]),
        )
        for row in (one, other)
    ]  # fmt: skip
    return weigh_traits(traits[0], traits[1])


def _published(connection: Connection, dossier: Dossier, articles: Iterable[int]) -> dict[int, str | None]:
    rows = standing_rows(connection, dossier, "article", articles)
    return {number: row["published"] for number, row in rows.items()}
