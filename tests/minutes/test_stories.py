"""Articles of one story, copies of one text: six outlets, two origins."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection

from tests.minutes.lines import source
from tests.minutes.test_identity import file, reading
from verbale.minutes.change import Dossier
from verbale.minutes.line import Source
from verbale.minutes.sketch import credited_agencies, held_in, make_sketch, read_sketch
from verbale.minutes.standing import Standing
from verbale.minutes.stories import Printed, SameStory, Stories, find_same_stories
from verbale.minutes.undoing import undo

WIRE = """GENEVA (Reuters) - Negotiators from Armenia and Azerbaijan ended two days of talks in Geneva on Friday without
an accord on the transit road through Syunik, mediators said, but agreed to meet again in Abu Dhabi before the
end of the month. The road, which Baku calls the Zangezur corridor, has been the last open chapter of a treaty
whose text both capitals say is otherwise finished. A Swiss official who chaired the sessions told reporters
that the tone had been businesslike and that experts would exchange maps of customs posts within ten days.
Armenian Foreign Minister Ararat Mirzoyan said his government would not accept any road outside its own
jurisdiction. His counterpart Jeyhun Bayramov said the treaty could be initialled within a week once the
question of the road was settled. Residents of the border villages near Meghri said they had heard such
promises before. The European Union offered twelve million euros for scanners and a customs hall."""
#: The same news in words of another newsroom's own.
OWN = """Two days of talks between Yerevan and Baku broke up in Geneva on Friday with the transit road across Syunik
still in dispute. Swiss mediators announced a further meeting in Abu Dhabi later this month, and said maps of
the customs posts would be swapped before it. Ararat Mirzoyan, who led the Armenian team, insisted the
Zangezur route stay under Armenian jurisdiction; Jeyhun Bayramov of Azerbaijan held out the prospect of
initialling the treaty within days. Brussels put twelve million euros for scanners on the table."""
#: Of the same two, the same week, and another story.
OTHER = """Azerbaijan freed eight Armenian prisoners on Thursday, the first such release since the spring, and handed
them over at a crossing near Sadarak under the eyes of the Red Cross. Families had waited since dawn. Yerevan
in return gave back the remains of fourteen soldiers who fell in 2020. Human rights lawyers said that twenty-
three detainees, among them former leaders of Nagorno-Karabakh, are still held in a jail in Baku and demanded
fair trials."""


def cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (WIRE, 1.0, 1.0),
        (cut(WIRE, 0.5), 0.9, 1.0),
        ("BAKU — " + WIRE + " Our correspondent adds that shops in Meghri closed early on Friday.", 0.85, 1.0),
        (OWN, 0.0, 0.15),
        (OTHER, 0.0, 0.0),
        ("Too short to tell.", 0.0, 0.0),
    ],
)
def test_how_much_of_the_shorter_text_stands_in_the_longer(text: str, least: float, most: float) -> None:
    held = held_in(make_sketch(text), make_sketch(WIRE))
    assert least <= held <= most
    assert held == held_in(make_sketch(WIRE), make_sketch(text))


def test_a_sketch_is_the_same_after_its_bytes() -> None:
    sketch = make_sketch(WIRE, ["Armenia", "Ararat Mirzoyan"])
    again = read_sketch(sketch.to_bytes())
    assert again is not None
    assert again.to_bytes() == sketch.to_bytes()
    assert again.agencies == ("Reuters",)
    assert len(sketch.to_bytes()) < 2_000


@pytest.mark.parametrize("data", [None, b"", b"9abc"])
def test_what_is_no_sketch_is_none(data: bytes | None) -> None:
    assert read_sketch(data) is None


@pytest.mark.parametrize("text", ["", "One.", "Un été à Genève: 90 Mrd. €", "的 和 平"])
def test_any_text_has_a_sketch(text: str) -> None:
    assert read_sketch(make_sketch(text).to_bytes()) is not None


@pytest.mark.parametrize(
    ("text", "credits", "agencies"),
    [
        ("GENEVA (AP) — Talks ended.", [], ("AP",)),
        ("GENEVA, Nov 21 (Reuters) - Talks ended.", [], ("Reuters",)),
        ("Talks ended.\n\nWith inputs from AFP", [], ("AFP",)),
        ("Talks ended.\n\nCopyright 2025 The Associated Press. All rights reserved.", [], ("AP",)),
        ("Talks ended.", ["By Reuters"], ("Reuters",)),
        ("Talks ended, he told Reuters in an interview.", ["Ann Archer"], ()),
        ("APPEALS fell on deaf ears (see page 2).", [], ()),
    ],
)
def test_credited_agencies(text: str, credits: list[str], agencies: tuple[str, ...]) -> None:
    assert credited_agencies(text, credits) == agencies


def placed(texts: Sequence[tuple[str, int | None]]) -> list[tuple[int, int]]:
    """The story and the origin of texts filed one after another on some days."""
    stories, found = Stories(), list[tuple[int, int]]()
    for number, (text, day) in enumerate(texts, 1):
        sketch = make_sketch(text)
        place = stories.place(number, day, sketch)
        found.append((place.story or number, place.origin or number))
        stories.add(Printed(number, *found[-1], day, sketch))
    return found


def test_copies_have_the_origin_of_the_wire_and_own_words_one_of_their_own() -> None:
    assert placed([(WIRE, 1), (cut(WIRE, 0.6), 1), (OWN, 1), (OTHER, 2), (WIRE + " More follows.", 2)]) == [
        (1, 1), (1, 1), (1, 3), (4, 4), (1, 1),
    ]  # fmt: skip


def test_a_shortened_copy_that_came_first_is_the_origin_of_the_whole() -> None:
    assert placed([(cut(WIRE, 0.4), 1), (WIRE, 1), (" ".join(WIRE.split()[90:]), 1)])[1:] == [(1, 1), (1, 1)]


def test_a_story_is_told_within_days() -> None:
    assert placed([(OWN, 1), (WIRE, 40)]) == [(1, 1), (2, 2)]


def test_a_copy_without_a_day_is_found_even_so() -> None:
    assert placed([(WIRE, None), (WIRE, 12)])[1][1] == 1


def test_many_articles_of_other_words_are_no_copies() -> None:
    draw = random.Random(3)
    words = [f"word{number}" for number in range(400)]
    found = placed([(" ".join(draw.choices(words, k=200)), 1) for _ in range(60)])
    assert len({origin for _, origin in found}) == 60


def test_outlets_and_origins_are_counted() -> None:
    outlets = ("Severn News", "Daily Post", "Severn News", None, "Kurier")
    sources: list[Source] = [
        source(number, publisher=outlet, story=1, origin=1 if number < 5 else 5)
        for number, outlet in enumerate(outlets, 1)
    ]
    first, second = find_same_stories([*sources, source(9)])
    assert first == SameStory(1, (1, 2, 3, 4, 5), ("Daily Post", "Kurier", "Severn News", "article 4"), (1, 5))
    assert first.told == "4 outlets, 2 origins"
    assert second.told == "1 outlet, 1 origin"


def test_filing_finds_stories_and_undoing_leaves_the_others_together(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, reading(1, text=WIRE), reading(2, text=cut(WIRE, 0.6)))
    file(connection, dossier, reading(3, text=OWN), reading(4, text=OTHER))
    standing = Standing(connection, dossier)
    assert [(one.story, one.origin) for one in standing.sources().values()] == [(1, 1), (1, 1), (1, 3), (4, 4)]
    assert find_same_stories(standing.sources().values())[0].told == "3 outlets, 2 origins"
    undo(connection, dossier, 2, by="Ada")
    assert [(one.story, one.origin) for one in standing.sources().values()] == [(2, 2), (2, 3), (4, 4)]
