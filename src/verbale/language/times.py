"""Every time expression of news English, found in raw text and placed on the calendar (TIMEX3).

In comes a text and the time it was published; out come spans with a TIMEX3 type and value, and the interval they
stand for. The rules read tokens from left to right, take the longest expression at each place, and look a bounded
number of tokens ahead, so that the time taken grows with the length of the text and no more. It does not read
languages other than English, and does not guess at times that are only implied ("after the talks").

What is taken to belong to an expression: the words that change its interval ("since August", "before 2018", "by
Friday", "from Monday to Friday", "at least three days"), but not plain "on", "in", "at", "for" or "the".

Figures and a comparison with other libraries: `docs/times.md`. Values follow TimeML 1.2.1 (TIMEX3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from verbale.language.timex.calendar import floor
from verbale.language.timex.meanings import Meaning, View
from verbale.language.timex.nodes import About, At, Clock, Day, Node
from verbale.language.timex.phrases import may_start, read_expression
from verbale.language.timex.resolution import resolve
from verbale.language.timex.tense import find_direction, is_stop
from verbale.language.timex.tokens import Tokens, cut
from verbale.text import Span

Grain = Literal["year", "quarter", "month", "week", "day", "hour", "minute"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression where it stands in a text, and what it means.

    `span` counts code points of the text, and `text` is what stands there. `type` and `value` are those of TIMEX3, and
    so is `mod`, or None. `start` and `end` are ISO 8601: the first and the last day of the interval ("2025-12-20"), or
    its first and last minute ("2025-12-20T16:12", with an offset where the zone is known); the end is inclusive, a
    point in time has both the same, and None is an open side or an unknown one. `grain` is the precision with which the
    time was said. `defaulted` names what was not said but assumed: "year", "week", "month", "day", "half" (of the day),
    "direction", "zone", "order" (of day and month), "century", "season", "story" (counted from the day the text last
    spoke of), "length", "fiscal", "anchor" (there was none to count from).
    """

    span: Span
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    start: str | None
    end: str | None
    grain: Grain | None
    defaulted: tuple[str, ...]


def find_times(text: str, *, anchor: datetime | None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in its order, none overlapping.

    `anchor` is when the text was published, local time as printed, aware or naive; without one, what is relative to it
    has neither start nor end, and "anchor" among its `defaulted`.
    """
    t = cut(text)
    seen = anchor.replace(tzinfo=None) if anchor else None
    readings = _read_all(t, seen)
    _date_clocks(t, readings)
    return tuple(_express(t, reading) for reading in readings)


@dataclass(slots=True)
class _Reading:
    """An expression at tokens `first` to `after`, and what it was taken to mean."""

    first: int
    after: int
    node: Node
    meaning: Meaning


def _read_all(t: Tokens, anchor: datetime | None) -> list[_Reading]:
    readings: list[_Reading] = []
    story: datetime | None = None
    tale: datetime | None = None
    i = 0
    while i < t.count:
        read = read_expression(t, i) if may_start(t, i) else None
        if read is None:
            i += 1
            continue
        node, after = read
        direction = find_direction(t, i, after)
        told = story if direction >= 0 or not (story and anchor and story > anchor) else None
        meaning = _resolve_safely(node, View(anchor, told, direction, tale))
        if meaning:
            readings.append(_Reading(i, after, node, meaning))
            story = _story_after(meaning, story)
            tale = meaning.low or tale if meaning.type == "DATE" and meaning.value != "PRESENT_REF" else tale
        i = after
    return readings


def _date_clocks(t: Tokens, readings: list[_Reading]) -> None:
    """A time of day takes the day named beside it in its sentence: "at 10:35 a.m. (0735 GMT) Friday"."""
    for at, reading in enumerate(readings):
        clock = reading.node.of if isinstance(reading.node, About) else reading.node
        if not isinstance(clock, Clock):
            continue
        for other in (*readings[at + 1 : at + 3], *readings[max(0, at - 1) : at]):
            day = other.meaning
            if not _are_beside(t, reading, other) or day.low is None or day.type == "DURATION":
                continue
            if day.grain == "day" and day.type == "DATE" and day.low and day.high and (day.high - day.low).days == 1:
                dated = resolve(At(Day(day.low.year, day.low.month, day.low.day), clock), View(None, None, 0))
                reading.meaning = replace(dated, mod=reading.meaning.mod).doubt(*day.defaulted)
                break


def _are_beside(t: Tokens, one: _Reading, other: _Reading) -> bool:
    first, last = sorted((one, other), key=lambda reading: reading.first)
    gap = range(first.after, last.first)
    return len(gap) <= _NEAR and not any(is_stop(t, at) for at in gap)


_NEAR = 16  # tokens between a time of day and the day that it takes


def _resolve_safely(node: Node, view: View) -> Meaning | None:
    try:
        return resolve(node, view)
    except (ValueError, OverflowError):  # "Feb 30", "in 90000 years": said, but nowhere on the calendar
        return None


def _story_after(meaning: Meaning, story: datetime | None) -> datetime | None:
    """The day that "the next day" and "a day later" count from, once the text has spoken of this time."""
    if (
        meaning.type in ("DATE", "TIME")
        and meaning.low
        and meaning.grain in ("day", "hour", "minute")
        and meaning.value != "PRESENT_REF"
    ):
        if meaning.type == "DATE" and meaning.high and meaning.high.year > 1:
            return floor(meaning.high, "day") - timedelta(days=1)
        return meaning.low if meaning.low.year > 1 else story
    return story


def _express(t: Tokens, reading: _Reading) -> TimeExpression:
    meaning = reading.meaning
    span = Span(t.start[reading.first], t.end[reading.after - 1])
    low, high = meaning.low, meaning.high
    if meaning.timed:
        zone = _offset(meaning.zone, low or high)
        start = _minute(low, zone)
        end = _minute(high if high == low or high is None else high - timedelta(minutes=1), zone)
    else:
        start = low.date().isoformat() if low else None
        end = (floor(high, "day") - timedelta(days=1)).date().isoformat() if high else None
    grain: Grain | None = meaning.grain  # pyright: ignore[reportAssignmentType]
    return TimeExpression(
        span, span.of(t.text), meaning.type, meaning.value, meaning.mod, start, end, grain, meaning.defaulted
    )


def _minute(moment: datetime | None, zone: timezone | ZoneInfo | None) -> str | None:
    return moment.replace(tzinfo=zone).isoformat(timespec="minutes") if moment else None


def _offset(zone: float | str | None, moment: datetime | None) -> timezone | ZoneInfo | None:
    if zone is None or zone == "local" or moment is None:
        return None
    return ZoneInfo(zone) if isinstance(zone, str) else timezone(timedelta(hours=zone))
