"""The lines of a dossier as a network asks for them: who does what towards whom, without the sentence that says so.

Comes in: a dossier as it stands, and what its people and parties are called. Goes out: acts, in no order; only those
of meetings that took place, and of statements to somebody, have fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, select

from verbale.minutes import tables
from verbale.minutes.fetching import fetch
from verbale.minutes.fields import Fields
from verbale.minutes.line import DOUBTFUL, UNREAD, Act, make_tuple
from verbale.minutes.outline import of_dossier
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
    firm = _LINE.certainty.not_in(DOUBTFUL)
    met = _opened(standing, of_dossier(standing, "meeting"), firm, _LINE.label.in_(MET))
    said = _opened(
        standing,
        of_dossier(standing, "statement"),
        firm,
        _LINE.party.is_not(None),
        _LINE.fields.not_like('%"audience":null%'),
    )
    acts = _read(standing, of_dossier(standing, "position", "event"), firm)
    found = [*met, *said, *acts, *(_sides(standing, firm) if said else ())]
    if not names:
        return found
    return [_named(act, names) if act.party in names or act.other in names else act for act in found]


def _read(standing: Standing, *conditions: ColumnElement[bool]) -> Iterable[Act]:
    rows = fetch(standing.connection, select(*_COLUMNS).where(*conditions))
    return [make_tuple(Act, (*row, UNREAD)) for row in rows]


def _opened(standing: Standing, *conditions: ColumnElement[bool]) -> list[Act]:
    rows = fetch(standing.connection, select(*_COLUMNS, _LINE.fields).where(*conditions))
    return [make_tuple(Act, (*row[:-1], Fields(row[-1]))) for row in rows]


def _sides(standing: Standing, firm: ColumnElement[bool]) -> Iterable[Act]:
    """One meeting, proposal or pledge of each two parties: these make a party of the minutes."""
    of = of_dossier(standing, "meeting", "proposal", "pledge")
    return _read(standing, of, firm, _LINE.label.not_in(MET))


def _named(act: Act, names: Mapping[str, str]) -> Act:
    return act._replace(party=called(act.party, names), other=called(act.other, names))
