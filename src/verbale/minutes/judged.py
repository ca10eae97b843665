"""What people have decided on the lines of a dossier so far, and what waits for whom.

Comes in: a connection and a dossier. Goes out: judgements, the queue of a first or second reader, a line as it was
drafted, the decision that would be taken back first. It writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, select

from verbale.minutes import tables
from verbale.minutes.agreement import Judgement
from verbale.minutes.amending import in_parts
from verbale.minutes.change import Change, Dossier
from verbale.minutes.history import find_change
from verbale.minutes.line import Line
from verbale.minutes.queue import Waiting, rank_waiting, waiting_for_first, waiting_for_second
from verbale.minutes.standing import Standing

_DECIDED: frozenset[Literal["accepted", "edited", "rejected"]] = frozenset(("accepted", "edited", "rejected"))


def find_judgements(connection: Connection, dossier: Dossier) -> list[Judgement]:
    """All decisions that were not taken back, in their order."""
    table = tables.judgement
    names = ("entry", "reviewer", "decision", "kind", "rule", "publisher", "change")
    query = select(*(table.c[name] for name in names)).where(table.c.dossier == dossier.id).order_by(table.c.row)
    undone = find_undone(connection, dossier)
    return [one for one in (Judgement(*row) for row in connection.execute(query)) if one.change not in undone]


def find_queue(connection: Connection, dossier: Dossier, *, reviewer: str, second: bool = False) -> list[Waiting]:
    """What waits for a reviewer, most pressing first: drafts, or for a second reader what others decided on."""
    lines = Standing(connection, dossier).lines()
    if not second:
        return rank_waiting(waiting_for_first(lines), lines)
    judgements = find_judgements(connection, dossier)
    drafted = _drafted(connection, dossier, {one.entry for one in judgements})
    return rank_waiting(waiting_for_second(drafted, judgements, reviewer=reviewer), lines)


def find_draft(connection: Connection, dossier: Dossier, entry: int) -> Line:
    """An entry as it was drafted, for a second reader: without what anybody decided. Raises StoreError."""
    for line in _drafted(connection, dossier, {entry}):
        return line._replace(reviewer=None, since=0)
    line = Standing(connection, dossier).line(entry)
    return line._replace(state="draft" if line.state in _DECIDED else line.state, reviewer=None, since=0)


def find_last_decision(connection: Connection, dossier: Dossier, reviewer: str) -> Change | None:
    """The last decision of a reviewer that was not taken back; None where there is none."""
    table = tables.change
    query = select(table.c.id).where(table.c.dossier == dossier.id, table.c.by == reviewer, table.c.act.in_(_DECIDED))
    undone = find_undone(connection, dossier)
    for number in connection.execute(query.order_by(table.c.id.desc())).scalars():
        if number not in undone:
            return find_change(connection, dossier, number)
    return None


def find_undone(connection: Connection, dossier: Dossier) -> set[int]:
    """The changes that stand undone: an undoing that was itself undone does not count."""
    table = tables.change
    query = select(table.c.id, table.c.undoes).where(table.c.dossier == dossier.id, table.c.undoes.is_not(None))
    undone: set[int] = set()
    for number, undoes in sorted(map(tuple, connection.execute(query)), reverse=True):
        if number not in undone and undoes is not None:
            undone.add(undoes)
    return undone


def _drafted(connection: Connection, dossier: Dossier, entries: Iterable[int]) -> list[Line]:
    """Entries as they last stood as drafts, before a decision; those that are drafts now are not among them."""
    table = tables.line
    stands = Standing(connection, dossier)
    ended: dict[int, int] = {}
    for some in in_parts(entries):
        query = select(table.c.entry, table.c.until).where(
            table.c.dossier == dossier.id, table.c.entry.in_(some), table.c.state == "draft", table.c.until.is_not(None)
        )
        now = {line.entry for line in stands.by_entry(some).values() if line.state in _DECIDED}
        for entry, until in connection.execute(query):
            if entry in now:
                ended[entry] = max(until, ended.get(entry, 0))
    before: dict[int, list[int]] = {}
    for entry, until in ended.items():
        before.setdefault(until - 1, []).append(entry)
    return [
        line
        for at, numbers in sorted(before.items())
        for line in Standing(connection, dossier, at).by_entry(numbers).values()
    ]
