"""Readings filed into a dossier: what is new is added, what is known already is not, what was edited is told.

Comes in: readings as `verbale.reading/1`, with the pages that they were read from. Goes out: a `Filed` for each. All of
one call stands or falls together. It reads no page and joins nothing: whoever joins lines of several articles hands in
a function, which sees the new rows before they are written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import Version, amend, in_parts, revised, standing_rows, write_versions
from verbale.minutes.change import Act, Change, Dossier, begin_change, insert_changes, next_moment
from verbale.minutes.collecting import uncollected
from verbale.minutes.columns import as_json, storable
from verbale.minutes.database import take_numbers
from verbale.minutes.matching import Match, match_lines
from verbale.minutes.pages import insert_pages, load_text, page_row
from verbale.minutes.sheets import Incoming, Sheet, find_known, make_sheet, without_repeats

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing one reading did, by entries' numbers. Nothing was written where the page was `unchanged`."""

    article: int
    outcome: Literal["new", "changed", "unchanged"]
    change: int | None = None
    new: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()


@dataclass(slots=True)
class Fresh:
    """Rows about to be written, for whoever joins them to what stands. Each is a mapping of its table's columns.

    May be altered in place: `subject` of lines and figures (their own number until then), `story`, `origin` and
    `sketch` of articles. What is put under an article's number in `joined` is kept in the `data` of its change.
    """

    articles: Rows = field(default_factory=Rows)  #: of new articles, and of new versions of known ones
    lines: Rows = field(default_factory=Rows)  #: of new entries; `fields` is the entry as the reading has it
    figures: Rows = field(default_factory=Rows)  #: of people and parties new to their article
    texts: dict[int, str] = field(default_factory=dict[int, str])  #: by article
    joined: dict[int, list[Any]] = field(default_factory=lambda: defaultdict[int, list[Any]](list))


Join = Callable[[Connection, Dossier, Fresh], None]


@dataclass(slots=True)
class _Plan:
    """What is to be written of one sheet, before it has its numbers."""

    sheet: Sheet
    known: dict[str, Any] | None
    match: Match
    figures: list[Version] = field(default_factory=list[Version])
    new_figures: Rows = field(default_factory=Rows)


def file_reading(
    connection: Connection,
    dossier: Dossier,
    reading: Mapping[str, Any],
    page: bytes | None = None,
    *,
    by: str,
    moment: datetime | str | None = None,
    join: Join | None = None,
) -> Filed:
    """File one reading, and the page that it was read from; see `file_readings`."""
    return file_readings(connection, dossier, [Incoming(reading, page)], by=by, moment=moment, join=join)[0]


def file_readings(
    connection: Connection,
    dossier: Dossier,
    incoming: Iterable[Incoming],
    *,
    by: str,
    moment: datetime | str | None = None,
    join: Join | None = None,
    again: bool = False,
) -> list[Filed]:
    """File many readings, each as a change of its own; what each did comes in their order.

    A page that is known and says the same adds nothing, unless `again`: then it is compared line by line even so, as
    after an update of the reader. Raises StoreError for what is no whole reading; nothing of the call is written then.
    """
    filed: list[Filed] = []
    with uncollected():
        sheets = [make_sheet(one) for one in incoming]
        for part in without_repeats(sheets):
            filed.extend(_file_part(connection, dossier, part, by, moment, join, again))
    return filed


def mark_vanished(
    connection: Connection,
    dossier: Dossier,
    article: int,
    *,
    by: str,
    reason: str | None = None,
    moment: datetime | str | None = None,
    withdraw: bool = False,
) -> Change | None:
    """Mark an article whose page is not to be found any more; None where it is so marked already.

    Its lines stand, as its page is kept; with `withdraw`, for an article that was taken back, they are withdrawn. When
    the page is filed again the mark goes, and lines withdrawn become drafts. Raises StoreError for no such article.
    """
    row = standing_rows(connection, dossier, "article", [article]).get(article)
    if row is None:
        raise StoreError(dossier.name, f"no article {article}", f"verbale dossier {dossier.name} lists them")
    lines = [one for one in _lines_of(connection, dossier, [article])[article] if one["state"] != "withdrawn"]
    if row["gone"] and not (withdraw and lines):
        return None
    withdrawn = lines if withdraw else []
    data = {"article": article, "withdrawn": [one["entry"] for one in withdrawn]}
    change = begin_change(connection, dossier, "vanished", by=by, reason=reason, moment=moment, data=data)
    versions = [revised("line", one, state="withdrawn", reviewer=None) for one in withdrawn]
    amend(connection, change, [revised("article", row, gone=True), *versions])
    return change


