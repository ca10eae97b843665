"""Which way a time without a year or week looks: back, as in a report, or ahead, as after "will" or "until".

"The talks resume on Friday" and "he said on Friday" differ only by their verbs; the nearest verb before the
expression in its sentence decides, then the nearest after it.
"""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.tokens import Tokens

_TENSE = load_lexicon().tense
_BEFORE, _AFTER = 28, 22  # tokens looked at for a verb
_UNTIL = frozenset({"until", "till", "by"})
_TO_COME = frozenset("due set expected scheduled to likely".split())


def find_direction(t: Tokens, i: int, j: int) -> int:
    """−1 for the past, 1 for the future, 0 where nothing tells, for the expression at tokens i to j.

    −2 where a verb in the past stands right before it: "a memorandum signed on New Year's Day".
    """
    at = i - 2 if t.low[i - 1] in ("on", "in", "at", "last") else i - 1
    near = t.low[at]
    if near.endswith("ed") and near not in _TENSE["pending"] and _sign(t, at, near) < 0:
        return -2
    if t.low[j] == "'" and t.low[j + 1] == "s":  # "Wednesday's ruling" has been given
        return _look(t, range(i - 1, max(-1, i - 8), -1)) if t.low[i - 1] in _TENSE["future_before"] else -1
    if t.low[i] == "since" or t.low[i - 1] == "since":
        return -1
    if t.low[i] in _UNTIL or t.low[i - 1] in _UNTIL:  # "until Thursday, they had not named him"
        return -1 if _look(t, range(j, min(t.count, j + 5))) < 0 else 1
    back = _look(t, range(i - 1, max(-1, i - _BEFORE), -1))
    return back or _look(t, range(j, min(t.count, j + _AFTER)))


def _look(t: Tokens, places: range) -> int:
    for at in places:
        word = t.low[at]
        if is_stop(t, at):
            return 0
        sign = _sign(t, at, word)
        if sign:
            return sign
    return 0


def is_stop(t: Tokens, at: int) -> bool:
    """Whether a sentence ends at a mark: not at the full stop of "U.S. forces" or "Mr. Yilmaz"."""
    word = t.low[at]
    if word in ("!", "?", ";") or word[0] == "\n":
        return True
    if word != ".":
        return False
    before = t.low[at - 1]
    return (
        (len(before) > 1 or before.isdigit())
        and before not in _TENSE["abbreviations"]
        and not t.glued(at + 1)
        and (t.capital(at + 1) or not t.low[at + 1].isalnum())
    )


def _sign(t: Tokens, at: int, word: str) -> int:
    """What one word tells."""
    after = t.low[at + 1]
    if word in ("was", "were", "had", "is", "are") and after in _TO_COME:
        return 1
    if word == "to" and t.low[at - 1] in _TENSE["intent"]:
        return 1
    if word in ("has", "have"):  # "have agreed", but not "will have a meeting"
        return -1 if after.endswith("ed") or after in _TENSE["past"] or after == "not" else 0
    if word in _TENSE["pending"]:
        return 1
    if word in _TENSE["past"]:
        return -1
    if word in _TENSE["future"]:
        return 0 if word in ("may", "might", "must") and t.capital(at) else 1
    if word == "agreed":
        return 1 if after == "to" else -1
    past = len(word) > 4 and word.endswith("ed") and word not in _TENSE["not_past"]
    return (
        0 if not past or (t.low[at - 1] in ("be", "to", "get") and t.low[at - 2] != "could") else -1
    )  # "will be extended"
