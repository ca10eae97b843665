"""The calendar of meetings: a month with what was held or is planned on each of its days.

Comes in: the meetings, a month or none. Goes out: that month, or the last one in which there is a meeting. Meetings
without a day, and those of a time wider than a week, are in the list alone.
"""

from __future__ import annotations

from calendar import Calendar, month_name
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from verbale.desk.refusals import RefusedError
from verbale.desk.shapes import Meant, Month
from verbale.minutes.meetings import Meeting, Meetings
from verbale.minutes.told import is_wide


def make_month(meetings: Meetings, month: str | None = None) -> Month | None:
    """A month, `2025-12`; the last with a meeting where none is asked for, None where there is none.

    Raises RefusedError for what is no month.
    """
    held: dict[str, dict[int, list[Meant]]] = defaultdict(lambda: defaultdict(list))
    for meeting in meetings.all():
        for day in _days(meeting):
            meant = Meant(meeting.name, meeting.heading, meeting.backing.state, meeting.backing.entries[0])
            held[day.isoformat()[:7]][day.day].append(meant)
    if not held and not month:
        return None
    months = sorted(held)
    shown = month or months[-1]
    first = _first(shown)
    days = held.get(shown, {})
    return Month(
        month=shown,
        title=f"{month_name[first.month]} {first.year}",
        weeks=tuple(
            tuple((day, tuple(days.get(day, ()))) if day else None for day in week)
            for week in Calendar().monthdayscalendar(first.year, first.month)
        ),
        before=next((one for one in reversed(months) if one < shown), None),
        after=next((one for one in months if one > shown), None),
    )


def _days(meeting: Meeting) -> Iterator[date]:
    first, last = (meeting.day or "")[:10], (meeting.last_day or meeting.day or "")[:10]
    if len(first) == 10 and not is_wide(first, last):
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            yield day
            day += timedelta(days=1)


def _first(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise RefusedError(month, "no month", "write one such as 2025-12") from error
