"""Which stances go together and which against each other, and where a party turned round.

Comes in: the lines of one party on one issue, oldest first. Goes out: reversals, when a later line has the opposite of
an earlier one, and contradictions, when two of one day have. Whether both are about one matter is judged by the words
that they share, and said with each: "refuses a truce, accepts a summit" is no reversal, or none to be sure of. Where
the words differ and a line is unsure besides, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.minutes.told import Told

Side = Literal["for", "against", "wants", "open"]
_SIDES: dict[str, Side] = {
    "supports": "for", "accepts": "for", "offers": "for", "refuses": "against", "opposes": "against",
    "demands": "wants", "conditional": "open", "undecided": "open",
}  # fmt: skip
_CONTRARY: dict[Side, tuple[Side, ...]] = {
    "for": ("against", "open"),
    "against": ("for", "open"),
    "wants": (),
    "open": ("for", "against"),
}
_LONG = 4  # letters of a word that may tell something
_STEM = 5  # letters: "guarantee" and "guarantees", "withdraw" and "withdrawal"
#: Words of a position's sentence that do not tell what it is about.
_NO_MATTER = frozenset(
    word[:_STEM]
    for word in (
        "about accept accepted after again agree agreed against also another any been before being between both but "
        "call called could deal demand demands does during each even every from have having into its itself make more "
        "most must never not offer offers only oppose opposes other over party plan position positions proposal "
        "propose ready refuse refuses reject rejects said says shall should some such support supports than that the "
        "their them then there these they this those through toward towards under until upon want wants were what "
        "when where whether which while will willing with without would"
    ).split()
)
_UNSURE = 0.5  # a draft below this confidence is unsure
_MOST_WORDS = 14  # of a sentence, enough to tell its matter
_MOST_STEMS = 200_000  # that are remembered


class _Parted(dict[int, str]):
    """For `str.translate`: whatever is neither letter nor digit parts words."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = chr(code) if chr(code).isalnum() else " "
        return letter


class _Stems(dict[str, str]):
    """Words without their endings, nothing for those that tell nothing, each found when it is first asked for."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_STEMS:
            self.clear()
        stem = word[:_STEM]
        found = self[word] = stem if len(word) >= _LONG and stem not in _NO_MATTER else ""
        return found


_PARTED, _STEMS = _Parted(), _Stems()


@dataclass(frozen=True, slots=True)
class Reversal:
    """A party turned round on an issue: `before` and `after` are the two lines, each with its sentence.

    `same_matter`: both speak of the same thing, by the words that they share; else it may be two things of one issue.
    `unsure`: one of the two is a draft of low confidence, or not asserted.
    """

    party: str
    issue: str
    toward: str | None
    day: str
    before: Told
    after: Told
    same_matter: bool
    unsure: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Reports of one day that give a party opposite stances on an issue; nothing says which of them holds."""

    party: str
    issue: str
    toward: str | None
    day: str
    one: Told
    other: Told
    same_matter: bool

    @property
    def stances(self) -> tuple[str, str]:
        return self.one.line.label, self.other.line.label


def side_of(stance: str) -> Side:
    """For, against, a demand of its own, or not decided."""
    return _SIDES[stance]


def contrary(side: Side) -> tuple[Side, ...]:
    """The sides that a line of this side takes the place of. A demand takes no other's, and none takes its."""
    return _CONTRARY[side]


def find_turns(lines: Sequence[Told], matters: Matters | None = None) -> tuple[list[Reversal], list[Contradiction]]:
    """Reversals, newest first, and contradictions of one party on one issue, from lines that stand oldest first.

    `matters` are those of the lines, as far as somebody found them already.
    """
    if not {"for", "against"} <= {_SIDES[label] for label in {one.line.label for one in lines}}:
        return [], []
    matters = matters or Matters()
    reversals: list[Reversal] = []
    contradictions: list[Contradiction] = []
    by_word: dict[str, Told] = {}  # the newest line of each word
    by_toward: dict[str | None, Told] = {}  # the newest line towards each
    taken: set[tuple[str, str | None]] = set()
    for one in lines:
        side, day = _SIDES[one.line.label], one.as_of
        if side not in ("for", "against") or day is None:
            continue
        words = matters.of(one)
        before, same = _before(one, words, by_word, by_toward)
        if before is not None and _SIDES[before.line.label] != side and (same or _is_sure(before, one)):
            toward = one.line.other or before.line.other
            if before.as_of != day:
                reversals.append(_reversal(one, before, toward, same))
            elif (day, toward) not in taken:
                taken.add((day, toward))
                contradictions.append(
                    Contradiction(one.line.party or "", one.line.issue or "", toward, day, before, one, same)
                )
        for word in words:
            by_word[word] = one
        by_toward[one.line.other] = one
    return reversals[::-1], contradictions[::-1]


def _before(
    one: Told, words: Iterable[str], by_word: dict[str, Told], by_toward: dict[str | None, Told]
) -> tuple[Told | None, bool]:
    """The line that this one follows: the newest of its matter towards the same party, else the newest towards it."""
    shared: dict[int, int] = {}
    found: dict[int, Told] = {}
    toward = one.line.other
    for word in words:
        earlier = by_word.get(word)
        if earlier is not None and (toward is None or earlier.line.other is None or earlier.line.other == toward):
            entry = earlier.line.entry
            shared[entry] = shared.get(entry, 0) + 1
            found[entry] = earlier
    if shared:
        return found[max(shared, key=lambda entry: (shared[entry], found[entry].as_of or ""))], True
    return by_toward.get(toward), False


def _is_sure(*both: Told) -> bool:
    """Whether both are asserted, and neither is a draft of low confidence."""
    return all(one.line.certainty == "asserted" and (one.reviewed or one.line.confidence >= _UNSURE) for one in both)


def _reversal(after: Told, before: Told, toward: str | None, same: bool) -> Reversal:
    return Reversal(
        party=after.line.party or "",
        issue=after.line.issue or "",
        toward=toward,
        day=after.as_of or "",
        before=before,
        after=after,
        same_matter=same,
        unsure=not _is_sure(before, after),
    )


def matter_of(one: Told) -> set[str]:
    """What a position is about: the longer words of its sentence without their endings and without its parties."""
    line = one.line
    own = f"{line.party} {line.other or ''}".casefold()
    words = line.text.casefold().translate(_PARTED).split()
    stems = {stem: None for word in words if (stem := _STEMS[word]) and word not in own}
    return set(stems if len(stems) <= _MOST_WORDS else list(stems)[:_MOST_WORDS])


class Matters:
    """What some positions are about, each found when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[int, set[str]] = {}

    def of(self, one: Told) -> set[str]:
        """What `matter_of` says."""
        known = self._known.get(one.line.entry)
        if known is None:
            known = self._known[one.line.entry] = matter_of(one)
        return known
