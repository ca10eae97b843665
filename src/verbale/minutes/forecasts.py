"""The forecast ledger: who foresaw what, for when, and what came of it.

Comes in: statements that speak of a time to come, the dossier's other lines, and today's date. Goes out: the forecasts,
those due first, each with its outcome where a person has set one, and with later lines that may show it. It does not
judge whether a forecast came true.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from verbale.minutes.line import Line, Source
from verbale.minutes.peeking import peek
from verbale.minutes.told import Backing, Told, back, by_subject, surest, tell
from verbale.minutes.wording import whole_day

Standing = Literal["due", "open", "past"]
Verdict = Literal["came true", "came true in part", "did not come true", "cannot be told"]
VERDICTS: tuple[Verdict, ...] = ("came true", "came true in part", "did not come true", "cannot be told")
_VERDICT: dict[str, Verdict] = {word: word for word in VERDICTS}
_ORDER: dict[Standing, int] = {"due": 0, "open": 1, "past": 2}
#: A forecast whose time ends within so many days is due.
SOON_DAYS = 14
_MOST = 5  # candidates of an outcome that are shown
_SCANNED = 60  # lines of one party and issue that are looked at, the newest first
_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6
_WEIGHT = {"event": 2, "meeting": 2, "proposal": 2, "pledge": 2, "position": 1, "statement": 0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person found came of a forecast, and the entry that shows it, where one does."""

    verdict: Verdict
    entry: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A later line of the same party and issue within the forecast's time; `shared` words of the forecast are in it."""

    entry: int
    kind: str
    day: str
    text: str
    shared: int
    state: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """One statement about a time to come: `first` to `last`, both days, as far as the article gives them.

    `standing`: `open` while its time has more than two weeks to run, `due` in its last two weeks, `past` after them; a
    past one without an outcome waits for somebody to look.
    """

    subject: int
    who: tuple[str, ...]
    party: str | None
    content: str
    text: str
    issue: str | None
    made: str | None
    first: str
    last: str
    standing: Standing
    outcome: Outcome | None
    candidates: tuple[Candidate, ...]
    backing: Backing
    lines: tuple[Told, ...]

    @property
    def waits(self) -> bool:
        """Whether its time is over and nobody has said what came of it."""
        return self.standing == "past" and self.outcome is None


def find_forecasts(
    statements: Iterable[Line],
    later: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    today: str,
    names: Mapping[str, str] | None = None,
) -> tuple[Forecast, ...]:
    """The forecasts among some statements: due, open, past; within each, the one whose time ends first.

    `later` are the lines in which outcomes are looked for, of any kind. A past forecast comes the later its time ended.
    """
    foretold = tell((one for one in statements if one.kind == "statement" and _outlook(one)), sources, names)
    places = _places(tell(later, sources, names)) if foretold else {}
    made = [_forecast(group, places, today) for group in by_subject(foretold).values()]
    made = [one for one in made if one.made is None or one.last >= one.made]
    return tuple(sorted(made, key=_order))


def _order(one: Forecast) -> tuple[int, int, int]:
    end = date.fromisoformat(one.last).toordinal()
    return _ORDER[one.standing], -end if one.standing == "past" else end, one.subject


def _outlook(line: Line) -> Mapping[str, Any] | None:
    if line.certainty == "denied" or not (outlook := peek(line.fields, "outlook")):
        return None
    return outlook if _day(outlook["start"]) and _day(outlook["end"], last=True) else None


def _forecast(group: Sequence[Told], places: Mapping[tuple[str, str | None], list[Told]], today: str) -> Forecast:
    lead = surest(group)
    line = lead.line
    outlook = _outlook(line) or {}
    first, last = _day(outlook["start"]) or "", _day(outlook["end"], last=True) or ""
    days = [day for one in group if (day := one.as_of)]
    made = min(days, default=None)
    issues = line.fields.get("issues") or ()
    return Forecast(
        subject=line.subject,
        who=tuple(speaker["name"] for speaker in line.fields["speakers"]),
        party=line.party,
        content=line.fields["content"],
        text=line.text,
        issue=line.issue,
        made=made,
        first=first,
        last=last,
        standing=_standing(last, today),
        outcome=next((found for one in group if (found := _outcome(one.line))), None),
        candidates=_candidates(line, issues, (max(made or first, first), last), places) if first <= today else (),
        backing=back(group),
        lines=tuple(group),
    )


def _standing(last: str, today: str) -> Standing:
    if last < today[:10]:
        return "past"
    soon = date.fromisoformat(today[:10]) + timedelta(days=SOON_DAYS)
    return "due" if last <= soon.isoformat() else "open"


def _outcome(line: Line) -> Outcome | None:
    """What a reviewer wrote into the statement's field `outcome`: a verdict, an entry and a note."""
    given: Any = line.fields.get("outcome")
    told: Mapping[str, Any] = {"verdict": given} if isinstance(given, str) else given or {}
    verdict = _VERDICT.get(told.get("verdict", ""))
    return Outcome(verdict, told.get("entry"), told.get("note")) if verdict else None


def _places(told: Iterable[Told]) -> dict[tuple[str, str | None], list[Told]]:
    """Lines with a day by party and issue, and by party alone, each in the order of their days."""
    places: dict[tuple[str, str | None], list[Told]] = defaultdict(list)
    for one in sorted((one for one in told if one.dated), key=lambda one: one.day or ""):
        for party in {one.line.party, one.line.other} - {None}:
            places[party or "", one.line.issue].append(one)
            if one.line.issue and one.line.kind != "statement":
                places[party or "", None].append(one)
    return places


def _candidates(
    line: Line,
    issues: Sequence[str],
    within: tuple[str, str],
    places: Mapping[tuple[str, str | None], list[Told]],
) -> tuple[Candidate, ...]:
    words = _words(line.fields["content"])
    found: dict[int, tuple[int, int, Told]] = {}
    for issue in dict.fromkeys((*issues, None)):
        lines = places.get((line.party or "", issue), ())
        begin = bisect_left(lines, within[0], key=lambda one: one.day or "")
        end = bisect_right(lines, within[1], key=lambda one: one.day or "")
        for one in lines[max(begin, end - _SCANNED) : end]:
            shared = len(words & _words(one.line.text))
            if one.line.subject != line.subject and one.line.article != line.article and (shared or issue):
                found.setdefault(one.line.subject, (shared, _WEIGHT[one.line.kind], one))
    best = sorted(found.values(), key=lambda each: (each[0], each[1], each[2].day or ""), reverse=True)
    return tuple(
        Candidate(one.line.entry, one.line.kind, one.day or "", one.line.text, shared, one.line.state)
        for shared, _, one in best[:_MOST]
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def _day(told: str, *, last: bool = False) -> str | None:
    """A day, month or year as its first or last day; None for what is none of them."""
    try:
        return whole_day(told, last=last)
    except ValueError:
        return None
