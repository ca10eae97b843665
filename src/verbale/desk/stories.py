"""The articles of a dossier by story, and what is related to one of them.

Comes in: sources as they stand. Goes out: stories, the newest first, each with how many outlets and origins it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verbale.minutes.line import Source
from verbale.minutes.stories import find_same_stories

_RELATED = 20  # articles that are shown beside one


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of one story, the newest first. `told` says of several how many outlets and origins they have."""

    articles: tuple[Source, ...]
    told: str | None

    @property
    def headline(self) -> str | None:
        """That of the article that was filed first, where it has one."""
        first = sorted(self.articles, key=lambda one: one.article)
        return next((one.headline for one in first if one.headline), None)

    @property
    def first(self) -> str | None:
        """The day on which the first was published."""
        return min((one.published[:10] for one in self.articles if one.published), default=None)

    @property
    def last(self) -> str | None:
        """The day on which the last was published."""
        return max((one.published[:10] for one in self.articles if one.published), default=None)


@dataclass(frozen=True, slots=True)
class Related:
    """An article and what it has to do with the one that is read."""

    source: Source
    how: str


def tell_stories(sources: Mapping[int, Source]) -> list[Story]:
    """All articles by story, that with the last article first."""
    stories = [
        Story(_newest(sources[article] for article in one.articles), one.told if len(one.articles) > 1 else None)
        for one in find_same_stories(sources.values())
    ]
    return sorted(stories, key=lambda one: (one.last or "", one.articles[0].article), reverse=True)


def find_related(source: Source, sources: Mapping[int, Source]) -> list[Related]:
    """The other articles of an article's story, copies of its text before the others."""
    others = [one for one in sources.values() if one.story == source.story and one.article != source.article]
    copies = [one for one in others if one.origin == source.origin]
    told = [Related(one, _copied(source, one)) for one in _newest(copies)]
    told += [Related(one, "tells the same story") for one in _newest(one for one in others if one not in copies)]
    return told[:_RELATED]


def _copied(source: Source, other: Source) -> str:
    if other.article == source.origin:
        return "has the text that this one repeats"
    return "repeats this text" if source.article == source.origin else "repeats the same text"


def _newest(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(sorted(sources, key=lambda one: (one.published or "", one.article), reverse=True))
