"""What is known of all lines of a dossier without reading them: where each subject belongs, and who is called what.

Comes in: a dossier as it stands. Goes out: a few columns, a row for each subject, read from an index; and outlines,
lines without their text and fields. By these a view orders and counts what it then shows a part of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple, get_args

from sqlalchemy import ColumnElement, Integer, and_, cast, func, or_, select

from verbale.minutes import tables
from verbale.minutes.amending import in_parts
from verbale.minutes.fetching import fetch
from verbale.minutes.fields import Fields
from verbale.minutes.held import Part
from verbale.minutes.line import UNREAD, Figure, Kind, make_tuple
from verbale.minutes.people import MET
from verbale.minutes.places import MAY_COME, Glance
from verbale.minutes.sides import side_of
from verbale.minutes.standing import Standing, stands
from verbale.minutes.told import STANDING, called
from verbale.reading.entries import Stance

_LINE = tables.line.c
_FIGURE = tables.figure.c
_FIGURE_COLUMNS = (_FIGURE.figure, _FIGURE.article, _FIGURE.kind, _FIGURE.name, _FIGURE.subject)


def of_dossier(standing: Standing, *kinds: Kind) -> ColumnElement[bool]:
    """The lines of a dossier, of some kinds, that stand and are neither rejected nor withdrawn."""
    own = and_(_LINE.dossier == standing.dossier.id, stands(tables.line, standing.at), counts())
    return and_(own, _LINE.kind.in_(kinds)) if kinds else own


def counts() -> ColumnElement[bool]:
    """The lines that are neither rejected nor withdrawn."""
    return _LINE.state.in_(STANDING)


def glance(standing: Standing, *kinds: Kind) -> Mapping[int, Glance]:
    """Every line of some kinds, all where none is named, by the numbers of their rows."""
    planned = or_(_LINE.certainty == "planned", and_(_LINE.kind == "meeting", _LINE.label == "planned"))
    flags = (cast(one, Integer) for one in (_LINE.kind.in_(MAY_COME), planned))
    columns = (_LINE.subject, *flags, _LINE.day, _LINE.last_day, _LINE.article)
    asked = (counts(), _LINE.kind.in_(kinds)) if kinds else (counts(),)
    return standing.rows(("glance", *kinds), tables.line, columns, *asked, make=_glanced)


def _glanced(row: Any) -> Glance:
    return make_tuple(Glance, row)


def of_several(standing: Standing, *kinds: Kind) -> ColumnElement[bool]:
    """The lines whose subject several lines tell, of some kinds or all."""
    query = select(_LINE.subject).where(of_dossier(standing, *kinds)).group_by(_LINE.subject)
    return _LINE.subject.in_(query.having(func.count() > 1))


class Echo(NamedTuple):
    """A CONSULT event that its article's meeting tells already, and the subject of that meeting."""

    entry: int
    subject: int
    meeting: int
    article: int
    day: str | None

    @property
    def place(self) -> tuple[bool, str, int]:
        """As `standing.in_place`."""
        return self.day is None, self.day or "", self.entry


def find_echoes(standing: Standing, names: Mapping[str, str]) -> dict[int, tuple[int, int]]:
    """The CONSULT events that an article's meeting tells already: by entry, their subject and the meeting's.

    A meeting gives a meeting and an event of the same parties; who reads both rows would count two encounters.
    """

    def begin() -> tuple[Mapping[str, str], list[Echo]]:
        return names, list(_echoes(standing, names))

    def alter(change: int, known: tuple[Mapping[str, str], list[Echo]]) -> tuple[Mapping[str, str], list[Echo]]:
        if known[0] != names:
            return begin()
        altered = standing.recall.since(change)
        found = [one for one in known[1] if one.article not in altered]
        for some in in_parts(altered):
            found += _echoes(standing, names, some)
        return names, sorted(found, key=lambda one: one.place)

    _, echoes = standing.recall.follow("echoes", begin, alter)
    return {one.entry: (one.subject, one.meeting) for one in echoes}


