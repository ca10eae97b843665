"""The vocabulary of time expressions, read once from `words.toml` into tables for single look-ups."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of up to three tokens, and what each stands for."""

    meanings: dict[tuple[str, ...], str]
    firsts: frozenset[str]

    def find(self, low: list[str], i: int) -> tuple[str, int] | None:
        """What the longest phrase at token i stands for, and the token after it."""
        if low[i] not in self.firsts:
            return None
        for length in (3, 2, 1):
            meaning = self.meanings.get(tuple(low[i : i + length]))
            if meaning:
                return meaning, i + length
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-cased words of time and what each stands for."""

    weekdays: dict[str, int]  # "monday" → 1
    short_weekdays: frozenset[str]
    titles: frozenset[str]
    months: dict[str, int]
    doubtful_months: frozenset[str]
    verb_months: frozenset[str]
    month_before: frozenset[str]
    person_verbs: frozenset[str]
    units: dict[str, str]  # "hrs" → "hour"
    cardinals: dict[str, int]  # one to ninety
    ordinals: dict[str, int]
    vague: frozenset[str]
    dayparts: dict[str, tuple[str, int, int]]
    relative: dict[str, str]  # "upcoming" → "coming"
    seasons: dict[str, tuple[str, int]]
    hour_words: dict[str, int]
    zones: dict[str, float | str]  # hours east of Greenwich, or a name of the zone database
    tense: dict[str, frozenset[str]]
    bounds: Phrases  # ("no", "later", "than") → "ON_OR_BEFORE"
    afterthoughts: Phrases
    loose: Phrases
    mods: Phrases
    sets: dict[str, str]  # "weekly" → "P1W"
    starts: frozenset[str]
    weak_starts: frozenset[str]
    ends: frozenset[str]
    shifts: dict[str, int]  # "last" → −1
    days: dict[str, int]  # "yesterday" → −1
    holidays: dict[str, tuple[tuple[tuple[str, ...], int | str], ...]]  # by first word, longest first


def _phrases(table: dict[str, str]) -> Phrases:
    meanings = {tuple(words.split()): meaning for words, meaning in table.items()}
    return Phrases(meanings, frozenset(words[0] for words in meanings))


def _number_words(table: dict[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    cardinals = {word: at for at, word in enumerate(table["ones"].split())}
    cardinals |= {word: 20 + 10 * at for at, word in enumerate(table["tens"].split())}
    ordinals = {word: at for at, word in enumerate(table["ordinals"].split())}
    ordinals |= {word[:-1] + "ieth": cardinals[word] for word in table["tens"].split()}
    del ordinals["zeroth"]
    return cardinals, ordinals


def _holidays(table: dict[str, int | str]) -> dict[str, tuple[tuple[tuple[str, ...], int | str], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], int | str]]] = {}
    for name, rule in table.items():
        words = tuple(name.replace("'", " ' ").replace(".", " . ").replace("-", " - ").split())
        by_first.setdefault(words[0], []).append((words, rule))
    return {first: tuple(sorted(names, key=lambda n: -len(n[0]))) for first, names in by_first.items()}


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of news English, from the file beside this module."""
    raw: dict[str, Any] = tomllib.loads(
        files("verbale.language.timex").joinpath("words.toml").read_text(encoding="utf-8")
    )
    cardinals, ordinals = _number_words(raw["numbers"])
    months, weekdays = raw["months"], raw["weekdays"]
    return Lexicon(
        weekdays={word: at for at, word in enumerate(weekdays["full"], 1)} | weekdays["short"],
        short_weekdays=frozenset(weekdays["short"]),
        titles=frozenset(weekdays["titles"].split()),
        months={word: at for at, word in enumerate(months["full"], 1)} | months["short"],
        doubtful_months=frozenset(months["doubtful"]),
        verb_months=frozenset(months["verbs"]),
        month_before=frozenset(months["before"].split()),
        person_verbs=frozenset(months["persons_do"].split()),
        units={word: unit for unit, words in raw["units"].items() for word in words},
        cardinals=cardinals,
        ordinals=ordinals,
        vague=frozenset(raw["numbers"]["vague"].split()),
        dayparts={word: (code, first, last) for word, (code, first, last) in raw["dayparts"].items()},
        relative={word: meaning for meaning, words in raw["relative"].items() for word in words},
        seasons={word: (code, month) for word, (code, month) in raw["seasons"].items()},
        hour_words={word: at for at, word in enumerate(raw["clock"]["hour_words"].split(), 1)},
        zones=raw["clock"]["zones"] | raw["places"],
        tense={name: frozenset(words.split()) for name, words in raw["tense"].items()},
        bounds=_phrases(raw["bounds"]),
        afterthoughts=_phrases(raw["afterthoughts"]),
        loose=_phrases(raw["loose"]),
        mods=_phrases(raw["mods"]),
        sets=raw["sets"],
        starts=frozenset(raw["starts"]["words"].split()),
        weak_starts=frozenset(raw["starts"]["weak"].split()),
        ends=frozenset(raw["starts"]["ends"].split()),
        shifts=raw["shifts"]["which"],
        days=raw["shifts"]["days"],
        holidays=_holidays(raw["holidays"]),
    )
