"""What was made once and is asked for again: given at once, and made anew behind it once its dossier has changed.

Comes in: a key, the change that is newest, and how to make the value. Goes out: the value, with the change that it was
made at. What is made quickly is never old. What takes long is given as it was while one thread renews it; only who
wrote a change themselves waits for what shows it. Each database has a memory of its own.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from verbale.desk.renewing import Renewer
from verbale.minutes.database import Database

_Value = TypeVar("_Value")
_MOST = 400  # parts of pages of a database: some 100 kB each at most
_WRITERS = 1000
#: Processor seconds up to which a value is made anew for whoever asks, rather than given as it was.
QUICK = 0.05


@dataclass(frozen=True, slots=True)
class Kept(Generic[_Value]):
    """A value, the newest change that it shows, and the processor seconds that it took."""

    value: _Value
    change: int
    cost: float

    def serves(self, newest: int, least: int) -> bool:
        """Whether it may be given where a change is the newest, to somebody who is to see one at least."""
        return self.change >= (least if self.cost > QUICK else newest)


class Keeper(Generic[_Value]):
    """At most `most` values, for threads that ask at once: two that ask for one value make it once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Kept[_Value]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def find(self, key: Hashable) -> Kept[_Value] | None:
        """What is kept of a key, however old."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def get(self, key: Hashable, newest: int, make: Callable[[], _Value], *, least: int | None = None) -> Kept[_Value]:
        """The value of a key as of the change `newest`, or one that took long and shows `least`; made where none does.

        What `make` raises is raised, and nothing is kept.
        """
        least = newest if least is None else least
        if (kept := self.find(key)) and kept.serves(newest, least):
            return kept
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            if (kept := self.find(key)) and kept.serves(newest, least):
                return kept
            try:
                began = time.thread_time()
                kept = Kept(make(), newest, time.thread_time() - began)
                self._hold(key, kept)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return kept

    def forget(self, key: Hashable) -> None:
        """Have a value made anew for whoever asks next."""
        with self._lock:
            self._held.pop(key, None)

    def _hold(self, key: Hashable, kept: Kept[_Value]) -> None:
        with self._lock:
            self._held[key] = kept
            while len(self._held) > self._most:
                self._held.popitem(last=False)


class Own:
    """The last change that each visitor made, of the visitors who wrote last."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def note(self, visitor: str, change: int) -> None:
        with self._lock:
            self._last[visitor] = change
            self._last.move_to_end(visitor)
            while len(self._last) > _WRITERS:
                self._last.popitem(last=False)

    def of(self, visitor: str) -> int:
        """The number of a visitor's last change; 0 for who made none."""
        return self._last.get(visitor, 0)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the desk keeps of a database: values, who renews them, and who wrote what last."""

    values: Keeper[Any] = field(default_factory=lambda: Keeper(_MOST))
    renewer: Renewer = field(default_factory=Renewer)
    own: Own = field(default_factory=Own)


_memories: WeakKeyDictionary[Engine, Memory] = WeakKeyDictionary()
_lock = Lock()


def memory_of(engine: Engine) -> Memory:
    """What the desk keeps of a database."""
    with _lock:
        return _memories.setdefault(engine, Memory())


def later_of(database: Database) -> Callable[[Hashable, Callable[[Connection], object]], None]:
    """How something is done in the background with what a database then holds, once for a key."""

    def later(key: Hashable, do: Callable[[Connection], object]) -> None:
        def read() -> None:
            with database.reading() as connection:
                do(connection)

        memory_of(database.engine).renewer.soon(key, read)

    return later
