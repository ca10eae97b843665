"""Under which keys a line is filed and looked for, so that it is compared with few others and not with all.

Comes in: traits. Goes out: for each kind the days under which they stand and the keys there. Two lines that may be one
share a key on a day; how alike they are is not asked here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from verbale.minutes.traits import MUTUAL, Traits

#: Days that share one drawer, and how many drawers to each side are looked through.
_WIDTHS = {"statement": (4, 1), "meeting": (1, 1), "event": (1, 1), "position": (30, 2), "proposal": (60, 3)}
_WIDTHS["pledge"] = _WIDTHS["proposal"]
_LONGEST = 12  # days of a meeting under which it stands
_UNDATED = 10  # days around its own, or its article's, in which a meeting put off, or without a day, is looked for
_WORDS = 6  # of a text by which it is filed, drawn alike from all texts
SAME_WORDS = 2  #: days between two statements that are one by their words and by no quotation
NOWHERE = -1  #: the drawer of what has no day at all


def span_of(traits: Traits) -> tuple[str, int | None, int]:
    """A kind, and the first and last day under which a line of it stands: what `reach` asks for."""
    return traits.kind, traits.day, _end(traits)


def reach(kind: str, day: int | None, end: int) -> tuple[int, int] | None:
    """The first and last day whose lines a line of these days is compared with; None for one without any day."""
    if day is None:
        return None
    width, around = _WIDTHS[kind]
    span = _LONGEST if kind == "meeting" else width * (around + 1)
    return day - span, max(day, end) + span


def drawers(traits: Traits) -> Iterable[int]:
    """Where a line stands."""
    day = traits.day
    if day is None:
        return (NOWHERE,)
    width, _ = _WIDTHS[traits.kind]
    if width == 1:
        return range(day, _end(traits) + 1)
    return (day // width,)


def drawers_near(traits: Traits) -> Iterable[int]:
    """Where a line is looked for."""
    day = traits.day
    if day is None:
        return (NOWHERE,)
    width, around = _WIDTHS[traits.kind]
    if traits.kind == "statement" and not traits.quotes:
        return (*range((day - SAME_WORDS) // width, (_end(traits) + SAME_WORDS) // width + 1), NOWHERE)
    if traits.kind == "meeting" and (traits.first is None or traits.label == "postponed"):
        around = _UNDATED
    return (*range(day // width - around, _end(traits) // width + around + 1), NOWHERE)


def keys_of(traits: Traits) -> list[str]:
    """What a line shares with whatever may be the same."""
    kind = traits.kind
    if kind in ("statement", "position"):
        who = traits.people if kind == "statement" and traits.people else (traits.ends[0],)
        some = sorted(traits.words)[:_WORDS] if len(traits.words) > _WORDS else traits.words
        return [f"{name}:{word}" for name in who for word in some] or [f"{name}:" for name in who]
    if kind == "event":
        return [":".join((traits.label, *_sides(traits)))]
    if kind == "meeting":
        sides = sorted(traits.sides)
        pairs = [f"{one}:{other}" for number, one in enumerate(sides) for other in sides[number + 1 :]]
        people = [f"who:{name}" for name in traits.people]
        place = [f"at:{traits.place[0]}"] if traits.place and len(sides) < 2 else []
        return pairs + people + place + ([f"side:{sides[0]}"] if len(sides) == 1 else [])
    if kind == "proposal":
        return _proposal_keys(traits)
    return _pledge_keys(traits)


def near_keys_of(traits: Traits, keys: Sequence[str]) -> Sequence[str]:
    """The keys of a line, and those of sums that are a little more or less."""
    if traits.kind == "pledge" and traits.sums:
        return [
            *keys,
            *(
                f"{currency}:{_size(value) + step}:{end}"
                for currency, value in traits.sums
                for step in (-1, 1)
                for end in _given(traits)
            ),
        ]
    return keys


def fewest_shared(traits: Traits, keys: int) -> int:
    """How many keys another line must share to be looked at: of words more than one."""
    return max(2, math.ceil(keys * 0.3)) if traits.kind in ("statement", "position") and keys > 2 else 1


def _end(traits: Traits) -> int:
    day = traits.day or 0
    return min(traits.last or day, day + _LONGEST) if traits.first is not None else day


def _sides(traits: Traits) -> list[str]:
    ends = [end or "" for end in traits.ends]
    return sorted(ends) if traits.label in MUTUAL else ends


def _proposal_keys(traits: Traits) -> list[str]:
    numbers = [f"number:{number}" for number in traits.numbers]
    points = traits.also["points"]
    keys = [*traits.name, *numbers, *([f"number:{points}"] if points and str(points) not in traits.numbers else [])]
    if not keys:
        named = {*traits.sides, *(sponsor.casefold() for sponsor in traits.also["sponsors"] or ())}
        keys = [f"of:{name}" for name in named] or ["of:nobody"]
    return keys


def _pledge_keys(traits: Traits) -> list[str]:
    if traits.sums:
        return [f"{currency}:{_size(value)}:{end}" for currency, value in traits.sums for end in _given(traits)]
    return [f"{traits.ends[0]}:{word}" for word in traits.words]


def _given(traits: Traits) -> list[str]:
    donor, recipient = traits.ends
    return [*([f"by {donor}"] if donor else []), *([f"to {recipient}"] if recipient else [])] or ["nobody"]


def _size(value: float) -> int:
    return round(math.log(max(abs(value), 1e-9)) * 16)
