"""The queues of reviewers, kept between one question and the next: ranking all drafts anew for each takes too long.

Comes in: a connection, a dossier and a reviewer. Goes out: the places of what waits, the most pressing first, as
`queue.py` ranks them. Decisions take lines out and put them back where they were. Once something was filed or joined,
all is ranked anew: at once, or where the queues were given a way to do things later, behind a queue that holds the same
lines, with those that came at its end.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from sqlalchemy import Connection, or_, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.change import Change, Dossier
from verbale.minutes.collecting import uncollected
from verbale.minutes.fields import Fields
from verbale.minutes.history import find_changes, last_change
from verbale.minutes.judged import find_queue
from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.standing import Standing

#: Acts after which a kept order still holds.
_DECISIONS = frozenset(("accepted", "edited", "rejected"))
_TAKEN_BACK = frozenset(("reopened", "undone"))
#: Has something done later with a connection of its own, once for a key.
Later = Callable[[Hashable, Callable[[Connection], object]], None]


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
    """A queue as it was at a change: all that were ranked, and those of them that wait.

    `ranked` is the change at which they were; `aged` says that they would be ranked otherwise now.
    """

    at: int
    ranked: int
    order: Mapping[int, Place]
    choices: Choices
    waiting: frozenset[int]
    aged: bool = False


class Queues:
    """The queues of some reviewers, for threads that ask at once; those that nobody asks for are forgotten first."""

    def __init__(self, later: Later | None = None, *, most: int = 16) -> None:
        self._most = most
        self._later = later
        self._kept: OrderedDict[tuple[int, str | None], _Kept] = OrderedDict()
        self._lock = Lock()
        self._ranking = Lock()

    def find(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool = False) -> list[Place]:
        """What waits for a first reader, or for a second one who does not see what the first decided."""
        kept = self._current(connection, dossier, reviewer=reviewer, second=second)
        return [place for entry, place in kept.order.items() if entry in kept.waiting]

    def choices(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool = False) -> Choices:
        """By which words a reader may choose among what waits, or waited a while ago."""
        return self._current(connection, dossier, reviewer=reviewer, second=second).choices

    def _current(self, connection: Connection, dossier: Dossier, *, reviewer: str, second: bool) -> _Kept:
        key = (dossier.id, reviewer if second else None)

        def rank(connection: Connection) -> _Kept:
            with uncollected():
                return self._hold(key, _ranked(connection, dossier, reviewer=reviewer, second=second))

        kept = self._follow(connection, dossier, self._kept.get(key), reviewer=reviewer, second=second)
        if kept is None:
            with self._ranking:  # whoever waited for it finds it ranked
                kept = self._follow(connection, dossier, self._kept.get(key), reviewer=reviewer, second=second)
                return kept or rank(connection)
        if kept.aged and self._later:
            self._later(("queue", *key), rank)
        self._hold(key, kept)
        return kept

    def _follow(
        self, connection: Connection, dossier: Dossier, kept: _Kept | None, *, reviewer: str, second: bool
    ) -> _Kept | None:
        """A queue as it is now; None where it must be ranked before it can be given."""
        if kept and kept.at < last_change(connection, dossier):
            since = find_changes(connection, dossier, after=kept.at)
            follow = _second_since if second else _first_since
            kept = follow(connection, dossier, kept, since, reviewer)
        return kept if kept and (self._later or not kept.aged) else None

    def _hold(self, key: tuple[int, str | None], kept: _Kept) -> _Kept:
        with self._lock:
            held = self._kept.get(key)
            if held is None or held.ranked <= kept.ranked:
                self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept


def _ranked(connection: Connection, dossier: Dossier, *, reviewer: str, second: bool) -> _Kept:
    last = last_change(connection, dossier)
    sources = Standing(connection, dossier).sources()
    queue = find_queue(connection, dossier, reviewer=reviewer, second=second)
    order = {
        one.line.entry: _place(one.line, sources, "; ".join(part.why for part in one.parts if part.value))
        for one in queue
    }
    return _Kept(last, last, order, _choices(order.values()), frozenset(order))


def _choices(places: Collection[Place]) -> Choices:
    return Choices(
        _most_frequent(one.kind for one in places),
        _most_frequent(name for one in places for name in (one.party, one.other)),
        _most_frequent(one.rule for one in places),
        _most_frequent(one.outlet for one in places),
    )


def _most_frequent(words: Iterable[str | None]) -> Sequence[str]:
    return [word for word, _ in Counter(word for word in words if word).most_common()]


def _first_since(
    connection: Connection, dossier: Dossier, kept: _Kept, since: Sequence[Change], _: str
) -> _Kept | None:
    """A first reader's queue after some changes: the drafts that were not ranked stand at its end."""
    touched = _touched(connection, since)
    lines = Standing(connection, dossier).by_entry(touched)
    drafts = {entry for entry, line in lines.items() if line.state == "draft"}
    new = sorted(drafts - kept.order.keys())
    sources = Standing(connection, dossier).sources({lines[entry].article for entry in new}) if new else {}
    order = {**kept.order, **{entry: _place(lines[entry], sources, "") for entry in new}} if new else kept.order
    aged = kept.aged or bool(new) or any(one.act not in _DECISIONS | _TAKEN_BACK for one in since)
    return replace(kept, at=since[-1].id, order=order, waiting=kept.waiting - touched | drafts, aged=aged)


def _second_since(
    connection: Connection, dossier: Dossier, kept: _Kept, since: Sequence[Change], reviewer: str
) -> _Kept | None:
    """A second reader's queue without what they decided on since and what is a draft again; None once they took back.

    What others decided on since comes once it is ranked.
    """
    own = [one for one in since if one.by == reviewer]
    if any(one.act not in _DECISIONS or not one.data.get("second") for one in own):
        return None
    decided = {entry for one in own for entry in one.data["entries"]}
    lines = Standing(connection, dossier).by_entry(_touched(connection, since))
    gone = {entry for entry, line in lines.items() if line.state in ("draft", "withdrawn")}
    return replace(
        kept, at=since[-1].id, waiting=kept.waiting - decided - gone, aged=kept.aged or len(own) < len(since)
    )


def _touched(connection: Connection, since: Sequence[Change]) -> set[int]:
    """The entries whose lines some changes made or ended."""
    table = tables.line
    touched: set[int] = set()
    for some in in_parts(one.id for one in since):
        query = select(table.c.entry).where(or_(table.c.since.in_(some), table.c.until.in_(some)))
        touched.update(connection.execute(query).scalars())
    return touched


def _place(line: Line, sources: Mapping[int, Source], why: str) -> Place:
    origin = line.fields.peek("origin") if isinstance(line.fields, Fields) else line.fields["origin"]
    source = sources.get(line.article)
    return Place(
        line.entry, line.kind, line.party, line.other, origin["by"], source and source.publisher, line.confidence, why
    )
