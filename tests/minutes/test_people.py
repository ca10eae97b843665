"""People and parties: one row each, offices as far as the articles show, and how often they spoke and met."""

from __future__ import annotations

import json

from tests.minutes.lines import figure, line, source
from verbale.minutes.fields import Fields
from verbale.minutes.line import Figure, Line
from verbale.minutes.peeking import peek
from verbale.minutes.people import PartyRow, PersonRow, Roster, call_roll

SOURCES = {
    1: source(1, published="2026-01-05"),
    2: source(2, published="2026-02-07"),
    3: source(3, published="2026-03-04"),
    4: source(4, published=None),
}


def roll(figures: list[Figure], *lines: Line) -> Roster:
    return call_roll(figures, lines, SOURCES)


def person(roster: Roster, name: str) -> PersonRow:
    return next(row for row in roster.people if row.name == name)


def party(roster: Roster, name: str) -> PartyRow:
    return next(row for row in roster.parties if row.name == name)


def test_figures_of_one_subject_are_one_person_with_all_names() -> None:
    roster = roll(
        [
            figure(1, "person", "Kim Jong Un", article=1, aliases=["Kim"]),
            figure(2, "person", "Kim Jong-un", article=2, subject=1),
            figure(3, "person", "Kim Jong Un", article=3, subject=1),
        ]
    )
    assert len(roster.people) == 1
    row = roster.people[0]
    assert (row.name, row.articles, row.first, row.last) == ("Kim Jong Un", 3, "2026-01-05", "2026-03-04")
    assert set(row.aliases) == {"Kim Jong-un", "Kim"}


def test_an_office_is_one_however_it_is_worded_and_has_the_days_of_its_articles() -> None:
    roster = roll(
        [
            figure(1, "person", "Ann Archer", article=1, roles=[("Foreign Minister", "Norway")]),
            figure(2, "person", "Ann Archer", article=2, subject=1, roles=[("Norwegian Foreign Minister", "Norway")]),
            figure(3, "person", "Ann Archer", article=3, subject=1, roles=[("Prime Minister", "Norway")]),
        ]
    )
    offices = [(one.title, one.party, one.first, one.last, one.articles) for one in roster.people[0].offices]
    assert offices == [
        ("Prime Minister", "Norway", "2026-03-04", "2026-03-04", (3,)),
        ("Foreign Minister", "Norway", "2026-01-05", "2026-02-07", (1, 2)),
    ]


def test_a_deputy_is_no_minister_and_a_former_office_is_said_to_be_one() -> None:
    roles = [("Deputy Foreign Minister", "Norway"), ("Foreign Minister", "Norway"), ("former Minister", "Norway")]
    offices = roll([figure(1, "person", "Ann Archer", roles=roles)]).people[0].offices
    assert [(one.title, one.former) for one in offices] == [
        ("Deputy Foreign Minister", False),
        ("Foreign Minister", False),
        ("former Minister", True),
    ]


def test_an_office_without_a_party_is_that_of_the_one_whose_party_is_known() -> None:
    roles = [("special envoy", "Norway"), ("special envoy", None)]
    offices = roll([figure(1, "person", "Ann Archer", roles=roles)]).people[0].offices
    assert [(one.title, one.party) for one in offices] == [("special envoy", "Norway")]


def test_who_changes_sides_has_both_parties_the_newest_last() -> None:
    roster = roll(
        [
            figure(1, "person", "Ann Archer", article=1, roles=[("envoy", "Norway")]),
            figure(2, "person", "Ann Archer", article=2, subject=1, roles=[("envoy", "Norway")]),
            figure(3, "person", "Ann Archer", article=3, subject=1, roles=[("envoy", "European Union")]),
        ]
    )
    row = roster.people[0]
    assert [(one.party, one.first, one.articles) for one in row.parties] == [
        ("Norway", "2026-01-05", 2),
        ("European Union", "2026-03-04", 1),
    ]
    assert row.party == "Norway"


