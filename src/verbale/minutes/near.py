"""The lines that a view needs beside those that it shows: what may be said of a meeting, may answer a proposal, …

Comes in: a dossier as it stands, and what is shown. Goes out: told lines, rather some too many than one too few: which
of them count, the views say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import and_, or_

from verbale.minutes import tables
from verbale.minutes.line import Line, Source
from verbale.minutes.meetings import Encounter
from verbale.minutes.outline import find_several
from verbale.minutes.readouts import AFTER
from verbale.minutes.replies import telling_words
from verbale.minutes.standing import Standing, in_place
from verbale.minutes.told import Told, day_after, tell

_LINE = tables.line.c


@dataclass(frozen=True, slots=True)
class Near:
    """Lines of a dossier with its articles and names."""

    standing: Standing
    sources: Mapping[int, Source]
    names: Mapping[str, str]

    def statements_on(self, encounters: Sequence[Encounter]) -> Iterable[Told]:
        """What was said in the articles of some meetings, and on their days and shortly after."""
        spans = _merged(one for one in encounters if one.first is not None)
        articles = set(chain.from_iterable(one.articles for one in encounters))
        told = {number: source.published[:10] for number, source in self.sources.items() if source.published}
        articles |= {number for number, day in told.items() if any(first <= day <= last for first, last in spans)}
        if not articles:
            return ()
        days = (_LINE.day, _LINE.last_day)
        within = [and_(day >= first, day <= last) for first, last in spans for day in days]
        return self._tell(self.standing.lines("statement", where=or_(_LINE.article.in_(articles), *within)))

    def statements_in(self, articles: set[int]) -> Iterable[Told]:
        """The statements of some articles."""
        return self._tell(self.standing.lines("statement", articles=articles)) if articles else ()

    def answers_to(self, proposals: Mapping[int, Sequence[Told]]) -> Iterable[Told]:
        """The positions and events of the articles that tell some proposals, and those whose sentence names one."""
        articles = {one.line.article for some in proposals.values() for one in some}
        words = telling_words(proposals)
        if not articles:
            return ()
        where = None  # letters that only Python folds are looked for there
        if all(word.isascii() for word in words):
            named = [_LINE.text.ilike(f"%{word}%") for word in words]
            where = or_(_LINE.article.in_(articles), *named)
        return self._tell(self.standing.lines("position", "event", where=where))

    def disputed(self) -> list[Told]:
        """What `contested.weigh_contested` asks for."""
        several = find_several(self.standing, "meeting", "proposal", "pledge", "event", "position")
        denied = self.standing.lines("statement", where=or_(_LINE.label == "denied", _LINE.certainty == "denied"))
        stories = {source.story for line in denied if (source := self.sources.get(line.article))}
        articles = {number for number, source in self.sources.items() if source.story in stories}
        about = self.standing.lines("statement", "position", "event", articles=articles) if articles else []
        every = (*self.standing.lines(subjects=several), *self.standing.lines("position"), *denied, *about)
        return self._tell(sorted({line.entry: line for line in every}.values(), key=in_place))

    def _tell(self, lines: Iterable[Line]) -> list[Told]:
        return tell(lines, self.sources, self.names)


def _merged(encounters: Iterable[Encounter]) -> list[tuple[str, str]]:
    """The days of some meetings and those shortly after, as spans that do not overlap."""
    spans: list[tuple[str, str]] = []
    for first, last in sorted((one.first or "", day_after(one.last or one.first or "", AFTER)) for one in encounters):
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], last)
        else:
            spans.append((first, last))
    return spans
