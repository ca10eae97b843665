"""What the people and parties of a dossier are called that have several names, without reading what was filed of them.

Comes in: a dossier as it stands. Goes out: what `told.names_of` gives of all of them. It is remembered across changes:
after one only those are looked up of whom an article came or went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import ColumnElement, and_, func, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.fetching import fetch
from verbale.minutes.line import FigureKind
from verbale.minutes.standing import Standing, stands

_FIGURE = tables.figure.c


@dataclass(frozen=True, slots=True)
class _Named:
    """How many articles have each name of each subject that has several; which names are one's `own`."""

    counts: Mapping[int, Mapping[str, int]]
    own: frozenset[str]
    names: dict[str, str]

    def __len__(self) -> int:
        return len(self.counts)


def find_names(standing: Standing) -> dict[str, str]:
    """What `told.names_of` gives of all people and parties: what each is called that has several names.

    Nobody may alter it.
    """

    def begin() -> _Named:
        counts = _counts(standing, _several(standing))
        return _called(counts, _own(standing, {name for names in counts.values() for name in names}))

    def alter(change: int, known: _Named) -> _Named:
        subjects, names = _touched(standing, change)
        if not subjects:
            return known
        counts = {subject: told for subject, told in known.counts.items() if subject not in subjects}
        for some in in_parts(subjects):
            fresh = _counts(standing, _several(standing, _FIGURE.subject.in_(some)))
            counts.update(fresh)
            names.update(name for told in fresh.values() for name in told)
        named = _called(counts, (known.own - names) | _own(standing, names))
        return _Named(counts, named.own, known.names) if named.names == known.names else named

    return standing.recall.follow("names", begin, alter).names


def _ours(standing: Standing) -> ColumnElement[bool]:
    return and_(_FIGURE.dossier == standing.dossier.id, stands(tables.figure, standing.at))


def _several(standing: Standing, *among: ColumnElement[bool]) -> Collection[int]:
    """The subjects that have several names."""
    query = select(_FIGURE.subject).where(_ours(standing), *among).group_by(_FIGURE.subject)
    rows: Any = fetch(standing.connection, query.having(func.min(_FIGURE.name) < func.max(_FIGURE.name)))
    return [subject for (subject,) in rows]


def _counts(standing: Standing, subjects: Iterable[int]) -> dict[int, Mapping[str, int]]:
    """How many articles have each name of some subjects, in the order in which they first have it."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for some in in_parts(subjects):
        query = select(_FIGURE.subject, _FIGURE.name, func.count()).where(_ours(standing), _FIGURE.subject.in_(some))
        query = query.group_by(_FIGURE.subject, _FIGURE.name).order_by(func.min(_FIGURE.figure))
        for subject, name, count in fetch(standing.connection, query):
            counts[subject][name] = count
    return dict(counts)


def _own(standing: Standing, names: Iterable[str]) -> frozenset[str]:
    """Which of some names are one's alone."""
    own: set[str] = set()
    for some in in_parts(names):
        query = select(_FIGURE.name).where(
            _ours(standing), _FIGURE.kind.in_(get_args(FigureKind)), _FIGURE.name.in_(some)
        )
        query = query.group_by(_FIGURE.name).having(func.min(_FIGURE.subject) == func.max(_FIGURE.subject))
        own.update(name for (name,) in fetch(standing.connection, query))
    return frozenset(own)


def _called(counts: Mapping[int, Mapping[str, int]], own: frozenset[str]) -> _Named:
    best = {subject: max(names, key=lambda name: (names[name], len(name))) for subject, names in counts.items()}
    called = {
        name: best[subject]
        for subject, names in counts.items()
        for name in names
        if name in own and name != best[subject]
    }
    return _Named(counts, own, called)


def _touched(standing: Standing, change: int) -> tuple[set[int], set[str]]:
    """The subjects and names of what was filed of people and parties that came or went after a change."""
    ours = _FIGURE.dossier + 0 == standing.dossier.id
    subjects, names = set[int](), set[str]()
    for altered in (_FIGURE.since > change, _FIGURE.until > change):
        for subject, name in fetch(standing.connection, select(_FIGURE.subject, _FIGURE.name).where(altered, ours)):
            subjects.add(subject)
            names.add(name)
    return subjects, names
