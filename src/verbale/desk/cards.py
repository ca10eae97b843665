"""One line as a reviewer needs to see it: in its sentence in its paragraph, with what was read from it.

Comes in: a line of an opened dossier. Goes out: the words that a template shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verbale.desk.marks import Passage, mark_evidence
from verbale.minutes.line import Line, Source
from verbale.minutes.standing import Standing
from verbale.minutes.wording import field_words

_HIDDEN = ("kind", "text", "evidence", "origin", "confidence", "certainty", "when")


@dataclass(frozen=True, slots=True)
class Card:
    """A line, the paragraphs of its evidence with that marked, its article, and its fields in words."""

    line: Line
    passages: Sequence[Passage]
    source: Source | None
    fields: Sequence[tuple[str, str]]


def card_of(standing: Standing, line: Line) -> Card:
    """The card of a line. Raises StoreError where its article is not there."""
    passages = mark_evidence(standing.article_json(line.article), [line])
    return Card(
        line,
        [one for one in passages if any(piece.marks for piece in one.pieces)],
        standing.sources([line.article]).get(line.article),
        [(name, field_words(value)) for name, value in line.fields.items() if name not in _HIDDEN and value],
    )
