"""How sure an article is of what it says: asserted, reported, possible, planned or denied.

Comes in: the words of a clause. Goes out: a `Certainty`. Only the outlet's own hedges count, not a speaker's doubts.
"""

from __future__ import annotations

import re

from verbale.reading.entries import Certainty

_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|is said to|are said to|is understood|rumou?red|on condition of anonymity)\b", re.I
)
_POSSIBLE = re.compile(r"\b(?:may|might|could|perhaps|possibly|uncertain|unclear whether)\b", re.I)
_PLANNED = re.compile(
    r"\b(?:will|is to|are to|plans? to|planned|scheduled|due to|expected to|set to|intends? to|"
    r"next (?:week|month|year))\b",
    re.I,
)


def judge_certainty(clause: str) -> Certainty:
    """The certainty of a statement: that it was made, by the words around it."""
    return "reported" if _HEARSAY.search(clause) else "asserted"


def judge_act(clause: str) -> Certainty:
    """The certainty of an act that a clause reports in the outlet's voice."""
    if _HEARSAY.search(clause):
        return "reported"
    if _POSSIBLE.search(clause):
        return "possible"
    return "planned" if _PLANNED.search(clause) else "asserted"
