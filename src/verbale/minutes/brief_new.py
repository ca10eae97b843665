"""The brief on what is new: what was told first, and what has moved on, since a moment or in the last week of reports.

Comes in: lines, the entries that were known before, and the notes of the text. Goes out: a section. Old news told again
is none: a plan that an article still calls planned after the meeting was held, a draft that was agreed since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from verbale.minutes.citing import Notes, Section, Sentence, dated, stop
from verbale.minutes.positions import Matrix
from verbale.minutes.proposals import LADDER
from verbale.minutes.told import Told, by_subject, day_after, share_words, surest
from verbale.minutes.wording import tell_days

_ORDER = ("meeting", "proposal", "pledge", "event", "position")
_MOST = {"meeting": 3, "proposal": 2, "pledge": 2, "event": 3, "position": 3}
_WEEK = 7
_OFF = frozenset(("postponed", "cancelled"))


def say_new(
    notes: Notes, fresh: Mapping[int, Sequence[Told]], matrix: Matrix, newest: str | None, since: str | None
) -> Section:
    """What is new since a moment, or, where none is given, in the week up to the newest article."""
    week = f"New in the week to {tell_days(newest)}" if newest else "New"
    heading = f"New since {since}" if since else week
    sentences = [
        notes.say(f"{turn.party} turned round on {turn.issue}: {stop(turn.after.line.text)}", [turn.after, turn.before])
        for turn in matrix.reversals
        if turn.after.line.subject in fresh and turn.same_matter and not turn.unsure
    ][:2]
    sentences += [notes.say(dated(some), some) for some in _chosen(fresh)]
    if not sentences:
        return Section(heading, (Sentence("Nothing but statements." if fresh else "Nothing."),))
    if (rest := len(fresh) - len(sentences)) > 0:
        sentences.append(Sentence(f"And {rest:,} more, statements among them: the timeline has them all."))
    return Section(heading, tuple(sentences))


def told_since(newest: str | None) -> Callable[[Told], bool]:
    """Whether a line was told in the week up to the newest article."""
    begin = first_of_week(newest)
    return lambda one: (one.published or "") >= begin


def first_of_week(newest: str | None) -> str:
    """The first day of the week up to a day; without one, before all days."""
    return day_after(newest, 1 - _WEEK) if newest else ""


def find_fresh(told: Iterable[Told], is_fresh: Callable[[Told], bool]) -> dict[int, list[Told]]:
    """The lines that tell each new subject, or that it has moved on, by subject."""
    fresh: dict[int, list[Told]] = {}
    for subject, some in by_subject(told).items():
        new = [one for one in some if is_fresh(one)]
        before = {one.line.label for one in some if not is_fresh(one)}
        if before and new:
            new = [one for one in new if _moves_on(one, before)]
        if new:
            fresh[subject] = new
    return fresh


def _moves_on(one: Told, before: Collection[str]) -> bool:
    """Whether a line tells more of its subject than the labels that it had before."""
    label = one.line.label
    if label in before:
        return False
    if one.line.kind == "meeting":
        return label != "planned" or not _OFF.isdisjoint(before)
    if one.line.kind == "proposal":
        return label not in LADDER or all(LADDER.index(each) < LADDER.index(label) for each in before if each in LADDER)
    return one.line.kind == "pledge"


def _chosen(fresh: Mapping[int, Sequence[Told]]) -> Iterable[Sequence[Told]]:
    """What of each kind a brief has room for; no event that another line of the same words tells already."""
    kinds: dict[str, list[Sequence[Told]]] = {kind: [] for kind in _ORDER}
    others: dict[int, list[Told]] = defaultdict(list)
    for some in fresh.values():
        kind = surest(some).line.kind
        if kind in kinds:
            kinds[kind].append(some)
        if kind in kinds and kind != "event":
            for one in some:
                others[one.line.article].append(one)
    for kind in _ORDER:
        kinds[kind].sort(key=_weight, reverse=True)
        left = _MOST[kind]
        for some in kinds[kind]:
            if not left:
                break
            if kind == "event" and _is_echo(surest(some), others):
                continue
            left -= 1
            yield some


def _is_echo(event: Told, others: Mapping[int, Sequence[Told]]) -> bool:
    if event.line.label == "CONSULT":
        return True
    return any(share_words(event.line, one.line) for one in others.get(event.line.article, ()))


def _weight(told: Sequence[Told]) -> tuple[bool, bool, int, float, str]:
    """What comes first: what is reviewed, what is asserted, what most outlets tell, what is surest, what is newest."""
    lead = surest(told)
    outlets = len({one.source.publisher for one in told if one.source})
    sure = lead.line.certainty in ("asserted", "planned")
    return lead.reviewed, sure, outlets, lead.line.confidence, lead.as_of or ""
