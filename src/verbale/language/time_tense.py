"""Which way a time without a year or week looks: back, as in a report, or ahead, as after "will" or "until".

"The talks resume on Friday" and "he said on Friday" differ only by their verbs; the nearest verb before the
expression in its sentence decides, then the nearest after it.
"""

from __future__ import annotations

from verbale.language.time_lexicon import load_lexicon
from verbale.language.time_tokens import Tokens

_TENSE = load_lexicon().tense
_UNTIL = frozenset({"until", "till", "by"})
_BEFORE, _AFTER = 28, 22  # tokens looked at for a verb
_NOT_PAST = frozenset("united need agreed indeed hundred".split())
_TO_COME = frozenset("due set expected scheduled to likely".split())
_ABLE_TO = frozenset("plans is are due expects wants ready set hopes wanted hoped agreed vowed".split())


def find_direction(t: Tokens, i: int, j: int) -> int:
    """−1 for the past, 1 for the future, 0 where nothing tells, for the expression at tokens i to j."""
    if t.low[j] == "'" and t.low[j + 1] == "s":  # "Wednesday's ruling" has been given
        return _look(t, range(i - 1, max(-1, i - 8), -1)) if t.low[i - 1] in _TENSE["future_before"] else -1
    if t.low[i] in _UNTIL or t.low[i - 1] in _UNTIL:  # "until Thursday, they had not named him"
        return -1 if _look(t, range(j, min(t.count, j + 5))) < 0 else 1
    back = _look(t, range(i - 1, max(-1, i - _BEFORE), -1))
    return back or _look(t, range(j, min(t.count, j + _AFTER)))


def _look(t: Tokens, places: range) -> int:
    for at in places:
        word = t.low[at]
        if _is_stop(t, at):
            return 0
        sign = _sign(t, at, word)
        if sign:
            return sign
    return 0


def _is_stop(t: Tokens, at: int) -> bool:
    """Whether a sentence ends at a mark: not at the full stop of "U.S. forces" or "Mr. Yilmaz"."""
    word = t.low[at]
    if word in ("!", "?", ";") or word[0] == "\n":
        return True
    if word != ".":
        return False
    return len(t.low[at - 1]) > 3 and not t.glued(at + 1) and (t.capital(at + 1) or not t.low[at + 1].isalnum())


def _sign(t: Tokens, at: int, word: str) -> int:
    """What one word tells."""
    after = t.low[at + 1]
    if word in ("was", "were", "had", "is", "are") and after in _TO_COME:
        return 1
    if word == "to" and t.low[at - 1] in _ABLE_TO:
        return 1
    if word in _TENSE["pending"]:
        return 1
    if word in _TENSE["past"]:
        return -1
    if word in _TENSE["future"]:
        return 0 if word in ("may", "might", "must") and t.capital(at) else 1
    if word == "agreed":
        return 1 if after == "to" else -1
    return -1 if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST else 0
