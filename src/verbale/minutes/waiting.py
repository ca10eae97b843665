"""The queues of reviewers, kept between one question and the next: ranking all drafts anew for each takes too long.

Comes in: a connection, a dossier and a reviewer. Goes out: the places of what waits, the most pressing first, as
`queue.py` ranks them. Decisions take lines out and put them back where they were; once something was filed or joined,
all is ranked anew.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import Connection, or_, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.change import Change, Dossier
from verbale.minutes.history import find_changes, last_change
from verbale.minutes.judged import find_queue
from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.standing import Fields, Standing

#: Acts after which a kept order still holds.
_DECISIONS = frozenset(("accepted", "edited", "rejected"))
_TAKEN_BACK = frozenset(("reopened", "undone"))


@dataclass(frozen=True, slots=True)
class Place:
    """A line that waits, by what lines are chosen for review, and why it stands where it stands."""

    entry: int
    kind: Kind
    party: str | None
    other: str | None
    rule: str
    outlet: str | None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Choices:
    """By which words lines may be chosen: those of all that were ranked, the most frequent first."""

    kind: Sequence[str]
    party: Sequence[str]
    rule: Sequence[str]
    source: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A queue as it was at a change: all that were ranked, and those of them that wait."""

    at: int
    order: Mapping[int, Place]
    choices: Choices
    waiting: frozenset[int]


class Queues:
    """The queues of some reviewers, for threads that ask at once; those that nobody asks for are forgotten first."""

    def __init__(self, most: int = 16) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[int, str | None], _Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool = False) -> list[Place]:
        """What waits for a first reader, or for a second one who does not see what the first decided."""
        kept = self._current(connection, dossier, reviewer=reviewer, second=second)
        return [place for entry, place in kept.order.items() if entry in kept.waiting]

    def choices(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool = False) -> Choices:
        """By which words a reader may choose among what waits, or waited a while ago."""
        return self._current(connection, dossier, reviewer=reviewer, second=second).choices

    def _current(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool) -> _Kept:
        key = (dossier.id, reviewer if second else None)
        last = last_change(connection, dossier)
        kept = self._kept.get(key)
        if kept and kept.at < last:
            since = find_changes(connection, dossier, after=kept.at)
            kept = _second_since(kept, since, reviewer) if second else _first_since(connection, dossier, kept, since)
        if kept is None:
            kept = _ranked(connection, dossier, last, reviewer=reviewer, second=second)
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept


def _ranked(connection: Connection, dossier: Dossier, last: int, *, reviewer: str, second: bool) -> _Kept:
    sources = Standing(connection, dossier).sources()
    queue = find_queue(connection, dossier, reviewer=reviewer, second=second)
    order = {
        one.line.entry: _place(one.line, sources, "; ".join(part.why for part in one.parts if part.value))
        for one in queue
    }
    return _Kept(last, order, _choices(order.values()), frozenset(order))


def _choices(places: Collection[Place]) -> Choices:
    return Choices(
        _most_frequent(one.kind for one in places),
        _most_frequent(name for one in places for name in (one.party, one.other)),
        _most_frequent(one.rule for one in places),
        _most_frequent(one.outlet for one in places),
    )


def _most_frequent(words: Iterable[str | None]) -> Sequence[str]:
    return [word for word, _ in Counter(word for word in words if word).most_common()]


def _first_since(connection: Connection, dossier: Dossier, kept: _Kept, since: Sequence[Change]) -> _Kept | None:
    """A first reader's queue after some changes; None where it must be ranked anew."""
    if any(one.act not in _DECISIONS | _TAKEN_BACK for one in since):
        return None
    table = tables.line
    touched: set[int] = set()
    drafts: set[int] = set()
    for some in in_parts(one.id for one in since):
        query = select(table.c.entry).where(or_(table.c.since.in_(some), table.c.until.in_(some)))
        touched.update(connection.execute(query).scalars())
    for some in in_parts(touched):
        query = select(table.c.entry).where(
            table.c.dossier == dossier.id, table.c.until.is_(None), table.c.state == "draft", table.c.entry.in_(some)
        )
        drafts.update(connection.execute(query).scalars())
    if not drafts <= kept.order.keys():
        return None
    return _Kept(since[-1].id, kept.order, kept.choices, kept.waiting - touched | drafts)


def _second_since(kept: _Kept, since: Sequence[Change], reviewer: str) -> _Kept | None:
    """A second reader's queue after decisions of their own; None where others did something, too."""
    if any(one.act not in _DECISIONS or one.by != reviewer or not one.data.get("second") for one in since):
        return None
    decided = {entry for one in since for entry in one.data["entries"]}
    return _Kept(since[-1].id, kept.order, kept.choices, kept.waiting - decided)


def _place(line: Line, sources: Mapping[int, Source], why: str) -> Place:
    origin = line.fields.peek("origin") if isinstance(line.fields, Fields) else line.fields["origin"]
    source = sources.get(line.article)
    return Place(
        line.entry, line.kind, line.party, line.other, origin["by"], source and source.publisher, line.confidence, why
    )
