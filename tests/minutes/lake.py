"""A negotiation of our own making, told by five articles in four weeks, each with the reading that a person wrote.

What the views have to master happens in it: a plan that becomes a meeting, one that is put off and then held, a party
that turns round, a proposal that goes from floated to agreed, money in four stages, a pledge told three times, a wire
copy, a denial, a forecast whose day comes, and reports that differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from verbale.minutes.change import Dossier
from verbale.minutes.identity import join
from verbale.minutes.rebuilt import rebuild_entry
from verbale.minutes.review import By, accept, edit, reject
from verbale.minutes.standing import Standing
from verbale.reading.entries import entry_json
from verbale.reading.wording import tell

_COUNCIL, _WATER = "Northern Council", "water sharing"
_PEOPLE = {
    "Lena Vorst": ("foreign minister", "Belmark"),
    "Odo Brand": ("water minister", "Ardania"),
    "Ines Falk": ("mediator", _COUNCIL),
}
_PLANS = ((12, "floated"), (13, "agreed"), (14, "agreed"))
_PARTIES = {"Ardania": "state", "Belmark": "state", _COUNCIL: "organization"}

_ANNOUNCED = """\
PORT SELM — Ardania and Belmark are to meet in Port Selm on 9 March for their first talks on the Ostra dam in two \
years, the Northern Council said on Monday.

The council has put forward a 12-point plan for sharing the water of the lake. It has promised €50 million for both \
shores if it is signed.

“Belmark refuses any dam above 40 metres,” Foreign Minister Lena Vorst said. Ardania demands €200 million a year for \
the water that it lets through.

Odo Brand, Ardania’s water minister, said that the dam would be finished by the end of March."""

_MET = """\
PORT SELM — Ardania and Belmark met in Port Selm on Monday and Tuesday without coming closer on the Ostra dam.

Lena Vorst, Belmark’s foreign minister, called the talks “frank, and long overdue”. Her country will not pay for \
water, she said. Odo Brand, who led Ardania’s delegation, said that his side would study the council’s 12-point \
plan.

The two are to meet again in Westhaven on 20 March. Ines Falk, the council’s mediator, said the sides had agreed on \
four of the 12 points."""

_PUT_OFF = """\
WESTHAVEN — The meeting of Ardania and Belmark that was planned for 20 March has been put off by a week, the \
Northern Council said on Thursday.

In a letter to the council, Belmark accepts a dam of 55 metres, Lena Vorst said, if a third of the water stays in \
the lake. Ardania has stopped filling the dam, she said. Odo Brand denied that Ardania had stopped filling the dam.

The Northern Council has paid €20 million of the €50 million that it promised. Belmark needs €300 million to move \
its villages, its foreign ministry estimates."""

_AGREED = """\
WESTHAVEN — Ardania and Belmark agreed on Friday to the Northern Council’s plan for Lake Ostra, after Lena Vorst and \
Odo Brand had talked for nine hours in Westhaven.

The plan, which has grown to 14 points, is to be signed in Port Selm on 15 April. Ardania has committed €30 million \
to the lake’s fisheries.

“Who pays for the water is left open,” Mr Brand said. Ms Vorst said that the first villages would be moved by \
10 April."""

_SEEN_OTHERWISE = """\
Ardania and Belmark reached agreement on Lake Ostra in Westhaven on Friday, two officials of the Northern Council \
said.

