"""Where the lines of one subject disagree: on whether, when, where, how much, how many, how far.

Comes in: the lines of one subject. Goes out: `Dispute`s, each a question in plain words and its answers. Fields are
opened only of subjects that several lines tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from verbale.minutes.told import Told, is_wide
from verbale.minutes.wording import tell_sum
from verbale.reading.entries import Money

Matter = Literal["certainty", "status", "place", "days", "points", "amount", "stage"]
_MET = frozenset(("held", "ongoing"))
_OFF = frozenset(("cancelled", "postponed"))
_AGREED = frozenset(("agreed_in_part", "agreed", "signed", "in_force"))
_ENDED = frozenset(("rejected", "withdrawn"))
_POINTS = re.compile(r"^\d+[- ]point ")  # of a name, where the number is the question
_ABOUT = 0.05  # of an amount that is only approximate


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question and the lines of each answer to it."""

    about: Matter
    question: str
    answers: dict[str, list[Told]]


def find_disputes(told: Sequence[Told]) -> Iterator[Dispute]:
    """The questions that the lines of one subject answer differently; none for a single line."""
    if len(told) < 2:
        return
    kind = told[0].line.kind
    yield from _certainty(told)
    sure = [one for one in told if one.line.certainty != "denied"]
    if len(sure) > 1 and kind in _FINDERS:
        yield from _FINDERS[kind](sure)


def _certainty(told: Sequence[Told]) -> Iterator[Dispute]:
    """Denied by some and told by others; what others only hold possible is no answer to a denial."""
    denied = [one for one in told if one.line.certainty == "denied"]
    if not denied or told[0].line.kind == "statement":
        return
    others = [one for one in told if one.line.certainty in ("asserted", "reported", "planned")]
    if others:
        words = {"asserted": "yes", "reported": "yes, by hearsay", "planned": "it is planned"}
        answers: dict[str, list[Told]] = {}
        for one in others:
            answers.setdefault(words[one.line.certainty], []).append(one)
        answers["no: it is denied"] = denied
        yield Dispute("certainty", _whether(others[0]), answers)


def _whether(one: Told) -> str:
    if one.line.kind == "meeting":
        name = one.line.fields["name"]
        return f"Did “{name}” take place?" if one.line.label in _MET else f"Is “{name}” to take place?"
    return f"Is it so? {one.line.text}"


def _meeting(told: Sequence[Told]) -> Iterator[Dispute]:
    met = [one for one in told if one.line.label in _MET]
    first_met = min((one.published or "" for one in met), default="")
    # called off before it was held, after all, is what happened in between; called off afterwards is another story
    off = [one for one in told if one.line.label in _OFF and (one.published or "") >= first_met]
    name = told[0].line.fields["name"]
    if met and off:
        yield Dispute("status", f"What became of “{name}”?", _grouped((*met, *off), lambda one: one.line.label))
    same = met or [one for one in told if one.line.label == told[-1].line.label]
    did = "did" if met else "will"
    places = _grouped(same, lambda one: one.line.fields["place"])
    if _differ(places, _is_same_place):
        yield Dispute("place", f"Where {did} “{name}” take place?", places)
    days = _grouped(same, _days)
    if _differ(days, _is_same_time):
        yield Dispute("days", f"When {did} “{name}” take place?", days)


def _proposal(told: Sequence[Told]) -> Iterator[Dispute]:
    name = _POINTS.sub("", told[-1].line.fields["name"])
    points = _rivals(_grouped(told, lambda one: one.line.fields["points"] and str(one.line.fields["points"])))
    if points:
        yield Dispute("points", f"How many points has the {name}?", points)
    for day in dict.fromkeys(one.as_of for one in told):
        states = _grouped((one for one in told if one.as_of == day), lambda one: one.line.label.replace("_", " "))
        labels = {one.line.label for some in states.values() for one in some}
        if labels & _AGREED and labels & _ENDED:
            yield Dispute("status", f"Was the {name} agreed to, or did it come to an end?", states)


