"""Two of the minutes side by side: whether they may be one, why, and what a person said of it.

Comes in: a dossier as it stands. Goes out: pairs with both sides in words, for whoever asks a person about them. Who
joins and parts is `identity`; which pairs are worth asking about is `proposed`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.identity import GROUPS, What, explain, find_members
from verbale.minutes.likeness import Likeness
from verbale.minutes.line import Figure, Line, Source
from verbale.minutes.proposed import Asked, find_proposed_joins
from verbale.minutes.standing import Standing, stands


@dataclass(frozen=True, slots=True)
class Member:
    """An entry, a person or party of one article, or an article. `words` name it, `more` tells it from others."""

    what: What
    number: int
    kind: str
    words: str
    more: str
    day: str | None
    article: Source


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one, how likely, and why."""

    one: Member
    other: Member
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Apart:
    """Two that a person said are not the same, and the change that says so."""

    one: Member
    other: Member
    change: int


def propose_pairs(standing: Standing, *kinds: Asked, limit: int = 50) -> list[Pair]:
    """The pairs that filing was not sure enough to join, the likeliest first; see `find_proposed_joins`."""
    found = find_proposed_joins(standing.connection, standing.dossier, *kinds, limit=limit)
    known = _Members(standing)
    return [Pair(known.of(one.what, one.one), known.of(one.what, one.other), one.likeness) for one in found]


def find_together(standing: Standing, what: What, number: int) -> list[Pair]:
    """One with each other that it is one with, and how alike they are. Raises StoreError where there is none such."""
    known = _Members(standing)
    member = known.of(what, number)
    members = find_members(standing.connection, standing.dossier, what, known.group(what, number))
    return [
        Pair(member, known.of(what, other), explain(standing.connection, standing.dossier, number, other, what=what))
        for other in sorted(members)
        if other != number
    ]


def find_member(standing: Standing, what: What, number: int) -> Member:
    """One by its number. Raises StoreError where there is none such."""
    return _Members(standing).of(what, number)


def find_apart(standing: Standing, what: What | None = None) -> list[Apart]:
    """The pairs that were said not to be the same, the newest first; of one kind where `what` is given."""
    row = tables.apart.c
    query = select(row.what, row.one, row.other, row.since).where(
        row.dossier == standing.dossier.id, stands(tables.apart, standing.at)
    )
    if what:
        query = query.where(row.what == what)
    known = _Members(standing)
    found = standing.connection.execute(query.order_by(row.since.desc(), row.one, row.other)).all()
    return [Apart(known.of(kind, one), known.of(kind, other), change) for kind, one, other, change in found]


def find_by_name(standing: Standing, name: str) -> int:
    """The number of the first figure of a person's or party's name, in whatever case.

    Raises StoreError where nobody has it, or several who are not one do.
    """
    named = [one for one in standing.figures() if one.name.casefold() == name.casefold()]
    subjects = {one.subject: one for one in reversed(named)}
    if not subjects:
        hint = f"verbale people {standing.dossier.name} lists them"
        raise StoreError(standing.dossier.name, f"nobody is called {name!r}", hint)
    if len(subjects) > 1:
        numbers = " and ".join(f"{one.figure} ({one.kind})" for one in subjects.values())
        raise StoreError(name, f"is the name of several who are not one: {numbers}", "give the number, with --figures")
    return min(one.figure for one in named)


class _Members:
    """Members by number, each list of figures and articles asked for once."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._sources = standing.sources()
        self._figures: dict[int, Figure] | None = None

    def of(self, what: What, number: int) -> Member:
        if what == "line":
            return _line(self._line(number), self._sources)
        if what == "figure":
            return _figure(self._figure(number), self._sources)
        source = self._source(number)
        words = source.headline or "without a headline"
        return Member(what, number, "article", words, source.url or "", (source.published or "")[:10] or None, source)

    def group(self, what: What, number: int) -> int:
        """The number of the subject or story that it belongs to."""
        held = {"line": self._line, "figure": self._figure, "article": self._source}[what](number)
        return getattr(held, GROUPS[what])

    def _line(self, number: int) -> Line:
        return self._standing.line(number)

    def _figure(self, number: int) -> Figure:
        if self._figures is None:
            self._figures = {one.figure: one for one in self._standing.figures()}
        if number not in self._figures:
            name = self._standing.dossier.name
            raise StoreError(name, f"no person or party {number}", f"verbale people {name} lists them")
        return self._figures[number]

    def _source(self, number: int) -> Source:
        if number not in self._sources:
            name = self._standing.dossier.name
            raise StoreError(name, f"no article {number}", f"verbale dossier {name} lists them")
        return self._sources[number]


def _line(line: Line, sources: dict[int, Source]) -> Member:
    return Member("line", line.entry, line.kind, line.text, line.quote, line.day, sources[line.article])


def _figure(figure: Figure, sources: dict[int, Source]) -> Member:
    source = sources[figure.article]
    day = (source.published or "")[:10] or None
    return Member("figure", figure.figure, figure.kind, figure.name, ", ".join(_told_of(figure)), day, source)


def _told_of(figure: Figure) -> Iterable[str]:
    """A person's offices and other names; a party's kind."""
    if figure.kind == "party":
        return (figure.fields.get("kind") or "party",)
    roles = (" of ".join(filter(None, (one["title"], one.get("party")))) for one in figure.fields.get("roles") or ())
    return (*roles, *(f"also {one}" for one in figure.fields.get("aliases") or () if one not in figure.name))
