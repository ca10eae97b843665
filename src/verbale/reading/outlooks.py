"""The time that a forecast speaks of.

Comes in: a draft and the words of a statement. Goes out: a `Period`, where the words tell of what is to come and say
when: a day after the publication, a stretch that reaches beyond it, or a length of time counted from it.
"""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from verbale.language.times import TimeExpression
from verbale.reading.draft import Draft
from verbale.reading.entries import Period
from verbale.text import Span

_TO_COME = re.compile(
    r"\b(?:will|would|shall|could|may|might|can|expect\w*|going to|likely|unlikely|needs?|forecast\w*|set to|due|"
    r"plan\w*|(?:is|are|was|were) to|reconvene|resume)\b|[’']ll\b",
    re.I,
)
#: Behind a length of time: it counts something else. `four days a week`, `within five years of retirement`.
_COUNTS = re.compile(r"[’']|\s+(?:a|an|each|every|per|of)\b")
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_UNITS = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}


def find_outlook(draft: Draft, words: Span) -> Period | None:
    """The time that a forecast in some words speaks of; None where they tell of nothing to come, or not when."""
    published = draft.article.published
    if published is None or not _TO_COME.search(words.of(draft.text)):
        return None
    today = published.date()
    for time in draft.times_in(words):
        counts = time.type == "DURATION" and _COUNTS.match(draft.text, time.span.end)
        if not counts and (found := _ahead(time, today)):
            return found
    return None


def _ahead(time: TimeExpression, today: date) -> Period | None:
    if time.type == "SET":
        return None
    start, end = time.start, time.end
    if time.type == "DURATION" and not end:
        length = _LENGTH.fullmatch(time.value)
        if length is None or time.mod in ("ON_OR_BEFORE", "BEFORE"):
            return None
        ahead = relativedelta(days=round(float(length[1]) * 30.44)) if "." in length[1] else None
        ahead = ahead or relativedelta(**{_UNITS[length[2]]: int(length[1])})  # pyright: ignore[reportArgumentType]
        start, end = today.isoformat(), (today + ahead).isoformat()
    if not end or end[:10] <= today.isoformat():
        return None
    coarse = 10
    if time.grain in ("month", "year") and (time.type == "DURATION" or end[:10][-2:] != "00"):
        coarse = 4 if time.grain == "year" and time.type == "DATE" else 7
    start = (start or (end if time.mod in ("ON_OR_BEFORE", "BEFORE") else today.isoformat()))[:10]
    return Period(start[:coarse], end[:10][:coarse])
