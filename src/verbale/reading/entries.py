"""The values of a reading: people, parties and draft entries, as the contract `verbale.reading/1` defines them.

Plain frozen values without I/O; no spaCy object, no page: they pickle cheaply. Field names are the contract's, and
`reading_json` writes exactly them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar, Literal

from verbale.language.gazetteer import PartyKind
from verbale.page.article import Article

SCHEMA = "verbale.reading/1"

Grain = Literal["year", "quarter", "month", "week", "day", "hour", "minute"]
Certainty = Literal["asserted", "reported", "possible", "planned", "denied"]
SpeakerKind = Literal["person", "party", "group", "document"]
Manner = Literal[
    "said", "claimed", "denied", "acknowledged", "emphasized", "warned", "promised", "asked", "announced", "accused",
    "praised", "estimated", "believed", "reported",
]  # fmt: skip
MeetingFormat = Literal["in_person", "call", "video", "summit", "round", "unknown"]
MeetingStatus = Literal["held", "ongoing", "planned", "postponed", "cancelled"]
Stance = Literal["demands", "offers", "supports", "accepts", "refuses", "opposes", "conditional", "undecided"]
ProposalType = Literal["plan", "framework", "agreement", "ceasefire", "resolution", "guarantee", "package", "draft"]
ProposalStatus = Literal[
    "floated", "under_discussion", "agreed_in_part", "agreed", "signed", "in_force", "rejected", "withdrawn"
]
PledgeType = Literal["pledge", "payment", "request", "need"]
PledgeStage = Literal["announced", "committed", "allocated", "disbursed", "requested", "estimated"]
#: PLOVER event types, as NGEC and POLECAT use them.
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """The span of `article.text` that an entry rests on; `exact` is that text."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days or finer, ISO 8601, `end` inclusive; `expression` is what the article says."""

    start: str
    end: str
    grain: Grain
    expression: str


@dataclass(frozen=True, slots=True)
class Period:
    """ISO 8601 bounds, `end` inclusive; both may be as coarse as a year."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Origin:
    method: Literal["rules", "model", "person"]
    by: str


@dataclass(frozen=True, slots=True)
class Role:
    title: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """`id` is ISO 3166 alpha-3 for a state, a short stable slug otherwise; `name` is canonical."""

    name: str
    id: str
    kind: PartyKind
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    kind: SpeakerKind
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    party: str | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    value: float
    currency: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    name: str
    party: str | None = None

    @property
    def principal(self) -> str:
        """Whom it acts for: its party, or itself where it acts for none."""
        return self.party or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has. `text` is the entry as one plain English sentence."""

    kind: ClassVar[str]
    text: str
    when: When | None = None
    certainty: Certainty = "asserted"
    issues: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]
    via: tuple[str, ...] = ()
    origin: Origin
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    kind: ClassVar[str] = "statement"
    speakers: tuple[Speaker, ...]
    manner: Manner
    channel: str | None = None
    audience: str | None = None
    content: str
    quotes: tuple[str, ...] = ()
    outlook: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Entry):
    kind: ClassVar[str] = "meeting"
    name: str
    place: str | None = None
    format: MeetingFormat = "unknown"
    status: MeetingStatus = "held"
    delegations: tuple[Delegation, ...] = ()
    host: str | None = None
    purpose: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Entry):
    kind: ClassVar[str] = "position"
    party: str
    stance: Stance
    issue: str
    what: str
    toward: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Entry):
    kind: ClassVar[str] = "proposal"
    name: str
    type: ProposalType
    sponsors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    status: ProposalStatus = "under_discussion"
    points: int | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Entry):
    kind: ClassVar[str] = "pledge"
    type: PledgeType
    donor: str | None = None
    recipient: str | None = None
    amount: Money | None = None
    equivalents: tuple[Money, ...] = ()
    goods: str | None = None
    period: Period | None = None
    purpose: str | None = None
    stage: PledgeStage = "announced"
    conditions: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    kind: ClassVar[str] = "event"
    actor: Actor
    recipient: Actor
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One article read."""

    article: Article
    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    entries: tuple[Entry, ...] = field(default=())


def reading_json(reading: Reading) -> dict[str, Any]:
    """The reading as `verbale.reading/1`, ready for `json.dumps`."""
    return {
        "schema": SCHEMA,
        "article": dict(reading.article.to_json()),
        "people": [_plain(person) for person in reading.people],
        "parties": [_plain(party) for party in reading.parties],
        "entries": [entry_json(entry) for entry in reading.entries],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """One entry as the contract has it."""
    return {"kind": entry.kind, **_plain(entry)}


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    return value
