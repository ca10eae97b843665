"""The minutes of a dossier as they stand at one change: the lines, sources and figures that the views are made of.

Comes in: a connection, a dossier, and a change (none: now). Goes out: the values of `line.py`. The same question serves
the present and any moment of the past.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, func, or_, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.change import Dossier
from verbale.minutes.fetching import fetch
from verbale.minutes.fields import Fields
from verbale.minutes.following import Columns, Rows, Value, follow_rows
from verbale.minutes.line import UNREAD, Figure, FigureKind, Kind, Line, Source, State, make_tuple
from verbale.minutes.recall import NOTHING, Recall, recall_of

_LINE = tables.line
_LINE_COLUMNS = [
    _LINE.c[name]
    for name in (
        "entry", "article", "kind", "state", "subject", "party", "other", "issue", "label", "day", "last_day",
        "certainty", "confidence", "method", "text", "fields", "reviewer", "since",
    )
]  # fmt: skip
_FEW = 100  # articles that are found sooner than the lines of a kind
Form = Literal["whole", "outline"]  #: an outline has neither text nor fields
_COLUMNS: dict[Form, list[Column[Any]]] = {"whole": _LINE_COLUMNS, "outline": _LINE_COLUMNS[:14]}
_SOURCE_COLUMNS = [
    tables.article.c[name]
    for name in (
        "article", "headline", "publisher", "published", "url", "story", "origin", "version", "gone", "since"
    )
]  # fmt: skip
_FIGURE_COLUMNS = [
    tables.figure.c[name] for name in ("figure", "article", "kind", "name", "subject", "fields", "since")
]


def stands(table: Table, at: int | None) -> ColumnElement[bool]:
    """Whether a row of a table stands at a change (None: now)."""
    if at is None:
        return table.c.until.is_(None)
    return and_(table.c.since <= at, or_(table.c.until.is_(None), table.c.until > at))


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier as it stands at the change `at`, or now where that is None."""

    connection: Connection
    dossier: Dossier
    at: int | None = None

    def _of(self, table: Table) -> ColumnElement[bool]:
        return and_(table.c.dossier == self.dossier.id, stands(table, self.at))

    def within(self, articles: Iterable[int]) -> ColumnElement[bool]:
        """The lines that stand, of some articles only where these are named, found by these where they are few."""
        own, articles = self._of(_LINE), tuple(articles)
        if not articles:
            return own
        there = _LINE.c.article.in_(articles)
        if len(articles) > _FEW:
            return and_(own, there)
        rows = select(_LINE.c.row).where(own, there, _LINE.c.since >= 0)  # so that SQLite takes the index of articles
        return and_(_LINE.c.row.in_(rows), _LINE.c.dossier + 0 == self.dossier.id, stands(_LINE, self.at))

    def _among(self, entries: Iterable[int]) -> ColumnElement[bool]:
        """As `_of` the lines, for some entries; the sum keeps SQLite from going through all of the dossier for them."""
        return and_(_LINE.c.entry.in_(tuple(entries)), _LINE.c.dossier + 0 == self.dossier.id, stands(_LINE, self.at))

    def lines(
        self,
        *kinds: Kind,
        states: Iterable[State] = ("draft", "accepted", "edited"),
        articles: Iterable[int] = (),
        subjects: Iterable[int] | None = None,
        where: ColumnElement[bool] | None = None,
        ordered: bool = True,
    ) -> list[Line]:
        """The lines of some kinds (all, where none is named) and states, by day and number, those without a day last.

        Of some articles only, where these are named, of some subjects, or of what a condition on `tables.line` holds
        for. Rejected and withdrawn lines come only where asked for; they come as they are found where not `ordered`.
        """
        asked = [self.within(articles), _LINE.c.state.in_(tuple(states))]
        if kinds:
            asked.append(_LINE.c.kind.in_(kinds))
        if where is not None:
            asked.append(where)
        if subjects is None:
            found = self._read(*asked)
        else:
            found = [line for some in in_parts(subjects) for line in self._read(*asked, _LINE.c.subject.in_(some))]
        return sorted(found, key=in_place) if ordered else found

    def outlines(self, *asked: ColumnElement[bool], articles: Iterable[int] = ()) -> list[Line]:
        """The lines of the dossier for which some conditions hold, without text and fields, as they are found."""
        return self._read(self.within(articles), *asked, form="outline")

    def outlines_in(self, rows: Collection[int]) -> list[Line]:
        """The lines of some numbers of rows, without text and fields, in no order."""
        known = self.recall.lines("outline")
        fresh: dict[int, Line] = {}
        for some in in_parts(set(rows).difference(known)):
            fresh.update(self._rows("outline", _LINE.c.row.in_(some)))
        self.recall.add_lines("outline", fresh)
        return [known.get(row) or fresh[row] for row in rows]

    def _read(self, *asked: ColumnElement[bool], form: Form = "whole") -> list[Line]:
        """The lines for which some conditions hold; those that are remembered are not read again."""
        recall = recall_of(self.connection, self.dossier.id)
        known = recall.lines(form)
        if known:
            rows = list(chain.from_iterable(fetch(self.connection, select(_LINE.c.row).where(*asked))))
            missing = set(rows).difference(known)
            if not missing:
                return list(map(known.__getitem__, rows))
            if 2 * len(missing) <= len(rows):
                few = [self._rows(form, _LINE.c.row.in_(some)) for some in in_parts(missing)]
                fresh = {row: line for part in few for row, line in part.items()}
                recall.add_lines(form, fresh)
                return [known.get(row) or fresh[row] for row in rows]
        fresh = {row: known.get(row, line) for row, line in self._rows(form, *asked).items()}
        recall.add_lines(form, fresh)
        return list(fresh.values())

    def _rows(self, form: Form, *asked: ColumnElement[bool]) -> dict[int, Line]:
        """The lines for which some conditions hold, by the numbers of their rows."""
        rows = fetch(self.connection, select(*_COLUMNS[form], _LINE.c.row).where(*asked))
        return {row[-1]: line for row, line in zip(rows, _made(rows, form), strict=True)}

    def rows(
        self,
        what: Hashable,
        table: Table,
        columns: Columns,
        *asked: ColumnElement[bool],
        make: Callable[[Any], Value],
    ) -> Mapping[int, Value]:
        """What is made of the rows of a table for which some conditions hold, in no order: see `follow_rows`."""
        rows = Rows(table, self.dossier.id, columns, asked)
        return follow_rows(self.connection, self.recall, what, rows, stands(table, self.at), make)

    @property
    def recall(self) -> Recall:
        """What is remembered of the dossier as it stands now; of the past nothing."""
        return recall_of(self.connection, self.dossier.id) if self.at is None else NOTHING

    def timeline(
        self,
        *kinds: Kind,
        first: str | None = None,
        last: str | None = None,
        party: str | None = None,
        newest_first: bool = True,
        after: tuple[str, int] | None = None,
        limit: int = 200,
    ) -> list[Line]:
        """A window of the dated lines that are no rejected ones: `limit` of them from `first` to `last`, `after` one.

        `after` is the day and number of the last line of the window before.
        """
        day, entry = _LINE.c.day, _LINE.c.entry
        query = select(*_LINE_COLUMNS).where(
            self._of(_LINE), day.is_not(None), _LINE.c.state.in_(("draft", "accepted", "edited"))
        )
        if kinds:
            query = query.where(_LINE.c.kind.in_(kinds))
        if first:
            query = query.where(day >= first)
        if last:
            query = query.where(day <= last)
        if party:
            query = query.where(or_(_LINE.c.party == party, _LINE.c.other == party))
        if after and newest_first:
            query = query.where(or_(day < after[0], and_(day == after[0], entry < after[1])))
        elif after:
            query = query.where(or_(day > after[0], and_(day == after[0], entry > after[1])))
        order = (day.desc(), entry.desc()) if newest_first else (day, entry)
        return [_line(row) for row in self.connection.execute(query.order_by(*order).limit(limit))]

    def line(self, entry: int) -> Line:
        """One line by its entry's number, whatever its state. Raises StoreError where the dossier has none such."""
        row = self.connection.execute(select(*_LINE_COLUMNS).where(self._among([entry]))).first()
        if row is None:
            raise StoreError(self.dossier.name, f"no entry {entry}", f"verbale minutes {self.dossier.name} lists them")
        return _line(row)

    def by_entry(self, entries: Iterable[int]) -> dict[int, Line]:
        """The lines of some entries' numbers, whatever their state; those that there are."""
        found: dict[int, Line] = {}
        for some in in_parts(entries):
            query = select(*_LINE_COLUMNS).where(self._among(some))
            found.update((row[0], _line(row)) for row in self.connection.execute(query))
        return found

    def sources(self, articles: Iterable[int] = ()) -> dict[int, Source]:
        """The articles by number; all, where none is named."""
        if articles := tuple(articles):
            query = select(*_SOURCE_COLUMNS).where(self._of(tables.article), tables.article.c.article.in_(articles))
            rows = self.connection.execute(query.order_by(tables.article.c.article)).all()
            return {row[0]: Source._make(row) for row in rows}
        found = self.rows("sources", tables.article, _SOURCE_COLUMNS, make=_source)
        return {source.article: source for source in sorted(found.values())}

    def article_json(self, article: int) -> dict[str, Any]:
        """The article as `verbale.reading/1` has it. Raises StoreError where the dossier has none such."""
        return json.loads(zlib.decompress(self._page(article, tables.page.c.article)))

    def page(self, article: int) -> bytes | None:
        """The bytes of the page that the article was read from; None where only a reading was filed."""
        data = self._page(article, tables.page.c.data)
        return None if data is None else zlib.decompress(data)

    def _page(self, article: int, column: Column[Any]) -> Any:
        table = tables.article
        query = select(column).join(table, table.c.page == tables.page.c.digest)
        row = self.connection.execute(query.where(self._of(table), table.c.article == article)).first()
        if row is None:
            raise StoreError(
                self.dossier.name, f"no article {article}", f"verbale dossier {self.dossier.name} lists them"
            )
        return row[0]

    def figures(self, kind: FigureKind | None = None, *, articles: Iterable[int] = ()) -> list[Figure]:
        """The people, the parties, or both, as they were filed; of some articles only, where named."""
        query = select(*_FIGURE_COLUMNS).where(self._of(tables.figure))
        if articles := tuple(articles):
            query = query.where(tables.figure.c.article.in_(articles))
        if kind:
            query = query.where(tables.figure.c.kind == kind)
        rows = fetch(self.connection, query.order_by(tables.figure.c.figure))
        return [make_tuple(Figure, (*row[:5], Fields(row[5]), row[6])) for row in rows]

    def settings(self) -> dict[str, Any]:
        """The dossier's settings that were set."""
        table = tables.setting
        rows = self.connection.execute(select(table.c.name, table.c.value).where(self._of(table)))
        return {name: json.loads(value) for name, value in rows}

    def counts(self) -> dict[tuple[Kind, State], int]:
        """How many lines there are by kind and state."""
        query = select(_LINE.c.kind, _LINE.c.state, func.count()).where(self._of(_LINE))
        rows = self.connection.execute(query.group_by(_LINE.c.kind, _LINE.c.state))
        return {(kind, state): count for kind, state, count in rows}

    def counts_since(self, change: int, counts: Mapping[tuple[Kind, State], int]) -> dict[tuple[Kind, State], int]:
        """What `counts` gives of a dossier that stands now, from what it gave at a change: by what came and went."""
        came = and_(_LINE.c.since > change, _LINE.c.until.is_(None))
        went = and_(_LINE.c.since <= change, _LINE.c.until > change)
        counted = dict(counts)
        for altered, by in ((came, 1), (went, -1)):
            query = select(_LINE.c.kind, _LINE.c.state).where(altered, _LINE.c.dossier + 0 == self.dossier.id)
            for kind, state in self.connection.execute(query):
                counted[kind, state] = counted.get((kind, state), 0) + by
        return {which: count for which, count in counted.items() if count}


def in_place(line: Line) -> tuple[bool, str, int]:
    """The order of lines: by day and number, those without a day last."""
    return line.day is None, line.day or "", line.entry


def _source(row: Any) -> Source:
    return make_tuple(Source, (*row[:8], bool(row[8]), row[9]))


def _line(row: Any) -> Line:
    return _made([row], "whole")[0]


def _made(rows: Iterable[Sequence[Any]], form: Form) -> list[Line]:
    """Lines of rows that have the columns of a form, whatever stands behind these."""
    if form == "outline":
        return [make_tuple(Line, (*row[:14], "", UNREAD, None, 0)) for row in rows]
    return [make_tuple(Line, (*row[:15], Fields(row[15]), row[16], row[17])) for row in rows]
