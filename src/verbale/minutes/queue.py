"""What to review next: the drafts that are most uncertain and matter most first, each with the parts of its score.

Comes in: the lines as they stand, and for a second reader the lines that others decided on, as they were drafted. Goes
out: the waiting lines in order. The order is the same each time; it asks no database, opens no line's JSON, and shows a
second reader nothing of the first one's decision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.minutes.agreement import Judgement
from verbale.minutes.line import Kind, Line

PartName = Literal["uncertainty", "consequence", "novelty"]
#: What each part counts for in the score; together 1.
WEIGHTS: Mapping[PartName, float] = {"uncertainty": 0.4, "consequence": 0.4, "novelty": 0.2}
#: The views that show a line of each kind: what would be wrong if it were.
VIEWS: Mapping[Kind, tuple[str, ...]] = {
    "meeting": ("timeline", "meetings", "people", "network", "contested", "brief"),
    "position": ("timeline", "positions", "network", "contested", "brief"),
    "proposal": ("timeline", "proposals", "contested", "brief"),
    "pledge": ("timeline", "money", "contested", "brief"),
    "statement": ("timeline", "people", "forecasts", "network"),
    "event": ("timeline", "network"),
}
_MOST_VIEWS = max(map(len, VIEWS.values()))
_SIDES = {"offers": 1, "supports": 1, "accepts": 1, "refuses": -1, "opposes": -1}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score, 0 to 1, and why it is so."""

    name: PartName
    value: float
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for a decision, its score from 0 to 1, and the parts that it is made of."""

    line: Line
    score: float
    parts: tuple[Part, ...]


def rank_waiting(waiting: Iterable[Line], among: Sequence[Line]) -> list[Waiting]:
    """The waiting lines, highest score first, then by their numbers. `among` is what stands beside them."""
    shown = list(waiting)
    ids = {line.entry for line in shown}
    everything = [*shown, *(line for line in among if line.entry not in ids)]
    support = Counter(line.subject for line in everything)
    news = _find_news(everything)
    scored = [_scored(line, support[line.subject], news.get(line.entry)) for line in shown]
    return sorted(scored, key=lambda one: (-one.score, one.line.entry))


def waiting_for_first(lines: Iterable[Line]) -> list[Line]:
    """The drafts that nobody has decided on."""
    return [line for line in lines if line.state == "draft"]


def waiting_for_second(
    drafted: Iterable[Line], judgements: Iterable[Judgement], *, reviewer: str, entries: Collection[int] = ()
) -> list[Line]:
    """The lines that others decided on and this reviewer did not, as drafts: without state, reviewer or change.

    `drafted` are those lines as they stood before anybody's decision; `entries` limits them.
    """
    by_entry: dict[int, set[str]] = defaultdict(set)
    for one in judgements:
        by_entry[one.entry].add(one.reviewer)
    return [
        line._replace(state="draft", reviewer=None, since=0)
        for line in drafted
        if by_entry[line.entry]
        and reviewer not in by_entry[line.entry]
        and (not entries or line.entry in entries)
        and line.state != "withdrawn"
    ]


def _scored(line: Line, support: int, news: Part | None) -> Waiting:
    parts = (_uncertainty(line), _consequence(line, support), news or Part("novelty", 0.0, "nothing new"))
    return Waiting(line, sum(WEIGHTS[part.name] * part.value for part in parts), parts)


def _uncertainty(line: Line) -> Part:
    """The variance of right or wrong, scaled to 1 for a line that is as likely right as wrong."""
    return Part("uncertainty", 4 * line.confidence * (1 - line.confidence), f"confidence {line.confidence:.0%}")


def _consequence(line: Line, support: int) -> Part:
    """How many views show it, how many parties it is about, and whether it stands alone for what it says."""
    views, parties = VIEWS[line.kind], len({line.party, line.other} - {None})
    value = 0.5 * len(views) / _MOST_VIEWS + 0.25 * parties / 2 + 0.25 / support
    alone = "the only line for it" if support == 1 else f"one of {support} lines for it"
    named = f"{parties} {'party' if parties == 1 else 'parties'}"
    return Part("consequence", value, f"a {line.kind}, in {len(views)} views, {named}, {alone}")


def _find_news(lines: Sequence[Line]) -> dict[int, Part]:
    """What is new in a line against those before it: a party's other stance, or another state of the same thing."""
    found: dict[int, Part] = {}
    sides: dict[tuple[str | None, str | None], tuple[int, str]] = {}
    labels: dict[int, str] = {}
    for line in sorted(lines, key=lambda one: (one.day or "", one.entry)):
        if line.kind == "position":
            at, side = (line.party, line.issue), _SIDES.get(line.label, 0)
            before = sides.get(at)
            if before is None:
                found[line.entry] = Part("novelty", 0.4, f"{line.party}'s first word on {line.issue}")
            elif side * before[0] < 0:
                found[line.entry] = Part("novelty", 1.0, f"a reversal: {before[1]} before, {line.label} now")
            if side or before is None:
                sides[at] = (side, line.label)
        elif line.kind != "statement":
            before_label = labels.get(line.subject)
            if before_label is not None and before_label != line.label:
                found[line.entry] = Part("novelty", 0.6, _told(f"{before_label} before, {line.label} now"))
            labels[line.subject] = line.label
        if line.certainty == "denied" and line.entry not in found:
            found[line.entry] = Part("novelty", 0.6, "a denial")
    return found


def _told(words: str) -> str:
    return words.replace("_", " ")
