"""An entry as one plain English sentence, made from its fields: for lines that no rule has worded.

Comes in: an entry whose `text` does not matter. Goes out: its sentence. It says nothing that the fields do not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from verbale.reading.entries import (
    Entry,
    Event,
    Meeting,
    MeetingStatus,
    Money,
    Pledge,
    PledgeStage,
    Position,
    Proposal,
    ProposalStatus,
    Statement,
)
from verbale.reading.words import load_table

_MET: dict[MeetingStatus, str] = {
    "held": "met",
    "ongoing": "are meeting",
    "planned": "are to meet",
    "postponed": "put off a meeting",
    "cancelled": "called off a meeting",
}
_STANDS: dict[ProposalStatus, str] = {
    "floated": "has been floated",
    "under_discussion": "is under discussion",
    "agreed_in_part": "has been agreed in part",
    "agreed": "has been agreed",
    "signed": "has been signed",
    "in_force": "is in force",
    "rejected": "has been rejected",
    "withdrawn": "has been withdrawn",
}
_GAVE: dict[PledgeStage, str] = {
    "announced": "promised",
    "committed": "committed",
    "allocated": "set aside",
    "disbursed": "paid",
    "requested": "asked for",
    "estimated": "would give",
}
_SCALES = ((1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"))


def tell(entry: Statement | Meeting | Position | Proposal | Pledge | Event) -> str:
    """`Steve Witkoff said: …`, `Iran demands …`: one sentence, with a full stop."""
    match entry:
        case Statement():
            return _statement(entry)
        case Meeting():
            where = f" ({entry.place})" if entry.place else ""
            sides = _sides(entry)
            return _stopped(f"{listed(sides)} {meeting_verb(entry.status, len(sides))}{where}")
        case Position():
            verb = {"undecided": "is undecided on", "conditional": "sets conditions for"}.get(
                entry.stance, entry.stance
            )
            return _stopped(f"{entry.party} {verb}: {entry.what}")
        case Proposal():
            return _stopped(f"“{entry.name}” {_STANDS[entry.status]}")
        case Pledge():
            return _pledge(entry)
        case Event():
            past, base = load_table("acts")[entry.type]
            return _stopped(f"{entry.actor.name} {_done(entry, past, base)} {entry.recipient.name}")
        case _:
            assert_never(entry)


def meeting_verb(status: MeetingStatus, sides: int) -> str:
    """`met`, `are to meet`, `is to meet` of a single side: what a meeting's sentence says of so many."""
    return _MET[status] if sides > 1 else re.sub(r"^are\b", "is", _MET[status])


def tell_money(money: Money) -> str:
    """`EUR 90 billion`, `about USD 1.5 million`, `JPY 300`."""
    value, scale = next(
        ((money.value / size, f" {name}") for size, name in _SCALES if money.value >= size), (money.value, "")
    )
    figures = f"{value:,.0f}" if value == round(value) else f"{value:,.15g}"
    return f"{'about ' if money.approximate else ''}{money.currency} {figures}{scale}"


def _statement(entry: Statement) -> str:
    who = listed([speaker.name for speaker in entry.speakers])
    whole = len(entry.quotes) == 1 and entry.quotes[0].strip(" ,.") == entry.content.strip(' ,.“”"')
    content = _stopped(entry.content.strip('“”" ' if whole else " "))
    return f"{who[:1].upper()}{who[1:]} {entry.manner}: " + (f"“{content}”" if whole else content)


def _sides(entry: Meeting) -> list[str]:
    return [name for side in entry.delegations for name in (side.members or ((side.party,) if side.party else ()))]


def _pledge(entry: Pledge) -> str:
    what = tell_money(entry.amount) if entry.amount else entry.goods or "something"
    to = f" to {entry.recipient}" if entry.recipient else ""
    if entry.type == "need":
        return _stopped(f"{entry.recipient or 'Somebody'} needs {what}")
    if entry.type == "request":
        return _stopped(f"{entry.recipient or entry.donor or 'Somebody'} asked for {what}")
    return _stopped(f"{entry.donor or 'Somebody'} {_GAVE[entry.stage]} {what}{to}")


def _done(entry: Entry, past: str, base: str) -> str:
    other = {"planned": f"is to {base}", "possible": f"may {base}", "denied": f"is said not to {base}"}
    return other.get(entry.certainty, past)


def listed(names: Sequence[str]) -> str:
    """`Iran, Iraq and Oman`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _stopped(words: str) -> str:
    """Words with a full stop behind them, unless they have their own."""
    return words if re.search(r"[.?!…][”\"’']*$", words) else f"{words}."
