"""A dossier of many generated articles, in which everything stands that a view treats apart."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import Connection

from benchmarks.minutes import reading
from verbale.minutes.amending import amend, revised, standing_rows
from verbale.minutes.change import Dossier, begin_change
from verbale.minutes.filing import Incoming, file_readings
from verbale.minutes.identity import join
from verbale.minutes.joiner import Joiner
from verbale.minutes.standing import Standing

TODAY = "2025-07-01"
_PARTIES = ("Russia", "Ukraine", "United States", "Iran", "China")
_PEOPLE = tuple(f"{first} {last}" for first in ("Ann", "Bob", "Cid") for last in ("Archer", "Baker", "Cole", "Dean"))


def file_crowd(connection: Connection, dossier: Dossier, articles: int = 40) -> Standing:
    """File articles, join some lines and figures by hand, and decide on some; gives the dossier as it stands then."""
    made = [Incoming(_crowded(number)) for number in range(articles)]
    file_readings(connection, dossier, made, by="Ada", join=Joiner())
    standing = Standing(connection, dossier)
    chance = random.Random(7)
    for kind in ("meeting", "event", "proposal", "pledge", "position", "statement"):
        lines = standing.lines(kind)
        for _ in range(6):
            one, other = chance.sample(lines, 2)
            if one.subject == other.subject or one.article == other.article:
                continue
            if standing.line(one.entry).subject != standing.line(other.entry).subject:
                join(connection, dossier, one.entry, other.entry, by="Ada")
    for kind in ("person", "party"):
        one, other, *_ = {one.subject: one for one in standing.figures(kind)}.values()
        join(connection, dossier, one.figure, other.figure, by="Ada", what="figure")
    for state in ("rejected", "accepted"):
        chosen = chance.sample([line.entry for line in standing.lines()], 20)
        rows = standing_rows(connection, dossier, "line", chosen)
        change = begin_change(connection, dossier, "accepted", by="Ada")
        amend(connection, change, [revised("line", row, state=state, reviewer="Ada") for row in rows.values()])
    return standing


def _crowded(number: int) -> dict[str, Any]:
    """A reading of the benchmark's, of five parties and twelve people, that a hand has made less even."""
    chance = random.Random(number * 31)
    told = reading(number)
    if number % 9 == 0:
        told["article"]["published"] = None
    present = chance.sample(_PEOPLE, 4)
    told["people"] = [
        {"name": name, "aliases": [name.split()[1]], "roles": [{"title": "Minister", "party": chance.choice(_PARTIES)}]}
        for name in present
    ]
    for entry in told["entries"]:
        if entry["kind"] == "statement" and chance.random() < 0.6:
            some = chance.sample(present, chance.choice((1, 1, 2)))
            entry["speakers"] = [
                {"name": name, "kind": "person", "party": chance.choice((*_PARTIES, None))} for name in some
            ]
            entry["audience"] = _PARTIES[number % 5] if number % 3 else None
            entry["manner"] = chance.choice(("said", "denied", "claimed"))
            entry["outlook"] = {"start": "2025-09", "end": "2025-10"} if chance.random() < 0.2 else None
        if entry["kind"] == "meeting":
            sides = chance.sample(_PARTIES, chance.choice((2, 2, 3)))
            entry["delegations"] = [
                {"party": side, "members": [name]} for side, name in zip(sides, present, strict=False)
            ]
            entry["status"] = chance.choice(("held", "planned", "cancelled", "ongoing", "postponed"))
        if entry["kind"] == "event" and chance.random() < 0.5:
            meeting = next(one for one in told["entries"] if one["kind"] == "meeting")
            entry |= {"type": "CONSULT", "when": meeting["when"]}
            sides = [side["party"] for side in meeting["delegations"]][-2:]
            entry["actor"], entry["recipient"] = ({"name": side, "party": side} for side in sides)
        if entry["kind"] == "position":
            proposal = next(one for one in told["entries"] if one["kind"] == "proposal")
            entry["text"] = f"{entry['party']} {entry['stance']} the {proposal['name']}."
        if chance.random() < 0.1:
            entry["certainty"] = chance.choice(("denied", "planned"))
    return told
