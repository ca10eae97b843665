"""The timeline: what happened, by day, and what is said to lie ahead.

Comes in: lines and articles as they stand, a window and today's date. Goes out: days with their rows, a row for each
subject; apart from what has a day of its own stands what was only told on that day, what is planned, and what has no
day at all. Says nothing of how a thing went on: the other views do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from verbale.minutes.line import Kind, Line, Source
from verbale.minutes.told import Backing, Told, back, by_subject, is_wide, surest, tell
from verbale.reading.entries import Certainty

#: What an analyst looks for first on a day.
KINDS: tuple[Kind, ...] = ("meeting", "event", "proposal", "pledge", "position", "statement")
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_AHEAD = frozenset(("meeting", "event", "proposal", "pledge"))  # of these a day may lie ahead
Cursor = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of the timeline: days from `first` to `last`, some kinds, some parties (any of them); all by default.

    `limit` rows that have a day are given, those behind the row `after`: the `next` of the part before.
    """

    first: str | None = None
    last: str | None = None
    kinds: tuple[Kind, ...] = KINDS
    parties: tuple[str, ...] = ()
    newest_first: bool = True
    limit: int = 200
    after: Cursor | None = None


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
    this is the last.
    """

    days: tuple[Day, ...]
    planned: tuple[Row, ...]
    undated: tuple[Row, ...]
    total: int
    next: Cursor | None


class _Placed(NamedTuple):
    """A subject, where it stands in the timeline and by which line."""

    subject: int
    told: Sequence[Told]
    by: Told
    day: str | None
    last_day: str | None
    dated: bool
    planned: bool


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
    ahead: list[_Placed] = []
    undated: list[_Placed] = []
    placed: list[tuple[Cursor, _Placed]] = []
    bounded = bool(window.first or window.last)
    for subject, some in by_subject(told).items():
        if window.parties and not any(_has_party(one.line, window.parties) for one in some):
            continue
        one = _place(subject, some, today)
        if one.day is None or (one.planned and not one.dated):
            if not bounded:
                (ahead if one.planned else undated).append(one)
        elif _is_within(one, window):
            if one.planned:
                ahead.append(one)
            else:
                placed.append(((one.day, subject), one))
    placed.sort(key=lambda each: each[0], reverse=window.newest_first)
    part = _part(placed, window)
    ahead.sort(key=lambda one: (False, one.day or "", one.subject) if one.dated else (True, "", -one.subject))
    return Timeline(
        days=_days([_row(one, also, today) for _, one in part]),
        planned=tuple(_row(one, also, today) for one in ahead),
        undated=tuple(_row(one, also, today) for one in undated),
        total=len(placed),
        next=part[-1][0] if part and part[-1][0] != placed[-1][0] else None,
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


def _has_party(line: Line, parties: Sequence[str]) -> bool:
    """Whether one of the parties takes part. The third delegation or speaker is looked up only where it can be one."""
    if line.party in parties or line.other in parties:
        return True
    if line.kind == "meeting":
        return any(side.get("party") in parties for side in line.fields["delegations"])
    if line.kind == "statement" and any(party in line.text for party in parties):
        return any(speaker.get("party") in parties for speaker in line.fields["speakers"])
    return False


def _place(subject: int, told: Sequence[Told], today: str) -> _Placed:
    """By which line a subject is placed: one that says what happened before one that says what was to happen."""
    if len(told) == 1:  # as most are
        (by,) = told
        if by.dated and not _is_misdated(by):
            return _placed(subject, told, by, today)
        return _Placed(subject, told, by, by.published, None, False, _is_ahead(by.line))
    known = [one for one in told if _is_over(one.line)] or [one for one in told if not _is_ahead(one.line)] or told
    dated = [one for one in known if one.dated and not _is_misdated(one)]
    if not dated:
        by = surest(known)
        days = [one.published for one in known if one.published and one.line.label == by.line.label]
        return _Placed(subject, told, by, min(days, default=None), None, False, _is_ahead(by.line))
    exact = [one for one in dated if not is_wide(*_span(one))] if len(dated) > 1 else dated
    return _placed(subject, told, surest(exact or dated), today)


def _placed(subject: int, told: Sequence[Told], by: Told, today: str) -> _Placed:
    """A subject on the day that a line gives it."""
    day, last = _span(by)
    planned = by.line.kind in _AHEAD and (day > today or (last >= today and _is_ahead(by.line)))
    return _Placed(subject, told, by, day, last, True, planned)


def _is_ahead(line: Line) -> bool:
    return line.certainty == "planned" or (line.kind == "meeting" and line.label == "planned")


def _is_over(line: Line) -> bool:
    """Whether it tells of a meeting that it took place, whatever else was told of it before."""
    return line.kind == "meeting" and line.label in ("held", "ongoing") and line.certainty == "asserted"


def _is_misdated(one: Told) -> bool:
    """Words cannot be said, nor a position held, on a day behind the article that tells them."""
    return one.line.kind not in _AHEAD and one.published is not None and (one.day or "") > one.published


def _span(one: Told) -> tuple[str, str]:
    day = one.day or ""
    return day, (one.line.last_day or day)[:10]


def _is_within(one: _Placed, window: Window) -> bool:
    day, last = one.day or "", one.last_day or one.day or ""
    return (window.first is None or last >= window.first) and (window.last is None or day <= window.last)


def _part(placed: list[tuple[Cursor, _Placed]], window: Window) -> list[tuple[Cursor, _Placed]]:
    after = window.after
    if after is None:
        behind = placed
    elif window.newest_first:
        behind = [each for each in placed if each[0] < after]
    else:
        behind = [each for each in placed if each[0] > after]
    return behind[: window.limit]


def _row(placed: _Placed, also: Mapping[int, list[int]], today: str) -> Row:
    line = placed.by.line
    days = [one.published for one in placed.told if one.published]
    end = placed.last_day or placed.day
    return Row(
        subject=placed.subject,
        kind=line.kind,
        label=line.label,
        text=line.text,
        day=placed.day,
        last_day=placed.last_day,
        dated=placed.dated,
        party=line.party,
        other=line.other,
        certainty=line.certainty,
        unconfirmed=placed.dated and _is_ahead(line) and end is not None and end < today,
        first_told=min(days, default=None),
        last_told=max(days, default=None),
        backing=back(placed.told),
        also=tuple(also.get(placed.subject, ())),
        lines=tuple(placed.told),
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
