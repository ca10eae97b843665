"""What people decide on the lines of the minutes: accept, edit, reject, reopen, one or many at a time, and take back.

Comes in: entry numbers and a named reviewer, in a write transaction. Goes out: what was decided, and what was held back
because the line says what its evidence does not (`cited.py`): it asks for a reason, which is kept with the objections.
Every decision is also kept as a judgement. A second reader's decision is only that: it alters no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, insert, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.agreement import Decision
from verbale.minutes.amending import Version, amend, revised, standing_rows
from verbale.minutes.change import Change, Dossier, begin_change
from verbale.minutes.cited import SAID_EARLIER, Checked, Gate
from verbale.minutes.columns import line_columns
from verbale.minutes.database import take_numbers
from verbale.minutes.judged import find_undone
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo

if TYPE_CHECKING:
    from verbale.reading.entries import Entry

_FIXED = ("kind", "origin", "confidence", "via")  # what the machine did


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, and why. `said_earlier` accepts lines whose names and dates stand further up, with that as the
    reason; `second` gives a second reader's opinion, which alters no line.
    """

    reviewer: str
    reason: str | None = None
    said_earlier: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A line that was not accepted, for want of a reason."""

    entry: int
    checked: Checked


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of the lines: the change (None where nothing was decided), those decided on, and those held back."""

    change: Change | None
    decided: tuple[int, ...]
    held: tuple[Held, ...] = ()


def accept(connection: Connection, dossier: Dossier, entries: Iterable[int], by: By) -> Reviewed:
    """Accept lines. Those that say what their evidence does not are held back unless a reason is given.

    Raises StoreError where an entry is not there, or was withdrawn.
    """
    rows = _rows(connection, dossier, entries)
    passed: dict[int, dict[str, Any]] = {}
    held: list[Held] = []
    objections: dict[str, Any] = {}
    for entry, checked in _check(connection, dossier, {entry: row["fields"] for entry, row in rows.items()}, rows):
        if checked.objections and not by.reason and not (by.said_earlier and checked.said_earlier):
            held.append(Held(entry, checked))
            continue
        if checked.objections:
            objections[str(entry)] = {"reason": by.reason or SAID_EARLIER, "objections": checked.to_json()}
        passed[entry] = rows[entry]
    change = _decide(connection, dossier, "accepted", passed, by, data={"objections": objections} if objections else {})
    return Reviewed(change, tuple(passed), tuple(held))


def reject(connection: Connection, dossier: Dossier, entries: Iterable[int], by: By) -> Reviewed:
    """Reject lines: they stand in no view any more, and can be found and reopened."""
    rows = _rows(connection, dossier, entries)
    return Reviewed(_decide(connection, dossier, "rejected", rows, by), tuple(rows))


def edit(connection: Connection, dossier: Dossier, entry: int, fields: Mapping[str, Any], by: By) -> Reviewed:
    """Change some fields of a line, and so accept it; its sentence is written anew where none is given.

    Evidence may be chosen anew, from the words of the article. Origin, confidence and sources are not edited: they say
    how it was read. Raises StoreError for a field that does not fit; held back, without a reason, where the line then
    says what its evidence does not.
    """
    from verbale.minutes.rebuilt import BESIDE, rebuild_entry
    from verbale.reading.entries import entry_json
    from verbale.reading.wording import tell

    rows = _rows(connection, dossier, [entry])
    if fixed := [name for name in fields if name in _FIXED]:
        raise StoreError(f"entry {entry}", f"{fixed[0]} cannot be edited", "reject the line, if that is wrong")
    before = _opened(rows[entry]["fields"])
    told = {**before, **fields}
    if told.get("kind") == "position" and "issue" in fields and "issues" not in fields:
        told["issues"] = [fields["issue"], *(one for one in before["issues"] if one != before["issue"])]
    edited = rebuild_entry(told, about=f"entry {entry}")
    if told["evidence"] != before["evidence"]:
        _check_evidence(connection, dossier, rows[entry]["article"], edited)
    if "text" not in fields and told != {**before, "evidence": told["evidence"]}:
        told["text"] = tell(cast("Any", edited))
    ((_, checked),) = _check(connection, dossier, {entry: told}, rows)
    earlier = by.said_earlier and checked.said_earlier
    if checked.objections and not by.reason and not earlier:
        return Reviewed(None, (), (Held(entry, checked),))
    data: dict[str, Any] = {"fields": sorted(name for name in told if told[name] != before.get(name))}
    if checked.objections:
        reason = by.reason or SAID_EARLIER
        data["objections"] = {str(entry): {"reason": reason, "objections": checked.to_json()}}
    if by.second:
        data["proposed"] = dict(fields)
    kept = {name: before[name] for name in BESIDE.get(before["kind"], ()) if name in before}
    columns = line_columns({**entry_json(rebuild_entry(told)), **kept})
    change = _decide(connection, dossier, "edited", rows, by, data=data, columns=columns)
    return Reviewed(change, (entry,))