def _file_part(
    connection: Connection,
    dossier: Dossier,
    sheets: Sequence[Sheet],
    by: str,
    moment: datetime | str | None,
    join: Join | None,
    again: bool,
) -> list[Filed]:
    found = find_known(connection, dossier, sheets)
    same = [
        row is not None and not again and _says_the_same(row, sheet) for row, sheet in zip(found, sheets, strict=True)
    ]
    known = [(row["article"], unchanged) for row, unchanged in zip(found, same, strict=True) if row]
    entries = _entries_of(connection, dossier, [article for article, unchanged in known if unchanged])
    standing = _lines_of(connection, dossier, [article for article, unchanged in known if not unchanged])
    plans = [
        _plan(connection, dossier, sheet, row, standing[row["article"]] if row else [])
        for sheet, row, unchanged in zip(sheets, found, same, strict=True)
        if not unchanged
    ]
    written = iter(_write(connection, dossier, plans, by, moment, join))
    return [
        Filed(row["article"], "unchanged", unchanged=tuple(entries[row["article"]]))
        if row and unchanged
        else next(written)
        for row, unchanged in zip(found, same, strict=True)
    ]


def _says_the_same(row: Mapping[str, Any], sheet: Sheet) -> bool:
    same_page = sheet.content is not None and sheet.content == row["content"]
    return not row["gone"] and (same_page or sheet.words == row["words"])


def _plan(connection: Connection, dossier: Dossier, sheet: Sheet, known: dict[str, Any] | None, lines: Rows) -> _Plan:
    figures = _figures(sheet)
    if known is None:
        return _Plan(sheet, None, Match(new=list(sheet.entries)), new_figures=figures)
    text = sheet.article["text"]
    plan = _Plan(sheet, known, match_lines(lines, load_text(connection, known["page"]), text, sheet.entries))
    table = tables.figure
    query = select(table).where(
        table.c.dossier == dossier.id, table.c.until.is_(None), table.c.article == known["article"]
    )
    old = {(row["kind"], row["name"]): row for row in (dict(row) for row in connection.execute(query).mappings())}
    for values in figures:
        row = old.pop((values["kind"], values["name"]), None)
        if row is None:
            plan.new_figures.append(values)
        elif row["fields"] != values["fields"]:
            plan.figures.append(revised("figure", row, fields=values["fields"]))
    plan.figures.extend(Version("figure", row["row"], None) for row in old.values())
    return plan


