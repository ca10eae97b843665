"""What a joiner has seen of a dossier, kept in memory and held against the log before it is used again.

Comes in: a connection, and the days that are needed. Goes out: the dossier's register, stories and faces, as they stand
in the connection's transaction. It decides nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from verbale.minutes import tables
from verbale.minutes.blocks import reach, span_of
from verbale.minutes.change import Dossier
from verbale.minutes.faces import Faces
from verbale.minutes.line import Figure
from verbale.minutes.register import PAGE, Item, Register
from verbale.minutes.sketch import read_sketch
from verbale.minutes.stories import PAGE as STORY_PAGE
from verbale.minutes.stories import Printed, Stories
from verbale.minutes.traits import day_number, read_traits

_LINE = tables.line.c
_ITEM = (
    _LINE.entry, _LINE.article, _LINE.subject, _LINE.kind, _LINE.label, _LINE.day, _LINE.last_day, _LINE.certainty,
    _LINE.fields, tables.article.c.published,
)  # fmt: skip
_PRINTED = [tables.article.c[name] for name in ("article", "story", "origin", "published", "sketch")]
_FIGURE = [tables.figure.c[name] for name in ("figure", "article", "kind", "name", "subject", "fields")]


class Memory:
    """A dossier as far as it was seen. `pending` are the articles that were put in before they were written."""

    def __init__(self, connection: Connection, dossier: Dossier) -> None:
        self.dossier = dossier
        self.register, self.stories, self.faces = Register(), Stories(), Faces()
        self.pending: list[tuple[int, str]] = []  #: by number and page
        self._seen = self._last(connection)
        self._load_faces(connection)

    def catch_up(self, connection: Connection) -> bool:
        """Take in what was changed meanwhile; False where what was seen is no more, and all is to be seen anew.

        Lines that were put in before they were written count only where they were written: their transaction may have
        failed, and their numbers may be others' by now.
        """
        log = tables.change.c
        query = select(log.id, log.moment).where(log.dossier == self.dossier.id, log.id >= self._seen[0])
        changes = [(number, moment) for number, moment in connection.execute(query.order_by(log.id))]
        if self._seen[0] and (not changes or changes[0] != self._seen):
            return False
        since = self._seen[0]
        later = changes[1:] if since else changes
        pending, self.pending = self.pending, []
        if not later and not pending:
            return True
        if len(later) != len(pending) or not self._were_written(connection, pending):
            if pending and not self._were_written(connection, pending):
                return False
            self._renew(connection, since)
        self._seen = later[-1]
        return True

    def _were_written(self, connection: Connection, pending: Sequence[tuple[int, str]]) -> bool:
        row = tables.article.c
        query = select(row.article, row.page).where(row.dossier == self.dossier.id, row.since > self._seen[0])
        return set(pending) <= {(article, page) for article, page in connection.execute(query)}

    def _renew(self, connection: Connection, since: int) -> None:
        """Take in what the changes after one began and ended."""
        line, article, figure = tables.line.c, tables.article.c, tables.figure.c
        ours = (line.dossier == self.dossier.id, line.until > since)
        for entry in connection.execute(select(line.entry).where(*ours)).scalars():
            self.register.drop(entry)
        for row in connection.execute(self._lines().where(line.since > since)):
            item = _item(row)
            if item.page in self.register.pages:
                self.register.add(item)
        ours = (article.dossier == self.dossier.id, article.until > since)
        for number in connection.execute(select(article.article).where(*ours)).scalars():
            self.stories.drop(number)
        for row in connection.execute(self._printed().where(article.since > since)):
            self._add_printed(row, only_loaded=True)
        touched = (figure.dossier == self.dossier.id) & ((figure.since > since) | (figure.until > since))
        if connection.execute(select(figure.row).where(touched).limit(1)).first():
            self.faces = Faces()
            self._load_faces(connection)

    def _last(self, connection: Connection) -> tuple[int, str]:
        log = tables.change.c
        query = select(log.id, log.moment).where(log.dossier == self.dossier.id).order_by(log.id.desc()).limit(1)
        row = connection.execute(query).first()
        return (row[0], row[1]) if row else (0, "")

    def _load_faces(self, connection: Connection) -> None:
        """One figure of each subject, name and office: an article more with the same tells nothing new."""
        row = tables.figure.c
        standing = (row.dossier == self.dossier.id) & row.until.is_(None)
        first = select(func.min(row.row)).where(standing).group_by(row.kind, row.name, row.subject)
        rows: Any = connection.execute(select(*_FIGURE).where(row.row.in_(first)).order_by(row.figure))
        for figure, article, kind, name, subject, fields in rows:
            self.faces.add(Figure(figure, article, kind, name, subject, json.loads(fields)))

    def load_lines(self, connection: Connection, items: Sequence[Item]) -> None:
        """The lines of the days that some new ones may be compared with, as far as they are not here."""
        wanted: set[tuple[str, int]] = set()
        for kind, day, end in {span_of(item.traits) for item in items}:
            days = reach(kind, day, end)
            wanted.add((kind, -1))
            if days:
                wanted |= {(kind, page) for page in range(days[0] // PAGE, days[1] // PAGE + 1)}
        known = self.register.pages
        for page in wanted & known.keys():
            known.move_to_end(page)
        missing: defaultdict[str, list[int]] = defaultdict(list)
        for kind, page in sorted(wanted - known.keys()):
            missing[kind].append(page)
            known[kind, page] = set()
        for kind, pages in missing.items():
            for first, last in _runs(pages):
                for row in connection.execute(self._lines_of(kind, first, last)):
                    self.register.add(_item(row))

    def _lines_of(self, kind: str, first: int, last: int) -> Any:
        """The lines of a kind from one page of days to another."""
        line = tables.line.c
        query = self._lines().where(line.kind == kind)
        day = func.coalesce(line.day, tables.article.c.published)
        if first == -1:
            return query.where(day.is_(None))
        return query.where(day >= _iso(first * PAGE), day < _iso((last + 1) * PAGE))

    def _lines(self) -> Any:
        article, line = tables.article.c, tables.line.c
        together = (article.article == line.article) & (article.dossier == line.dossier) & article.until.is_(None)
        return (
            select(*_ITEM)
            .select_from(tables.line.join(tables.article, together))
            .where(line.dossier == self.dossier.id, line.until.is_(None), line.state.not_in(("rejected", "withdrawn")))
            .order_by(line.entry)
        )

    def _printed(self) -> Any:
        row = tables.article.c
        return select(*_PRINTED).where(row.dossier == self.dossier.id, row.until.is_(None)).order_by(row.article)

    def _add_printed(self, row: Any, *, only_loaded: bool = False) -> None:
        article, story, origin, published, data = row
        sketch, day = read_sketch(data), day_number(published)
        if sketch and (not only_loaded or self.stories.page(day) in self.stories.pages):
            self.stories.add(Printed(article, story, origin, day, sketch))

    def load_stories(self, connection: Connection, days: Sequence[int | None]) -> None:
        wanted = {-1}
        for day in days:
            if day is not None:
                wanted |= set(range(day // STORY_PAGE - 1, day // STORY_PAGE + 2))
        known = self.stories.pages
        for page in wanted & known.keys():
            known.move_to_end(page)
        missing = sorted(wanted - known.keys())
        known.update({page: set[int]() for page in missing})
        row = tables.article.c
        for first, last in _runs(missing):
            within = row.published.is_(None)
            if first != -1:
                within = (row.published >= _iso(first * STORY_PAGE)) & (row.published < _iso((last + 1) * STORY_PAGE))
            for printed in connection.execute(self._printed().where(within)):
                self._add_printed(printed)


def _item(row: Any) -> Item:
    entry, article, subject, kind, label, day, last_day, certainty, fields, published = row
    traits = read_traits(kind, label, day, last_day, certainty, json.loads(fields), published)
    return Item(entry, article, subject, traits)


def _runs(pages: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs without a gap; what has no day, -1, by itself."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1 and runs[-1][0] != -1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def _iso(day: int) -> str:
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).isoformat()
