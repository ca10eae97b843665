"""By which parties the lines of a dossier are counted, without reading the lines.

Comes in: a dossier as it stands. Goes out: `Tallied`s. They are remembered across changes: after one only the subjects
are counted anew of which a line came or went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.fetching import fetch
from verbale.minutes.line import make_tuple
from verbale.minutes.outline import counts, of_dossier, of_several, takes_part
from verbale.minutes.people import Tallied
from verbale.minutes.standing import Standing

_LINE = tables.line.c
_COLUMNS = (_LINE.kind, _LINE.party, _LINE.other, _LINE.parties)
_Counted = tuple[Any, ...]  # a line's kind and parties


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many lines are `alike` of subjects that one line tells, and what is told of the others."""

    alike: Counter[_Counted]
    several: Mapping[int, frozenset[_Counted]]

    def __len__(self) -> int:
        return len(self.several)


def find_tallied(standing: Standing) -> list[Tallied]:
    """By which parties the lines that count are counted: all alike together, those of subjects that several lines tell
    each by itself.
    """
    tally = standing.recall.follow(
        "tally", lambda: _begin(standing), lambda change, known: _alter(standing, change, known)
    )
    found = [make_tuple(Tallied, (*row, lines, None)) for row, lines in tally.alike.items() if lines]
    found += [make_tuple(Tallied, (*row, 1, subject)) for subject, rows in tally.several.items() for row in rows]
    return found


def _begin(standing: Standing) -> _Tally:
    asked = of_dossier(standing), takes_part()
    each = fetch(standing.connection, select(*_COLUMNS, _LINE.subject).where(*asked, of_several(standing)))
    alike = Counter[_Counted]()
    grouped = select(*_COLUMNS, func.count()).where(*asked).group_by(*_COLUMNS)
    for *row, lines in fetch(standing.connection, grouped):
        alike[tuple(row)] = lines
    alike.subtract(row[:4] for row in each)
    return _Tally(alike, {subject: frozenset(rows) for subject, rows in _by_subject(each).items()})


def _alter(standing: Standing, change: int, known: _Tally) -> _Tally:
    """The tally after a change, of what it was before: less what its subjects were counted by, with what they are."""
    ours = _LINE.dossier + 0 == standing.dossier.id
    columns = (*_COLUMNS, _LINE.subject)
    went = _LINE.until > change, _LINE.since <= change, ours
    came = _LINE.since > change, _LINE.until.is_(None), ours
    subjects = {
        row[0] for some in (went, came) for row in fetch(standing.connection, select(_LINE.subject).where(*some))
    }
    stand: list[Any] = []
    for some in in_parts(subjects):
        query = select(*columns, _LINE.since).where(of_dossier(standing), takes_part(), _LINE.subject.in_(some))
        stand += fetch(standing.connection, query)
    ended = fetch(standing.connection, select(*columns).where(*went, counts(), takes_part()))
    before, now = _by_subject([*ended, *(row for row in stand if row[5] <= change)]), _by_subject(stand)
    alike, several = Counter(known.alike), dict(known.several)
    for subject in subjects:
        if several.pop(subject, None) is None:
            alike.subtract(before.get(subject, ()))
        if len(rows := now.get(subject, ())) == 1:
            alike.update(rows)
        elif rows:
            several[subject] = frozenset(rows)
    return _Tally(alike, several)


def _by_subject(rows: Iterable[Any]) -> dict[int, list[_Counted]]:
    found: dict[int, list[_Counted]] = defaultdict(list)
    for row in rows:
        found[row[4]].append(tuple(row[:4]))
    return found
