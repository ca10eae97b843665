"""In whose words an article tells a line: of the party itself, of others, or in its own.

Comes in: lines, and a line of them. Goes out: its `Voice`, from the statement of the same article that rests on the
same words, else from its chain of sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from verbale.minutes.told import Told

VoiceKind = Literal["itself", "others"]


@dataclass(frozen=True, slots=True)
class Voice:
    """`others` covers the article's own words: then `name` is null."""

    kind: VoiceKind
    name: str | None


class Voices:
    """The statements of each article, asked for who speaks where."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._in: dict[int, list[Told]] = {}
        for one in told:
            if one.line.kind == "statement":
                self._in.setdefault(one.line.article, []).append(one)

    def of(self, one: Told) -> Voice:
        """Who tells a line. A statement is told by its speaker."""
        line = one.line
        for statement in (one,) if line.kind == "statement" else self._in.get(line.article, ()):
            speakers = statement.line.fields["speakers"]
            if speakers and _rests_on_same(one, statement):
                own = line.kind == "statement" or any(
                    line.party in (speaker.get("party"), speaker["name"]) for speaker in speakers
                )
                return Voice("itself" if own else "others", " and ".join(speaker["name"] for speaker in speakers))
        chain = list(line.fields.get("via") or ())
        if len(chain) > 1:
            return Voice("itself" if chain[-1] == line.party else "others", chain[-1])
        return Voice("others", None)


def _rests_on_same(one: Told, statement: Told) -> bool:
    """Whether a line's words lie within those of a statement, for the most part."""
    for mine in one.line.fields["evidence"]:
        for yours in statement.line.fields["evidence"]:
            shared = min(mine["end"], yours["end"]) - max(mine["start"], yours["start"])
            if 2 * shared > mine["end"] - mine["start"]:
                return True
    return False
