"""The lines that a view needs beside those that it shows: what may be said of a meeting, may answer a proposal, …

Comes in: a dossier as it stands, and what is shown. Goes out: told lines, rather some too many than one too few: which
of them count, the views say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, and_, any_, bindparam, false, or_, select, text

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.fetching import fetch
from verbale.minutes.fields import Fields
from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.meetings import Encounter
from verbale.minutes.outline import of_dossier
from verbale.minutes.readouts import AFTER
from verbale.minutes.replies import telling_names
from verbale.minutes.standing import Standing, in_place
from verbale.minutes.telling import Telling, told_in_place
from verbale.minutes.told import Told, by_time, day_after, tell
from verbale.minutes.voices import Said
from verbale.minutes.words import Term, mark_of, plain_words, sqlite_term, tsquery_term

_LINE = tables.line.c
_WEIGHTS = {"text": "A", "quote": "B", "names": "C"}  #: of the columns of the full-text index on PostgreSQL


@dataclass(frozen=True, slots=True)
class Near:
    """Lines of a dossier with its articles and names."""

    standing: Standing
    sources: Mapping[int, Source]
    names: Mapping[str, str]

    def statements_on(self, encounters: Sequence[Encounter]) -> Iterable[Told]:
        """What was said in the articles of some meetings, and what names their places or people on their days."""
        articles = set(chain.from_iterable(one.articles for one in encounters))
        if not articles:
            return ()
        there = self.standing.lines("statement", articles=articles)
        people = {member for one in encounters for members in one.sides.values() for member in members}
        named = people | {name for name, best in self.names.items() if best in people}
        terms = _terms(named.union(*(one.places for one in encounters)))
        if not terms:
            return self._tell(there)
        within = self._within(encounters)
        if self._knows(terms):
            within = and_(self._having(terms, ("text", "names"), "statement"), within)
        elsewhere = self.standing.lines("statement", where=and_(within, _LINE.article.not_in(articles)))
        return self._tell(sorted((*there, *elsewhere), key=in_place))

    def _within(self, encounters: Iterable[Encounter]) -> ColumnElement[bool]:
        """The lines of the days of some meetings and of those shortly after, or of articles of these days."""
        spans = _merged(one for one in encounters if one.first is not None)
        told = {number: source.published[:10] for number, source in self.sources.items() if source.published}
        articles = {number for number, day in told.items() if any(first <= day <= last for first, last in spans)}
        days = (_LINE.day, _LINE.last_day)
        within = [and_(day >= first, day <= last) for first, last in spans for day in days]
        return or_(_LINE.article.in_(articles), *within)

    def statements_in(self, articles: set[int]) -> Iterable[Said]:
        """Who speaks where in some articles."""
        for some in in_parts(articles):
            query = select(_LINE.day, _LINE.entry, _LINE.article, _LINE.fields)
            query = query.where(of_dossier(self.standing, "statement"), _LINE.article.in_(some))
            rows = fetch(self.standing.connection, query)
            for *_, article, fields in sorted(rows, key=lambda row: (row[0] is None, row[0] or "", row[1])):
                yield Said(article, Fields(fields))

    def answers_to(self, proposals: Mapping[int, Sequence[Told]]) -> Iterable[Told]:
        """The positions and events of the articles that tell some proposals, and those whose sentence names one."""
        articles = {one.line.article for some in proposals.values() for one in some}
        terms = _terms(telling_names(proposals))
        if not articles:
            return ()
        kinds: tuple[Kind, ...] = ("position", "event")
        where = None
        if self._knows(terms):
            where = or_(_LINE.article.in_(articles), self._having(terms, ("text",), *kinds))
        return self._tell(self.standing.lines(*kinds, where=where))

    def _having(self, terms: Collection[Term], columns: Sequence[str], *kinds: Kind) -> ColumnElement[bool]:
        """The rows of some kinds that have one of some terms in one of some columns, by the full-text index.

        PostgreSQL is asked for them alone: within a larger question it goes through all rows instead of the index.
        """
        if not terms:
            return false()
        own, of_kind = mark_of("dossier", self.standing.dossier.id), [mark_of("kind", kind) for kind in kinds]
        if self._sqlite:
            some = " OR ".join(map(sqlite_term, terms))
            said = f'names : "{own}" AND names : ({" OR ".join(of_kind)}) AND {{{" ".join(columns)}}} : ({some})'
            query = text("SELECT rowid FROM line_words WHERE line_words MATCH :said").bindparams(said=said)
            return _LINE.row.in_(query.columns(_LINE.row))
        weight = "".join(_WEIGHTS[column] for column in columns)
        some = " | ".join(f"({tsquery_term(term, weight=weight)})" for term in terms)
        said = f"{own}:C & ({' | '.join(f'{one}:C' for one in of_kind)}) & ({some})"
        query = text("SELECT \"row\" FROM line_words WHERE words @@ to_tsquery('english', :said)")
        rows = self.standing.connection.execute(query, {"said": said}).scalars().all()
        return _LINE.row == any_(bindparam(None, rows, ARRAY(BigInteger)))

    def _knows(self, terms: Iterable[Term]) -> bool:
        """Whether the full-text index knows a word of each term: PostgreSQL's has no "what"."""
        if not all(term.words for term in terms):
            return False
        if self._sqlite:
            return True
        query = text("SELECT bool_and(numnode(to_tsquery('english', term)) > 0) FROM unnest(:terms) AS term")
        asked = query.bindparams(bindparam("terms", [tsquery_term(term) for term in terms], ARRAY(Text)))
        return self.standing.connection.execute(asked).scalar() is not False

    @property
    def _sqlite(self) -> bool:
        return self.standing.connection.dialect.name == "sqlite"

    def positions(self) -> Sequence[Told]:
        """The positions, in the order of `told.in_order`."""
        return self._telling.told(
            "positions", lambda some: self.standing.lines("position", articles=some, ordered=False), by_time
        )

    def told(self, kind: Kind, where: ColumnElement[bool] | None = None, what: str = "") -> Sequence[Told]:
        """The lines of a kind; with a name, `what`, those for which a condition holds."""

        def read(articles: Collection[int]) -> Iterable[Line]:
            return self.standing.lines(kind, articles=articles, where=where, ordered=False)

        return self._telling.told((kind, what), read)

    def disputed(self, positions: Iterable[Told]) -> list[Told]:
        """What `contested.weigh_contested` asks for, of some positions: those for or against something at least."""
        several = self._telling.several("meeting", "proposal", "pledge", "event", "position")
        denied = self._denied()
        stories = {one.source.story for one in denied if one.source}
        articles = {number for number, source in self.sources.items() if source.story in stories}
        about = self.standing.lines("statement", "position", "event", articles=articles) if articles else []
        every = (*several, *positions, *denied, *self._tell(about))
        return sorted({one.line.entry: one for one in every}.values(), key=told_in_place)

    def _denied(self) -> Sequence[Told]:
        """The statements that deny. Which they are an index tells, so that the others are not read."""
        denies = or_(_LINE.label == "denied", _LINE.certainty == "denied")

        def read(articles: Collection[int]) -> Iterable[Line]:
            query = select(_LINE.subject).where(of_dossier(self.standing, "statement"), denies)
            where = denies if articles else and_(denies, _LINE.subject.in_(query))
            return self.standing.lines("statement", where=where, articles=articles, ordered=False)

        return self._telling.told("denied", read)

    @property
    def _telling(self) -> Telling:
        return Telling(self.standing, self.sources, self.names)

    def _tell(self, lines: Iterable[Line]) -> list[Told]:
        return tell(lines, self.sources, self.names)


def _terms(names: Iterable[str]) -> list[Term]:
    """What names are looked for by in the full-text index."""
    return [Term(words) for words in sorted({plain_words(name) for name in names})]


def _merged(encounters: Iterable[Encounter]) -> list[tuple[str, str]]:
    """The days of some meetings and those shortly after, as spans that do not overlap."""
    spans: list[tuple[str, str]] = []
    for first, last in sorted((one.first or "", day_after(one.last or one.first or "", AFTER)) for one in encounters):
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], last)
        else:
            spans.append((first, last))
    return spans
