"""How likely two lines of the minutes are one, whatever their kind.

Comes in: two lines, or their traits. Goes out: a `Likeness`. Lines of two kinds are never one; lines of one article are
what its reader told apart, and are weighed like any others: whoever joins must leave them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from verbale.minutes.alike_acts import gap_of, weigh_events, weigh_meetings, weigh_statements
from verbale.minutes.alike_terms import (
    may_be_one_pledge,
    may_be_one_position,
    weigh_pledges,
    weigh_positions,
    weigh_proposals,
)
from verbale.minutes.blocks import SAME_WORDS
from verbale.minutes.likeness import UNLIKE, Likeness
from verbale.minutes.line import Line
from verbale.minutes.traits import Traits, traits_of

_WEIGH: Mapping[str, Callable[[Traits, Traits], Likeness]] = {
    "meeting": weigh_meetings,
    "event": weigh_events,
    "statement": weigh_statements,
    "position": weigh_positions,
    "proposal": weigh_proposals,
    "pledge": weigh_pledges,
}


def weigh(a: Line, b: Line, *, published: tuple[str | None, str | None] = (None, None)) -> Likeness:
    """How likely two lines are one; `published` is when their articles appeared, ISO 8601."""
    return weigh_traits(traits_of(a, published[0]), traits_of(b, published[1])).settled()


def may_join(a: Traits, b: Traits) -> bool:
    """Whether filing may find two lines to be one: by words or quotations, by who and to whom, by the sum.

    Cheap, and asked before they are weighed: what it refuses stays under the score at which filing joins.
    """
    if a.kind == "statement":
        if a.quotes and b.quotes:
            return True
        days = gap_of(a, b)
        return a.turned == b.turned and (days is None or days <= SAME_WORDS) and _share_words(a, b)
    if a.kind == "position":
        return a.turned == b.turned and may_be_one_position(a, b) and _share_words(a, b)
    return a.kind != "pledge" or may_be_one_pledge(a, b)


def _share_words(a: Traits, b: Traits) -> bool:
    shared, one, other = len(a.words & b.words), len(a.words), len(b.words)
    return 4 * shared >= one + other or (min(one, other) >= 4 and 5 * shared >= 4 * min(one, other))


def weigh_traits(a: Traits, b: Traits) -> Likeness:
    """How likely the lines of two traits are one; its reasons are not yet in words."""
    return _WEIGH[a.kind](a, b) if a.kind == b.kind else UNLIKE
