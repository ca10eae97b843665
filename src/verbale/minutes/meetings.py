"""Meetings from planned to held: who, where, when, with what outcome, and what each side said of it.

Comes in: lines and articles as they stand, and today's date. Goes out: one value for each meeting, its delegations put
together from all articles, under the heading where an analyst looks for it. A plan whose day has gone by and of which
nothing was told stays a plan, marked as such: that it took place is for an article to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from verbale.minutes.line import Line, Source
from verbale.minutes.readouts import Readout, Readouts, days_of, places_of
from verbale.minutes.recall import NOTHING, Recall
from verbale.minutes.told import Backing, Told, back, by_subject, called, counted, is_wide, surest, tell
from verbale.reading.entries import Certainty, MeetingFormat, MeetingStatus

Heading = Literal["ongoing", "planned", "unconfirmed", "held", "postponed", "cancelled", "denied"]
#: In the order in which an analyst asks: what is going on, what comes, what should have been, what was.
HEADINGS: tuple[Heading, ...] = ("ongoing", "planned", "unconfirmed", "held", "postponed", "cancelled", "denied")
_OVER = frozenset(("held", "ongoing"))
_COMING = frozenset(("ongoing", "planned"))
_NEVER = "9999"  # where what has no day stands among what comes


@dataclass(frozen=True, slots=True)
class Delegation:
    """A side of a meeting. `party` is null where no article says for whom its members act."""

    party: str | None
    members: tuple[str, ...]
    readout: tuple[Readout, ...]


class Step(NamedTuple):
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
    first of them. `day` is null where no article gives one: how old such a plan is, `last_told` says. Where some
    articles deny what others tell, it stands where the others have it; `backing.certainties` has both.
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
    last_told: str | None
    backing: Backing
    lines: tuple[Told, ...]

    @property
    def proof(self) -> tuple[Told, ...]:
        """The lines that say that it stands so, and not how it stood before."""
        return tuple(one for one in self.lines if _says(one, self.status, self.certainty)) or self.lines


@dataclass(frozen=True, slots=True)
class Meetings:
    """Under each heading: what comes the soonest first, without a day last; what is over the newest first."""

    ongoing: tuple[Meeting, ...]
    planned: tuple[Meeting, ...]
    unconfirmed: tuple[Meeting, ...]
    held: tuple[Meeting, ...]
    postponed: tuple[Meeting, ...]
    cancelled: tuple[Meeting, ...]
    denied: tuple[Meeting, ...]
    totals: dict[Heading, int]  #: how many there are, of which these may be a part

    def all(self) -> tuple[Meeting, ...]:
        """Every meeting once, heading by heading."""
        return tuple(meeting for heading in HEADINGS for meeting in self.under(heading))

    def under(self, heading: Heading) -> tuple[Meeting, ...]:
        return getattr(self, heading)


class Encounter(NamedTuple):
    """A meeting that took place: the articles that tell it, its first and last day, who was there, and where."""

    articles: set[int]
    first: str | None
    last: str | None
    sides: Mapping[str | None, Sequence[str]]
    places: frozenset[str]


class Placed(NamedTuple):
    """A meeting as it stands: what was told of it step by step, and when last."""

    subject: int
    newest: Step
    steps: Sequence[Step]
    last_told: str | None


def make_meetings(
    lines: Iterable[Line],
    sources: Mapping[int, Source],
    *,
    today: str,
    limit: int | None = None,
    skip: int = 0,
    names: Mapping[str, str] | None = None,
) -> Meetings:
    """The meetings that some lines tell, with what their statements say of each.

    `today` is an ISO 8601 date; under each heading `limit` are given behind the first `skip`; `names`: see
    `told.names_of`. Looking for readouts takes most of the time, and is done for those that are given.
    """
    told = tell((line for line in lines if line.kind in ("meeting", "statement")), sources, names)
    said = [one for one in told if one.line.kind == "statement"]
    held = [one for one in told if one.line.kind == "meeting"]
    return arrange_meetings(held, lambda _: said, today=today, limit=limit, skip=skip, names=names)


def arrange_meetings(
    told: Iterable[Told],
    statements: Callable[[Sequence[Encounter]], Iterable[Told]],
    *,
    today: str,
    limit: int | None = None,
    skip: int = 0,
    names: Mapping[str, str] | None = None,
) -> Meetings:
    """What `make_meetings` gives, of told meetings. `statements` gives what may have been said of some of them."""
    subjects = by_subject(told)
    placed = place_meetings(subjects, today)
    parts: dict[Heading, Sequence[Placed]] = {
        heading: some[skip : None if limit is None else skip + limit] for heading, some in placed.items()
    }
    return describe_meetings(placed, parts, subjects, statements, names=names)


def place_meetings(
    subjects: Mapping[int, list[Told]], today: str, recall: Recall = NOTHING
) -> dict[Heading, list[Placed]]:
    """Under which heading each meeting stands, in their order. Opens no line's fields, and reads no text."""
    found: dict[Heading, list[tuple[str, int, Placed]]] = {heading: [] for heading in HEADINGS}
    for subject, some in subjects.items():
        placed = recall.part(
            ("meeting's place", subject), some, lambda subject=subject, some=some: _placed(subject, some)
        )
        newest = placed.newest
        heading = _heading(newest, today)
        comes = heading in _COMING
        day = newest.day or (_NEVER if comes else placed.steps[-1].told) or ""
        found[heading].append((day, -subject if day == _NEVER else subject, placed))
    for heading, placings in found.items():
        placings.sort(key=lambda one: one[:2], reverse=heading not in _COMING)
    return {heading: [placed for _, _, placed in some] for heading, some in found.items()}


