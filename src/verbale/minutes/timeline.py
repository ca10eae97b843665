"""The timeline: what happened, by day, and what is said to lie ahead.

Comes in: lines and articles as they stand, a window and today's date. Goes out: days with their rows, a row for each
subject; apart from what has a day of its own stands what was only told on that day, what is planned, and what has no
day at all. Says nothing of how a thing went on: the other views do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.places import KINDS, Cursor, Place, Places, Shown, Window, is_ahead, place_subject
from verbale.minutes.told import Backing, Told, back, by_subject, called, is_wide, tell
from verbale.reading.entries import Certainty

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Row:
    """One subject. `text` and `certainty` are those of its surest line, `label` that line's own word.

    `dated` is false where no line gives a day: `day` is then the day on which it was first told. `unconfirmed` is true
    of what was planned for a day that has gone by, and of which nothing tells whether it happened. `also` are the
    entries of events that say again that the meeting of this row took place.
    """

    subject: int
    kind: Kind
    label: str
    text: str
    day: str | None
    last_day: str | None
    dated: bool
    party: str | None
    other: str | None
    certainty: Certainty
    unconfirmed: bool
    first_told: str | None
    last_told: str | None
    backing: Backing
    also: tuple[int, ...]
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a time too vague for one: then `last_day` is more than a week behind `day`.

    `happened` has a day of its own; `told` was told in articles of that day, which do not say when it was.
    """

    day: str
    last_day: str
    happened: tuple[Row, ...]
    told: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`planned` is what lies ahead, the soonest first; those without a day last, of these the newest first.

    `total` counts the rows of all days, not only of those given here. `next` is where the next part begins; None where
    this is the last. Of what is planned and what is undated as many rows are given as of the days; `planned_total` and
    `undated_total` count all.
    """

    days: tuple[Day, ...]
    planned: tuple[Row, ...]
    undated: tuple[Row, ...]
    total: int
    next: Cursor | None
    planned_total: int
    undated_total: int


def make_timeline(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    today: str,
    window: Window | None = None,
    names: Mapping[str, str] | None = None,
) -> Timeline:
    """The part of the timeline that a window shows. `today` is an ISO 8601 date; `names`: see `told.names_of`."""
    window = window or Window()
    kinds = frozenset(window.kinds)
    told, also = _without_echoes(tell((line for line in lines if line.kind in kinds), sources, names))
    places = Places(window, today)
    subjects = by_subject(told)
    for subject, some in subjects.items():
        if not window.parties or any(_has_party(one.line, window.parties, names) for one in some):
            places.add(place_subject(subject, some, today))
    return lay_out(places.shown(), subjects, also, today)


def lay_out(
    shown: Shown, subjects: Mapping[int, Sequence[Told]], also: Mapping[int, Sequence[int]], today: str
) -> Timeline:
    """The timeline of what a window shows, of the lines of its subjects; `also`: see `Row`."""

    def rows(some: Iterable[int]) -> tuple[Row, ...]:
        return tuple(_row(place_subject(one, subjects[one], today), subjects[one], also, today) for one in some)

    return Timeline(
        days=_days(rows(shown.dated)),
        planned=rows(shown.planned),
        undated=rows(shown.undated),
        total=shown.total,
        next=shown.next,
        planned_total=shown.planned_total,
        undated_total=shown.undated_total,
    )


def _without_echoes(told: list[Told]) -> tuple[list[Told], dict[int, list[int]]]:
    """The lines without the CONSULT events that an article's meeting already tells, and the meetings that they tell.

    A meeting gives a meeting and an event of the same parties; who reads both rows would count two encounters.
    """
    meetings: dict[tuple[int, str | None, str | None], list[Line]] = {}
    for one in told:
        if one.line.kind == "meeting":
            meetings.setdefault((one.line.article, one.line.day, one.line.last_day), []).append(one.line)
    kept: list[Told] = []
    also: dict[int, list[int]] = {}
    for one in told:
        line = one.line
        if line.kind == "event" and line.label == "CONSULT":
            there = meetings.get((line.article, line.day, line.last_day), ())
            same = next((each for each in there if _meets(each, line.party, line.other)), None)
            if same:
                also.setdefault(same.subject, []).append(line.entry)
                continue
        kept.append(one)
    return kept, also


def _meets(meeting: Line, *sides: str | None) -> bool:
    """Whether all of some parties, or their people, meet there. A third delegation is looked up where it must be."""
    first = {meeting.party, meeting.other}
    if first.issuperset(sides):
        return True
    if first.isdisjoint(sides):
        return False
    for side in meeting.fields["delegations"]:
        first.update((side.get("party"), *side.get("members", ())))
    return first.issuperset(sides)


def _has_party(line: Line, parties: Sequence[str], names: Mapping[str, str] | None) -> bool:
    """Whether one of the parties takes part. The third delegation or speaker is looked up only where it can be one."""
    if line.party in parties or line.other in parties:
        return True
    if line.kind == "meeting":
        return any(called(side.get("party"), names) in parties for side in line.fields["delegations"])
    if line.kind == "statement":
        return any(called(speaker.get("party"), names) in parties for speaker in line.fields["speakers"])
    return False


def _row(place: Place, told: Sequence[Told], also: Mapping[int, Sequence[int]], today: str) -> Row:
    line = (place.by or told[0]).line
    days = [one.published for one in told if one.published]
    end = place.last_day or place.day
    return Row(
        subject=place.subject,
        kind=line.kind,
        label=line.label,
        text=line.text,
        day=place.day,
        last_day=place.last_day,
        dated=place.dated,
        party=line.party,
        other=line.other,
        certainty=line.certainty,
        unconfirmed=place.dated and is_ahead(line) and end is not None and end < today,
        first_told=min(days, default=None),
        last_told=max(days, default=None),
        backing=back(told),
        also=tuple(also.get(place.subject, ())),
        lines=tuple(told),
    )


def _days(rows: Sequence[Row]) -> tuple[Day, ...]:
    """Rows under their days, in the order in which the days come; a vague time is a heading of its own."""
    days: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        day = row.day or ""
        last = row.last_day if row.last_day and is_wide(day, row.last_day) else day
        days.setdefault((day, last), []).append(row)
    return tuple(_day(day, last, some) for (day, last), some in days.items())


def _day(day: str, last: str, rows: list[Row]) -> Day:
    rows.sort(key=lambda row: (_ORDER[row.kind], row.subject))
    return Day(day, last, tuple(row for row in rows if row.dated), tuple(row for row in rows if not row.dated))
