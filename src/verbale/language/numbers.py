"""Numbers in English text: in figures, in words, and in both.

Comes in: text. Goes out: `Number` values with exact decimals, and the bounds of vague ones. Years, dates, ordinals,
telephone numbers and the numbers of things are all numbers here: what a number counts is for the caller to know.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.text import Span

#: Words of one number that are looked at, at most: "nine hundred and ninety-nine trillion …" ends long before.
_LONGEST = 24
#: Figures of one number, at most; a longer run is an identifier or noise.
_MOST_FIGURES = 24
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    `value` of a vague number ("tens of billions", "several hundred") is the least that it says, as is `low`; `high` is
    the most that it can mean. `scaled` tells whether it ends in a word or a letter of scale ("5 million", "5m").
    """

    span: Span
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    in_figures: bool = False
    scaled: bool = False
    article: bool = False  #: "a" or "an" alone stands for one

    @property
    def vague(self) -> bool:
        return self.low is not None

    def times(self, factor: Decimal, end: int) -> Number:
        """The number with a word of scale that ends at `end`."""
        return replace(
            self,
            span=Span(self.span.start, end),
            value=self.value * factor,
            low=None if self.low is None else self.low * factor,
            high=None if self.high is None else self.high * factor,
            scaled=True,
            article=False,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The words for numbers, as `numbers.toml` lists them."""

    units: Mapping[str, Decimal]
    tens: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    abbreviations: Mapping[str, Decimal]
    plurals: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    vague: Mapping[str, tuple[Decimal, Decimal]]
    signs: Mapping[str, Decimal]
    start: re.Pattern[str]


@cache
def load_words() -> Words:
    data: dict[str, dict[str, Any]] = tomllib.loads(
        files("verbale.language").joinpath("numbers.toml").read_text("utf-8")
    )
    first = [*data["units"], *data["tens"], *data["plurals"], *data["vague"], "hundred", "thousand", "million"]
    first += ["billion", "trillion", "half", "quarter", "lakh", "crore", "dozen", "an?"]
    vague = {word: (Decimal(low), Decimal(high)) for word, (low, high) in data["vague"].items()}
    return Words(
        units=_decimals(data["units"]),
        tens=_decimals(data["tens"]),
        scales=_decimals(data["scales"]),
        abbreviations=_decimals(data["abbreviations"]),
        plurals=_decimals(data["plurals"]),
        fractions=_decimals(data["fractions"]),
        vague=vague,
        signs=_decimals(data["signs"]),
        start=re.compile(rf"\d|(?<![\w.,])\.\d|[{''.join(data['signs'])}]|\b(?:{'|'.join(first)})\b", re.I | re.A),
    )


def _decimals(table: Mapping[str, str]) -> dict[str, Decimal]:
    return {word: _fraction(value) for word, value in table.items()}


def _fraction(text: str) -> Decimal:
    above, _, below = text.partition("/")
    return Decimal(above) / Decimal(below or "1")


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of `text`, in order, none within another.

    "A" counts only before a word of scale or a fraction ("a million", "a half"). A scale may be abbreviated where it
    is written on the figures ("5bn", "5m"), whatever the letter means there.
    """
    found: list[Number] = []
    at = 0
    start = load_words().start
    while match := start.search(text, at):
        number = number_at(text, match.start())
        if number is None or number.article:
            at = match.end()
            continue
        found.append(number)
        at = number.span.end
    return tuple(found)


def read_number(text: str) -> Decimal | None:
    """The value of a text that is a number and nothing else ("twenty-five", "1,200", "half a million"), or None."""
    bare = text.strip()
    number = number_at(bare, 0)
    return number.value if number and len(number.span) == len(bare) and not number.article else None


# Figures -------------------------------------------------------------------------------------------------------------

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


def number_at(text: str, start: int) -> Number | None:
    """The longest number that begins at `start`, or None."""
    if start >= len(text):
        return None
    char = text[start]
    if char.isascii() and (char.isdecimal() or char == "."):
        return _number_in_figures(text, start)
    if char in load_words().signs:
        return _with_scales(text, Number(Span(start, start + 1), load_words().signs[char], in_figures=True))
    return _number_in_words(text, start)


def _number_in_figures(text: str, start: int) -> Number | None:
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
    return _with_scales(text, number)


def read_figures(written: str) -> Decimal | None:
    """The value of a number in figures, with the separators of any country, or None where it cannot be one.

    One point or comma before other than three figures is decimal ("5,5 million"); one comma before three groups
    ("1,200"), one point is decimal ("1.125 billion"); of two kinds the last is decimal ("1.200,50"); one kind more
    than once groups ("1.200.000", "1,00,000").
    """
    if "/" in written:
        return _fraction(written)
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


def _with_scales(text: str, number: Number) -> Number:
    """The number with the words of scale that follow: "2.5 million", "3.5-billion", "2 lakh crore", "5bn"."""
    words = load_words()
    if joined := _AND_FRACTION.match(text, number.span.end):
        more = words.fractions[joined[1].lower()]
        number = replace(number, span=Span(number.span.start, joined.end()), value=number.value + more)
    short = _ABBREVIATION.match(text, number.span.end)
    if short and (factor := words.abbreviations.get(short[1] or short[2] or short[3])):
        return number.times(factor, short.end())
    while scale := _SCALE.match(text, number.span.end):
        factor = words.scales.get(scale[1].lower())
        if factor is None:
            break
        number = number.times(factor, scale.end())
    return number


# Words ---------------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"([A-Za-z]+)(?![A-Za-z0-9])")
_GAP = re.compile(r"[ \t\n  ]{1,3}-?[ \t\n  ]{0,3}|-")


def _number_in_words(text: str, start: int) -> Number | None:
    words, ends = _words_at(text, start)
    number = _WordReader(words).read() if words else None
    if number is None:
        return None
    found, count = number
    return replace(found, span=Span(start, ends[count - 1]))


def _words_at(text: str, start: int) -> tuple[list[str], list[int]]:
    """The words from `start`, in lower case, as long as they may belong to a number, and where each ends."""
    table = load_words()
    groups = (table.units, table.tens, table.scales, table.plurals, table.fractions, table.vague)
    words: list[str] = []
    ends: list[int] = []
    at = start
    while len(words) < _LONGEST and (match := _WORD.match(text, at)):
        word = match[1].lower()
        if word not in ("a", "an", "and", "of", "point") and not any(word in group for group in groups):
            break
        words.append(word)
        ends.append(match.end())
        gap = _GAP.match(text, match.end())
        if gap is None:
            break
        at = gap.end()
    return words, ends


class _WordReader:
    """Reads one number from the head of a list of words; `read` says how many of them it took."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.table = load_words()

    def read(self) -> tuple[Number, int] | None:
        first = self.words[0]
        if first in ("a", "an"):
            return self._from_article()
        if first in self.table.plurals:
            return self._magnitude(0)
        if first in self.table.vague:
            return self._vague(0)
        if first in ("half", "quarter"):
            return self._fraction_of(self.table.fractions[first], 1)
        return self._cardinal(0)

    def _word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""

    def _from_article(self) -> tuple[Number, int]:
        second = self._word(1)
        if second in self.table.vague:
            return self._vague(1)
        if second in self.table.scales:
            return self._cardinal(1, ahead=_ONE) or (_number(_ONE), 1)
        if second in ("half", "quarter", "third", "fifth", "tenth"):
            found = self._fraction_of(self.table.fractions[second], 2)
            if found and (found[0].scaled or second in ("half", "quarter")):
                return found
        return Number(Span(0, 0), _ONE, article=True), 1

    def _magnitude(self, at: int) -> tuple[Number, int]:
        """As in "Tens of billions", "hundreds of thousands", "billions"."""
        low = self.table.plurals[self.words[at]]
        at += 1
        while self._word(at) == "of" and self._word(at + 1) in self.table.plurals:
            low *= self.table.plurals[self.words[at + 1]]
            at += 2
        return Number(Span(0, 0), low, low, low * 10, scaled=True), at

    def _vague(self, at: int) -> tuple[Number, int]:
        """As in "A few million", "several hundred", "a couple of billion"."""
        low, high = self.table.vague[self.words[at]]
        at += 1
        after = at + 1 if self._word(at) == "of" and self._word(at + 1) in self.table.scales else at
        scaled = self._word(after) in self.table.scales
        while (factor := self.table.scales.get(self._word(after))) is not None:
            low, high, after = low * factor, high * factor, after + 1
        return Number(Span(0, 0), low, low, high, scaled=scaled), after if scaled else at

    def _fraction_of(self, part: Decimal, at: int) -> tuple[Number, int]:
        """As in "Half a million", "quarter million", "a quarter of a billion", "half a" (dollar)."""
        after = at + 1 if self._word(at) == "of" else at
        article = self._word(after) in ("a", "an")
        after += article
        factor = self.table.scales.get(self._word(after))
        if factor is not None:
            return _number(part * factor, scaled=True), after + 1
        return _number(part), after if article else at

    def _cardinal(self, at: int, *, ahead: Decimal | None = None) -> tuple[Number, int] | None:
        """As in "Nine hundred and five thousand", "two and a half billion", "one point five million"."""
        group = self._below_thousand(at, ahead)
        if group is None:
            return None
        value, at = group
        if self._word(at) == "point":
            value, at = self._decimals(value, at)
        elif (
            (part := self.table.fractions.get(self._word(at)))
            and value < 20
            and (
                self.words[at][-1] == "s" or value == 1  # "three quarters", "one half"
            )
        ):
            return self._fraction_of(value * part, at + 1)
        else:
            part, at = self._and_fraction(at)
            value += part
        return self._scaled(value, at)

    def _below_thousand(self, at: int, ahead: Decimal | None = None) -> tuple[Decimal, int] | None:
        group = (ahead, at) if ahead is not None else self._below_hundred(at)
        if group is None and self._word(at) != "hundred":
            return group
        value, at = group or (_ONE, at)
        if self._word(at) != "hundred":
            return value, at
        value, at = value * 100, at + 1
        rest = self._below_hundred(at + (self._word(at) == "and"))
        # "between two hundred and three hundred dollars" are two numbers
        if rest and self._word(rest[1]) != "hundred":
            return value + rest[0], rest[1]
        return value, at

    def _below_hundred(self, at: int) -> tuple[Decimal, int] | None:
        word = self._word(at)
        if word in self.table.units:
            return self.table.units[word], at + 1
        if word not in self.table.tens:
            return None
        unit = self.table.units.get(self._word(at + 1))
        if unit is not None and 0 < unit < 10:
            return self.table.tens[word] + unit, at + 2
        return self.table.tens[word], at + 1

    def _and_fraction(self, at: int) -> tuple[Decimal, int]:
        """As in "And a half", "and three quarters": its value, and where it ends."""
        if self._word(at) != "and":
            return Decimal(0), at
        many = self.table.units.get(self._word(at + 1), _ONE if self._word(at + 1) == "a" else None)
        part = self.table.fractions.get(self._word(at + 2))
        return (Decimal(0), at) if many is None or part is None else (many * part, at + 3)

    def _decimals(self, value: Decimal, at: int) -> tuple[Decimal, int]:
        figures = ""
        while (unit := self.table.units.get(self._word(at + 1 + len(figures)))) is not None and unit < 10:
            figures += str(unit)
        return (value + Decimal(f"0.{figures}"), at + 1 + len(figures)) if figures else (value, at)

    def _scaled(self, value: Decimal, at: int) -> tuple[Number, int]:
        """`value` times the words of scale at `at`, and the smaller groups that follow each."""
        total, scaled = Decimal(0), False
        while (factor := self.table.scales.get(self._word(at))) is not None:
            scaled, at = True, at + 1
            while (more := self.table.scales.get(self._word(at))) is not None:  # "five hundred million", "lakh crore"
                factor, at = factor * more, at + 1
            total, value = total + value * factor, Decimal(0)
            part, after = self._and_fraction(at)
            if part:  # "a billion and a half"
                return _number(total + part * factor, scaled=True), after
            group = self._below_thousand(at + (self._word(at) == "and"))
            # "one million and two million" are two numbers: what follows a scale is less than it
            if group is None or group[0] * self.table.scales.get(self._word(group[1]), _ONE) >= factor:
                break
            value, at = group
        return _number(total + value, scaled=scaled), at


def _number(value: Decimal, *, scaled: bool = False) -> Number:
    return Number(Span(0, 0), value, scaled=scaled)
