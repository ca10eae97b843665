"""What was made once and is asked for again: kept while nothing has changed, the least asked-for thrown away.

Comes in: a key that names all that a value depends on, and how to make it. Goes out: the value. Nothing is ever stale,
since a change gives another key. Each database has a keeper of its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

_Value = TypeVar("_Value")
_MOST = 400  # parts of pages of a database: some 100 kB each at most


class Keeper(Generic[_Value]):
    """At most `most` values, for threads that ask at once: two that ask for one value make it once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, _Value] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made where it is not held. What `make` raises is raised, and nothing is kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return self._held[key]
            try:
                value = make()
                with self._lock:
                    self._held[key] = value
                    while len(self._held) > self._most:
                        self._held.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value


_keepers: WeakKeyDictionary[Engine, Keeper[Any]] = WeakKeyDictionary()


def keeper_of(engine: Engine) -> Keeper[Any]:
    """The keeper of a database."""
    return _keepers.setdefault(engine, Keeper(_MOST))