def reopen(connection: Connection, dossier: Dossier, entries: Iterable[int], by: By) -> Reviewed:
    """Make drafts again of lines that were decided on; the judgements stay."""
    rows = {entry: row for entry, row in _rows(connection, dossier, entries).items() if row["state"] != "draft"}
    if not rows:
        return Reviewed(None, ())
    change = begin_change(connection, dossier, "reopened", by=by.reviewer, reason=by.reason)
    amend(connection, change, [revised("line", row, state="draft", reviewer=None) for row in rows.values()])
    return Reviewed(change, tuple(rows))


def take_back(
    connection: Connection, dossier: Dossier, change: Change, *, by: str, reason: str | None = None
) -> Change:
    """Undo a decision; its judgements no longer count. Raises StoreError where later changes stand on it."""
    table = tables.line
    touched = select(table.c.row).where((table.c.since == change.id) | (table.c.until == change.id)).limit(1)
    if connection.execute(touched).first():
        return undo(connection, dossier, change.id, by=by, reason=reason)
    if change.id in find_undone(connection, dossier):
        raise StoreError(dossier.name, f"change {change.id} was undone already", "leave it")
    data = {"act": change.act}
    return begin_change(connection, dossier, "undone", by=by, reason=reason, undoes=change.id, data=data)


def check_line(connection: Connection, dossier: Dossier, entry: int) -> Checked:
    """What of a line is not in its evidence."""
    rows = _rows(connection, dossier, [entry])
    ((_, checked),) = _check(connection, dossier, {entry: rows[entry]["fields"]}, rows)
    return checked


def _rows(connection: Connection, dossier: Dossier, entries: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of some entries that may be decided on, in the order asked for."""
    asked = list(dict.fromkeys(entries))
    rows = standing_rows(connection, dossier, "line", asked)
    for entry in asked:
        if entry not in rows:
            raise StoreError(dossier.name, f"no entry {entry}", f"verbale minutes {dossier.name} lists them")
        if rows[entry]["state"] == "withdrawn":
            raise StoreError(f"entry {entry}", "withdrawn: its article no longer says so", "leave it")
    return {entry: rows[entry] for entry in asked}


def _check(
    connection: Connection, dossier: Dossier, told: Mapping[int, Any], rows: Mapping[int, Mapping[str, Any]]
) -> Iterable[tuple[int, Checked]]:
    """Each entry held to its evidence, in the article as it stands; every article is laid out once."""
    from verbale.minutes.rebuilt import rebuild_entry

    stands = Standing(connection, dossier)
    gates: dict[int, Gate] = {}
    for entry, fields in told.items():
        article = rows[entry]["article"]
        if article not in gates:
            gates[article] = Gate(stands.article_json(article), stands.figures("person", articles=[article]))
        yield entry, gates[article].check(rebuild_entry(_opened(fields), about=f"entry {entry}"))


def _check_evidence(connection: Connection, dossier: Dossier, article: int, entry: Entry) -> None:
    """Raises StoreError where evidence is not what the article says there."""
    text: str = Standing(connection, dossier).article_json(article)["text"]
    hint = "choose words of the article, with the offsets at which they stand in its text"
    if not entry.evidence:
        raise StoreError(
            f"article {article}", "evidence is missing: no line stands without the words it rests on", hint
        )
    for piece in entry.evidence:
        if piece.start < 0 or not piece.exact.strip() or text[piece.start : piece.end] != piece.exact:
            raise StoreError(f"article {article}", f"evidence: it does not say {piece.exact[:60]!r} there", hint)


def _opened(fields: Any) -> dict[str, Any]:
    import json

    return json.loads(fields) if isinstance(fields, str) else dict(fields)


def _decide(
    connection: Connection,
    dossier: Dossier,
    decision: Decision,
    rows: Mapping[int, dict[str, Any]],
    by: By,
    *,
    data: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | None = None,
) -> Change | None:
    """The change of a decision, the versions that it makes, and its judgements."""
    if not rows:
        return None
    told = {"entries": list(rows), **(data or {}), **({"second": True} if by.second else {})}
    change = begin_change(connection, dossier, decision, by=by.reviewer, reason=by.reason, data=told)
    if not by.second:
        made = [_version(row, decision, by.reviewer, columns) for row in rows.values()]
        amend(connection, change, [one for one in made if one])
    publishers = {
        number: source.publisher
        for number, source in Standing(connection, dossier).sources({row["article"] for row in rows.values()}).items()
    }
    numbers = take_numbers(connection, row=len(rows))["row"]
    judged = [
        {
            "row": number, "change": change.id, "dossier": dossier.id, "entry": entry, "reviewer": by.reviewer,
            "decision": decision, "kind": row["kind"], "rule": row["rule"], "publisher": publishers.get(row["article"]),
        }
        for number, (entry, row) in zip(numbers, rows.items(), strict=True)
    ]  # fmt: skip
    connection.execute(insert(tables.judgement), judged)
    return change


def _version(
    row: dict[str, Any], decision: Decision, reviewer: str, columns: Mapping[str, Any] | None
) -> Version | None:
    """The version that a decision makes; none where it confirms what stands."""
    confirmed: tuple[str, ...] = ("accepted", "edited") if decision == "accepted" else (decision,)
    if row["state"] in confirmed and columns is None:
        return None
    return revised("line", row, **(columns or {}), state=decision, reviewer=reviewer)