def _pledge(told: Sequence[Told]) -> Iterator[Dispute]:
    amounts = _grouped(told, _amount)
    if _differ(amounts, _is_same_amount):
        yield Dispute("amount", _how_much(told[0].line.fields), amounts)
    stages = _rivals(_grouped(told, lambda one: one.line.label))
    if stages:
        yield Dispute("stage", f"How far has it come? {told[0].line.text}", stages)


def _event(told: Sequence[Told]) -> Iterator[Dispute]:
    places = _grouped(told, lambda one: one.line.fields["place"])
    if _differ(places, _is_same_place):
        yield Dispute("place", f"Where did it happen? {told[0].line.text}", places)


_FINDERS: dict[str, Callable[[Sequence[Told]], Iterator[Dispute]]] = {
    "meeting": _meeting,
    "proposal": _proposal,
    "pledge": _pledge,
    "event": _event,
}


def _grouped(told: Iterable[Told], value: Callable[[Told], str | None]) -> dict[str, list[Told]]:
    groups: dict[str, list[Told]] = {}
    for one in told:
        answer = value(one)
        if answer:
            groups.setdefault(answer, []).append(one)
    return groups


def _differ(groups: Mapping[str, list[Told]], same: Callable[[Told, Told], bool] | None = None) -> bool:
    """Whether some answer is none that another one allows for; answers are few, so each is compared with each."""
    firsts = [some[0] for some in groups.values()]
    if same is None:
        return len(firsts) > 1
    return any(not same(one, other) for place, one in enumerate(firsts) for other in firsts[:place])


def _rivals(groups: Mapping[str, list[Told]]) -> dict[str, list[Told]]:
    """The answers that are told when another one is, too; what took the place of another is no rival of it."""
    spans = {answer: _span([one.as_of or "" for one in some]) for answer, some in groups.items()}
    return {
        answer: some
        for answer, some in groups.items()
        for first, last in (spans[answer],)
        if any(each != answer and first <= span[1] and span[0] <= last for each, span in spans.items())
    }


def _span(days: Sequence[str]) -> tuple[str, str]:
    return min(days), max(days)


def _is_same_place(one: Told, other: Told) -> bool:
    """`Miami` and `Miami, Florida` are."""
    mine, yours = (each.line.fields["place"].casefold() for each in (one, other))
    return mine in yours or yours in mine


def _days(one: Told) -> str | None:
    if not one.dated or one.day is None:
        return None
    last = (one.line.last_day or one.day)[:10]
    return one.day if last == one.day else f"{one.day} to {last}"


def _is_same_time(one: Told, other: Told) -> bool:
    """Days that overlap are, and so is whatever lies in or near a month or a year that is all that is told."""
    mine, yours = ((each.day or "", (each.line.last_day or each.day or "")[:10]) for each in (one, other))
    return (mine[0] <= yours[1] and yours[0] <= mine[1]) or is_wide(*mine) or is_wide(*yours)


def _amount(one: Told) -> str | None:
    amount = one.line.fields["amount"]
    return tell_sum(Money(amount["value"], amount["currency"], amount.get("approximate", False))) if amount else None


def _is_same_amount(one: Told, other: Told) -> bool:
    """Only amounts of one currency can differ; of which one is approximate, only by more than a twentieth."""
    mine, yours = one.line.fields["amount"], other.line.fields["amount"]
    if mine["currency"] != yours["currency"]:
        return True
    about = _ABOUT if mine.get("approximate") or yours.get("approximate") else 0.0
    return abs(mine["value"] - yours["value"]) <= about * max(mine["value"], yours["value"])


def _how_much(fields: Mapping[str, Any]) -> str:
    donor, recipient = fields["donor"], fields["recipient"]
    to = f" to {recipient}" if recipient else ""
    if fields["type"] == "need":
        return f"How much does {recipient or donor or 'it'} need?"
    if fields["type"] == "request":
        return f"How much is asked for{' by ' + donor if donor else ''}{' for ' + recipient if recipient else ''}?"
    if fields["type"] == "payment":
        return f"How much did {donor or 'they'} pay{to}?"
    return f"How much did {donor or 'they'} pledge{to}?"
