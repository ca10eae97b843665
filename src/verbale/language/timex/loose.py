"""Words for the present, the past and the future that name no day: "now", "recently", "to date"."""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.nodes import Found, Loose
from verbale.language.timex.tokens import Tokens

_LOOSE = load_lexicon().loose


def read_loose(t: Tokens, i: int) -> Found | None:
    """A word or phrase for PRESENT_REF, PAST_REF or FUTURE_REF; not "up to date" or "to date a star"."""
    found = _LOOSE.find(t.low, i)
    if found is None:
        return None
    if t.low[i] == "to" and (t.low[i - 1] in ("up", "year", "equals") or t.low[i + 2] in ("from", "a", "an", "the")):
        return None
    return Loose(found[0]), found[1]
