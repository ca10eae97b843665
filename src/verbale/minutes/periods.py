"""How much was going on in a dossier, and when: lines of a day, a week or a month, by kind.

Comes in: a dossier as it stands. Goes out: counts by period, oldest first, periods without lines among them. Lines
whose time is wider than a week have no day, and count nowhere but in `undated`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import func, select

from verbale.minutes import tables
from verbale.minutes.line import Kind, State
from verbale.minutes.standing import Standing, stands
from verbale.minutes.told import STANDING, is_wide

Grain = Literal["day", "week", "month"]
_MOST_DAYS = 62
_MOST_WEEKS = 80
_MOST_MONTHS = 60  # what lies further back is counted apart, so that one day of long ago does not flatten all others


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week from its Monday, or a month: its first day, its lines by kind, and how many a person reviewed."""

    start: str
    kinds: Mapping[Kind, int]
    reviewed: int

    @property
    def lines(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Activity:
    grain: Grain
    periods: tuple[Period, ...]
    undated: int  #: lines that stand in no period: without a day, or of a time long before


def count_activity(standing: Standing) -> Activity:
    """The activity of a dossier, at the finest grain that can be drawn."""
    counts: Counter[tuple[date, Kind, State]] = Counter()
    undated = 0
    for day, last, kind, state, number in _counted(standing):
        if day and len(day) >= 10 and not is_wide(day[:10], (last or day)[:10]):
            counts[date.fromisoformat(day[:10]), kind, state] += number
        else:
            undated += number
    if not counts:
        return Activity("day", (), undated)
    first, last = min(day for day, _, _ in counts), max(day for day, _, _ in counts)
    span = (last - first).days + 1
    grain: Grain = "day" if span <= _MOST_DAYS else "week" if span <= 7 * _MOST_WEEKS else "month"
    kinds: dict[date, Counter[Kind]] = {}
    reviewed: Counter[date] = Counter()
    for (day, kind, state), number in counts.items():
        start = _start(day, grain)
        kinds.setdefault(start, Counter())[kind] += number
        reviewed[start] += number if state != "draft" else 0
    starts = list(_starts(_start(first, grain), last, grain))
    if grain == "month" and len(starts) > _MOST_MONTHS:
        undated += sum(kinds[start].total() for start in starts[:-_MOST_MONTHS] if start in kinds)
        starts = starts[-_MOST_MONTHS:]
    periods = tuple(Period(start.isoformat(), dict(kinds.get(start, {})), reviewed[start]) for start in starts)
    return Activity(grain, periods, undated)


def _counted(standing: Standing) -> list[tuple[str | None, str | None, Kind, State, int]]:
    line = tables.line
    columns = (line.c.day, line.c.last_day, line.c.kind, line.c.state)
    query = select(*columns, func.count()).where(
        line.c.dossier == standing.dossier.id, stands(line, standing.at), line.c.state.in_(tuple(STANDING))
    )
    return [
        (day, last, kind, state, number)
        for day, last, kind, state, number in standing.connection.execute(query.group_by(*columns))
    ]


def _start(day: date, grain: Grain) -> date:
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def _starts(first: date, last: date, grain: Grain) -> Iterator[date]:
    at = first
    while at <= last:
        yield at
        at = _start(at + timedelta(days=32), grain) if grain == "month" else at + timedelta(days=_STEPS[grain])


_STEPS: Mapping[Grain, int] = {"day": 1, "week": 7}
