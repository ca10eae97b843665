"""A window of the timeline without reading the lines outside it: the same as `make_timeline` of all lines gives.

Comes in: a dossier as it stands, a window and today's date. Goes out: the timeline. Every subject is placed by its
outline, which an index holds; the lines are read of those alone that the window shows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from operator import itemgetter

from sqlalchemy import or_, select

from verbale.minutes import tables
from verbale.minutes.named import find_names
from verbale.minutes.outline import find_echoes, glance, of_dossier
from verbale.minutes.places import Places, Window, place_subject
from verbale.minutes.standing import Standing, in_place
from verbale.minutes.timeline import Timeline, lay_out
from verbale.minutes.told import by_subject, tell

_LINE = tables.line.c


def find_timeline(standing: Standing, today: str, window: Window) -> Timeline:
    """The part of the timeline that a window shows."""
    names, sources = find_names(standing), standing.sources()
    published = {number: source.published[:10] for number, source in sources.items() if source.published}
    echoed = find_echoes(standing, names) if {"meeting", "event"} <= set(window.kinds) else {}
    silent = {subject for subject, _ in echoed.values()}
    rows = glance(standing, *window.kinds)
    lines = rows.values()
    several = {subject for subject, count in Counter(map(itemgetter(0), lines)).items() if count > 1}
    if window.parties:
        wanted = _of_parties(standing, window.parties, names, echoed)
        lines, several = [line for line in lines if line[0] in wanted], several & wanted
    places = Places(window, today)
    places.add_lines(lines, published, several | silent)
    outlined = standing.outlines_in([number for number, line in rows.items() if line[0] in several])
    outlined = sorted((line for line in outlined if line.entry not in echoed), key=in_place)
    for subject, told in by_subject(tell(outlined, sources)).items():
        places.add(place_subject(subject, told, today))
    shown = places.shown()
    lines = standing.lines(subjects={*shown.dated, *shown.planned, *shown.undated})
    told = tell((line for line in lines if line.entry not in echoed), sources, names)
    also: dict[int, list[int]] = {}
    for entry, (_, meeting) in echoed.items():
        also.setdefault(meeting, []).append(entry)
    return lay_out(shown, by_subject(told), also, today)


def _of_parties(
    standing: Standing, parties: Collection[str], names: Mapping[str, str], echoed: Collection[int]
) -> set[int]:
    """The subjects in which one of some parties takes part, under whichever name."""
    written = {name for name in parties if names.get(name, name) == name}
    written |= {name for name, best in names.items() if best in parties}
    ours = of_dossier(standing)
    two = select(_LINE.subject, _LINE.entry).where(ours, or_(_LINE.party.in_(written), _LINE.other.in_(written)))
    more = select(_LINE.subject, _LINE.entry, _LINE.parties).where(ours, _LINE.parties.is_not(None))
    found = {subject for subject, entry in standing.connection.execute(two) if entry not in echoed}
    for subject, entry, told in standing.connection.execute(more):
        if entry not in echoed and not written.isdisjoint(json.loads(told)):
            found.add(subject)
    return found
