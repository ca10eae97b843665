"""The proposal ledger: what is on the table, whose it is, in what state, how it got there, and what others reply.

Comes in: lines and articles as they stand. Goes out: one value for each proposal, those told of last first. A state is
taken from lines that assert it; that an article still calls a signed agreement "under discussion" takes nothing back,
but is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from verbale.minutes.line import Line, Source
from verbale.minutes.replies import Replies, Reply
from verbale.minutes.told import Backing, Told, back, by_subject, called, counted, in_order, surest, tell
from verbale.reading.entries import Certainty, ProposalStatus, ProposalType

#: From an idea to a rule; `rejected` and `withdrawn` lead off it.
LADDER: tuple[ProposalStatus, ...] = ("floated", "under_discussion", "agreed_in_part", "agreed", "signed", "in_force")
_ENDS = frozenset(("rejected", "withdrawn"))
_AGREED = LADDER.index("agreed_in_part")
_RUNGS: dict[str, int] = {status: rung for rung, status in enumerate(LADDER)}


@dataclass(frozen=True, slots=True)
class Version:
    """What was told of the proposal from one day on: a new state, another number of points, or new terms.

    `terms` are those that no earlier version had.
    """

    day: str | None
    status: ProposalStatus
    certainty: Certainty
    points: int | None
    terms: tuple[str, ...]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """The first day on which a state was told, by lines of which some assert it where `sure`."""

    status: ProposalStatus
    day: str | None
    sure: bool
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. `status` is the state now, told since `since`; `certainty` that of the lines that tell it.

    `disputed` are states that other lines of the same day give and that cannot hold beside it; `behind` are entries
    told later that have it in an earlier state. `names`, `types`, `points` and the rest hold all that articles give,
    those that most give first.
    """

    subject: int
    name: str
    names: tuple[str, ...]
    text: str
    type: ProposalType
    types: tuple[ProposalType, ...]
    sponsors: tuple[str, ...]
    parties: tuple[str, ...]
    points: tuple[int, ...]
    terms: tuple[str, ...]
    status: ProposalStatus
    certainty: Certainty
    since: str | None
    disputed: tuple[ProposalStatus, ...]
    behind: tuple[int, ...]
    reached: tuple[Reached, ...]
    versions: tuple[Version, ...]
    replies: tuple[Reply, ...]
    last_told: str | None
    backing: Backing
    lines: tuple[Told, ...]

    @property
    def proof(self) -> tuple[Told, ...]:
        """The lines that give its state now."""
        return tuple(one for one in self.lines if (one.line.label, one.line.certainty) == (self.status, self.certainty))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Some proposals, those told of last first; `total` is how many there are."""

    proposals: tuple[Proposal, ...]
    total: int


def make_ledger(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    subjects: Collection[int] | None = None,
    limit: int | None = None,
    skip: int = 0,
    names: Mapping[str, str] | None = None,
) -> Ledger:
    """The proposals that some lines tell, with the positions and events among them that reply to each.

    `subjects` are the only ones wanted; `limit` are given behind the first `skip`; `names`: see `told.names_of`.
    Looking for replies takes most of the time, and is done for those that are given.
    """
    told = tell(lines, sources, names)
    proposals = [one for one in told if one.line.kind == "proposal"]
    return arrange_proposals(proposals, lambda _: told, subjects=subjects, limit=limit, skip=skip, names=names)


def arrange_proposals(
    told: Iterable[Told],
    answers: Callable[[Mapping[int, Sequence[Told]]], Iterable[Told]],
    *,
    subjects: Collection[int] | None = None,
    limit: int | None = None,
    skip: int = 0,
    names: Mapping[str, str] | None = None,
) -> Ledger:
    """What `make_ledger` gives, of told proposals. `answers` gives what may reply to some of them."""
    found = by_subject(in_order(told))
    wanted = [subject for subject in found if subjects is None or subject in subjects]
    wanted.sort(key=lambda subject: (found[subject][-1].as_of or "", subject), reverse=True)
    shown = wanted[skip : None if limit is None else skip + limit]
    held = {subject: found[subject] for subject in shown}
    replies = Replies(held, answers(held))
    return Ledger(tuple(_proposal(subject, found[subject], replies, names) for subject in shown), len(wanted))


def _proposal(subject: int, told: list[Told], replies: Replies, names: Mapping[str, str] | None) -> Proposal:
    basis, disputed, behind = _state(told)
    every = [one.line.fields for one in told]
    by = surest(basis)
    titles = counted(fields["name"] for fields in every)
    types = counted(fields["type"] for fields in every)
    sponsors = counted(called(name, names) for fields in every for name in fields["sponsors"])
    parties = counted(called(name, names) for fields in every for name in fields["parties"])
    days = [one.as_of for one in basis if one.as_of]
    return Proposal(
        subject=subject,
        name=max((one.line.fields["name"] for one in basis), key=len),
        names=titles,
        text=by.line.text,
        type=types[0],
        types=types,
        sponsors=sponsors,
        parties=tuple(party for party in parties if party not in sponsors),
        points=counted(fields["points"] for fields in every),
        terms=tuple(dict.fromkeys(term for fields in every for term in fields["terms"])),
        status=_status(by),
        certainty=by.line.certainty,
        since=min(days, default=None),
        disputed=disputed,
        behind=behind,
        reached=_reached(told),
        versions=_versions(told),
        replies=replies.of(subject, sponsors),
        last_told=max((one.published for one in told if one.published), default=None),
        backing=back(told),
        lines=tuple(told),
    )


def _state(told: Sequence[Told]) -> tuple[list[Told], tuple[ProposalStatus, ...], tuple[int, ...]]:
    """The lines that give the state now, states of the same day that contradict it, and later entries that are behind.

    Only the surest kind of lines decides: asserted ones where there are any. A later day's state takes the place of an
    earlier one's where it is further up, or an end; after an end, whatever says that it was agreed.
    """
    sure = _sure(told)
    state = sure[0]
    behind: list[int] = []
    for one in sure[1:]:
        before, now = state.line.label, one.line.label
        if now == before:
            continue
        moves = now in _ENDS or (_RUNGS[now] >= _AGREED if before in _ENDS else _RUNGS[now] > _RUNGS[before])
        same_day = one.as_of == state.as_of
        if moves and same_day and _contradict(now, before):
            state = surest([state, one])
        elif moves:
            state = one
            behind.clear()
        elif not same_day:
            behind.append(one.line.entry)
    status = state.line.label
    last = max((one.as_of or "" for one in sure if one.line.label == status), default="")
    disputed: dict[ProposalStatus, None] = dict.fromkeys(
        _status(one) for one in sure if (one.as_of or "") == last and _contradict(one.line.label, status)
    )
    return [one for one in sure if one.line.label == status], tuple(disputed), tuple(behind)


def _sure(told: Sequence[Told]) -> Sequence[Told]:
    for certainties in (("asserted",), ("reported",), ("planned", "possible")):
        some = [one for one in told if one.line.certainty in certainties]
        if some:
            return some
    return told


def _contradict(one: str, other: str) -> bool:
    """An end and an agreement cannot both be; an agreement and a signature can."""
    if one in _ENDS:
        return other not in _ENDS and _RUNGS[other] >= _AGREED
    return other in _ENDS and _RUNGS[one] >= _AGREED


def _status(one: Told) -> ProposalStatus:
    return one.line.label  # pyright: ignore[reportReturnType]


def _reached(told: Sequence[Told]) -> tuple[Reached, ...]:
    by_status: dict[ProposalStatus, list[Told]] = {}
    for one in told:
        by_status.setdefault(_status(one), []).append(one)
    return tuple(
        Reached(
            status,
            next((one.as_of for one in some if one.line.certainty == "asserted"), some[0].as_of),
            any(one.line.certainty == "asserted" for one in some),
            tuple(one.line.entry for one in some),
        )
        for status, some in sorted(by_status.items(), key=lambda item: (_RUNGS.get(item[0], len(LADDER)), item[0]))
    )


def _versions(told: Sequence[Told]) -> tuple[Version, ...]:
    versions: list[Version] = []
    seen: set[str] = set()
    for one in told:
        fields = one.line.fields
        fresh = tuple(term for term in fields["terms"] if term not in seen)
        seen.update(fresh)
        before = versions[-1] if versions else None
        points = fields["points"] if fields["points"] is not None or before is None else before.points
        same = before and (before.status, before.certainty, before.points) == (_status(one), one.line.certainty, points)
        if before and same and (not fresh or before.day == one.as_of):
            entries = (*before.entries, one.line.entry)
            versions[-1] = Version(
                before.day, before.status, before.certainty, points, (*before.terms, *fresh), entries
            )
        else:
            entries = (one.line.entry,)
            versions.append(Version(one.as_of, _status(one), one.line.certainty, points, fresh, entries))
    return tuple(versions)
