"""What stands beside an amount of money: how sure the text is of it, per what it is paid, what it converts.

Comes in: a text, and where an amount stands in it. It looks at a fixed number of code points on either side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

from verbale.language.currencies import load_tables
from verbale.text import Span

Modifier = Literal["approximate", "at_least", "at_most", "more_than", "less_than"]

#: Code points looked at before and behind an amount.
_REACH = 48
_WORDS = re.compile(r"[^\W\d_]+|[~≈<>]")
_PARENTHESIS = r"\s*,?\s*[(\[]\s*"
_APPROXIMATE = (
    r"(?:(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|over|under|just|close|to|more|less|than|or"
    r"|equal|equivalent|the|of|worth|circa|c\.|ca\.|=|≈|~|now|then|currently|at)\s*)"
)
_OPENED = re.compile(rf"(?:{_PARENTHESIS}){_APPROXIMATE}{{0,6}}")
_CHAINED = re.compile(rf"\s*(?:[;,/]|,?\s*or)\s*{_APPROXIMATE}{{0,4}}")
_COMMA_OR = re.compile(
    rf"(?:\s*,\s*or|\s*,?\s*(?:or\s+(?:about|roughly|around|approximately)|equivalent to|the equivalent of|equal to))"
    rf"\s+{_APPROXIMATE}{{0,6}}"
)
_COMMA_ABOUT = re.compile(r"\s*,\s+(?:about|around|roughly|approximately)\s+")
_DASHED = re.compile(rf"\s*(?:—|–|--)\s*(?:or\s+)?{_APPROXIMATE}{{1,6}}")
_CLOSED = re.compile(r"\s*(?:[,.;)\]—–]|--|$)")


def find_modifier(text: str, span: Span) -> Modifier | None:
    """What the words about the amount make of it: "nearly €5bn", "at least $3", "£2m or more"."""
    return _behind(text, span.end) or _before(text, span.start)


def _behind(text: str, end: int) -> Modifier | None:
    match = _after_pattern().match(text, end)
    return _modifiers("after")[re.sub(r"\s+", " ", match[1].lower())] if match else None


@cache
def _after_pattern() -> re.Pattern[str]:
    phrases = sorted(_modifiers("after"), key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"[ ]?({words})(?!\w)(?!\s*[$€£])", re.I)


@cache
def _modifiers(where: Literal["before", "after"]) -> Mapping[str, Modifier]:
    table = cast("dict[str, list[str]]", load_tables()["modifiers"][where])
    return {phrase: cast(Modifier, modifier) for modifier, phrases in table.items() for phrase in phrases}


def _before(text: str, start: int) -> Modifier | None:
    ahead = text[max(0, start - _REACH) : start]
    stop = max(ahead.rfind(mark) for mark in ',;:!?()“”"')
    words = _WORDS.findall(ahead[stop + 1 :].lower())[-7:]
    known, table = _modifiers("before"), load_tables()["modifiers"]
    for skipped in range(3):
        for count in range(min(5, len(words)), 0, -1):
            modifier = known.get(" ".join(words[-count:]))
            if modifier is None:
                continue
            about = words[-count - 1 : -count] if count < len(words) else []
            preposition = words[-count:] in (["over"], ["under"], ["above"], ["below"], ["near"])
            # "a row over $5 billion", "under a $5 billion plan": a preposition of place or subject
            if preposition and (skipped or (about and about[0] in table["subject"])):
                return None
            return modifier
        if not words or words[-1] not in table["between"]:
            return None
        words = words[:-1]
    return None


_ADVERBIAL = re.compile(r"\b(annual|yearly|monthly|weekly|daily|hourly|nightly)\s{1,2}$", re.I)
_ADVERBIAL_PERIODS = {"annual": "year", "nightly": "night", "daily": "day"}


def find_period_before(text: str, start: int) -> str | None:
    """Per what the amount at `start` is paid, as the adjective before it says: "an annual $100bn"."""
    match = _ADVERBIAL.search(text[max(0, start - 12) : start])
    return _ADVERBIAL_PERIODS.get(match[1].lower(), match[1].lower().removesuffix("ly")) if match else None


def find_period(text: str, end: int) -> str | None:
    """Per what the amount before `end` is paid: "an hour", "-a-year", "per barrel", "/day", "annually"."""
    match = _period_pattern().match(text, end)
    if match is None:
        return None
    return _periods()[re.sub(r"[\s-]+", " ", (match[1] or match[2]).lower())]


@cache
def _periods() -> Mapping[str, str]:
    table = cast("dict[str, list[str]]", load_tables()["per"])
    return {re.sub(r"[\s-]+", " ", word): unit for unit, words in table.items() for word in words}


@cache
def _period_pattern() -> re.Pattern[str]:
    words = sorted(_periods(), key=len, reverse=True)
    adverbs = "|".join(word for word in words if word.endswith("ly"))
    units = "|".join(word.replace(" ", r"[\s-]") for word in words if not word.endswith("ly"))
    # "$1.17 billion a year earlier" tells when, not how often
    not_when = r"(?!\s+(?:ago|earlier|later|before|after|from now|on from)\b)"
    return re.compile(
        rf"\s{{0,2}}(?:-\s{{0,2}})?(?:(?:an?|per|each|every)\s{{0,2}}(?:-\s{{0,2}}|\s|(?<=\s))|/\s?)({units})\b{not_when}"
        rf"|\s({adverbs})\b",
        re.I,
    )


def is_conversion(text: str, gap: Span, end: int, *, chained: bool) -> Literal["parenthesis", "apposition"] | None:
    """Whether an amount that ends at `end`, `gap` behind another in another currency, restates that one.

    "€90 billion ($105.41 billion)", "$17 billion, or 15 billion euros", "$4bn, roughly 36 billion kronor,"; and
    `chained`, "($545bn; £430bn)".
    """
    if len(gap) > _REACH:
        return None
    between = text[gap.start : gap.end]
    period = _period_pattern().match(text, gap.start, gap.end)
    if period:
        between = text[period.end() : gap.end]
    lower = between.lower()
    if _OPENED.fullmatch(lower) or (chained and _CHAINED.fullmatch(lower)):
        return "parenthesis"
    if _COMMA_OR.fullmatch(lower):
        return "apposition"
    if (_COMMA_ABOUT.fullmatch(lower) or _DASHED.fullmatch(lower)) and _CLOSED.match(text, end):
        return "apposition"
    return None
