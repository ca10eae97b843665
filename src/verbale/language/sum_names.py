"""Sums whose currency is named in words: "five million yen", "12-cent", "dollar 22.5 million".

Comes in: a number, and the text that it stands in. Goes out: a `Sum`, or None: also where the words mean a weight
("50 pounds of flour"), a verb ("has won 50 seats") or a name ("Rand Paul").
"""

from __future__ import annotations

import re
from typing import Any

from verbale.language.currencies import load_currencies, load_tables
from verbale.language.number import Number
from verbale.language.sum import SCALE, Sum, has_thousands, make_sum, scaled_behind
from verbale.text import Span

_NAME_WORD = re.compile(r"(?:\s{1,2}-?\s{0,2}|-|(?<=\d))((?:[uU]\s?\.\s?[sS]\s?\.?)|[^\W\d_]+(?:['’ʻ][^\W\d_]+)?\.?|&)")
_ARTICLE_UNITS = frozenset(
    {"dollar", "euro", "pound", "yen", "yuan", "franc", "peso", "rupee", "ruble", "rouble", "penny", "cent"}
)
#: What may follow "a dollar" where it is an amount: "for a dollar a day", "less than a euro"; not "a dollar sign".
_AFTER_ARTICLE = re.compile(
    r"\s?[,.;:!?)]|\s*$|\s(?:an?|per|each|more|less|for|in|on|and|or|from|to|of|at|out|every|when|by|against)\b"
)


def sum_named_behind(text: str, number: Number, free: int) -> Sum | None:
    """As in "five million yen", "12-cent", "billions of euros"; `free` is where the amount before ends."""
    words, ends = _name_words(text, number)
    written = number.span.of(text)  # `three billions of dollars`
    skip = 1 if words[:1] == ["of"] and (number.vague or number.value < 1 or written.endswith("s")) else 0
    found = load_currencies().by_name(words[skip:])
    if found is None:
        return None
    unit, count = found
    name, end = " ".join(words[skip : skip + count]), ends[skip + count - 1]
    span = Span(number.span.start, end)
    if number.article and not (name in _ARTICLE_UNITS and _AFTER_ARTICLE.match(text, end)):
        return None
    if number.article and free and not text[free : number.span.start].strip():  # "$2.22 a pound"
        return None
    if unit.needs_weight and not (number.scaled or has_thousands(text, number)):
        return None
    if name in load_tables()["doubtful"]["small_letters"] and text[end - len(name) : end].istitle():
        return None
    if _is_no_money(text, number, name, end):
        return None
    if not number.scaled and (scale := SCALE.match(text, end)) and text[end : scale.end()].strip().isalpha():
        return scaled_behind(text, number, unit, end)
    return make_sum(text, number, unit, span, leads=False)


def _name_words(text: str, number: Number) -> tuple[list[str], list[int]]:
    words: list[str] = []
    ends: list[int] = []
    at = number.span.end
    while len(words) < load_currencies().longest + 1 and (match := _NAME_WORD.match(text, at)):
        word = re.sub(r"[\s.]", "", match[1].lower())
        stop = match.end() - (match[1].endswith(".") and word not in ("us", "st", "s", "n"))
        words.append(word)
        ends.append(stop)
        at = match.end()
        if stop != at:
            break
    return words, ends


def _is_no_money(text: str, number: Number, name: str, end: int) -> bool:
    """A weight, a zone, or a verb: "50 pounds of flour", "20 euro-zone states", "1,200 won seats"."""
    behind = text[end : end + 40]
    if name == "won":
        return bool(re.match(r"\s(?:the|their|his|her|its|seats?|votes?|re-?election|elections?)\b", behind))
    if name == "euro":
        return bool(re.match(r"[\s-](?:zone|area|nations?|countr|members?|states?|currency|symbols?)", behind, re.I))
    if name in ("pound", "pounds"):
        return _is_weight(text, number, behind)
    return False


def _is_weight(text: str, number: Number, behind: str) -> bool:
    """As in "50 pounds of flour", "a 500-pound bomb", "weighs 200 pounds"; "5 million pounds of aid" is money."""
    table: dict[str, Any] = load_tables()["weight"]
    if of := re.match(r"\s+of\s+([^\W\d_]+)", behind):
        return of[1].lower() not in table["money"] and not (number.scaled and number.value >= 1_000_000)
    joined = text[number.span.end : number.span.end + 1] == "-"
    follows = re.match(r"[\s-]+([^\W\d_]+)", behind)
    if joined and not number.scaled:
        return bool(follows) and follows[1].lower() not in table["noun"]
    ahead = text[max(0, number.span.start - 40) : number.span.start]
    if not number.scaled and (_WEIGHS.search(ahead) or re.match(r"\s\(?[\d,.]+\s?(?:kg|kilo|tonne|stone)", behind)):
        return True
    before = re.search(r"([^\W\d_]+)\s(?:(?:about|some|over|nearly|around|up to|only)\s)?$", ahead)
    return bool(before) and before[1].lower() in table["before"] and number.value < 1_000 and not number.scaled


_WEIGHS = re.compile(r"\bweigh[^.;]{0,36}$", re.I)


_NAME_BEFORE = re.compile(r"(?<![^\W_])((?:[^\W\d_]{2,12}[ ]){0,2}[^\W\d_]{3,12})[ \t\u00a0]{1,2}$")
_CLAUSE_END = re.compile(r"\s?(?:[,.;:!?)](?!\d)|$)")


def sum_named_before(text: str, number: Number, free: int) -> Sum | None:
    """As in "Dollars 5", "dollar 22.5 million", "sen 100,000"; "the dollar 2 percent lower" is none."""
    begin = max(free, number.span.start - 32)
    match = _NAME_BEFORE.search(text[begin : number.span.start])
    if match is None or not number.in_figures:
        return None
    words = list(re.finditer(r"[^\W\d_]+", match[1]))
    for first in words:
        written = match[1][first.start() :]
        unit = load_currencies().names.get(" ".join(written.lower().split()))
        if unit is not None:
            break
    else:
        return None
    at = begin + match.start(1) + first.start()
    # "dollars 5." is one, "Euro 96." and "Bucks 110." are none, and "Sen. 5" is a senator
    plural = written.endswith("s") and written.islower() and _CLAUSE_END.match(text, number.span.end)
    weighty = number.scaled or has_thousands(text, number) or plural
    ahead = text[max(0, at - 6) : at]
    if (
        unit.needs_weight
        or written == "Sen"
        or not weighty
        or re.search(r"(?:\bthe|\ba|\bper|\d|\beach)\s$", ahead, re.I)
    ):
        return None
    return make_sum(text, number, unit, Span(at, number.span.end), leads=True)
