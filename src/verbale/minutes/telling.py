"""Told lines of a dossier, remembered across changes: after one only those of the articles that it touched are told.

Comes in: a dossier as it stands, its articles and names, and which lines are wanted. Goes out: what `told.tell` gives
of them, in the order of `Standing.lines`. Nobody may alter it.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.fetching import fetch
from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.outline import counts, of_several
from verbale.minutes.standing import Standing, in_place
from verbale.minutes.told import Told, tell

_LINE = tables.line.c
_MANY = 200  # lines that are sooner sorted in than put in their places one by one


def told_in_place(told: Told) -> tuple[bool, str, int]:
    """The order of lines: see `standing.in_place`."""
    return in_place(told.line)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was told, and the articles and names with which."""

    names: Mapping[str, str]
    sources: Mapping[int, Source]
    told: Sequence[Told]

    def __len__(self) -> int:
        return len(self.told)

    def touched(self, names: Mapping[str, str], sources: Mapping[int, Source], lines: set[int]) -> set[int] | None:
        """The articles of which something is to be told anew, some having other lines; None where all is."""
        if self.names != names:
            return None
        found = lines | {number for number, source in sources.items() if self.sources.get(number) is not source}
        found |= self.sources.keys() - sources.keys()
        return found if 2 * len(found) <= len(sources) else None


@dataclass(frozen=True, slots=True)
class Telling:
    """A dossier with its articles and names."""

    standing: Standing
    sources: Mapping[int, Source]
    names: Mapping[str, str]

    def told(
        self,
        what: Hashable,
        read: Callable[[Collection[int]], Iterable[Line]],
        key: Callable[[Told], Any] = told_in_place,
    ) -> Sequence[Told]:
        """What `read` gives, told and ordered by a key: the lines of some articles, or of all where none is named."""

        def again(articles: set[int], known: Sequence[Told]) -> tuple[list[Told], Iterable[Line]]:
            kept = [one for one in known if one.line.article not in articles]
            return kept, read(articles)

        return self._follow(what, lambda: read(()), again, key)

    def several(self, *kinds: Kind) -> Sequence[Told]:
        """The lines of subjects that several lines of some kinds tell."""

        def again(articles: set[int], known: Sequence[Told]) -> tuple[list[Told], Iterable[Line]]:
            subjects = {one.line.subject for one in known if one.line.article in articles}
            for some in in_parts(articles):
                query = select(_LINE.subject).where(self.standing.within(some), counts())
                subjects.update(subject for (subject,) in fetch(self.standing.connection, query))
            lines = self.standing.lines(subjects=subjects, ordered=False)
            told = Counter(line.subject for line in lines if line.kind in kinds)
            kept = [one for one in known if one.line.subject not in subjects]
            return kept, [line for line in lines if told[line.subject] > 1]

        every = of_several(self.standing, *kinds)
        return self._follow(
            ("several", *kinds), lambda: self.standing.lines(where=every, ordered=False), again, told_in_place
        )

    def _follow(
        self,
        what: Hashable,
        read: Callable[[], Iterable[Line]],
        again: Callable[[set[int], Sequence[Told]], tuple[list[Told], Iterable[Line]]],
        key: Callable[[Told], Any],
    ) -> Sequence[Told]:
        """What was told, without what `again` leaves out of it and with the lines that it reads instead."""
        recall = self.standing.recall

        def begin() -> _Known:
            return made(sorted(tell(read(), self.sources, self.names), key=key))

        def made(told: Sequence[Told]) -> _Known:
            return _Known(self.names, self.sources, told)

        def alter(change: int, known: _Known) -> _Known:
            touched = known.touched(self.names, self.sources, recall.since(change))
            if touched is None:
                return begin()
            if not touched:
                return made(known.told)
            kept, lines = again(touched, known.told)
            fresh = tell(lines, self.sources, self.names)
            if len(fresh) > _MANY:
                return made(sorted([*kept, *fresh], key=key))
            for one in fresh:
                insort(kept, one, key=key)
            return made(kept)

        return recall.follow(("told", what), begin, alter).told


def tell_outlines(standing: Standing, kind: Kind, sources: Mapping[int, Source]) -> Sequence[Told]:
    """The lines of a kind without text and fields, under the names that they have."""

    def read(articles: Collection[int]) -> Iterable[Line]:
        return standing.outlines(counts(), _LINE.kind == kind, articles=articles)

    return Telling(standing, sources, {}).told(("outline", kind), read)