def _echoes(standing: Standing, names: Mapping[str, str], articles: Iterable[int] = ()) -> Iterator[Echo]:
    """Those of some articles, or of all where none is named, in the order of lines."""
    within = and_(standing.within(articles), counts())
    columns = (_LINE.entry, _LINE.subject, _LINE.party, _LINE.other, _LINE.article, _LINE.day, _LINE.last_day)
    query = select(*columns).where(within, _LINE.kind == "event", _LINE.label == "CONSULT")
    events = sorted(fetch(standing.connection, query), key=lambda row: (row[5] is None, row[5] or "", row[0]))
    when = {event[4:] for event in events}
    there: dict[Any, list[Any]] = {}
    query = select(*columns, _LINE.parties, _LINE.people).where(within, _LINE.kind == "meeting")
    meetings = sorted(fetch(standing.connection, query), key=itemgetter(0)) if when else ()
    for meeting in meetings:
        if (at := meeting[4:7]) in when:
            there.setdefault(at, []).append(meeting)
    for event in events:
        entry, subject, party, other, article, day, _ = event
        sides = {called(party, names), called(other, names)}
        for _, met, one, two, *_, parties, people in there.get(event[4:], ()):
            first = {called(one, names), called(two, names)}
            if sides & first and (sides <= first or sides <= {*first, *_there(parties, people, one, two)}):
                yield Echo(entry, subject, met, article, day)
                break


def _there(parties: str | None, people: str | None, one: str | None, two: str | None) -> Iterator[str | None]:
    """Who else is told to be at a meeting: parties, and people."""
    yield from json.loads(parties) if parties is not None else (one, two)
    yield from (name for name, _ in json.loads(people)) if people else ()


def find_persons(standing: Standing) -> list[Figure]:
    """The people as they were filed, in their order; of their fields only the aliases and roles."""

    def make(row: Any) -> Figure:
        fields = Fields(row[5])
        own = {name: fields.peek(name) for name in ("aliases", "roles")}
        return make_tuple(Figure, (*row[:5], own, 0))

    columns = (*_FIGURE_COLUMNS, _FIGURE.fields)
    return sorted(standing.rows("persons", tables.figure, columns, _FIGURE.kind == "person", make=make).values())


def find_parties(standing: Standing) -> list[Figure]:
    """The parties as they were filed, in their order; of each subject only the first has fields."""
    found = standing.rows("parties", tables.figure, _FIGURE_COLUMNS, _FIGURE.kind == "party", make=_as_is)
    rows = sorted(found.values())
    firsts = {row[4]: row[5] for row in reversed(rows)}
    fields: dict[int, Fields] = {}
    for some in in_parts(firsts.values()):
        query = select(_FIGURE.figure, _FIGURE.fields).where(_FIGURE.row.in_(some))
        fields.update((number, Fields(told)) for number, told in fetch(standing.connection, query))
    return [make_tuple(Figure, (*row[:5], fields.get(row[0], UNREAD), 0)) for row in rows]


def told_outlook() -> ColumnElement[bool]:
    """The lines that speak of a time to come."""
    return _LINE.outlook.is_not(None)


def takes_side() -> ColumnElement[bool]:
    """The positions that are for or against something."""
    return _LINE.label.in_([stance for stance in get_args(Stance) if side_of(stance) in ("for", "against")])


def find_parts(standing: Standing) -> Iterable[Part]:
    """The people who take part in the lines that count, in no order."""
    columns = (_LINE.entry, _LINE.article, _LINE.kind, _LINE.subject, _LINE.day, _LINE.people)
    asked = (counts(), _LINE.kind.in_(("statement", "meeting")), _LINE.people.is_not(None), takes_part())
    return standing.rows("parts", tables.line, columns, *asked, make=_part).values()


def _part(row: Any) -> Part:
    return make_tuple(Part, (*row[:5], json.loads(row[5])))


def _as_is(row: Any) -> Any:
    return row


def takes_part() -> ColumnElement[bool]:
    """What `people.takes_part` says."""
    met = and_(_LINE.label.in_(MET), _LINE.certainty != "possible")
    return and_(_LINE.certainty != "denied", or_(_LINE.kind != "meeting", met))
