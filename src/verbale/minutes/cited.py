"""Whether lines of the minutes say only what their evidence says: the gate of cited words, on the kept articles.

Comes in: entries, the article's JSON as it was filed, and its people. Goes out: what is not in the evidence, as
`reading.gate` has it. It forbids nothing: who accepts a line against an objection gives a reason, and that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verbale.minutes.line import Figure

if TYPE_CHECKING:
    from verbale.reading.entries import Entry
    from verbale.reading.gate import Objection

#: The reason that may be given for a line whose names and dates a reader of the article knows from further up.
SAID_EARLIER = "its names and dates stand earlier in the article"


@dataclass(frozen=True, slots=True)
class Checked:
    """What speaks against a line: empty for one that may pass.

    `said_earlier`: all of it is names and dates that the article gives up to the end of the evidence's paragraph, as
    where the evidence has "he" or "on the same day". Numbers and quoted words are never so explained.
    """

    objections: tuple[Objection, ...]
    said_earlier: bool

    def to_json(self) -> list[dict[str, str]]:
        """The objections as they are kept beside the decision that was made against them."""
        return [{"reason": one.reason, "field": one.field, "problem": one.problem} for one in self.objections]


class Gate:
    """The gate for the lines of one article, which is laid out once."""

    def __init__(self, article: Mapping[str, Any], people: Iterable[Figure]) -> None:
        from verbale.minutes.rebuilt import rebuild_article, rebuild_people
        from verbale.reading.grounds import find_grounds

        self._grounds = find_grounds(rebuild_article(article), rebuild_people(people))

    def check(self, entry: Entry) -> Checked:
        """What of an entry is not in its evidence."""
        from verbale.reading.gate import find_objections

        against = find_objections(entry, self._grounds)
        return Checked(against, bool(against) and self._is_said_earlier(entry, against))

    def _is_said_earlier(self, entry: Entry, against: tuple[Objection, ...]) -> bool:
        from verbale.reading.entries import Evidence
        from verbale.reading.gate import LONGEST_EVIDENCE, find_objections

        if any(one.reason not in ("name", "date") for one in against):
            return False
        end = max(piece.end for piece in entry.evidence)
        blocks = (block for block in self._grounds.article.blocks if block.start < end)
        pieces = tuple(
            Evidence(block.start, block.span.end, block.text) for block in blocks if len(block.text) <= LONGEST_EVIDENCE
        )
        return not set(against) & set(find_objections(replace(entry, evidence=pieces), self._grounds))
