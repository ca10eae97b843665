"""What an article's several accounts of one meeting tell together, and when one without a date was.

Comes in: meetings as entries. Goes out: whether two are one, and meetings with what another account adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from verbale.reading.draft import Draft
from verbale.reading.entries import Delegation, Meeting, MeetingFormat, MeetingStatus, When
from verbale.reading.wording import listed, meeting_verb
from verbale.text import Span

#: So many sentences into a story, a meeting that has no date is the story's own.
_EARLY = 4
#: So many sentences behind the first may still tell the story's day.
_LEAD = 1
#: So many days back, a meeting was the story's; older ones were elsewhere.
FRESH = 7
PRESENT = ("held", "ongoing")


def is_same_meeting(one: Meeting, other: Meeting) -> bool:
    """Two entries that a reader would take for one meeting: two parties in common, and no word that parts them."""
    a = {side.party or side.members[0] for side in one.delegations}
    b = {side.party or side.members[0] for side in other.delegations}
    if len(a & b) < min(2, len(a), len(b)) or (one.format == "call") != (other.format == "call"):
        return False
    if one.when and other.when:
        return overlap(one.when, other.when)
    parted = one.place and other.place and not (one.place in other.place or other.place in one.place)
    return not parted and (one.status in PRESENT) == (other.status in PRESENT)


def add_told(kept: Meeting, other: Meeting) -> Meeting:
    """A meeting with what another account of it tells besides: its place, its days, its people, its sentences."""
    sides = {side.party or side.members[0]: side for side in kept.delegations}
    for side in other.delegations:
        name = side.party or side.members[0]
        if name in sides:
            members = tuple(dict.fromkeys((*sides[name].members, *side.members)))
            sides[name] = Delegation(sides[name].party, members)
    better = kept.when is None or (other.when and kept.when.grain == "day" and _days(other.when) > _days(kept.when))
    place = kept.place or other.place
    evidence = {*kept.evidence, *other.evidence}
    return replace(
        kept,
        text=sentence(kept.status, kept.format, tuple(sides.values()), place),
        place=place,
        when=(other.when if better else None) or kept.when,
        name=other.name if place and not kept.place else kept.name,
        delegations=tuple(sides.values()),
        evidence=tuple(sorted(evidence, key=lambda one: one.start)),
    )


def complete_day(draft: Draft, meeting: Meeting) -> Meeting:
    """A meeting that an article tells of early and does not date: it was on the day of the story."""
    at = min(draft.place_of(Span(one.start, one.end)) or 0 for one in meeting.evidence)
    if meeting.when or meeting.status not in PRESENT or at > _EARLY:
        return meeting
    return replace(meeting, when=_story_day(draft))


def _story_day(draft: Draft) -> When | None:
    """The first day just past that the first sentences of an article name."""
    published = draft.article.published
    if published is None:
        return None
    last = draft.sentences[min(_LEAD, len(draft.sentences) - 1)].end
    for time in draft.times_in(Span(draft.sentences[0].start, last)):
        if time.type in ("DATE", "TIME") and time.start and time.end and time.grain in ("day", "hour", "minute"):
            ago = (published.date() - date.fromisoformat(time.start[:10])).days
            if 0 <= ago <= FRESH:
                return When(time.start[:10], time.end[:10], "day", time.text)
    return None


def _days(when: When) -> int:
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days


def overlap(one: When, other: When) -> bool:
    """Whether two stretches of days share one."""
    return one.start <= other.end and other.start <= one.end


def sentence(status: MeetingStatus, form: MeetingFormat, sides: Sequence[Delegation], place: str | None) -> str:
    """A meeting as one plain sentence."""
    spoke = {"held": "spoke by telephone", "planned": "are to speak by telephone"}
    act = spoke.get(status) if form == "call" else None
    who = [name for side in sides for name in (side.members or (side.party or "",))]
    where = f" in {place}" if place else ""
    called = act if len(who) > 1 else None
    return f"{listed(who)} {called or meeting_verb(status, len(who))}{where}."
