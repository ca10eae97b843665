"""What was seen and worked out of a dossier, remembered across its changes: only what a change touched is done anew.

Comes in: a connection and a dossier. Goes out: a `Recall` of it: lines by the numbers of their rows, which nothing
alters, parts of views beside what they were made of, and what is followed from change to change. Only what
reading connections see is remembered, as in `kept`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sized
from itertools import islice
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from verbale.minutes import tables
from verbale.minutes.database import READING
from verbale.minutes.line import Line

MOST = 40_000  #: lines of a dossier that are remembered, and parts of its views
_DOSSIERS = 2  # of a database
Value = TypeVar("Value")
Counted = TypeVar("Counted", bound=Sized)


class Memory:
    """A dossier as far as it was seen, for all connections to its database."""

    def __init__(self) -> None:
        self.lines: dict[str, dict[int, Line]] = {}
        self.parts: dict[Hashable, tuple[Any, Any]] = {}
        self.followed: dict[Hashable, tuple[int, Any]] = {}  #: beside the change up to which each was brought
        self.newest: tuple[int, str] | None = None  #: the change up to which it was seen, and its moment
        self.touched: Mapping[int, int] = {}


class Recall:
    """What one transaction may recall of a dossier; nothing where it has no memory.

    `touched` has the articles with lines that came or went since the dossier
    was first seen, and the last change that made them.
    """

    def __init__(self, memory: Memory | None = None, touched: Mapping[int, int] | None = None, change: int = 0) -> None:
        self._memory = memory
        self._change = change
        self.touched = touched or {}

    def __bool__(self) -> bool:
        return self._memory is not None

    def since(self, change: int) -> set[int]:
        """The articles with lines that came or went after a change."""
        return {article for article, last in self.touched.items() if last > change}

    def lines(self, form: str) -> Mapping[int, Line]:
        """The lines that were read in some form, by the numbers of their rows."""
        return self._memory.lines.get(form, {}) if self._memory else {}

    def add_lines(self, form: str, lines: Mapping[int, Line]) -> None:
        """Remember some lines by the numbers of their rows."""
        if self._memory and lines:
            with _lock:
                held = self._memory.lines.setdefault(form, {})
                held.update(lines)
                self._memory.lines[form] = _last(held)

    def follow(self, what: Hashable, begin: Callable[[], Counted], alter: Callable[[int, Counted], Counted]) -> Counted:
        """What `begin` gives of the dossier now, or `alter` of a change before and of what was given then.

        Neither may alter what is given, which others hold.
        """
        if self._memory is None:
            return begin()
        known = self._memory.followed.get(what)
        if known is None or known[0] > self._change:
            value = begin()
        elif known[0] == self._change:
            return known[1]
        else:
            value = alter(*known)
        with _lock:
            known = self._memory.followed.get(what)
            if (known is None or known[0] <= self._change) and len(value) <= 2 * MOST:
                self._memory.followed[what] = self._change, value
        return value

    def knows(self, what: Hashable, made_of: Any) -> bool:
        """Whether a part is remembered, and what it was made of still the same."""
        known = self._memory.parts.get(what) if self._memory else None
        return known is not None and known[0] == made_of

    def part(self, what: Hashable, made_of: Any, make: Callable[[], Value]) -> Value:
        """What `make` gives, made anew only where `made_of`, all that it depends on, is not what it was."""
        if self._memory is None:
            return make()
        known = self._memory.parts.get(what)
        if known is not None and known[0] == made_of:
            return known[1]
        made = make()
        with _lock:
            if len(self._memory.parts) >= 2 * MOST:
                self._memory.parts = _last(self._memory.parts)
            self._memory.parts[what] = made_of, made
        return made


NOTHING = Recall()  #: recalls nothing
_memories: WeakKeyDictionary[Engine, OrderedDict[int, Memory]] = WeakKeyDictionary()
_lock = Lock()


def forget(engine: Engine) -> None:
    """Remember nothing any more of a database."""
    with _lock:
        _memories.pop(engine, None)


def recall_of(connection: Connection, dossier: int) -> Recall:
    """What is remembered of a dossier, found once for each transaction; for a connection that may write, nothing."""
    if READING not in connection.info:
        return NOTHING
    found: dict[int, Recall] = connection.info[READING]
    if dossier not in found:
        found[dossier] = _find(connection, dossier)
    return found[dossier]


def _find(connection: Connection, dossier: int) -> Recall:
    """What is remembered of a dossier, unless its log is not the one that was seen: then it is another database's."""
    log = tables.change.c
    query = select(log.id, log.moment).where(log.dossier == dossier)
    row = connection.execute(query.order_by(log.id.desc()).limit(1)).first()
    if row is None:
        return NOTHING
    newest = row[0], row[1]
    with _lock:
        memories = _memories.setdefault(connection.engine, OrderedDict())
        memory = memories.get(dossier)
        seen = memory.newest if memory else None
        touched: Mapping[int, int] = memory.touched if memory else {}
    if seen and seen[0] > newest[0]:
        return NOTHING  # it looks at a moment before others did
    if memory is None or (seen and connection.execute(query.where(log.id == seen[0])).first() != seen):
        memory, touched = Memory(), {}
    elif seen and seen != newest:
        touched = {**touched, **_touched(connection, dossier, seen[0])}
    with _lock:
        memory.newest, memory.touched = newest, touched
        memories[dossier] = memory
        memories.move_to_end(dossier)
        while len(memories) > _DOSSIERS:
            memories.popitem(last=False)
    return Recall(memory, touched, newest[0])


def _touched(connection: Connection, dossier: int, since: int) -> dict[int, int]:
    """The articles whose lines changes after one began or ended, and the last of these."""
    line = tables.line.c
    query = select(line.article, line.since, line.until)
    found: dict[int, int] = {}
    for condition in (line.since > since, line.until > since):
        rows: Any = connection.execute(query.where(condition, line.dossier + 0 == dossier))
        for article, begun, ended in rows:
            found[article] = max(found.get(article, 0), begun, ended or 0)
    return found


def _last(values: dict[Any, Any]) -> dict[Any, Any]:
    """As many values as are remembered, those that were put in last."""
    return values if len(values) <= MOST else dict(islice(values.items(), len(values) - MOST, None))
