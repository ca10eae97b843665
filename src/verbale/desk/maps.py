"""The map of a dossier's meetings: where they were held or are to be, with a table of the same.

Comes in: the meetings. Goes out: a `Map` in the coordinates of its drawing, and a sheet. What has no place that can be
found is in the table alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians, sqrt

from verbale.desk.grids import Grid, Row, Sheet, filled
from verbale.desk.places import Place, find_place
from verbale.desk.shapes import Dot, Map
from verbale.minutes.meetings import Meeting, Meetings
from verbale.minutes.wording import days

_NARROWEST = 36.0  # degrees that a map shows at least from west to east
_ROOM = 1.35  # how much more than its places a map shows
_WIDE = 2.0  # how much wider than high
_LARGEST = 60  # places of a table and a map


@dataclass(frozen=True, slots=True)
class PlaceOfTalks:
    """A place and its meetings; `place` is None where nobody knows where on Earth it lies."""

    name: str
    place: Place | None
    meetings: tuple[Meeting, ...]

    @property
    def state(self) -> str:
        """`draft` where nobody has reviewed any of its meetings."""
        return "draft" if all(one.backing.state == "draft" for one in self.meetings) else "accepted"


def places_of(meetings: Meetings) -> tuple[PlaceOfTalks, ...]:
    """The places of all meetings that have one, those of most meetings first."""
    held: dict[str, tuple[Place | None, list[Meeting]]] = {}
    for meeting in meetings.all():
        if meeting.place:
            place = find_place(meeting.place)
            held.setdefault(place.name if place else meeting.place, (place, []))[1].append(meeting)
    found = [PlaceOfTalks(name, place, tuple(some)) for name, (place, some) in held.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.meetings), one.name)))


def places_sheet(places: tuple[PlaceOfTalks, ...]) -> Sheet:
    """The map and its table."""
    rows = tuple(_row(number, one) for number, one in enumerate(places[:_LARGEST], 1))
    note = f"The {_LARGEST} places of most meetings, of {len(places)}." if len(places) > _LARGEST else ""
    grid = Grid("Places", ("Place", "Meetings", "Which", "Days"), rows, note)
    return Sheet(filled((grid,)), map=draw_map(places[:_LARGEST]), empty="No meeting has a place yet.")


def draw_map(places: Iterable[PlaceOfTalks]) -> Map | None:
    """The part of the world that holds the places, each a dot whose area tells how many meetings it had."""
    numbered = [(number, one, one.place) for number, one in enumerate(places, 1) if one.place]
    if not numbered:
        return None
    north = [place.north for _, _, place in numbered]
    east = [place.east for _, _, place in numbered]
    squeeze = max(cos(radians((max(north) + min(north)) / 2)), 0.35)  # a degree of longitude, in degrees of latitude
    width = max((max(east) - min(east)) * squeeze * _ROOM, (max(north) - min(north)) * _ROOM * _WIDE, _NARROWEST)
    width = min(width, 360 * squeeze)
    height = width / _WIDE
    left = ((max(east) + min(east)) / 2 + 180) * squeeze - width / 2
    left = min(max(left, 0), 360 * squeeze - width)
    top = min(max(90 - (max(north) + min(north)) / 2 - height / 2, 0), 150 - height)
    scale = 1000 / width  # the drawing is 1000 wide

    def x(place: Place) -> float:
        return round(((place.east + 180) * squeeze - left) * scale, 1)

    dots = [
        Dot(one.name, number, x(place), round((90 - place.north - top) * scale, 1), _radius(one), one.state, _told(one))
        for number, one, place in sorted(numbered, key=lambda each: -len(each[1].meetings))
    ]
    return Map(
        x=round(-left * scale, 1), y=round(-top * scale, 1), width=round(360 * squeeze * scale, 1),
        height=round(180 * scale, 1), dots=tuple(dots),
    )  # fmt: skip


def _radius(one: PlaceOfTalks) -> float:
    return round(min(8 + 4 * sqrt(len(one.meetings) - 1), 30), 1)


def _told(one: PlaceOfTalks) -> str:
    number = len(one.meetings)
    return f"{one.name}: {number} meeting{'' if number == 1 else 's'}"


def _row(number: int, one: PlaceOfTalks) -> Row:
    names: Mapping[str, None] = dict.fromkeys(meeting.name for meeting in one.meetings)
    told = sorted(meeting.day for meeting in one.meetings if meeting.day)
    shown = "; ".join(list(names)[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    entries = tuple(entry for meeting in one.meetings for entry in meeting.backing.entries)
    where = "" if one.place else " (not on the map: nobody knows where it lies)"
    cells = (one.name + where, str(len(one.meetings)), shown, days(told[0], told[-1]) if told else "")
    return Row(cells, entries, one.state, anchor=f"place-{number}")