The 13-point plan obliges Ardania to let a third of the water through. Belmark opposes a dam of 55 metres still, an \
adviser to its prime minister said."""


def lake_readings() -> list[dict[str, Any]]:
    """The readings of the five articles, and of the copy of one of them, in the order in which they came out."""
    return [_announced(), _met("Belmark Times"), _met("Coast Daily"), _put_off(), _agreed(), _seen_otherwise()]


def review_lake(connection: Connection, dossier: Dossier) -> None:
    """What two reviewers did with them: three plans are one, two lines are right, one is not, one says too little."""
    lines = Standing(connection, dossier).lines()
    numbers = {line.text: line.entry for line in lines}
    plans = [numbers[f"“{points}-point plan for Lake Ostra” has been {told}."] for points, told in _PLANS]
    for plan in plans[1:]:
        join(connection, dossier, plans[0], plan, by="Ada", reason="it grew while they talked")
    right = (numbers["Ardania agreed with Belmark."], plans[2])
    accept(connection, dossier, right, By("Ada", "both outlets have it"))
    heard = [line.entry for line in lines if line.text.startswith("Ines Falk said")]
    reject(connection, dossier, heard, By("Ada", "she spoke of three"))
    off = next(line.entry for line in lines if line.label == "postponed")
    planned = next(line.entry for line in lines if line.label == "planned" and line.day == "2026-03-20")
    join(connection, dossier, planned, off, by="Ada", reason="put off from that day")
    purpose = {"purpose": "to move its villages from the shore"}
    edit(connection, dossier, numbers["Belmark needs EUR 300 million."], purpose, By("Bo", "the map shows which"))


def _announced() -> dict[str, Any]:
    meeting = "Ardania and Belmark are to meet in Port Selm on 9 March"
    plan = "The council has put forward a 12-point plan for sharing the water of the lake"
    return _reading("Harbour Gazette", "2026-03-02T09:00:00", "Ostra dam: first talks in two years", _ANNOUNCED, [
        _meeting(meeting, "Port Selm talks", "Port Selm", "planned", "2026-03-09", said="on 9 March",
                 certainty="planned"),
        _proposal(plan, "floated", 12),
        _pledge("It has promised €50 million for both shores if it is signed", _COUNCIL, "both shores", 50,
                "announced", conditions="the plan is signed"),
        _statement("Belmark refuses any dam above 40 metres", "Lena Vorst", whole=True),
        _position("Belmark refuses any dam above 40 metres", "Belmark", "refuses", "height of the dam",
                  "any dam above 40 metres"),
        _position("Ardania demands €200 million a year for the water that it lets through", "Ardania", "demands",
                  _WATER, "€200 million a year for the water", toward="Belmark"),
        _pledge("Ardania demands €200 million a year", "Belmark", "Ardania", 200, "requested", type="request"),
        _statement("the dam would be finished by the end of March", "Odo Brand",
                   outlook={"start": "2026-03-31", "end": "2026-03-31"}),
    ])  # fmt: skip


def _met(publisher: str) -> dict[str, Any]:
    called = "called the talks “frank, and long overdue”"
    day = "2026-03-10T20:15:00" if publisher == "Belmark Times" else "2026-03-11T06:00:00"
    return _reading(publisher, day, "No common ground yet on Ostra dam", _MET, [
        _meeting("Ardania and Belmark met in Port Selm on Monday and Tuesday", "Port Selm talks", "Port Selm", "held",
                 "2026-03-09", "2026-03-10", said="on Monday and Tuesday", members=True),
        _statement(called, "Lena Vorst", manner="praised", content="the talks “frank, and long overdue”",
                   quotes=["frank, and long overdue"], text="Lena Vorst praised the talks: “frank, and long overdue”."),
        _statement("Her country will not pay for water", "Lena Vorst"),
        _position("Her country will not pay for water", "Belmark", "refuses", _WATER, "pay for water",
                  toward="Ardania"),
        _statement("his side would study the council’s 12-point plan", "Odo Brand"),
        _proposal("the council’s 12-point plan", "under_discussion", 12),
        _meeting("The two are to meet again in Westhaven on 20 March", "Westhaven talks", "Westhaven", "planned",
                 "2026-03-20", said="on 20 March", certainty="planned"),
        _statement("the sides had agreed on four of the 12 points", "Ines Falk"),
    ])  # fmt: skip


def _put_off() -> dict[str, Any]:
    accepts = "Belmark accepts a dam of 55 metres, Lena Vorst said, if a third of the water stays in the lake"
    paid = "The Northern Council has paid €20 million of the €50 million that it promised"
    return _reading("Harbour Gazette", "2026-03-19T18:30:00", "Ostra dam: talks put off by a week", _PUT_OFF, [
        _meeting("The meeting of Ardania and Belmark that was planned for 20 March has been put off by a week",
                 "Westhaven talks", "Westhaven", "postponed", "2026-03-27", said="by a week"),
        _position(accepts, "Belmark", "accepts", "height of the dam", "a dam of 55 metres",
                  via=["Lena Vorst"]),
        _statement("Ardania has stopped filling the dam, she said", "Lena Vorst", manner="claimed",
                   content="Ardania has stopped filling the dam"),
        _statement("Odo Brand denied that Ardania had stopped filling the dam", "Odo Brand", manner="denied",
                   content="Ardania had stopped filling the dam", certainty="denied"),
        _pledge(paid, _COUNCIL, "both shores", 20, "disbursed", type="payment"),
        _pledge("the €50 million that it promised", _COUNCIL, "both shores", 50, "announced"),
        _pledge("Belmark needs €300 million to move its villages, its foreign ministry estimates", None, "Belmark", 300,
                "estimated", type="need", purpose="to move its villages"),
    ])  # fmt: skip


def _agreed() -> dict[str, Any]:
    return _reading("Belmark Times", "2026-03-28T07:45:00", "Ardania and Belmark agree on Lake Ostra", _AGREED, [
        _meeting("Lena Vorst and Odo Brand had talked for nine hours in Westhaven", "Westhaven talks", "Westhaven",
                 "held", "2026-03-27", said="on Friday", members=True, outcome="agreement on the plan"),
        _event("Ardania and Belmark agreed on Friday to the Northern Council’s plan for Lake Ostra", "Ardania",
               "Belmark", "AGREE", "2026-03-27", said="on Friday"),
        _proposal("The plan, which has grown to 14 points", "agreed", 14),
        _meeting("is to be signed in Port Selm on 15 April", "signing of the plan", "Port Selm", "planned",
                 "2026-04-15", said="on 15 April", certainty="planned"),
        _pledge("Ardania has committed €30 million to the lake’s fisheries", "Ardania", "fisheries of Lake Ostra", 30,
                "committed"),
        _statement("Who pays for the water is left open", "Odo Brand", manner="acknowledged", whole=True),
        _statement("the first villages would be moved by 10 April", "Lena Vorst",
                   outlook={"start": "2026-04-10", "end": "2026-04-10"}),
    ])  # fmt: skip


def _seen_otherwise() -> dict[str, Any]:
    return _reading("Coast Daily", "2026-03-28T12:00:00", "A plan for Lake Ostra, and a doubt", _SEEN_OTHERWISE, [
        _event("Ardania and Belmark reached agreement on Lake Ostra in Westhaven on Friday", "Ardania", "Belmark",
               "AGREE", "2026-03-27", said="on Friday"),
        _proposal("The 13-point plan obliges Ardania to let a third of the water through", "agreed", 13,
                  terms=["Ardania lets a third of the water through"]),
        _position("Belmark opposes a dam of 55 metres still, an adviser to its prime minister said", "Belmark",
                  "opposes", "height of the dam", "a dam of 55 metres", certainty="reported",
                  via=["an adviser to its prime minister"]),
    ])  # fmt: skip


def _entry(kind: str, exact: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "evidence": [{"exact": exact}], "confidence": 0.9, **fields}


def _when(start: str, end: str | None, said: str) -> dict[str, str]:
    return {"start": start, "end": end or start, "grain": "day", "expression": said}


def _meeting(
    exact: str, name: str, place: str, status: str, start: str, end: str | None = None, *, said: str,
    members: bool = False, **fields: Any,
) -> dict[str, Any]:  # fmt: skip
    sides = {"Ardania": ["Odo Brand"], "Belmark": ["Lena Vorst"]}
    delegations = [{"party": party, "members": people if members else []} for party, people in sides.items()]
    return _entry("meeting", exact, name=name, place=place, status=status, format="in_person", delegations=delegations,
                  when=_when(start, end, said), **fields)  # fmt: skip


def _event(exact: str, actor: str, recipient: str, type: str, day: str, *, said: str) -> dict[str, Any]:
    sides = {"actor": {"name": actor, "party": actor}, "recipient": {"name": recipient, "party": recipient}}
    return _entry("event", exact, **sides, type=type, when=_when(day, None, said))


def _statement(exact: str, who: str, *, whole: bool = False, **fields: Any) -> dict[str, Any]:
    speaker = {"name": who, "kind": "person", "party": _PEOPLE[who][1]}
    told = {"manner": "said", "content": exact, "quotes": [exact] if whole else [], **fields}
    return _entry("statement", exact, speakers=[speaker], **told)


def _position(exact: str, party: str, stance: str, issue: str, what: str, **fields: Any) -> dict[str, Any]:
    return _entry("position", exact, party=party, stance=stance, issue=issue, issues=[issue], what=what, **fields)


def _proposal(exact: str, status: str, points: int, **fields: Any) -> dict[str, Any]:
    name = f"{points}-point plan for Lake Ostra"
    told = {"type": "plan", "sponsors": [_COUNCIL], "parties": ["Ardania", "Belmark"], **fields}
    return _entry("proposal", exact, name=name, status=status, points=points, **told)


def _pledge(
    exact: str, donor: str | None, recipient: str, millions: int, stage: str, *, type: str = "pledge", **fields: Any
) -> dict[str, Any]:
    amount = {"value": millions * 1e6, "currency": "EUR", "approximate": False}
    return _entry("pledge", exact, donor=donor, recipient=recipient, amount=amount, stage=stage, type=type, **fields)


def _reading(
    publisher: str, published: str, headline: str, text: str, entries: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    people = [
        {"name": name, "aliases": [], "roles": [{"title": title, "party": party}], "mentions": _places(text, name)}
        for name, (title, party) in _PEOPLE.items()
        if name in text
    ]
    parties = [
        {"name": name, "id": name.casefold().replace(" ", "-"), "kind": kind, "mentions": _places(text, name)}
        for name, kind in _PARTIES.items()
        if name in text
    ]
    article = {
        "url": f"https://{publisher.casefold().replace(' ', '')}.example/{published[:10]}", "headline": headline,
        "publisher": publisher, "authors": [], "published": published, "zone_known": False, "language": "en",
        "blocks": [{"kind": "paragraph", "text": block} for block in text.split("\n\n")], "text": text,
    }  # fmt: skip
    told = [_told(text, publisher, entry) for entry in entries]
    return {
        "schema": "verbale.reading/1",
        "article": article,
        "people": people,
        "parties": parties,
        "entries": told,
    }


def _told(text: str, publisher: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    (piece,) = entry["evidence"]
    start = text.index(piece["exact"])
    evidence = [{"start": start, "end": start + len(piece["exact"]), "exact": piece["exact"]}]
    origin = {"method": "rules", "by": "a person's reading"}
    whole = {**entry, "evidence": evidence, "origin": origin, "via": [publisher, *entry.get("via", ())], "text": ""}
    return entry_json(rebuild_entry({**whole, "text": entry.get("text") or tell(rebuild_entry(whole))}))  # pyright: ignore[reportArgumentType]


def _places(text: str, name: str) -> list[list[int]]:
    start = text.find(name)
    return [[start, start + len(name)]]
