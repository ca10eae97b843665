"""Meetings from planned to held: who, where, when, with what outcome, and what each side said of it.

Comes in: lines and articles as they stand, and today's date. Goes out: one value for each meeting, its delegations put
together from all articles, under the heading where an analyst looks for it. A plan whose day has gone by and of which
nothing was told stays a plan, marked as such: that it took place is for an article to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verbale.minutes.line import Line, Source
from verbale.minutes.readouts import Readout, Readouts
from verbale.minutes.told import Backing, Told, back, by_subject, called, counted, is_wide, surest, tell
from verbale.reading.entries import Certainty, MeetingFormat, MeetingStatus

Heading = Literal["ongoing", "planned", "unconfirmed", "held", "postponed", "cancelled", "denied"]
#: In the order in which an analyst asks: what is going on, what comes, what should have been, what was.
HEADINGS: tuple[Heading, ...] = ("ongoing", "planned", "unconfirmed", "held", "postponed", "cancelled", "denied")
_OVER = frozenset(("held", "ongoing"))


@dataclass(frozen=True, slots=True)
class Delegation:
    """A side of a meeting. `party` is null where no article says for whom its members act."""

    party: str | None
    members: tuple[str, ...]
    readout: tuple[Readout, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What the articles of a day made of the meeting: planned for a day, put off, held."""

    told: str | None
    status: MeetingStatus
    certainty: Certainty
    day: str | None
    last_day: str | None
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `status` and `certainty` are the newest that was told; `heading` is where it belongs today.

    `names`, `places` and `outcomes` hold all that articles give, those that most give first: `name` and `place` are the
    first of them. `day` is null where no article gives one. Where some articles deny what others tell, it stands where
    the others have it; `backing.certainties` has both.
    """

    subject: int
    heading: Heading
    name: str
    names: tuple[str, ...]
    text: str
    status: MeetingStatus
    certainty: Certainty
    format: MeetingFormat
    day: str | None
    last_day: str | None
    place: str | None
    places: tuple[str, ...]
    host: str | None
    purposes: tuple[str, ...]
    outcomes: tuple[str, ...]
    delegations: tuple[Delegation, ...]
    steps: tuple[Step, ...]
    backing: Backing
    lines: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Under each heading: what is to come the soonest first and without a day last, what is over the newest first."""

    ongoing: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]
    unconfirmed: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    postponed: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    denied: tuple[Meeting, ...]

    def all(self) -> tuple[Meeting, ...]:
        """Every meeting once, heading by heading."""
        return tuple(meeting for heading in HEADINGS for meeting in self.under(heading))

    def under(self, heading: Heading) -> tuple[Meeting, ...]:
        return getattr(self, heading)


def make_meetings(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    today: str,
    names: Mapping[str, str] | None = None,
) -> Meetings:
    """The meetings that some lines tell, with what their statements say of each.

    `today` is an ISO 8601 date; `names`: see `told.names_of`. Lines other than meetings and statements do not count.
    """
    told = tell(lines, sources, names)
    readouts = Readouts((one for one in told if one.line.kind == "statement"), names)
    found: dict[Heading, list[Meeting]] = {heading: [] for heading in HEADINGS}
    for subject, some in by_subject(one for one in told if one.line.kind == "meeting").items():
        meeting = _meeting(subject, some, readouts, today, names)
        found[meeting.heading].append(meeting)
    for heading, meetings in found.items():
        if heading in ("planned", "ongoing"):
            meetings.sort(key=lambda one: (one.day is None, one.day or "", one.subject))
        else:
            meetings.sort(key=lambda one: (one.day or _told(one) or "", one.subject), reverse=True)
    return Meetings(**{heading: tuple(meetings) for heading, meetings in found.items()})


def _told(meeting: Meeting) -> str | None:
    return meeting.steps[-1].told if meeting.steps else None


