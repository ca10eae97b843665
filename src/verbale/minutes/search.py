"""Lines found by their words, phrases and names, and by kind, day, certainty and state; the best first.

Comes in: what a person typed, as it is, and what to keep to. Goes out: hits, each with the spans of its sentence and of
its evidence that were found. No query raises: what is neither letter nor digit only parts words. All words must be
there; `"two words"` are a phrase, `word*` a beginning of three letters or more, `-word` must not be there.

The database's full-text index finds, of each query at most so many of the newest lines (`CANDIDATES`), by words and by
marks for dossier and kind; these are ranked by BM25 in the same way on both databases (`ranking.py`).
PostgreSQL passes over words such as "for".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Integer, Select, column, select, table, text

from verbale.minutes import tables
from verbale.minutes.change import Dossier
from verbale.minutes.columns import storable
from verbale.minutes.fields import Fields
from verbale.minutes.line import Kind, Line, State
from verbale.minutes.ranking import rank_lines
from verbale.minutes.standing import stands
from verbale.minutes.words import Term, mark_of, parse_terms, sqlite_term, tsquery_term
from verbale.reading.entries import Certainty
from verbale.text import Span

#: Matching lines looked through, newest first, before days, certainty and state are asked for; and then ranked.
CANDIDATES = 20_000
RANKED = 200
_FEW = 8  # dossiers: of more, each line is asked for its own
_INDEX = table("line_words")
_COLUMNS = [tables.line.c[name] for name in Line._fields]
_FIELDS = Line._fields.index("fields")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. What is left empty is not asked for; days are ISO 8601, both inclusive."""

    words: str = ""
    people: tuple[str, ...] = ()  #: each must be named in the line, by any name that the dossier has for them
    parties: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    states: tuple[State, ...] = ("draft", "accepted", "edited")
    first: str | None = None
    last: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that was found. `text_spans` are of its sentence; `quote_spans` of each piece of its evidence."""

    dossier: str
    line: Line
    score: float  #: BM25; 0 where no words were looked for
    text_spans: tuple[Span, ...]
    quote_spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, best first. `partial`: more lines match than were looked through or ranked, older ones."""

    hits: tuple[Hit, ...]
    partial: bool


def find_lines(connection: Connection, query: Query, dossiers: Sequence[Dossier], *, at: int | None = None) -> Found:
    """Lines of some dossiers as they stand at a change (None: now)."""
    terms = parse_terms(query.words)
    if not dossiers or (query.words.strip() and not any(not term.excluded for term in terms)):
        return Found((), False)
    line = tables.line
    matching = _matching(connection, query, terms, dossiers).subquery("matching")
    asked = (
        select(*_COLUMNS, line.c.dossier)
        .select_from(matching.join(line, line.c.row == matching.c.row))
        .where(line.c.dossier.in_([one.id for one in dossiers]), stands(line, at), *_asked(query))
    )
    if connection.dialect.name != "sqlite":  # it takes the matching rows in their order, as they come
        asked = asked.order_by(line.c.row.desc())
    rows = connection.execute(asked.limit(RANKED + 1)).all()
    names = {one.id: one.name for one in dossiers}
    lines = [_line(row) for row in rows[:RANKED]]
    ranked = rank_lines(lines, terms)[: query.limit]
    hits = [Hit(names[rows[one.at][-1]], lines[one.at], one.score, one.text_spans, one.quote_spans) for one in ranked]
    return Found(tuple(hits), len(rows) > RANKED)


def _asked(query: Query) -> Iterable[ColumnElement[bool]]:
    line = tables.line
    yield line.c.state.in_(query.states)
    if query.kinds:
        yield line.c.kind.in_(query.kinds)
    if query.certainties:
        yield line.c.certainty.in_(query.certainties)
    if query.first:
        yield line.c.last_day >= query.first
    if query.last:
        yield line.c.day <= query.last


def _matching(connection: Connection, query: Query, terms: Sequence[Term], dossiers: Sequence[Dossier]) -> Select[int]:
    """The rows that match, by the full-text index: words, names, and marks."""
    named = [_names(connection, storable(name), dossiers) for name in (*query.people, *query.parties)]
    few = dossiers if len(dossiers) <= _FEW else ()
    marks = [[mark_of("dossier", one.id) for one in few], [mark_of("kind", kind) for kind in query.kinds]]
    if not (terms or named or any(marks)):
        return select(tables.line.c.row).order_by(tables.line.c.row.desc()).limit(CANDIDATES)
    if connection.dialect.name == "sqlite":
        parts = [sqlite_term(term) for term in terms if not term.excluded]
        parts += [_any(f'names : "{name}"' for name in names) for names in named]
        parts += [_any(f'names : "{mark}"' for mark in some) for some in marks if some]
        said = " AND ".join(f"({part})" for part in parts)
        said += "".join(f" NOT ({sqlite_term(term)})" for term in terms if term.excluded)
        row, match = column("rowid", Integer), text("line_words MATCH :said").bindparams(said=said)
        return select(row.label("row")).select_from(_INDEX).where(match).order_by(row.desc()).limit(CANDIDATES)
    parts = [tsquery_term(term) for term in terms]
    parts += [" | ".join(f"({tsquery_term(Term(name), weight='C')})" for name in names) for names in named]
    parts += [" | ".join(some) for some in marks if some]
    said = " & ".join(f"({part})" for part in parts)
    row, match = column("row", Integer), text("words @@ to_tsquery('english', :said)").bindparams(said=said)
    return select(row).select_from(_INDEX).where(match).order_by(row.desc()).limit(CANDIDATES)


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(parts)


def _names(connection: Connection, name: str, dossiers: Sequence[Dossier]) -> list[str]:
    """The names that these dossiers have for whoever has one of them, as words."""
    figure = tables.figure
    ids = [one.id for one in dossiers]
    now = figure.c.until.is_(None), figure.c.dossier.in_(ids)
    same = select(figure.c.dossier, figure.c.subject).where(figure.c.name == name, *now).distinct()
    found = {name}
    for dossier, subject in connection.execute(same.limit(100)).all():
        query = select(figure.c.name).distinct().where(figure.c.dossier == dossier, figure.c.subject == subject)
        found |= set(connection.execute(query.where(figure.c.until.is_(None))).scalars())
    worded = sorted(filter(None, (" ".join(re.findall(r"[^\W_]+", one)) for one in found)))
    return worded or ["x0nobody"]


def _line(row: Sequence[object]) -> Line:
    values = list(row)[: len(_COLUMNS)]
    values[_FIELDS] = Fields(str(values[_FIELDS]))
    return Line(*values)  # pyright: ignore[reportArgumentType]
