"""Numbers in words and digits, as time expressions use them: each function gives the number and the token after it."""

from __future__ import annotations

from verbale.language.timex.lexicon import load_lexicon
from verbale.language.timex.tokens import Tokens

_WORDS = load_lexicon()
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_ORDINAL_ENDS = {word: value for word, value in _WORDS.ordinals.items() if value < 10}


def read_cardinal(t: Tokens, i: int) -> tuple[float, int] | None:
    """ "3", "2.5", "5 1/2", "½", "twenty-six", "two hundred and five"."""
    digits = t.number(i)
    if digits is not None:
        return _read_fraction(t, i, digits)
    if t.low[i] in _FRACTIONS:
        return _FRACTIONS[t.low[i]], i + 1
    return _read_words(t, i)


def _read_fraction(t: Tokens, i: int, whole: int) -> tuple[float, int]:
    after = t.number(i + 2)
    if t.low[i + 1] == "." and t.glued(i + 1) and t.glued(i + 2) and after is not None:
        return float(f"{whole}.{t.low[i + 2]}"), i + 3
    if t.low[i + 1] in _FRACTIONS:
        return whole + _FRACTIONS[t.low[i + 1]], i + 2
    over = t.number(i + 3)
    if (
        t.low[i + 2] == "/"
        and t.glued(i + 2)
        and after is None
        and over
        and (top := t.number(i + 1))
        and top < over < 9
    ):
        return whole + top / over, i + 4
    if t.low[i + 1] == "," and t.glued(i + 2) and after is not None and len(t.low[i + 2]) == 3:
        return whole * 1000 + after, i + 3
    return whole, i + 1


def _read_words(t: Tokens, i: int) -> tuple[int, int] | None:
    below = _read_below_hundred(t, i)
    if below is None:
        return None
    value, j = below
    for word, size in (("hundred", 100), ("thousand", 1000)):
        if t.low[j] == word:
            value, j = value * size, j + 1
            k = j + 1 if t.low[j] == "and" else j
            rest = _read_below_hundred(t, k)
            if rest:
                value, j = value + rest[0], rest[1]
    return value, j


def _read_below_hundred(t: Tokens, i: int) -> tuple[int, int] | None:
    value = _WORDS.cardinals.get(t.low[i])
    if value is None:
        return None
    if value >= 20:
        j = i + 2 if t.low[i + 1] == "-" else i + 1
        unit = _WORDS.cardinals.get(t.low[j], 0)
        if 0 < unit < 10:
            return value + unit, j + 1
    return value, i + 1


def read_ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """ "21st", "second", "twenty-sixth", "twenty second"."""
    digits = t.number(i)
    if digits is not None:
        return (digits, i + 2) if t.low[i + 1] in _SUFFIXES and t.glued(i + 1) else None
    value = _WORDS.ordinals.get(t.low[i])
    if value is not None:
        return value, i + 1
    tens = _WORDS.cardinals.get(t.low[i], 0)
    if tens >= 20:
        j = i + 2 if t.low[i + 1] == "-" else i + 1
        unit = _ORDINAL_ENDS.get(t.low[j])
        if unit:
            return tens + unit, j + 1
    return None


def read_day_number(t: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month, "7", "7th", "seventh" or "twenty five"; not the 7 of "7.5", "7,000" or "$7"."""
    found = read_ordinal(t, i) or read_count(t, i)
    if found is None or not 1 <= found[0] <= 31:
        return None
    return found


def read_count(t: Tokens, i: int) -> tuple[int, int] | None:
    """A whole number that is not part of a longer one."""
    digits = t.number(i)
    if digits is not None:
        if len(t.low[i]) > 4 or is_within_number(t, i):
            return None
        return digits, i + 1
    return _read_below_hundred(t, i)


def is_within_number(t: Tokens, i: int) -> bool:
    """Whether digits at i belong to an amount, a decimal or a code: "$12", "6,107.31", "A4", "20%"."""
    before, after = t.low[i - 1], t.low[i + 1]
    if before in ("$", "£", "€", "¥", "#", "№") and i > 0:
        return True
    if t.glued(i) and (before.isalnum() or before == "_") and before not in _WORDS.months:
        return True
    if t.glued(i) and before in (".", ",", ":", "/") and t.number(i - 2) is not None:
        return True
    if after in ("%", "°") or (
        after in (".", ",", ":") and t.glued(i + 1) and t.glued(i + 2) and t.low[i + 2].isdigit()
    ):
        return True
    return t.glued(i + 1) and (after == "_" or (after.isalpha() and after not in _SUFFIXES))


def read_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year of four digits, or "nineteen ninety six", "two thousand and fifteen", "twenty twenty-five"."""
    digits = t.number(i)
    if digits is not None:
        return (digits, i + 1) if len(t.low[i]) == 4 and 1000 <= digits < 2200 and not is_within_number(t, i) else None
    first = _read_below_hundred(t, i)
    if first is None:
        return None
    if first[0] == 2 and t.low[i + 1] == "thousand":
        found = _read_words(t, i)
        return found if found and found[0] < 2100 else None
    if first[0] in (18, 19, 20):
        j = first[1] + 1 if t.low[first[1]] == "-" else first[1]
        rest = _read_below_hundred(t, j)
        if rest and rest[0] >= 10:
            return first[0] * 100 + rest[0], rest[1]
    return None


def read_short_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """ "'87" or "87", as a year of the century that is nearest to it (1950 to 2049)."""
    j = i + 1 if t.low[i] == "'" else i
    value = t.number(j)
    if value is None or len(t.low[j]) != 2 or (j > i and not t.glued(j)) or (t.glued(j + 1) and t.low[j + 1].isalpha()):
        return None
    return value + (1900 if value >= 50 else 2000), j + 1
