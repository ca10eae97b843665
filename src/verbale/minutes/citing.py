"""Cited prose: sentences and cells that say what they rest on, and the numbered notes that prove them.

Comes in: words, and the lines that they rest on. Goes out: the same words with the numbers of their notes and with
marks for what a reader must know: that nobody has reviewed them, that they are only reported, possible or denied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verbale.minutes.line import State
from verbale.minutes.told import Told, surest
from verbale.minutes.wording import tell_days

_UNSURE = 0.5
_WITH_THE = re.compile(
    r"^(?:United (?:States|Kingdom|Nations|Arab Emirates)|Netherlands|Philippines|Bahamas|Gambia|Maldives)$"
    r"|\b(?:Union|Republic|Federation|Islands|Organi[sz]ation|Nations|Party|Agency|Fund|Bank|Authority|League)$"
)
_MARKS = {"reported": "reported, not confirmed", "possible": "only possible", "denied": "denied"}


@dataclass(frozen=True, slots=True)
class Note:
    """The proof of a sentence: what an article says in its own words. `state` is that of the line."""

    number: int
    entry: int
    article: int
    state: State
    outlet: str
    day: str | None
    headline: str | None
    url: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, the numbers of the notes that prove them, and marks: "draft", "reported, not confirmed", "unsure"."""

    text: str
    notes: tuple[int, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cited cells under their heads."""

    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, where there is one, and sentences."""

    heading: str
    sentences: tuple[Sentence, ...]
    table: Table | None = None


class Notes:
    """The notes of one text, numbered as they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._notes: list[Note] = []
        self._lines: dict[int, Told] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes)

    @property
    def lines(self) -> tuple[Told, ...]:
        """The lines that are cited, each once."""
        return tuple(self._lines.values())

    def cite(self, told: Sequence[Told], *, most: int = 2) -> tuple[int, ...]:
        """The numbers of the notes for some lines: the surest one, and such as come from articles of another origin."""
        if not told:
            return ()
        lead = surest(told)
        chosen, origins = [lead], {_origin(lead)}
        for one in sorted(told, key=lambda one: (not one.reviewed, -one.line.confidence, one.line.entry)):
            if len(chosen) < most and _origin(one) not in origins:
                origins.add(_origin(one))
                chosen.append(one)
        return tuple(dict.fromkeys(self._number(one) for one in chosen))

    def say(self, text: str, told: Sequence[Told], *, most: int = 2, marked: bool = True) -> Sentence:
        """Words that rest on some lines, with their notes and, where `marked`, what a reader must know of them."""
        return Sentence(text, self.cite(told, most=most), marks_of(told) if marked else ())

    def _number(self, told: Told) -> int:
        line, source = told.line, told.source
        key = (line.article, line.quote)
        self._lines[line.entry] = told
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            outlet = source.publisher if source and source.publisher else "an article without a publisher"
            headline, url = (source.headline, source.url) if source else (None, None)
            self._notes.append(
                Note(len(self._notes) + 1, line.entry, line.article, line.state, outlet, told.published, headline, url,
                     line.quote)
            )  # fmt: skip
        return self._numbers[key]


def marks_of(told: Sequence[Told]) -> tuple[str, ...]:
    """What a reader must know of words that rest on some lines."""
    if not told:
        return ()
    lead = surest(told)
    marks = [] if any(one.reviewed for one in told) else ["draft"]
    if mark := _MARKS.get(lead.line.certainty):
        marks.append(mark)
    if marks[:1] == ["draft"] and max(one.line.confidence for one in told) < _UNSURE:
        marks.append("unsure")
    return tuple(marks)


def _origin(told: Told) -> int:
    return told.source.origin if told.source else told.line.article


def the(name: str) -> str:
    """A party's name as a sentence has it: `the United States`, `Iran`."""
    return f"the {name}" if _WITH_THE.search(name) else name


def join_names(names: Iterable[str], *, most: int = 4) -> str:
    """`Iran`, `Iran and Oman`, `Iran, Oman and Qatar`, `Iran, Oman, Qatar and 3 others`."""
    held = list(names)
    if len(held) > most:
        held = [*held[: most - 1], f"{len(held) - most + 1} others"]
    *first, last = held or [""]
    return f"{', '.join(first)} and {last}" if first else last


def stop(text: str) -> str:
    """Words as a sentence: a capital at its head and a full stop behind it."""
    text = text.strip()
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text.rstrip("”\"’')")[-1:] in ".?!…" else ".")


def dated(told: Sequence[Told]) -> str:
    """A line's own sentence, with its days behind it where it has any that the sentence does not name."""
    lead = surest(told)
    text, days = stop(lead.line.text), tell_days(lead.line.day, lead.line.last_day)
    if not days or days in text or not text.endswith("."):
        return text
    return f"{text[:-2]}, {days})." if text.endswith(").") else f"{text[:-1]} ({days})."


def count_more(number: int, one: str) -> str:
    """`1 more issue`, `12 more issues`."""
    return f"1 more {one}" if number == 1 else f"{number:,} more {one}s"
