"""For whom people act, in the ways news tells it: each line names a person and the party, None where none is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from verbale.reading.cast import speaker_of
from verbale.reading.draft import Draft

ACTING = [
    # the owner directly before the name
    (["Peru’s Rosa Quispe and Chile’s Tomás Vidal stood beside each other in the hall."], "Rosa Quispe", "Peru"),
    # the state behind it
    (["Ines Duarte of Portugal spoke first, and nobody replied to her for an hour."], "Ines Duarte", "Portugal"),
    # the organization that somebody leads, not the state whose adjective is in its name
    (
        ["Owen Price, president of the Canadian Lumber Growers Association, called the duty a scandal."],
        "Owen Price",
        "Canadian Lumber Growers Association",
    ),
    (["Dana Reed, who heads the Toy Makers Association, was not amused."], "Dana Reed", "Toy Makers Association"),
    # an abbreviation before the office
    (
        ["Max Brandt, the GKLD chairman, was unmoved. The GKLD wants more pay; the GKLD has said so for weeks."],
        "Max Brandt",
        "GKLD",
    ),
    # a possessive pronoun whose owner stands in the sentence before
    (
        ["Norway wants the clause out. Its foreign minister, Liv Aasen, said so in Oslo on Tuesday."],
        "Liv Aasen",
        "Norway",
    ),
    (["Japan sent its chief negotiator, Kenji Mori, to the meeting."], "Kenji Mori", "Japan"),
    # a delegation of which a sentence tells
    (["The Iraqi delegation was led by the oil minister, Karim Haddad; Iran sent nobody."], "Karim Haddad", "Iraq"),
    (["Dame Ann Cole, director for the Americas, headed the British team at the talks."], "Ann Cole", "United Kingdom"),
    # whom `the union’s` means
    (
        [
            "The Dock and Harbour Workers Union voted to stay out, and the Dock and Harbour Workers Union is patient.",
            "“We can wait,” said Joe Harker, the union’s president.",
        ],
        "Joe Harker",
        "Dock and Harbour Workers Union",
    ),
    # told later, by the office
    (
        ["Carlo Bindi received the delegation. “We are glad,” the Italian foreign minister said afterwards."],
        "Carlo Bindi",
        "Italy",
    ),
    # the next of a list
    (
        ["Brazil sent its chief negotiator, Ana Prado, and Foreign Minister Luis Rocha of Brazil came too."],
        "Luis Rocha",
        "Brazil",
    ),
    # whose envoy
    (
        ["Norway, whose envoy Yara Holm attended the session in Lima, will host the next one in June."],
        "Yara Holm",
        "Norway",
    ),
    # whoever is sent
    (
        ["Peru sent Rear Admiral Juan Soto, and Chile sent Brigadier Omar Vidal to the talks in Quito."],
        "Juan Soto",
        "Peru",
    ),
    # for whom somebody signs
    (["Ines Duarte signed for Portugal, and Paul Ridge for the United States, on Sunday."], "Ines Duarte", "Portugal"),
    # rebels act under no name
    (["“We will not lay down arms,” said the rebels’ spokesman, Ibra Kone, on Sunday."], "Ibra Kone", "rebels"),
    # everybody knows
    (["Ronald Reagan flew home from the summit in the evening."], "Ronald Reagan", "United States"),
    # nobody’s
    (["“It looks thin,” said Petra Lang, a professor of history, of the text."], "Petra Lang", None),
    # whither somebody is sent is not whose the envoy is
    (["Norway sent an envoy. The envoy for Chad, Liv Aasen of Norway, met both in Oslo."], "Liv Aasen", "Norway"),
    # an office that is no longer the one somebody is known for
    (
        ["Belgium signed at once. Belgium’s prime minister, Charles Michel, said so in Brussels."],
        "Charles Michel",
        "Belgium",
    ),
]


@pytest.mark.parametrize(("paragraphs", "name", "party"), ACTING, ids=[line[1] for line in ACTING])
def test_a_person_acts_for_a_party(
    draft: Callable[..., Draft], paragraphs: list[str], name: str, party: str | None
) -> None:
    (person,) = [one for one in draft(*paragraphs).people if one.name == name]
    assert speaker_of(person).party == party


def test_a_seat_means_the_state_of_its_time(draft: Callable[..., Draft]) -> None:
    past = draft("The Soviet Union sent no reply. Moscow said it would study the note, and Bonn waited.")
    today = draft("Russia sent no reply. Moscow said it would study the note.")
    assert [mention.party.name for mention in past.mentions if mention.form == "seat"] == ["Soviet Union"]
    assert [mention.party.name for mention in today.mentions if mention.form == "seat"] == ["Russia"]
