"""What is drawn in a page itself: a map, a network, a month. Plain values in the units of their drawings.

Comes in: numbers that others worked out. Goes out: what a template writes as SVG or as a table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on a map; `number` is that of its row in the table."""

    name: str
    number: int
    x: float
    y: float
    radius: float
    state: str
    told: str


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing 1000 wide and 500 high; where in it the picture of the whole world lies, and how large."""

    x: float
    y: float
    width: float
    height: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Knot:
    """Somebody in a network; `query` asks for the network around them."""

    name: str
    x: float
    y: float
    radius: float
    kind: str
    query: str


@dataclass(frozen=True, slots=True)
class Cord:
    """A tie in a network: the path of its line, and how broad that is."""

    path: str
    breadth: float
    draft: bool
    told: str


@dataclass(frozen=True, slots=True)
class Net:
    """A network, 1000 wide and 640 high; `left_out` counts those for whom there is no room."""

    directed: bool
    knots: tuple[Knot, ...]
    cords: tuple[Cord, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Meant:
    """A meeting in a calendar."""

    name: str
    heading: str
    state: str
    entry: int


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks of seven days from Monday; a day of another month is None. `before` and `after` are months with meetings.

    Months are written `2025-12`.
    """

    month: str
    title: str
    weeks: tuple[tuple[tuple[int, tuple[Meant, ...]] | None, ...], ...]
    before: str | None
    after: str | None
