"""What each side said of a meeting.

Comes in: statements, and a meeting's lines, days and sides. Goes out: the statements of each side that name the
meeting, stand in an article that tells of it, or were made on its days or shortly after by somebody who was there. Each
says why it is here; what else a government said in those days is no readout.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from verbale.minutes.told import Told, called, day_after

Why = Literal["names it", "same article", "was there"]
AFTER = 3  # days behind a meeting in which its people speak of it
_MEETING = re.compile(
    r"\b(?:meetings?|talks?|summits?|rounds?|sessions?|conversations?|calls?|visits?|consultations?|discussions?)\b",
    re.I,
)
_ORDER: dict[Why, int] = {"names it": 0, "same article": 1, "was there": 2}
_HEAD = 200  # letters of a statement's sentence in which its speakers stand


@dataclass(frozen=True, slots=True)
class Readout:
    """A statement of a side about a meeting. `why` says by what it was found; `speaker` is a member, or the party."""

    speaker: str
    why: Why
    day: str | None
    told: Told


def days_of(meeting: Iterable[Told], day: str | None, last_day: str | None) -> tuple[str | None, str | None]:
    """The days of a meeting; where no article gives them, those on which it was told."""
    told = [one.published for one in meeting if one.published]
    return day or min(told, default=None), last_day or day or max(told, default=None)


def places_of(meeting: Iterable[Told]) -> frozenset[str]:
    """Where a meeting is told to be."""
    return frozenset(place for one in meeting if (place := one.line.fields.get("place")))


class Readouts:
    """Statements by who makes them, in the order of their days, so that each meeting asks only for its own."""

    def __init__(self, statements: Iterable[Told], names: Mapping[str, str] | None = None) -> None:
        self._names = names
        said: dict[str, list[tuple[str, Told]]] = {}
        self._in: dict[int, list[Told]] = {}
        for one in statements:
            if one.line.party:
                said.setdefault(one.line.party, []).append((one.as_of or "", one))
            self._in.setdefault(one.line.article, []).append(one)
        for some in said.values():
            some.sort(key=itemgetter(0))
        self._of = {party: [one for _, one in some] for party, some in said.items()}
        self._days = {party: [day for day, _ in some] for party, some in said.items()}

    def of(
        self,
        meeting: Sequence[Told],
        sides: Mapping[str | None, Sequence[str]],
        day: str | None,
        last_day: str | None,
    ) -> dict[str | None, tuple[Readout, ...]]:
        """The readouts of each side, those that name the meeting first, then by day.

        Where no article gives the meeting's days, they are taken to be those on which it was told.
        """
        first, last = days_of(meeting, day, last_day)
        places = places_of(meeting)
        articles = {one.line.article for one in meeting}
        found: dict[str | None, tuple[Readout, ...]] = {}
        for party, members in sides.items():
            some: dict[int, Readout] = {}
            for one in self._candidates(party, members, articles, first, last):
                readout = self._readout(one, party, members, articles, places, (first, last))
                if readout:
                    some.setdefault(one.line.subject, readout)
            order = sorted(some.values(), key=lambda one: (_ORDER[one.why], one.day or "", one.told.line.entry))
            found[party] = tuple(order)
        return found

    def _candidates(
        self,
        party: str | None,
        members: Sequence[str],
        articles: Iterable[int],
        first: str | None,
        last: str | None,
    ) -> Iterable[Told]:
        """What the side said in the meeting's articles, and on its days and shortly after."""
        for article in articles:
            yield from self._in.get(article, ())
        if first is None or last is None:
            return
        for name in dict.fromkeys((party, *members)):
            if name in self._of:
                days = self._days[name]
                yield from self._of[name][bisect_left(days, first) : bisect_right(days, day_after(last, AFTER))]

    def _readout(
        self,
        one: Told,
        party: str | None,
        members: Sequence[str],
        articles: set[int],
        places: Collection[str],
        days: tuple[str | None, str | None],
    ) -> Readout | None:
        line = one.line
        head = line.text[:_HEAD]
        named = line.party in members or any(stands_in(member, head) for member in members)
        if not named and (party is None or (line.party != party and party not in head)):
            return None
        there = line.article in articles
        names_it = any(stands_in(place, line.text) for place in places) and _tells_of_meeting(line.text)
        if not (names_it or there or named) or not _is_of(days, one.as_of, names_it=names_it):
            return None
        speaker = self._speaker(one, party, members)
        if speaker is None:
            return None
        if names_it:
            return Readout(speaker, "names it", one.as_of, one)
        if speaker in members:
            return Readout(speaker, "same article" if there else "was there", one.as_of, one)
        # where it is known who went, the others of a government speak of it only where they say so
        return (
            Readout(speaker, "same article", one.as_of, one)
            if there and (not members or _tells_of_meeting(line.text))
            else None
        )

    def _speaker(self, one: Told, party: str | None, members: Sequence[str]) -> str | None:
        """Who of the side makes the statement: a member of the delegation before somebody else of the party."""
        others: list[str] = []
        for speaker in one.line.fields["speakers"]:
            name = called(speaker["name"], self._names) or speaker["name"]
            if name in members:
                return name
            if party is not None and party in (called(speaker.get("party"), self._names), name):
                others.append(name)
        return others[0] if others else None


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, and not in the midst of a word: Oman, but not in "woman" or "Romania"."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        begins = at == 0 or not (text[at - 1].isalnum() and name[0].isalnum())
        if begins and not (text[end : end + 1].isalnum() and name[-1].isalnum()):
            return True
        at = text.find(name, at + 1)
    return False


def _tells_of_meeting(text: str) -> bool:
    return _MEETING.search(text) is not None


def _is_of(days: tuple[str | None, str | None], said: str | None, *, names_it: bool) -> bool:
    """Whether words were said when a meeting is spoken of: from its first day on, and long after only by its name."""
    first, last = days
    if said is None or first is None or last is None:
        return True
    return said >= first and (names_it or said <= day_after(last, AFTER))
