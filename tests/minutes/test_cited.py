"""The gate of cited words: what may stand in a line, and what may not, line by line."""

from __future__ import annotations

from typing import Any

import pytest

from verbale.minutes.cited import Gate
from verbale.minutes.line import Figure
from verbale.minutes.rebuilt import rebuild_entry

HEAD = "Envoy Mara Lindqvist flew to Oslo for talks between Norway and Sweden on the Arendal cod fishery."
MET = "She met the Norwegian fisheries minister, Odd Halvorsen, on Friday and spoke of “a fair share”."
OFFER = "Norway offered 12,000 tonnes and €40 million, the minister said, “not a kilo more”."
BARE = "Nothing was signed."
CUT = "The quota, he told reporters in the harbour, would have to fall, and would fall again next year."
TOLD = "Stockholm’s answer comes on 9 March, an aide to Lindqvist told Dagens Kyst."
TEXT = "\n\n".join((HEAD, f"{MET} {OFFER} {BARE}", f"{CUT} {TOLD}"))
PEOPLE = {"Mara Lindqvist": "Sweden", "Odd Halvorsen": "Norway"}


@pytest.fixture(scope="module")
def gate() -> Gate:
    people = [
        Figure(
            at,
            1,
            "person",
            name,
            at,
            {
                "name": name,
                "aliases": [name.split()[1]],
                "roles": [{"title": "envoy", "party": party}],
                "mentions": [[TEXT.index(name), TEXT.index(name) + len(name)]],
            },
        )
        for at, (name, party) in enumerate(PEOPLE.items())
    ]
    blocks = [{"kind": "paragraph", "text": text} for text in TEXT.split("\n\n")]
    return Gate({"text": TEXT, "blocks": blocks, "published": "2026-03-07T08:00:00"}, people)


def statement(exact: str, who: str, content: str | None = None, **fields: Any) -> dict[str, Any]:
    told = content or exact
    speaker = {"name": who, "kind": "person", "party": PEOPLE.get(who)}
    fields = {"content": told, "quotes": [], "manner": "said", "text": f"{who} said: {told}.", **fields}
    return entry("statement", exact, speakers=[speaker], **fields)


def position(exact: str, party: str, what: str, **fields: Any) -> dict[str, Any]:
    fields = {"text": f"{party} offers {what}.", "stance": "offers", "issue": "fisheries", **fields}
    return entry("position", exact, party=party, what=what, **fields)


def meeting(exact: str, *sides: tuple[str, str], **fields: Any) -> dict[str, Any]:
    delegations = [{"party": party, "members": [member] if member else []} for party, member in sides]
    fields = {"text": f"{' and '.join(member or party for party, member in sides)} met.", "name": "talks", **fields}
    return entry("meeting", exact, delegations=delegations, **fields)


def pledge(exact: str, donor: str, value: float, **fields: Any) -> dict[str, Any]:
    amount = {"value": value, "currency": "EUR", "approximate": False}
    return entry("pledge", exact, type="pledge", donor=donor, amount=amount, text=f"{donor} promised money.", **fields)


