"""A line together with the article that tells it: what every view is made of, and what a row of a view rests on.

Comes in: lines and articles as they stand, and which names are the same. Goes out: `Told`s in the order of the lines,
without rejected and withdrawn ones, and the `Backing` of some of them. Opens no entry's fields: that takes time, and
most rows are shown without.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from verbale.minutes.line import Figure, Line, Source, State, make_tuple
from verbale.minutes.peeking import spans_of
from verbale.reading.entries import Certainty

#: What may be shown as a line of the minutes; of the others a person, or the article, has said that it is none.
STANDING: frozenset[State] = frozenset(("draft", "accepted", "edited"))
_REVIEWED: frozenset[State] = frozenset(("accepted", "edited"))
_SUREST: tuple[Certainty, ...] = ("asserted", "planned", "reported", "possible", "denied")
_RANK = {certainty: rank for rank, certainty in enumerate(_SUREST)}
_Value = TypeVar("_Value")
_WIDE = 7  # days: what spans more has no day, only a month, a quarter, a year


class Told(NamedTuple):
    """A line and the article that tells it: `tell` makes it.

    `day` is the line's own first day, or else the day on which its article was published; None where neither is known.
    `dated` says whether it is the line's own. `published` is the day on which its article was published. `as_of` is the
    day for which it tells how things stand: its own, but none after its article and none of a vague time. "In 2025",
    told in June 2025, tells of June and not of January.
    """

    line: Line
    source: Source | None
    day: str | None
    dated: bool
    published: str | None = None
    as_of: str | None = None

    @property
    def reviewed(self) -> bool:
        """Whether a person accepted it, as it is or edited."""
        return self.line.state in _REVIEWED


class Backing(NamedTuple):
    """What a row rests on. `state` is `draft` where nobody has reviewed any of its lines, else the best that one has.

    `origins` counts the articles of their own text: six outlets that print one agency's story are one origin.
    """

    entries: tuple[int, ...]
    state: State
    reviewed: int
    outlets: int
    origins: int
    certainties: tuple[Certainty, ...]  #: all that its lines have, the surest first
    confidence: float  #: of the line that is surest


def tell(lines: Iterable[Line], sources: Mapping[int, Source], names: Mapping[str, str] | None = None) -> list[Told]:
    """Lines with their articles, in their order; rejected and withdrawn ones are left out. `names`: see `names_of`."""
    told: list[Told] = []
    articles: dict[int, tuple[Source | None, str | None]] = {}
    for line in lines:
        if line.state not in STANDING:
            continue
        if names and (line.party in names or line.other in names):
            line = line._replace(party=called(line.party, names), other=called(line.other, names))
        article = articles.get(line.article)
        if article is None:
            source = sources.get(line.article)
            article = articles[line.article] = source, source.published[:10] if source and source.published else None
        source, published = article
        day = line.day
        if day:
            day = day[:10]
            as_of = day if day == line.last_day and published and day <= published else None
            as_of = as_of or _as_of(day, line.last_day, published)
            told.append(make_tuple(Told, (line, source, day, True, published, as_of)))
        else:
            told.append(make_tuple(Told, (line, source, published, False, published, published)))
    return told


def _as_of(day: str, last_day: str | None, published: str | None) -> str:
    if published is None or day > published:
        return published or day
    last = (last_day or day)[:10]
    return min(last, published) if last != day and is_wide(day, last) else day


def names_of(figures: Iterable[Figure]) -> dict[str, str]:
    """What each person and party that has several names is called: the name that most articles have.

    A name that belongs to two who are not the same is left alone.
    """
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    owners: dict[str, set[int]] = defaultdict(set)
    for figure in figures:
        counts[figure.subject][figure.name] += 1
        owners[figure.name].add(figure.subject)
    best = {subject: max(names, key=lambda name: (names[name], len(name))) for subject, names in counts.items()}
    return {
        name: best[subject]
        for name, subjects in owners.items()
        for subject in subjects
        if len(subjects) == 1 and best[subject] != name
    }


def called(name: str | None, names: Mapping[str, str] | None) -> str | None:
    """What somebody of a name is called in the whole dossier."""
    return names.get(name, name) if names and name else name


def in_order(told: Iterable[Told]) -> list[Told]:
    """Oldest first, by the day for which each tells how things stand; those of no known day before all others."""
    return sorted(told, key=by_time)


def by_time(one: Told) -> tuple[str, str, int]:
    """What `in_order` orders by."""
    return one.as_of or "", one.published or "", one.line.entry


def by_subject(told: Iterable[Told]) -> dict[int, list[Told]]:
    """The lines of each subject, in the order in which the subjects are first met."""
    subjects: dict[int, list[Told]] = {}
    for one in told:
        subjects.setdefault(one.line.subject, []).append(one)
    return subjects


def surest(told: Sequence[Told]) -> Told:
    """The line that speaks for a row: one that a person reviewed, else the most certain, else the most confident."""
    return max(
        told,
        key=lambda one: (one.reviewed, -_RANK[one.line.certainty], one.line.confidence, -one.line.entry),
    )


def back(told: Sequence[Told]) -> Backing:
    """What a row of these lines rests on."""
    if len(told) == 1:  # as most do
        line, known = told[0].line, 1 if told[0].source else 0
        reviewed = 1 if told[0].reviewed else 0
        return Backing((line.entry,), line.state, reviewed, known, known, (line.certainty,), line.confidence)
    first = surest(told)
    states = {one.line.state for one in told}
    sources = [one.source for one in told if one.source]
    return Backing(
        entries=tuple(one.line.entry for one in told),
        state="edited" if "edited" in states else "accepted" if "accepted" in states else "draft",
        reviewed=sum(one.reviewed for one in told),
        outlets=len({source.publisher or source.article for source in sources}),
        origins=len({source.origin for source in sources}),
        certainties=tuple(sorted({one.line.certainty for one in told}, key=_RANK.__getitem__)),
        confidence=first.line.confidence,
    )


def counted(values: Iterable[_Value | None]) -> tuple[_Value, ...]:
    """The values that there are, those that come most often first; of equals the one that comes first."""
    return tuple(value for value, _ in Counter(value for value in values if value).most_common())


def share_words(one: Line, other: Line) -> bool:
    """Whether two lines of one article rest on words of which some are the same."""
    theirs = spans_of(other.fields)
    return any(start < until and begin < end for start, end in spans_of(one.fields) for begin, until in theirs)


def is_wide(first: str, last: str) -> bool:
    """Whether two days are further apart than a week: a month, a quarter, a year, and no day to be named."""
    return date.fromisoformat(last) - date.fromisoformat(first) > timedelta(days=_WIDE)


def day_after(day: str, days: int) -> str:
    """The day so many days later; earlier, where they are negative."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