def _meeting(
    subject: int, told: Sequence[Told], readouts: Readouts, today: str, names: Mapping[str, str] | None
) -> Meeting:
    told = sorted(told, key=lambda one: (one.published or "", one.line.entry))
    steps = _steps(told)
    newest = _newest(steps)
    known = [one for one in told if one.line.label == newest.status and one.line.certainty == newest.certainty]
    by = surest(known)
    every = [one.line.fields for one in (by, *(one for one in told if one is not by))]
    places = counted(fields.get("place") for fields in every)
    titles = counted(fields.get("name") for fields in every)
    formats = counted(fields.get("format") for fields in every if fields.get("format") != "unknown")
    sides = _sides(told, names)
    meets = newest.status in _OVER and newest.certainty != "denied"
    said = readouts.of(told, sides, newest.day, newest.last_day) if meets else {}
    return Meeting(
        subject=subject,
        heading=_heading(newest, today),
        name=titles[0] if titles else by.line.text,
        names=titles,
        text=by.line.text,
        status=newest.status,
        certainty=newest.certainty,
        format=formats[0] if formats else "unknown",  # pyright: ignore[reportArgumentType]
        day=newest.day,
        last_day=newest.last_day,
        place=places[0] if places else None,
        places=places,
        host=next(iter(counted(called(fields.get("host"), names) for fields in every)), None),
        purposes=counted(fields.get("purpose") for fields in every),
        outcomes=counted(fields.get("outcome") for fields in every),
        delegations=tuple(Delegation(party, members, said.get(party, ())) for party, members in sides.items()),
        steps=tuple(steps),
        backing=back(told),
        lines=tuple(told),
    )


def _steps(told: Sequence[Told]) -> list[Step]:
    """What was told of the meeting, one step for each change of status, certainty or days, in the order of telling."""
    steps: list[Step] = []
    for one in told:
        line = one.line
        day = one.day if one.dated else None
        last = (line.last_day or line.day or "")[:10] or None
        before = steps[-1] if steps else None
        status: MeetingStatus = line.label  # pyright: ignore[reportAssignmentType]
        if before and (before.status, before.certainty, before.day, before.last_day) == (
            status,
            line.certainty,
            day,
            last,
        ):
            steps[-1] = Step(before.told, status, line.certainty, day, last, (*before.entries, line.entry))
        else:
            steps.append(Step(one.published, status, line.certainty, day, last, (line.entry,)))
    return steps


def _newest(steps: Sequence[Step]) -> Step:
    """How the meeting stands: what was told last; but a stale plan takes nothing back of what was held, nor a denial.

    Its days are those of the newest step of the same status that has any, an exact one before a vague one.
    """
    best = steps[0]
    for step in steps[1:]:
        stale = step.status == "planned" and best.status in _OVER and best.certainty != "denied"
        denial = step.certainty == "denied" and best.certainty != "denied"
        if not stale and not denial:
            best = step
    same = [step for step in steps if step.status == best.status and step.day]
    exact = [step for step in same if not is_wide(step.day or "", step.last_day or step.day or "")]
    if not same or (best.day and (best in exact or not exact)):
        return best
    dated = (exact or same)[-1]
    return Step(best.told, best.status, best.certainty, dated.day, dated.last_day, best.entries)


def _heading(step: Step, today: str) -> Heading:
    if step.certainty == "denied":
        return "denied"
    if step.status == "planned":
        last = step.last_day or step.day
        return "unconfirmed" if last is not None and last < today else "planned"
    return step.status


def _sides(told: Sequence[Told], names: Mapping[str, str] | None) -> dict[str | None, tuple[str, ...]]:
    """The members of each party's delegation in any article, those that most articles name first."""
    sides: dict[str | None, Counter[str]] = {}
    for one in told:
        for side in one.line.fields["delegations"]:
            members = sides.setdefault(called(side.get("party"), names), Counter())
            members.update(called(member, names) or member for member in side.get("members", ()))
    placed = {member for party, members in sides.items() if party is not None for member in members}
    known = {
        party: tuple(member for member, _ in members.most_common() if party is not None or member not in placed)
        for party, members in sides.items()
    }
    return {party: members for party, members in known.items() if party is not None or members}