def entry(kind: str, exact: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(exact)
    evidence = [{"start": start, "end": start + len(exact), "exact": exact}]
    return {"kind": kind, "evidence": evidence, "origin": {"method": "rules", "by": "t"}, "confidence": 0.8, **fields}


def day(start: str, said: str, end: str | None = None) -> dict[str, str]:
    return {"start": start, "end": end or start, "grain": "day", "expression": said}


FRIDAY = day("2026-03-06", "Friday")
SIDES = (("Sweden", "Mara Lindqvist"), ("Norway", "Odd Halvorsen"))


@pytest.mark.parametrize(
    "told",
    [
        statement("not a kilo more", "Odd Halvorsen", quotes=["not a kilo more"]),
        statement("Norway offered 12,000 tonnes and €40 million", "Odd Halvorsen"),
        statement("The quota", "Odd Halvorsen", "The quota would have to fall, and would fall again next year"),
        statement("Stockholm’s answer comes on 9 March", "an aide to Lindqvist", audience="Dagens Kyst"),
        statement("a fair share", "Mara Lindqvist", quotes=["a fair share"], when=FRIDAY),
        statement("would have to fall", "Odd Halvorsen", channel="reporters"),
        statement("not a kilo more", "Odd Halvorsen", when=FRIDAY),  # the day of the sentence before
        position("12,000 tonnes", "Norway", "12,000 tonnes"),
        position("Norway offered 12,000 tonnes", "Norway", "12,000 tonnes and €40 million"),
        position("the minister said", "Norway", "12,000 tonnes", toward="Sweden"),
        meeting("She met the Norwegian fisheries minister", *SIDES, when=FRIDAY),
        meeting("She met the Norwegian fisheries minister", *SIDES, place="Oslo"),
        meeting(MET, *SIDES, text="They met."),
        meeting("talks between Norway and Sweden", ("Norway", ""), ("Sweden", ""), place="Oslo"),
        pledge("€40 million", "Norway", 40e6),
        pledge("12,000 tonnes", "Norway", 40e6, recipient="Sweden"),
        pledge("the minister said", "Norway", 40e6, purpose="the Arendal cod fishery"),
        entry("event", MET, actor={"name": "Mara Lindqvist", "party": "Sweden"}, type="CONSULT", when=FRIDAY,
              recipient={"name": "Odd Halvorsen", "party": "Norway"}, text="Mara Lindqvist met Odd Halvorsen."),
        entry("proposal", "answer comes on 9 March", name="Stockholm’s answer", type="plan", sponsors=["Sweden"],
              text="Stockholm’s answer comes on 9 March."),
    ],
    ids=lambda told: told["text"][:40],
)  # fmt: skip
def test_what_its_sentences_say_or_the_article_resolves_there_passes(gate: Gate, told: dict[str, Any]) -> None:
    assert gate.check(rebuild_entry(told)).objections == ()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (statement("not a kilo more", "Erik Solheim", quotes=["not a kilo more"]), "name"),
        (statement("not a kilo more", "Odd Halvorsen", quotes=["not one gram more"]), "words"),
        (statement("not a kilo more", "Odd Halvorsen", "not a gram more"), "words"),
        (statement("not a kilo more", "Odd Halvorsen", quotes=["a fair share"]), "words"),  # said by another
        (statement("The quota", "Odd Halvorsen", "The quota would have to rise, and would fall again"), "words"),
        (statement("The quota", "Odd Halvorsen", "year next again fall would"), "words"),  # in another order
        (statement("would have to fall", "Odd Halvorsen", audience="Reuters"), "name"),
        (statement("not a kilo more", "Odd Halvorsen", when=day("2026-03-09", "Monday")), "date"),
        (statement("not a kilo more", "Odd Halvorsen", text="Odd Halvorsen said to Mara Lindqvist no."), "name"),
        (statement("not a kilo more", "Odd Halvorsen", outlook={"start": "2031", "end": "2031"}), "date"),
        (position("12,000 tonnes", "Norway", "14,000 tonnes"), "number"),
        (position("12,000 tonnes", "Denmark", "12,000 tonnes"), "name"),
        (position("12,000 tonnes", "Norway", "12,000 tonnes", toward="Iceland"), "name"),
        (position("12,000 tonnes", "Norway", "12,000 tonnes of herring from Bergen"), "name"),
        (position(BARE, "Norway", "nothing"), "name"),  # no word of it refers to Norway
        (meeting("She met the Norwegian fisheries minister", *SIDES, place="Helsinki"), "name"),
        (meeting("She met the Norwegian fisheries minister", *SIDES, when=day("2026-03-05", "Friday")), "date"),
        (meeting("She met", *SIDES[:1], ("Norway", "Jonas Lie")), "name"),
        (meeting(BARE, *SIDES), "name"),
        (pledge("€40 million", "Norway", 45e6), "number"),
        (pledge("€40 million", "Sweden and Finland", 40e6), "name"),
        (pledge(TOLD, "Sweden", 40e6), "number"),  # the sum stands in another sentence
        (pledge("€40 million", "Norway", 40e6, equivalents=[{"value": 43e6, "currency": "USD"}]), "number"),
        (entry("proposal", "answer comes on 9 March", name="Stockholm’s answer", type="plan", points=7,
               text="Stockholm’s answer comes."), "number"),
        (entry("event", MET, actor={"name": "Mara Lindqvist", "party": "Sweden"}, type="CONSULT", place="Bergen",
               recipient={"name": "Odd Halvorsen", "party": "Norway"}, text="They met."), "name"),
        ({**position("12,000 tonnes", "Norway", "12,000 tonnes"),
          "evidence": [{"start": 0, "end": 5, "exact": "Norge"}]}, "evidence"),
    ],
    ids=lambda told: told["text"][:40] if isinstance(told, dict) else told,
)  # fmt: skip
def test_what_nothing_there_says_is_held(gate: Gate, told: dict[str, Any], reason: str) -> None:
    checked = gate.check(rebuild_entry(told))
    assert reason in {one.reason for one in checked.objections}


def test_only_names_that_stand_further_up_are_said_to(gate: Gate) -> None:
    assert gate.check(rebuild_entry(position(BARE, "Norway", "nothing"))).said_earlier
    assert not gate.check(rebuild_entry(position(BARE, "Denmark", "nothing"))).said_earlier
    assert not gate.check(rebuild_entry(position(BARE, "Norway", "12 tonnes"))).said_earlier
