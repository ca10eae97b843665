"""Who said what, sentence by sentence: the sentences are of our own writing, in the ways news says such things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from verbale.reading.draft import Draft
from verbale.reading.statements import find_statements, is_same_statement

MakeDraft = Callable[..., Draft]
Entries = Callable[..., list[Any]]
SAID = [
    # quotation, name, verb
    (
        "“We are nearly there,” Foreign Minister Elena Marsh told reporters on Tuesday.",
        [("Elena Marsh", "We are nearly there")],
    ),
    # verb before the name, which an apposition follows
    (
        "“The text is not ready,” said Olu Bankole, the Nigerian chief negotiator, who left early.",
        [("Olu Bankole", "The text is not ready")],
    ),
    # the source's apposition ends in the name of an organization
    (
        "“Inspectors need access,” Marta Ruiz, director of the International Atomic Energy Agency, insisted.",
        [("Marta Ruiz", "Inspectors need access")],
    ),
    # indirect speech, and a participle that goes on from it
    (
        "Elena Marsh said that the border would reopen in May, adding that no date had been fixed for the bridge.",
        [("Elena Marsh", "the border would reopen in May"), ("Elena Marsh", "no date had been fixed for the bridge")],
    ),
    # whoever a relative clause names does not speak
    (
        "The Shore Guild, which speaks for 16 local companies, warned that data alone would stop nobody.",
        [("Shore Guild", "data alone would stop nobody")],
    ),
    # a time behind the verb is not what was said
    (
        "Elena Marsh said Wednesday that the prisoners would come home within a week.",
        [("Elena Marsh", "the prisoners would come home within a week")],
    ),
    # the source in the middle of what it says
    (
        "Elena Marsh arrived at noon. The road, she warned, would stay closed until the guns fell silent.",
        [("Elena Marsh", "The road would stay closed until the guns fell silent")],
    ),
    # a label: the words of the verdict are the content
    (
        "President Ivo Kern called the offer “an insult to the fallen” and left the room.",
        [("Ivo Kern", "the offer “an insult to the fallen”")],
    ),
    # sources without a name
    (
        "Two officials familiar with the talks said the ceasefire would begin at midnight.",
        [("Two officials familiar with the talks", "the ceasefire would begin at midnight")],
    ),
    # according to
    (
        "Growth will stall within a year, according to a former central bank deputy chairman, Sven Aksel.",
        [("Sven Aksel", "Growth will stall within a year")],
    ),
    (
        "The dam will be filled over seven years, according to the Egyptian ministry.",
        [("Egyptian ministry", "The dam will be filled over seven years")],
    ),
    # two speakers of one statement
    (
        "Elena Marsh and Olu Bankole said that the next round would be held in Lagos.",
        [("Elena Marsh and Olu Bankole", "the next round would be held in Lagos")],
    ),
    # whom a spokesman speaks for, behind the verb, and no day with it
    (
        "“We came home with crumbs,” said a spokesman for the Trawler Owners’ Federation on Tuesday.",
        [("spokesman for the Trawler Owners’ Federation", "We came home with crumbs")],
    ),
    # the pronoun of somebody without a name, though another is named
    (
        "Elena Marsh had left. “It is over,” a skipper on the quay said. He warned that the ships would rust.",
        [("skipper on the quay", "It is over"), ("skipper on the quay", "the ships would rust")],
    ),
    (
        "Elena Marsh had left. A packer stood at the gate. “They said the same last year,” she said.",
        [("packer", "They said the same last year")],
    ),
    (
        "A trader nodded. “Nobody signs for a post,” said its head of Latin America, Tomás Echevarne.",
        [("Tomás Echevarne", "Nobody signs for a post")],
    ),
    # an apposition, and a verb that takes a noun of saying behind it
    (
        "Olu Bankole, vice president of the corporation, expressed hope that the mills would open in May.",
        [],
    ),
    # an office instead of the name, in the next sentence
    (
        "Prime Minister Ada Lund spoke first. The prime minister said the fishing quota had been halved.",
        [("Ada Lund", "the fishing quota had been halved")],
    ),
]
NOT_SAID = [
    "Elena Marsh did not say when the talks would resume.",
    "Elena Marsh declined to say whether she would sign the accord.",
    "The estimate, a claim and a report lay on the table beside the statement of the promise.",
    "“Burden” was the word on everybody’s lips in the corridors of the palace.",
]


@pytest.mark.parametrize(("words", "expected"), SAID)
def test_a_statement_has_its_speaker_and_its_words(
    draft: MakeDraft, words: str, expected: list[tuple[str, str]]
) -> None:
    found = [entry for _, entry in find_statements(draft(words))]
    assert [(" and ".join(s.name for s in entry.speakers), entry.content) for entry in found] == expected


@pytest.mark.parametrize("words", NOT_SAID)
def test_what_nobody_said_is_no_statement(draft: MakeDraft, words: str) -> None:
    assert find_statements(draft(words)) == []


def test_a_quotation_by_itself_is_the_last_speakers(draft: MakeDraft) -> None:
    found = [
        entry
        for _, entry in find_statements(
            draft("“We will stay,” Elena Marsh said. “There is no other way to end this war.”")
        )
    ]
    assert [entry.content for entry in found] == ["We will stay", "There is no other way to end this war."]
    assert found[1].speakers == found[0].speakers


def test_a_statement_knows_when_and_where_it_was_made(draft: MakeDraft) -> None:
    ((_, entry),) = find_statements(draft("“It is over,” Elena Marsh wrote on X on Monday."))
    assert (entry.channel, entry.when and entry.when.start) == ("X", "2026-03-02")
    assert entry.text == "Elena Marsh wrote: “It is over.”"


def test_hearsay_is_reported(draft: MakeDraft) -> None:
    ((_, entry),) = find_statements(draft("Elena Marsh reportedly told the cabinet that the fund was empty."))
    assert entry.certainty == "reported"


def test_every_statement_says_what_made_it_and_how_sure_it_is(entries: Callable[..., list[Any]]) -> None:
    (entry,) = entries("statement", "“It is over,” Elena Marsh said.")
    assert entry.origin.by.partition("rule ")[2] in ("quoted", "attributed by name")
    assert 0.5 < entry.confidence < 1


@pytest.mark.parametrize(
    "words",
    [
        "Elena Marsh declined to say whether the border would reopen.",
        "Elena Marsh told reporters outside the trade ministry.",
    ],
)
def test_nothing_is_said_where_somebody_is_silent_or_only_somewhere(
    entries: Callable[..., list[Any]], words: str
) -> None:
    assert [one.content for one in entries("statement", words)] == []


def test_she_who_opens_a_sentence_is_the_one_before(entries: Callable[..., list[Any]]) -> None:
    made = entries(
        "statement",
        "Company spokeswoman Anna Rowe said the bonus would be paid. Foreign Minister Elena Marsh, who is mediating, "
        "urged both sides to settle. She said time was short.",
    )
    assert [one.speakers[0].name for one in made if one.content == "time was short"] == ["Elena Marsh"]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Donald Trump flew home. “It will hold,” the US president remarked.", "Donald Trump"),
        ("António Guterres looked tired. Distance remained, the UN Secretary-General explained.", "António Guterres"),
        ("The talks will not take place, Tass reported, quoting a senior diplomat.", "senior diplomat"),
        ("Norway’s government said that the line would be watched by night.", "Norway"),
        ("It was not enough for Ana Prado. “We are in need of more time,” she said from Tunis.", "Ana Prado"),
    ],
)
def test_who_is_meant_is_named(proposed: Callable[..., list[Any]], words: str, speaker: str) -> None:
    assert speaker in {one.speakers[0].name for one in proposed("statement", words)}


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("In a message, Ana Prado pressed the delegates for an ambitious treaty.", "a message"),
        ("Ana Prado tweeted that it was a good night for the country.", "Twitter"),
        ("In January Ana Prado wrote to the ministers that her movement was ready to talk.", "letter"),
        ("Ana Prado told Fox News that it was over; a day later she wrote on X that the talks would go on.", "X"),
    ],
)
def test_where_a_statement_was_made(draft: MakeDraft, words: str, channel: str) -> None:
    assert [statement for _, statement in find_statements(draft(words))][-1].channel == channel


def test_what_is_said_without_a_day_is_said_on_the_day_of_the_story(proposed: Callable[..., list[Any]]) -> None:
    paragraphs = (
        "The talks in Arica broke down on Tuesday.",
        "“We are tired,” Ana Prado said.",
        "Luis Vega, the envoy, had warned that the line would not hold.",
    )
    said = proposed("statement", *paragraphs)
    assert {one.when and one.when.start for one in said if one.content == "We are tired"} == {"2026-03-03"}
    assert "2026-03-03" not in {one.when and one.when.start for one in said if one.speakers[0].name == "Luis Vega"}
    assert any(one.speakers[0].name == "Luis Vega" for one in said)


MEANT = [
    # she is not whom the sentence before names last
    (
        "Marta Ruiz met John Porter in the hall. The room was cold. She said that the ferry would sail again in March.",
        "the ferry would sail again in March",
        "Marta Ruiz",
    ),
    # whose party did something, and not the party, is the subject
    (
        "Owen Price, whose Harbour party left the government in June, demanded that the council read the terms.",
        "the council read the terms",
        "Owen Price",
    ),
    # a denial of what somebody else says
    (
        "Ethiopia accused Eritrea of having started the war in May; Asmara denies it.",
        "having started the war",
        "Eritrea",
    ),
]


@pytest.mark.parametrize(("words", "content", "speaker"), MEANT)
def test_the_speaker_is_whom_the_words_mean(
    proposed: Callable[..., list[Any]], words: str, content: str, speaker: str
) -> None:
    said = [one for one in proposed("statement", words) if content in one.content]
    assert speaker in {one.speakers[0].name for one in said}
    assert all(one.manner == "denied" for one in said if one.speakers[0].name == "Eritrea")


def test_a_part_of_what_somebody_says_is_no_second_statement(proposed: Entries) -> None:
    whole, *others = proposed("statement", "Should it fail, Elena Marsh warned, the army keeps the right to fire.")
    assert all(is_same_statement(whole, other) for other in others)
    assert any(other.content != whole.content for other in others)


def test_a_time_that_only_tells_who_speaks_is_not_when(proposed: Entries) -> None:
    (said, *_) = proposed("statement", "Elena Marsh, who brokered the truce of July 2025, welcomed the signing.")
    assert said.when is None


def test_his_government_is_that_of_whoever_was_spoken_of(proposed: Entries) -> None:
    made = proposed("statement", "Iraqi Prime Minister Ali Haddad left. His government accused Iran of an attack.")
    assert "Iraq" in [one.speakers[0].name for one in made]
