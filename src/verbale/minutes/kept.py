"""Views kept in memory for as long as nothing changes in their dossier.

Comes in: a dossier as it stands, what is asked of it, and how to make the answer. Goes out: the answer, made once for
each state of the dossier. Only what a reading connection sees is kept: of what a writer sees nobody knows whether it
will stand.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from verbale.minutes import recall, tables
from verbale.minutes.collecting import uncollected
from verbale.minutes.database import READING
from verbale.minutes.standing import Standing

_MOST = 32  # answers of one database
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, Any]] = WeakKeyDictionary()
_lock = Lock()
Value = TypeVar("Value")


def keep(standing: Standing, asked: Hashable, make: Callable[[], Value]) -> Value:
    """The answer to what is asked of a dossier, kept until the dossier's next change; not where `asked` is None.

    Nobody may alter it.
    """
    if asked is None or READING not in standing.connection.info:
        with uncollected():
            return make()
    key = standing.dossier.id, _state(standing), asked
    with _lock:
        answers = _kept.setdefault(standing.connection.engine, OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            return answers[key]
    with uncollected():
        made = make()
    with _lock:
        answers[key] = made
        while len(answers) > _MOST:
            answers.popitem(last=False)
    return made


def forget(engine: Engine) -> None:
    """Keep nothing any more of a database: the next look at each view is as the first."""
    with _lock:
        _kept.pop(engine, None)
    recall.forget(engine)


def _state(standing: Standing) -> Hashable:
    """The change up to which the dossier is seen."""
    if standing.at is not None:
        return standing.at
    log = tables.change.c
    query = select(log.id, log.moment).where(log.dossier == standing.dossier.id).order_by(log.id.desc()).limit(1)
    row = standing.connection.execute(query).first()
    return row and (row[0], row[1])
