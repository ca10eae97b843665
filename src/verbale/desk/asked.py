"""Which drafts a reviewer asks for: by kind, party, rule, source and confidence, and from where on.

Comes in: the query of an address. Goes out: an `Asked`, and the query that leads to it or to one near it. It goes with
every address of a review, so that after each decision the reviewer stands where they stood.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query

from verbale.minutes.line import Kind
from verbale.minutes.waiting import Place

_Word = Annotated[str, Query(max_length=400)]
_Percent = Annotated[int, Query(ge=0, le=100)]
_Count = Annotated[int, Query(ge=0, le=2**53)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be reviewed. Confidences in per cent, both inclusive; an empty word asks for all.

    `skip` drafts were passed over; `show` is the entry to show, whatever its place (0: the next); `second` asks as a
    second reader, who does not see what the first decided; `then` is where an edit leads back to, and
    `held` how many were held back just now.
    """

    kind: Kind | Literal[""] = ""
    party: str = ""
    rule: str = ""
    source: str = ""
    least: int = 0
    most: int = 100
    second: bool = False
    skip: int = 0
    show: int = 0
    then: Literal["", "review"] = ""
    held: int = 0

    def lets(self, place: Place) -> bool:
        """Whether a place in the queue is one of those asked for."""
        return (
            (not self.kind or place.kind == self.kind)
            and (not self.party or self.party in (place.party, place.other))
            and (not self.rule or place.rule == self.rule)
            and (not self.source or place.outlet == self.source)
            and self.least / 100 <= place.confidence <= self.most / 100
        )

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than all."""
        return replace(self, second=False, skip=0, show=0, then="", held=0) != Asked()

    def query(self, **other: Any) -> str:
        """The query of an address, with `?`; empty where all is asked for. `other` values stand instead of its own."""
        shown = replace(self, **other)
        told = {field.name: getattr(shown, field.name) for field in fields(Asked)}
        if "held" not in other:
            told.pop("held")
        told = {name: value for name, value in told.items() if value != getattr(Asked(), name)}
        return f"?{urlencode(told)}" if told else ""


def _asked(
    kind: Kind | Literal[""] = "",
    party: _Word = "",
    rule: _Word = "",
    source: _Word = "",
    least: _Percent = 0,
    most: _Percent = 100,
    second: bool = False,
    skip: _Count = 0,
    show: _Count = 0,
    then: Literal["", "review"] = "",
    held: _Count = 0,
) -> Asked:
    return Asked(kind, party, rule, source, least, most, second, skip, show, then, held)


#: What the query of an address asks for, as a route's argument.
AskedFor = Annotated[Asked, Depends(_asked)]
