"""The values of the minutes: lines, sources and figures, as they stand in one dossier at one moment.

Plain frozen values without I/O. The store makes them, the views are functions of them: a view never asks a database,
and so shows any moment in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from verbale.reading.entries import Certainty

Kind = Literal["statement", "meeting", "position", "proposal", "pledge", "event"]
#: `draft`: nobody has reviewed it; `accepted`, `rejected`: a person did; `edited`: a person changed and so accepted it;
#: `withdrawn`: its article no longer says so, or is gone.
State = Literal["draft", "accepted", "edited", "rejected", "withdrawn"]
FigureKind = Literal["person", "party"]
DOUBTFUL: frozenset[Certainty] = frozenset(("denied", "possible"))
UNREAD: Mapping[str, Any] = MappingProxyType({})  #: the fields of what is not read
#: Makes a named tuple of its values; of thousands of them `_make`'s own checks are felt.
make_tuple: Callable[..., Any] = tuple.__new__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


class Line(NamedTuple):
    """One entry of one article as it stands. Lines of the same `subject` are one meeting, proposal, pledge, … .

    `party` is whose act, word or wish it is and `other` towards whom: the speaker's party, the first two delegations,
    the holder of a position and `toward`, the first sponsor and party, donor and recipient, actor and recipient.
    `label` is the kind's own word: manner, status, stance, status, stage, event type. `day` and `last_day` are ISO 8601
    dates, both inclusive; `fields` is the entry as `verbale.reading/1` has it.
    """

    entry: int  #: the entry's number, the same in all its versions
    article: int
    kind: Kind
    state: State
    subject: int  #: the number of the first entry of those that are the same
    party: str | None
    other: str | None
    issue: str | None  #: the most specific one
    label: str
    day: str | None
    last_day: str | None
    certainty: Certainty
    confidence: float
    method: str  #: the origin's: rules, model or person
    text: str
    fields: Mapping[str, Any]
    reviewer: str | None = None  #: who gave it its state, where a person did
    since: int = 0  #: the change that made it so

    @property
    def quote(self) -> str:
        """The words of the article that it rests on, pieces joined by an ellipsis."""
        return " … ".join(piece["exact"] for piece in self.fields["evidence"])


class Act(NamedTuple):
    """Who does what towards whom, by a line whose text and day are not read: see `Line`."""

    entry: int
    kind: Kind
    state: State
    subject: int
    party: str | None
    other: str | None
    issue: str | None
    label: str
    certainty: Certainty
    fields: Mapping[str, Any] = UNREAD


Acting = Line | Act


class Source(NamedTuple):
    """An article of the dossier as it stands. `published` is ISO 8601, local where its page gives no zone."""

    article: int
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    story: int  #: the number of the first article of the same story
    origin: int  #: the number of the first article whose text this one repeats: itself where it is of its own
    version: int = 1  #: how often its page was filed in another form
    gone: bool = False  #: its page was found to have vanished
    since: int = 0


class Figure(NamedTuple):
    """A person or party as one article has it. Figures of the same `subject` are one.

    `fields` is the person or party as `verbale.reading/1` has it: aliases and roles, or id and kind, and mentions.
    """

    figure: int
    article: int
    kind: FigureKind
    name: str
    subject: int
    fields: Mapping[str, Any]
    since: int = 0