def _placed(subject: int, some: Sequence[Told]) -> Placed:
    told = sorted(some, key=lambda one: (one.published or "", one.line.entry))
    steps = _steps(told)
    return Placed(subject, _newest(steps), steps, told[-1].published)


def describe_meetings(
    placed: Mapping[Heading, Sequence[Placed]],
    parts: Mapping[Heading, Sequence[Placed]],
    subjects: Mapping[int, list[Told]],
    statements: Callable[[Sequence[Encounter]], Iterable[Told]],
    *,
    names: Mapping[str, str] | None = None,
) -> Meetings:
    """Of all placed meetings some in full, of the lines of their subjects; `statements`: see `arrange_meetings`."""
    encounters: list[Encounter] = []
    sides: dict[int, dict[str | None, tuple[str, ...]]] = {}
    for one in (one for part in parts.values() for one in part):
        some = subjects[one.subject]
        some.sort(key=lambda each: (each.published or "", each.line.entry))
        sides[one.subject] = _sides(some, names)
        if _took_place(one.newest):
            days = days_of(some, one.newest.day, one.newest.last_day)
            articles = {each.line.article for each in some}
            encounters.append(Encounter(articles, *days, sides[one.subject], places_of(some)))
    readouts = Readouts(statements(encounters), names)
    shown: dict[Heading, tuple[Meeting, ...]] = {
        heading: tuple(
            _meeting(heading, one, subjects[one.subject], sides[one.subject], readouts, names) for one in part
        )
        for heading, part in parts.items()
    }
    return Meetings(**shown, totals={heading: len(some) for heading, some in placed.items()})


def _meeting(
    heading: Heading,
    placed: Placed,
    told: Sequence[Told],
    sides: Mapping[str | None, tuple[str, ...]],
    readouts: Readouts,
    names: Mapping[str, str] | None,
) -> Meeting:
    newest = placed.newest
    known = [one for one in told if _says(one, newest.status, newest.certainty)]
    by = surest(known)
    every = [one.line.fields for one in (by, *(one for one in told if one is not by))]
    places = counted(fields.get("place") for fields in every)
    titles = counted(fields.get("name") for fields in every)
    formats = counted(fields.get("format") for fields in every if fields.get("format") != "unknown")
    said = readouts.of(told, sides, newest.day, newest.last_day) if _took_place(newest) else {}
    return Meeting(
        subject=placed.subject,
        heading=heading,
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
        steps=tuple(placed.steps),
        last_told=told[-1].published,
        backing=back(told),
        lines=tuple(told),
    )


def _says(one: Told, status: MeetingStatus, certainty: Certainty) -> bool:
    return one.line.label == status and one.line.certainty == certainty


def _took_place(newest: Step) -> bool:
    return newest.status in _OVER and newest.certainty != "denied"


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
    if len(steps) == 1:
        return best
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
