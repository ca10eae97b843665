"""Which way a time without a year or week looks: back, as in a report, or ahead, as after "will" or "until".

"The talks resume on Friday" and "he said on Friday" differ only by their verbs; the nearest verb before the
expression in its sentence decides, then the nearest after it.
"""

from __future__ import annotations

from verbale.language.time_lexicon import load_lexicon
from verbale.language.time_tokens import Tokens

_TENSE = load_lexicon().tense
_STOPS = frozenset({".", "!", "?", ";", "\n"})
_FARTHEST = 24  # tokens looked back for a verb, and half as many ahead


def find_direction(t: Tokens, i: int, j: int) -> int:
    """−1 for the past, 1 for the future, 0 where nothing tells, for the expression at tokens i to j."""
    if t.low[i - 1] in _TENSE["future_before"] or t.low[i] in _TENSE["future_before"]:
        back = _look(t, range(i - 2, max(-1, i - 8), -1))
        return back if back < 0 and t.low[i - 1] not in ("until", "till", "by") else 1
    back = _look(t, range(i - 1, max(-1, i - _FARTHEST), -1))
    return back or _look(t, range(j, min(t.count, j + _FARTHEST // 2)))


def _look(t: Tokens, places: range) -> int:
    for at in places:
        word = t.low[at]
        if word in _STOPS or "\n" in word:
            return 0
        if word in _TENSE["pending"]:
            return 1
        if word in _TENSE["past"]:
            if t.low[at + 1] == "to" and word in ("was", "were"):
                return 1
            return (
                1 if t.low[at + 1] in ("due", "set", "expected", "scheduled", "to") and word in ("was", "were") else -1
            )
        if word in _TENSE["future"] and not (word in ("may", "might", "must") and t.capital(at)):
            return 1
        if word in ("is", "are") and t.low[at + 1] == "to":
            return 1
        if word == "to" and t.low[at - 1] in ("plans", "is", "are", "due", "expects", "wants", "ready"):
            return 1
        if len(word) > 4 and word.endswith("ed") and word not in ("united", "need", "agreed", "indeed", "hundred"):
            return -1
        if word == "agreed":
            return 1 if t.low[at + 1] == "to" else -1
    return 0
