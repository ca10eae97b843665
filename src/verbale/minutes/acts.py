"""The lines of a dossier as a network asks for them: who does what towards whom, without the sentence that says so.

Comes in: a dossier as it stands, and what its people and parties are called. Goes out: acts, in no order; only those
of meetings that took place, and of statements to somebody, have fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement

from verbale.minutes import tables
from verbale.minutes.fields import Fields
from verbale.minutes.line import DOUBTFUL, UNREAD, Act, Kind, make_tuple
from verbale.minutes.outline import counts
from verbale.minutes.people import MET
from verbale.minutes.standing import Standing
from verbale.minutes.told import called

_LINE = tables.line.c
_COLUMNS = (
    _LINE.entry, _LINE.kind, _LINE.state, _LINE.subject, _LINE.party, _LINE.other, _LINE.issue, _LINE.label,
    _LINE.certainty,
)  # fmt: skip


def find_acts(standing: Standing, names: Mapping[str, str]) -> list[Act]:
    """What ties people and parties of a dossier: `names` are those of `told.names_of`."""
    met = _read(standing, ("meeting",), _LINE.label.in_(MET), opened=("delegations", "format"))
    heard = _LINE.party.is_not(None), _LINE.fields.not_like('%"audience":null%')
    said = _read(standing, ("statement",), *heard, opened=("audience",))
    acts = _read(standing, ("position", "event"))
    found = [*met, *said, *acts, *(_sides(standing) if said else ())]
    if not names:
        return found
    return [_named(act, names) if act.party in names or act.other in names else act for act in found]


def _sides(standing: Standing) -> Iterable[Act]:
    """The meetings, proposals and pledges that tell of no encounter: these make a party of the minutes."""
    return _read(standing, ("meeting", "proposal", "pledge"), _LINE.label.not_in(MET))


def _read(
    standing: Standing, kinds: tuple[Kind, ...], *asked: ColumnElement[bool], opened: tuple[str, ...] = ()
) -> Iterable[Act]:
    """The acts of some kinds that nobody doubts, with the fields that are to be opened."""

    def make(row: Any) -> Act:
        if not opened:
            return make_tuple(Act, (*row[:-1], UNREAD))
        fields = Fields(row[-2])
        return make_tuple(Act, (*row[:-2], {name: fields.peek(name) for name in opened}))

    columns = (*_COLUMNS, _LINE.fields) if opened else _COLUMNS
    conditions = (counts(), _LINE.kind.in_(kinds), _LINE.certainty.not_in(DOUBTFUL), *asked)
    return standing.rows(("acts", *kinds), tables.line, columns, *conditions, make=make).values()


def _named(act: Act, names: Mapping[str, str]) -> Act:
    return act._replace(party=called(act.party, names), other=called(act.other, names))
