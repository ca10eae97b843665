"""What a time expression says, before it is placed on the calendar: small values that nest.

"two weeks before May 13, 1999" is Offset(Duration((2, "week")), −1, Day(1999, 5, 13)).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, month or year of which some parts are said: "Dec. 2", "April 2021", "2014", "the 18th"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: str | None = None  # "last", "this", "next": "next 5/12", "last October"
    shift: int | None = None  # years from the anchor's, where that is how the year is said: "April next year"
    doubts: tuple[str, ...] = ()  # "order" where 11/12 could be read the other way, "century" for '87


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: "Friday", "last Friday"; `week` counts weeks from this one where it is said."""

    weekday: int
    which: str | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of the calendar that holds the moment, moved by `shift`: "today", "last week", "that year".

    `story` counts from the day the text last spoke of, not from the anchor: "the next day".
    """

    unit: str
    shift: int = 0
    story: bool = False
    either: bool = False  # "over the weekend": the last or the next one, as the verbs look


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered unit of a year: "Q3", "the first half of 2026", "week 10", "summer 2025", "the 1990s"."""

    unit: str
    number: int
    year: int | None = None
    shift: int | None = None  # years from the anchor's: "next year's first quarter"


@dataclass(frozen=True, slots=True)
class Season:
    name: str
    year: int | None = None
    which: str | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    rule: int | str
    year: int | None = None
    which: str | None = None
    stretch: str | None = None  # "weekend", "week": the one that holds it


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth (−1: last) unit or weekday of a longer stretch: "the last week of July", "first ten days of 2020"."""

    nth: int
    unit: str  # a unit, or "weekday 1" to "weekday 7"
    of: Node
    count: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stretch: "late April", "the end of 2008", "earlier this month"."""

    part: str  # START, MID, END, EARLIER, LATER, REST, TO_DATE or LAST_MINUTE
    of: Node


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `half` is "a", "p" or None where morning and afternoon are not told apart."""

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str | None = None
    zone: float | str | None = None


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Two times of a day: "5 to 6pm"."""

    first: Clock
    last: Clock


@dataclass(frozen=True, slots=True)
class Daypart:
    code: str
    first: int
    last: int
    part: str | None = None  # "START", "END": "late this morning"


@dataclass(frozen=True, slots=True)
class At:
    """A time of day on a day: "9 a.m. Tuesday", "Monday night"."""

    date: Node
    time: Clock | ClockRange | Daypart


@dataclass(frozen=True, slots=True)
class Duration:
    """Lengths of time added up; an amount of None is not said ("for years"); `high` is the longer of "two to three"."""

    amounts: tuple[tuple[float | None, str], ...]
    mod: str | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time that touches the anchor: "the past three days" (−1), "within 60 days" (+1)."""

    duration: Duration
    direction: int
    whole: bool = False  # counts whole calendar units: "next two days" begin tomorrow


@dataclass(frozen=True, slots=True)
class Offset:
    """A moment a length of time away from another: "two weeks ago", "a day later", "3 days from Tuesday"."""

    duration: Duration
    direction: int
    base: Node | None = None
    rough: bool = False  # as precise as its unit: "50 years ago" is a year
    story: bool = False
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class From:
    """A stretch that starts at a moment and lasts: "3 days starting from next Monday"."""

    start: Node
    duration: Duration


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a moment: "since August", "before 2018", "by the end of the year"."""

    mod: str  # BEFORE, AFTER, ON_OR_BEFORE or ON_OR_AFTER
    of: Node


@dataclass(frozen=True, slots=True)
class About:
    """Roughly then: "around 1pm"."""

    of: Node


@dataclass(frozen=True, slots=True)
class Repeated:
    """A set of times, by its TIMEX3 value: "weekly" is P1W, "each Monday at 4pm" XXXX-WXX-1T16."""

    value: str


@dataclass(frozen=True, slots=True)
class Loose:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that is the end of a range: the 6 of "6 to 8 July"."""

    number: int
    digits: int = field(default=0)


Node = (
    Day | Weekday | Unit | Numbered | Season | Holiday | Nth | Part | Clock | ClockRange | Daypart | At | Duration
    | Window | Offset | Range | From | Bound | About | Repeated | Loose | Bare
)  # fmt: skip
Found = tuple[Node, int]  # what was read, and the token after it