def _figures(sheet: Sheet) -> Rows:
    """The people and parties of a reading, each name once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, name in (("person", "people"), ("party", "parties")):
        for figure in sheet.incoming.reading[name]:
            named = storable(str(figure["name"]))
            found.setdefault((kind, named), {"kind": kind, "name": named, "fields": as_json(figure)})
    return list(found.values())


def _write(
    connection: Connection,
    dossier: Dossier,
    plans: Sequence[_Plan],
    by: str,
    moment: datetime | str | None,
    join: Join | None,
) -> list[Filed]:
    if not plans:
        return []
    numbers = take_numbers(
        connection,
        change=len(plans),
        article=sum(plan.known is None for plan in plans),
        entry=sum(len(plan.match.new) for plan in plans),
        figure=sum(len(plan.new_figures) for plan in plans),
    )
    articles, entries, figures = (iter(numbers[name]) for name in ("article", "entry", "figure"))
    fresh, pages = Fresh(), Rows()
    made: list[tuple[int, list[Version], list[int]]] = []
    for plan in plans:
        number = plan.known["article"] if plan.known else next(articles)
        incoming = plan.sheet.incoming
        pages.append(page_row(plan.sheet.article, incoming.page, incoming.name, incoming.encoding))
        fresh.texts[number] = plan.sheet.article["text"]
        fresh.articles.append(_article_values(plan, number, pages[-1]["digest"]))
        lines = _new_lines(plan, number, entries)
        people = _new_figures(plan, number, figures)
        fresh.lines.extend(lines)
        fresh.figures.extend(people)
        versions = [
            Version("article", plan.known["row"] if plan.known else None, fresh.articles[-1]),
            *(Version("line", None, values) for values in lines),
            *plan.match.versions,
            *(Version("figure", None, values) for values in people),
            *plan.figures,
        ]
        made.append((number, versions, [row["entry"] for row in lines]))
    if join:
        join(connection, dossier, fresh)
    at = next_moment(connection, dossier, moment)
    changes = [
        Change(change, dossier.id, at, storable(by), _act(plan), None, None, _told(plan, number, new, fresh))
        for change, plan, (number, _, new) in zip(numbers["change"], plans, made, strict=True)
    ]
    insert_changes(connection, changes)
    insert_pages(connection, pages)
    write_versions(connection, zip(changes, (versions for _, versions, _ in made), strict=True))
    return [
        _filed(plan, number, change, new) for change, plan, (number, _, new) in zip(changes, plans, made, strict=True)
    ]


def _new_lines(plan: _Plan, article: int, entries: Iterator[int]) -> Rows:
    """The rows of a page's new entries, each with the next of some numbers."""
    alike = {"article": article, "state": "draft", "reviewer": None}
    return [
        {**columns, **alike, "entry": entry, "subject": entry, "mark": mark}
        for (mark, columns), entry in zip(plan.match.new, entries, strict=False)
    ]


def _new_figures(plan: _Plan, article: int, figures: Iterator[int]) -> Rows:
    """The rows of people and parties new to their article."""
    return [
        {**values, "figure": figure, "subject": figure, "article": article}
        for values, figure in zip(plan.new_figures, figures, strict=False)
    ]


def _filed(plan: _Plan, article: int, change: Change, new: Iterable[int]) -> Filed:
    match = plan.match
    parts = (tuple(match.unchanged), tuple(match.changed), tuple(match.withdrawn))
    return Filed(article, "changed" if plan.known else "new", change.id, tuple(new), *parts)


def _act(plan: _Plan) -> Act:
    return "refiled" if plan.known else "filed"


def _article_values(plan: _Plan, number: int, page: str) -> dict[str, Any]:
    sheet, known = plan.sheet, plan.known or {}
    return {
        "article": number,
        "key": known.get("key", sheet.key),
        "page": page,
        "content": sheet.content,
        "words": sheet.words,
        **{name: storable(sheet.article.get(name)) for name in ("headline", "publisher", "published", "url")},
        "story": known.get("story", number),
        "origin": known.get("origin", number),
        "sketch": known.get("sketch"),
        "version": known.get("version", 0) + (known.get("words") != sheet.words),
        "gone": False,
    }


def _told(plan: _Plan, number: int, new: Sequence[int], fresh: Fresh) -> dict[str, Any]:
    """What the log says of a filing: which entries are new, and of an edited page which changed, and how."""
    told: dict[str, Any] = {"article": number, "new": list(new)}
    if plan.known:
        match = plan.match
        told |= {"unchanged": match.unchanged, "withdrawn": match.withdrawn}
        told["changed"] = {str(entry): diff for entry, diff in match.changed.items()}
    if number in fresh.joined:
        told["joined"] = fresh.joined[number]
    return told


def _entries_of(connection: Connection, dossier: Dossier, articles: Sequence[int]) -> defaultdict[int, list[int]]:
    table = tables.line
    found: defaultdict[int, list[int]] = defaultdict(list)
    for some in in_parts(articles):
        query = select(table.c.article, table.c.entry).where(
            table.c.dossier == dossier.id, table.c.until.is_(None), table.c.article.in_(some)
        )
        for article, entry in connection.execute(query.order_by(table.c.entry)):
            found[article].append(entry)
    return found


def _lines_of(connection: Connection, dossier: Dossier, articles: Sequence[int]) -> defaultdict[int, Rows]:
    table = tables.line
    found: defaultdict[int, Rows] = defaultdict(list)
    for some in in_parts(articles):
        query = select(table).where(table.c.dossier == dossier.id, table.c.until.is_(None), table.c.article.in_(some))
        for row in connection.execute(query).mappings():
            found[row["article"]].append(dict(row))
    return found
