"""Where each subject stands in the timeline, and which subjects a window of it shows.

Comes in: a subject's lines, or as much as is known of them unread, and a window. Goes out: places, and of all of them
those that the window shows, with their numbers. Only here is decided what has a day of its own, what was only told on
one, what lies ahead, and what has no day at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from typing import NamedTuple

from verbale.minutes.line import Kind, Line
from verbale.minutes.told import Told, is_wide, surest

#: What an analyst looks for first on a day.
KINDS: tuple[Kind, ...] = ("meeting", "event", "proposal", "pledge", "position", "statement")
MAY_COME: frozenset[Kind] = frozenset(("meeting", "event", "proposal", "pledge"))  # of these a day may lie ahead
Cursor = tuple[str, int]
_NEVER = "9999-99-99"


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


class Glance(NamedTuple):
    """A line unread: `may_come` of a kind of which a day may lie ahead, `ahead` where it says what is to happen."""

    subject: int
    may_come: int
    ahead: int
    day: str | None
    last_day: str | None
    article: int
    row: int


class Place(NamedTuple):
    """Where a subject stands. `by` is the line that gives it its place, where its lines were read."""

    subject: int
    day: str | None
    last_day: str | None
    dated: bool
    planned: bool
    by: Told | None = None


def place_subject(subject: int, told: Sequence[Told], today: str) -> Place:
    """By which of its lines a subject is placed: one that says what happened before one that says what was to happen.

    An exact day comes before a vague one.
    """
    known = [one for one in told if _is_over(one.line)] or [one for one in told if not is_ahead(one.line)] or told
    dated = [one for one in known if one.dated and not _is_misdated(one)]
    if not dated:
        by = surest(known)
        days = [one.published for one in known if one.published and one.line.label == by.line.label]
        return Place(subject, min(days, default=None), None, False, is_ahead(by.line), by)
    exact = [one for one in dated if not is_wide(*_span(one))] if len(dated) > 1 else dated
    by = surest(exact or dated)
    day, last = _span(by)
    return Place(subject, day, last, True, _lies_ahead(by.line.kind, is_ahead(by.line), day, last, today), by)


def is_ahead(line: Line) -> bool:
    """Whether a line says what is to happen."""
    return line.certainty == "planned" or (line.kind == "meeting" and line.label == "planned")


def _is_over(line: Line) -> bool:
    """Whether it tells of a meeting that it took place, whatever else was told of it before."""
    return line.kind == "meeting" and line.label in ("held", "ongoing") and line.certainty == "asserted"


def _lies_ahead(kind: Kind, ahead: bool, day: str, last: str, today: str) -> bool:
    return kind in MAY_COME and (day > today or (last >= today and ahead))


def _is_misdated(one: Told) -> bool:
    """Words cannot be said, nor a position held, on a day behind the article that tells them."""
    return one.line.kind not in MAY_COME and one.published is not None and (one.day or "") > one.published


def _span(one: Told) -> tuple[str, str]:
    day = one.day or ""
    return day, (one.line.last_day or day)[:10]


class Shown(NamedTuple):
    """The subjects that a window shows, in their order, and how many there are."""

    dated: list[int]
    planned: list[int]
    undated: list[int]
    total: int
    next: Cursor | None
    planned_total: int
    undated_total: int


class Places:
    """Subjects as they are placed, one after another; then which of them a window shows, in which order."""

    def __init__(self, window: Window, today: str) -> None:
        self._window, self._today = window, today
        self._first, self._last = window.first or "", window.last or _NEVER
        self._bounded = bool(window.first or window.last)
        self._dated: list[Cursor] = []
        self._ahead: list[tuple[bool, str, int]] = []
        self._undated: list[int] = []

    def add(self, place: Place) -> None:
        """Take a subject in, where the window's days have it."""
        day = place.day
        if day is None or (place.planned and not place.dated):
            self._add_without_day(place.subject, planned=place.planned)
        elif (place.last_day or day) >= self._first and day <= self._last:
            if place.planned:
                self._ahead.append((False, day, place.subject))
            else:
                self._dated.append((day, place.subject))

    def _add_without_day(self, subject: int, *, planned: bool) -> None:
        if self._bounded:
            return
        if planned:
            self._ahead.append((True, "", -subject))
        else:
            self._undated.append(subject)

    def add_lines(self, lines: Iterable[Glance], published: Mapping[int, str], but: Collection[int]) -> None:
        """Take in what single lines tell, without reading them, but for some subjects: where `place_subject` has it.

        There are tens of thousands of them, and so all is done in this one loop.
        """
        first, until, today = self._first, self._last, self._today
        dated, ahead = self._dated, self._ahead
        for subject, may_come, is_ahead, day, last, article, _ in lines:
            if subject in but:
                continue
            told = published.get(article)
            if day and (may_come or told is None or day <= told):
                if (last or day) < first or day > until:
                    continue
                if may_come and (day > today or (is_ahead and (last or day) >= today)):
                    ahead.append((False, day, subject))
                else:
                    dated.append((day, subject))
            elif is_ahead or told is None:
                self._add_without_day(subject, planned=bool(is_ahead))
            elif first <= told <= until:
                dated.append((told, subject))

    def shown(self) -> Shown:
        """What the window shows of all that was taken in."""
        window, after = self._window, self._window.after
        behind = self._dated
        if after is not None:
            behind = [one for one in behind if (one < after if window.newest_first else one > after)]
        part = (nlargest if window.newest_first else nsmallest)(window.limit, behind)
        return Shown(
            dated=[subject for _, subject in part],
            planned=[abs(subject) for _, _, subject in nsmallest(window.limit, self._ahead)],
            undated=sorted(self._undated)[: window.limit],
            total=len(self._dated),
            next=part[-1] if len(part) < len(behind) else None,
            planned_total=len(self._ahead),
            undated_total=len(self._undated),
        )
