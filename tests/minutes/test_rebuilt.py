"""Entries, articles and people made again from what is kept of them, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.minutes.lines import line
from verbale.errors import StoreError
from verbale.minutes.cited import Gate
from verbale.minutes.line import Figure, Line
from verbale.minutes.rebuilt import rebuild_article, rebuild_entry
from verbale.reading.entries import entry_json

TEXT = "Ada Bell met union leaders on Monday.\n\nAn offer of 4 percent, “a fair deal”, lies there."


def entry(**changed: Any) -> dict[str, Any]:
    said = "An offer of 4 percent"
    start = TEXT.index(said)
    return {
        "kind": "position",
        "text": "Ada Bell offers 4 percent.",
        "when": None,
        "certainty": "asserted",
        "issues": ["wages and jobs"],
        "evidence": [{"start": start, "end": start + len(said), "exact": said}],
        "via": [],
        "origin": {"method": "rules", "by": "tests"},
        "confidence": 1,
        "party": "Ada Bell",
        "stance": "offers",
        "issue": "wages and jobs",
        "what": "4 percent",
        "toward": None,
        **changed,
    }


def gate() -> Gate:
    blocks = [{"kind": "paragraph", "text": text} for text in TEXT.split("\n\n")]
    ada = {"name": "Ada Bell", "aliases": ["Bell"], "roles": [], "mentions": [[0, 8]]}
    return Gate(
        {"text": TEXT, "blocks": blocks, "published": "2026-03-04"}, [Figure(1, 1, "person", "Ada Bell", 1, ada)]
    )


@pytest.mark.parametrize(
    "told",
    [
        line("statement", speakers=[("Ann Archer", "Iran")], content="no", quotes=["no"],
             outlook={"start": "2026", "end": "2027"}),
        line("meeting", delegations={"Iran": ["Ann Archer"], "Iraq": []}, day="2026-01-02"),
        line("position", stance="refuses", toward="Iraq"),
        line("proposal", points=20, terms=["a truce"], sponsors=["Iran"]),
        line("pledge", donor="Iran", amount={"value": 9.0, "currency": "EUR", "approximate": True}),
        line("event", contexts=["military"]),
    ],
    ids=lambda told: told.kind,
)  # fmt: skip
def test_an_entry_comes_back_as_it_was(told: Line) -> None:
    assert json.loads(json.dumps(entry_json(rebuild_entry(told.fields)))) == told.fields


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"kind": "rumour"}, "no such kind: 'rumour'"),
        ({"stance": "wants"}, "stance is none of demands"),
        ({"what": 4}, "what is not text: 4"),
        ({"colour": "red"}, "there is no field colour"),
        ({"evidence": "words"}, "evidence is no list: 'words'"),
        ({"evidence": [{"start": 1}]}, "evidence.end is missing"),
        ({"confidence": True}, "confidence is not a number: True"),
        ({"confidence": float("nan")}, "confidence is not a number: nan"),
        ({"when": "Monday"}, "when is no object: 'Monday'"),
    ],
)
def test_what_does_not_fit_the_contract_is_named(changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(StoreError, match=problem.replace("(", r"\(")):
        rebuild_entry(entry(**changed))


def test_an_article_without_text_has_that_of_its_blocks() -> None:
    article = rebuild_article({"blocks": [{"kind": "heading", "text": "A"}, {"kind": "paragraph", "text": "B"}]})
    assert (article.text, [block.start for block in article.blocks]) == ("A\n\nB", [0, 3])


def test_a_name_that_stands_only_further_up_is_objected_to_and_said_to_stand_there() -> None:
    checked = gate().check(rebuild_entry(entry()))
    assert {one.reason for one in checked.objections} == {"name"}
    assert checked.said_earlier


def test_a_number_of_another_line_is_not_explained_by_the_article() -> None:
    checked = gate().check(rebuild_entry(entry(what="5 percent", text="Ada Bell offers 5 percent.")))
    assert "number" in {one.reason for one in checked.objections}
    assert not checked.said_earlier


def test_a_line_that_says_what_its_evidence_says_passes() -> None:
    said = TEXT.partition("\n")[0]
    passes = entry(
        evidence=[{"start": 0, "end": len(said), "exact": said}], what="talks", text="Ada Bell offers talks."
    )
    assert gate().check(rebuild_entry(passes)).objections == ()