def test_how_often_somebody_spoke_and_met_counts_subjects_and_not_articles() -> None:
    figures = [figure(1, "person", "Ann Archer", aliases=["Archer"]), figure(2, "person", "Bo Berg")]
    roster = roll(
        figures,
        line("statement", 1, speakers=[("Ann Archer", "Norway")]),
        line("statement", 2, article=2, subject=1, speakers=[("Ann Archer", "Norway")]),
        line("statement", 3, speakers=[("Archer", "Norway")]),
        line("statement", 4, speakers=[("Ann Archer", "Norway")], state="rejected"),
        line("meeting", 5, delegations={"Norway": ["Ann Archer"], "Sweden": ["Bo Berg"]}),
        line("meeting", 6, delegations={"Norway": ["Ann Archer"], "Sweden": ["Bo Berg"]}, status="planned"),
    )
    ann, bo = person(roster, "Ann Archer"), person(roster, "Bo Berg")
    assert (ann.spoke, ann.met, ann.statements, ann.meetings) == (2, 1, (1, 3), (5,))
    assert (bo.spoke, bo.met) == (0, 1)
    assert [row.name for row in roster.people] == ["Ann Archer", "Bo Berg"]
    assert ann.party == "Norway"


def test_two_of_one_surname_are_told_apart_by_their_articles() -> None:
    figures = [
        figure(1, "person", "Ann Archer", article=1, aliases=["Archer"]),
        figure(2, "person", "Tom Archer", article=2, aliases=["Archer"]),
    ]
    roster = roll(figures, line("statement", 1, article=2, speakers=[("Archer", "Norway")]))
    assert (person(roster, "Ann Archer").spoke, person(roster, "Tom Archer").spoke) == (0, 1)


def test_a_party_has_its_people_and_counts_its_lines_once() -> None:
    figures = [
        figure(1, "party", "Norway"),
        figure(2, "party", "Sweden"),
        figure(3, "person", "Ann Archer", roles=[("envoy", "Norway")]),
    ]
    roster = roll(
        figures,
        line("position", 1, party="Norway"),
        line("position", 2, article=2, subject=1, party="Norway"),
        line("pledge", 3, donor="Norway", recipient="Sweden"),
        line("meeting", 4, delegations={"Norway": [], "Sweden": []}),
    )
    norway, sweden = party(roster, "Norway"), party(roster, "Sweden")
    assert (norway.people, norway.positions, norway.pledges, norway.met) == ((3,), 1, 1, 1)
    assert (sweden.people, sweden.positions, sweden.pledges, sweden.met) == ((), 0, 1, 1)
    assert (norway.id, norway.kind) == ("norway", "state")


def test_a_party_that_articles_call_differently_counts_under_its_one_name() -> None:
    figures = [
        figure(1, "party", "Türkiye", article=1),
        figure(2, "party", "Türkiye", article=2, subject=1),
        figure(3, "party", "Turkey", article=3, subject=1),
    ]
    lines = [line("position", 1, party="Turkey"), line("position", 2, party="Türkiye")]
    roster = call_roll(figures, lines, SOURCES, names={"Turkey": "Türkiye"})
    assert [(row.name, row.aliases, row.positions) for row in roster.parties] == [("Türkiye", ("Turkey",), 2)]


def test_an_article_of_no_known_day_gives_an_office_of_no_known_day() -> None:
    office = roll([figure(1, "person", "Ann Archer", article=4, roles=[("envoy", "Norway")])]).people[0].offices[0]
    assert (office.first, office.last, office.articles) == (None, None, (4,))


def test_one_field_is_read_alone_as_it_is_read_with_all_others() -> None:
    said = 'said "speakers":[1] and “outlook”: null \\ "x'
    told = {"content": said, "speakers": [{"name": "Ann ]", "party": None}], "outlook": None, "via": []}
    for written in (json.dumps(told, separators=(",", ":")), json.dumps(told)):
        for name in ("content", "speakers", "outlook", "via", "nothing"):
            assert peek(Fields(written), name) == told.get(name)
            opened = Fields(written)
            assert dict(opened) == told
            assert peek(opened, name) == peek(told, name) == told.get(name)


def test_a_title_cut_out_of_a_sentence_loses_its_comma() -> None:
    offices = roll([figure(1, "person", "Ann Archer", roles=[(", leader of the Greens", "Greens")])]).people[0].offices
    assert offices[0].title == "leader of the Greens"
