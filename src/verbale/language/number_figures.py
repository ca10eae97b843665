"""Numbers in figures, with or without a word of scale: "1,200", "2½ million", "3.5-billion", "5bn", "1 . 6 billion".

Comes in: a text and where figures begin. Goes out: a `Number`, or None where the figures are none ("1.2,3.4").
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from verbale.language.number import Number, load_words, read_fraction
from verbale.text import Span

#: Figures of one number, at most; a longer run is an identifier or noise.
_MOST_FIGURES = 24
#: "5 hundred thousand million"
_MOST_SCALES = 3
#: A run of figures and their separators; what it means is read from it afterwards, so that any run is read once.
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*|\.\d+", re.A)
#: "1 200 000" as French, Polish and many agencies write it, and the spaces of tokenised text: "1 . 6", "80 , 000".
_SPACED = re.compile(
    r"\d{1,3}(?:(?:[\u00a0\u202f\u2009]\d{3}){1,5}|(?: \d{3}){1,5}|(?: , \d{3}){1,5})(?![\d,.]?\d)(?:,\d\d?(?!\d))?",
    re.A,
)
_TOKENISED = re.compile(r"\d{1,3} \. \d{1,3}(?!\d)", re.A)
#: "37 1/2", "2-1/2", "2½"
_MIXED = re.compile(r"[ -]?(?:(\d{1,2})\\?/(2|3|4|5|8|16|32|64)(?![\d/])|([½⅓⅔¼¾⅕⅛⅜⅝⅞]))", re.A)
_SLASHED = re.compile(r"\d{1,2}/(?:2|3|4|5|8|16|32|64)(?![\d/])", re.A)
_ABBREVIATION = re.compile(r"(?:([A-Za-z]{1,3})|[ \u00a0]?([A-Za-z]{2,3})|[ \u00a0]([bBmM](?![-&'’])))(?![A-Za-z0-9])")
_AND_FRACTION = re.compile(r"[\s-]{1,3}and[\s-]{1,3}(?:a|one)[\s-]{1,3}(half|quarter|third)\b", re.I)
_SCALE = re.compile(r"[\s-]{0,3}([A-Za-z]{4,11})(?![A-Za-z])")


def number_in_figures(text: str, start: int) -> Number | None:
    match = _SPACED.match(text, start) or _TOKENISED.match(text, start) or _SLASHED.match(text, start)
    match = match or _FIGURES.match(text, start)
    if match is None or len(match[0]) > _MOST_FIGURES * 2:
        return None
    value = read_figures(match[0])
    if value is None:
        return None
    number = Number(Span(start, match.end()), value, in_figures=True)
    mixed = _MIXED.match(text, match.end())
    if mixed and value == value.to_integral():
        part = Decimal(mixed[1]) / Decimal(mixed[2]) if mixed[1] else load_words().signs[mixed[3]]
        if part < 1:
            number = Number(Span(start, mixed.end()), value + part, in_figures=True)
    return with_scales(text, number)


def read_figures(written: str) -> Decimal | None:
    """The value of a number in figures, with the separators of any country, or None where it cannot be one.

    One point or comma before other than three figures is decimal ("5,5 million"); one comma before three groups
    ("1,200"), one point is decimal ("1.125 billion"); of two kinds the last is decimal ("1.200,50"); one kind more
    than once groups ("1.200.000", "1,00,000").
    """
    if "/" in written:
        return read_fraction(written)
    bare = re.sub(r"\s", "", written)
    if sum(map(str.isdecimal, bare)) > _MOST_FIGURES:
        return None
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        decimal = "." if bare.rfind(".") > bare.rfind(",") else ","
        if bare.count(decimal) > 1:
            return None
    elif points == 1:
        decimal = "."
    elif commas == 1:
        decimal = "" if len(bare) - bare.index(",") == 4 else ","
    else:
        decimal = ""
    group = {".": ",", ",": "."}.get(decimal, ",.")
    whole, _, part = bare.partition(decimal) if decimal else (bare, "", "")
    groups = re.split(f"[{group}]", whole)
    if len(groups) > 1 and (len(groups[-1]) != 3 or not all(len(g) in (2, 3) for g in groups[1:])):
        return None
    return Decimal("".join(groups) + (f".{part}" if part else ""))


def with_scales(text: str, number: Number) -> Number:
    """The number with the words of scale that follow: "2.5 million", "3.5-billion", "2 lakh crore", "5bn"."""
    words = load_words()
    if joined := _AND_FRACTION.match(text, number.span.end):
        more = words.fractions[joined[1].lower()]
        number = replace(number, span=Span(number.span.start, joined.end()), value=number.value + more)
    short = _ABBREVIATION.match(text, number.span.end)
    if short and (factor := words.abbreviations.get(short[1] or short[2] or short[3])):
        return number.times(factor, short.end())
    for _ in range(_MOST_SCALES):
        scale = _SCALE.match(text, number.span.end)
        factor = words.scales.get(scale[1].lower()) if scale else None
        if scale is None or factor is None:
            break
        number = number.times(factor, scale.end())
    return number
