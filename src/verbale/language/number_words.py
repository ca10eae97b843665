"""Numbers in words: "two and a half billion", "tens of thousands", "a few hundred".

Comes in: a text and where such a word stands. Goes out: the longest `Number` that begins there, or None.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from verbale.language.number import Number, load_words
from verbale.text import Span

#: Words of one number that are looked at, at most: "nine hundred and ninety-nine trillion …" ends long before.
_LONGEST = 24
_ONE = Decimal(1)
_WORD = re.compile(r"([A-Za-z]+)(?![A-Za-z0-9])")
_GAP = re.compile(r"[ \t\n\u00a0]{1,3}-?[ \t\n\u00a0]{0,3}|-")


def number_in_words(text: str, start: int) -> Number | None:
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
