"""What a row of a view rests on: its lines, the leading one first.

Comes in: the lines of one subject. Goes out: their order, and their numbers and states. Rejected and withdrawn lines
prove nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verbale.minutes.line import Line, Source, State

#: The states of lines that a view may show as facts or as drafts.
STANDING: frozenset[State] = frozenset({"draft", "accepted", "edited"})
_REVIEWED = frozenset({"accepted", "edited"})


@dataclass(frozen=True, slots=True)
class Proof:
    """The entries that a row rests on, each with its state, and their articles."""

    entries: tuple[int, ...]
    states: tuple[State, ...]
    articles: tuple[int, ...]
    draft: bool  #: no person has reviewed any of them


def prove(lines: Iterable[Line]) -> Proof:
    """The proof that some lines give, in their order."""
    held = list(lines)
    return Proof(
        entries=tuple(line.entry for line in held),
        states=tuple(line.state for line in held),
        articles=tuple(dict.fromkeys(line.article for line in held)),
        draft=not any(line.state in _REVIEWED for line in held),
    )


def by_subject(lines: Iterable[Line], sources: Mapping[int, Source]) -> list[list[Line]]:
    """The standing lines, those of one subject together, the leading one first; subjects by their number.

    A reviewed line leads drafts, a line of a newer article leads older ones, and of two the surer.
    """
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.state in STANDING:
            groups[line.subject].append(line)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=lambda line: line.entry)
            group.sort(key=lambda line: _lead(line, sources), reverse=True)
    return [groups[subject] for subject in sorted(groups)]


def _lead(line: Line, sources: Mapping[int, Source]) -> tuple[bool, str, float]:
    return line.state in _REVIEWED, published(line, sources) or "", line.confidence


def published(line: Line, sources: Mapping[int, Source]) -> str | None:
    """The day on which a line's article came out, where it is known."""
    source = sources.get(line.article)
    return source.published[:10] if source and source.published else None


def first_told(lines: Sequence[Line], field: str) -> Any:
    """What the first line that has something in a field says there; None where none has."""
    return next((told for line in lines if (told := line.fields.get(field)) not in (None, "", [], ())), None)
