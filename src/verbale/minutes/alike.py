"""How likely two lines of the minutes are one, whatever their kind.

Comes in: two lines, or their traits. Goes out: a `Likeness`. Lines of two kinds are never one; lines of one article are
what its reader told apart, and are weighed like any others: whoever joins must leave them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from verbale.minutes.alike_acts import weigh_events, weigh_meetings, weigh_statements
from verbale.minutes.alike_terms import weigh_pledges, weigh_positions, weigh_proposals
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
#: What is one by its words; whoever else says it, or wants it, is another.
_BY_WORDS = frozenset(("statement", "position"))


def weigh(a: Line, b: Line, *, published: tuple[str | None, str | None] = (None, None)) -> Likeness:
    """How likely two lines are one; `published` is when their articles appeared, ISO 8601."""
    return weigh_traits(traits_of(a, published[0]), traits_of(b, published[1])).settled()


def may_join(a: Traits, b: Traits) -> bool:
    """Whether filing may find two lines to be one: of statements and positions, whether they share words or quotations
    enough. Cheap, and asked before they are weighed: what it refuses stays under the score at which filing joins.
    """
    if a.kind not in _BY_WORDS or (a.quotes and b.quotes):
        return True
    shared, one, other = len(a.words & b.words), len(a.words), len(b.words)
    return 4 * shared >= one + other or (min(one, other) >= 4 and 5 * shared >= 4 * min(one, other))


def weigh_traits(a: Traits, b: Traits) -> Likeness:
    """How likely the lines of two traits are one; its reasons are not yet in words."""
    return _WEIGH[a.kind](a, b) if a.kind == b.kind else UNLIKE
