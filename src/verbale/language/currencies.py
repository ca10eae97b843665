"""The currencies of the world as English news writes them: signs, codes, names, and what they mean.

Codes and names come from CLDR (through Babel), the rest from `currencies.toml`. Comes in: a sign, a code or a few
words that stand beside a number. Goes out: the `Unit` that they name, or None. It does not look at the number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, cast

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

#: What stands for the code where only "dollar" or "$" is said; the caller knows whose.
DOLLAR = "dollar"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a sign, code or name means.

    `needs_weight` marks a name that ordinary English has too ("won", "R", "ALL"): it counts only beside a word of
    scale or thousands. `parts` is how many make one of `code` (100 for cents).
    """

    code: str
    is_open: bool = False  #: the usual reading, where others exist ("pesos")
    parts: int = 1
    needs_weight: bool = False
    is_word: bool = False  #: a code that is an English word or abbreviation besides ("ALL", "COP")
    factor: Decimal = Decimal(1)  #: of a code with a letter of scale: "MEUR"


@dataclass(frozen=True, slots=True)
class Currencies:
    """Every way to write a currency. The keys of `names` are lower case, words parted by one space."""

    signs: Mapping[str, Unit]
    lettered: Mapping[tuple[str, str], Unit]
    letters: Mapping[str, Unit]
    codes: Mapping[str, Unit]
    names: Mapping[str, Unit]
    longest: int  #: words of the longest name

    def by_letters(self, written: str) -> Unit | None:
        """The unit of a code or letters beside figures ("USD", "Rs.", "MEUR", "EURm")."""
        unit = self.letters.get(written) or self.codes.get(written)
        if unit is None and written.endswith("."):
            unit = self.letters.get(written[:-1])
        return unit or self._scaled_code(written)

    def _scaled_code(self, written: str) -> Unit | None:
        for code, scale in ((written[1:], written[:1]), (written[:3], written[3:]), (written[2:], written[:2])):
            unit = self.codes.get(code)
            if unit and scale in _CODE_SCALES and code.isupper():
                return Unit(unit.code, factor=_CODE_SCALES[scale])
        return None

    def by_name(self, words: Sequence[str]) -> tuple[Unit, int] | None:
        """The unit of the longest name at the head of `words` (lower case), and how many words it takes."""
        for count in range(min(self.longest, len(words)), 0, -1):
            unit = self.names.get(" ".join(words[:count]))
            if unit is not None:
                return unit, count
        return None


_CODE_SCALES = {
    "k": Decimal(1_000),
    "K": Decimal(1_000),
    "m": Decimal(1_000_000),
    "M": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "bn": Decimal(1_000_000_000),
}


@cache
def load_tables() -> Mapping[str, Any]:
    """The contents of `currencies.toml`."""
    return tomllib.loads(files("verbale.language").joinpath("currencies.toml").read_text("utf-8"))


@cache
def load_currencies() -> Currencies:
    data = load_tables()
    codes = _codes(data["codes"])
    names = _names(data)
    lettered = {
        (letters, sign): _unit(code) for sign, table in data["lettered"].items() for letters, code in table.items()
    }
    lettered |= {(code, "$"): unit for code, unit in codes.items() if len(code) == 3}
    letters = {text: _unit(code) for text, code in data["letters"]["loose"].items()}
    letters |= {text: _unit(code, needs_weight=True) for text, code in data["letters"]["strict"].items()}
    return Currencies(
        signs={sign: _unit(code) for sign, code in data["signs"].items()},
        lettered=lettered,
        letters=letters,
        codes=codes,
        names=names,
        longest=max(name.count(" ") + 1 for name in names),
    )


def _unit(code: str, *, parts: int = 1, needs_weight: bool = False) -> Unit:
    return Unit(code.rstrip("?"), is_open=code.endswith("?"), parts=parts, needs_weight=needs_weight)


def _codes(table: Mapping[str, Any]) -> dict[str, Unit]:
    words = set(table["words"])
    tender = {
        code
        for currencies in get_global("territory_currencies").values()
        for code, _, end, is_tender in currencies
        if end is None and is_tender
    }
    codes = {code: Unit(code, is_word=code in words) for code in sorted({*tender, *table["old"]})}
    codes |= {written: Unit(code) for written, code in table["other"].items()}
    return codes | {code: codes[code.upper()] for code in table["small"]}


def _names(data: Mapping[str, Any]) -> dict[str, Unit]:
    doubtful = {kind: set(words) for kind, words in data["doubtful"].items()}
    names: dict[str, Unit] = {}
    for name, unit in _cldr_names():
        names.setdefault(_key(name), unit)
    for name, code in data["adjectives"].items():
        for form in _plurals(name, data["plurals"]):
            names[_key(form)] = _unit(code)
    for name, code in data["names"].items():
        for form in () if name in doubtful["adjective_only"] else _plurals(name, data["plurals"]):
            if form not in doubtful["plural_only"]:
                names[_key(form)] = _unit(code, needs_weight=name in doubtful["names"])
    for name, subunit in data["subunits"].items():
        names[_key(name)] = _unit(subunit["of"], parts=subunit["per"])
    return names


def _plurals(name: str, irregular: Mapping[str, Sequence[str]]) -> Iterable[str]:
    head, _, last = name.rpartition(" ")
    forms = irregular.get(name) or [f"{head} {form}" for form in irregular.get(last, [f"{last}s"])]
    return [name, *forms]


def _cldr_names() -> Iterable[tuple[str, Unit]]:
    """CLDR's singular and plural names; those of a currency that is gone only where they are not told by years."""
    locale = Locale("en")
    for code in sorted(cast("Mapping[str, str]", locale.currencies)):
        for count in (1, 2):
            name = _cldr_name(locale, code, count)
            if name and " " in name and not re.search(r"[(\d]|units?\b|ounces?\b|\bgold\b", name):
                yield name, Unit(code)


def _cldr_name(locale: Locale, code: str, count: int) -> str | None:
    name = get_currency_name(code, count=count, locale=locale)
    return name if name != code else None


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s-]+", name.lower().replace(".", "").replace("ʻ", "'").strip()))
