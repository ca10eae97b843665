"""How a dossier moves: its newest line, how many articles come in each week, and what was done in it since a moment.

Comes in: a `Standing`, or a dossier and a moment. Goes out: a line, counts. Only a few rows are read, whatever the
dossier holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from verbale.minutes import tables
from verbale.minutes.change import Act, Dossier, moment_text
from verbale.minutes.line import Kind, Line
from verbale.minutes.standing import Standing, stands

WEEKS = 26
_PLAYED: tuple[Kind, ...] = ("meeting", "position", "event")
_ARTICLES = 5  # of the newest day
_LOOKED_AT = 60  # lines of the newest days, of which one is told
_WIDE = 7  # days: what spans more did not happen on its first


@dataclass(frozen=True, slots=True)
class Newest:
    """A line and the day for which it tells how things stand: its own, or that of its article where it has none."""

    line: Line
    day: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many articles were published in each of some weeks, the last of which ends with `last`, an ISO 8601 day."""

    last: str
    weeks: tuple[int, ...]


def newest_line(standing: Standing, today: str) -> Newest | None:
    """The meeting, position or event of the last day that the articles tell of; None where they tell of none.

    What is planned for a day to come is none. Of one day's lines it is a reviewed one, a certain one, a meeting or a
    position rather than an event, the surest.
    """
    last = _last_told(standing, today)
    if last is None:
        return None
    dated = standing.timeline(*_PLAYED, last=last, limit=_LOOKED_AT)
    found = [Newest(line, line.day) for line in dated if line.day and _days(line) <= _WIDE]
    told = standing.lines(*_PLAYED, articles=_published(standing, last))
    found += [Newest(line, last) for line in told if line.day is None]
    return max(found, key=lambda one: (one.day, *_standing_out(one.line)), default=None)


def weekly(standing: Standing, today: str, weeks: int = WEEKS) -> Rhythm | None:
    """How many articles were published in each week up to that of the last one; None where there are no articles."""
    last = _last_told(standing, today)
    if last is None:
        return None
    end = date.fromisoformat(last)
    first = (end - timedelta(days=7 * weeks - 1)).isoformat()
    article = tables.article
    query = select(article.c.published).where(
        article.c.dossier == standing.dossier.id, stands(article, standing.at), article.c.published >= first
    )
    days = [one[:10] for one in standing.connection.execute(query).scalars()]
    counted = Counter((end - date.fromisoformat(day)).days // 7 for day in days if day <= last)
    return Rhythm(last, tuple(counted[back] for back in reversed(range(weeks))))


def count_acts(connection: Connection, dossier: Dossier, since: datetime | str) -> Mapping[Act, int]:
    """How many changes of each kind were made after a moment."""
    table = tables.change
    query = select(table.c.act, func.count()).where(table.c.dossier == dossier.id, table.c.moment > moment_text(since))
    return {row.act: row[1] for row in connection.execute(query.group_by(table.c.act))}


def _last_told(standing: Standing, today: str) -> str | None:
    """The last day on which an article was published, but none to come; today, where none tells its own."""
    article = tables.article
    query = select(func.count(), func.max(article.c.published)).where(
        article.c.dossier == standing.dossier.id, stands(article, standing.at)
    )
    count, published = standing.connection.execute(query).one()
    if not count:
        return None
    return min(published[:10], today) if published else today


def _published(standing: Standing, day: str) -> list[int]:
    """The articles published on a day, the latest filed first; at most a few."""
    article = tables.article
    query = select(article.c.article).where(
        article.c.dossier == standing.dossier.id, stands(article, standing.at), article.c.published.startswith(day)
    )
    return list(standing.connection.execute(query.order_by(article.c.article.desc()).limit(_ARTICLES)).scalars())


def _standing_out(line: Line) -> tuple[bool, bool, bool, float]:
    return line.state != "draft", line.certainty == "asserted", line.kind != "event", line.confidence


def _days(line: Line) -> int:
    first, last = line.day or "", line.last_day or line.day or ""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
