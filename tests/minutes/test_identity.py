"""The same in two articles: weighed, joined at filing and by hand, parted, remembered, undone."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from evaluation.identity import Pair, load_pairs
from tests.minutes.lines import figure, line
from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.alike import may_join, weigh, weigh_traits
from verbale.minutes.amending import standing_rows
from verbale.minutes.blocks import keys_of
from verbale.minutes.change import Dossier
from verbale.minutes.database import open_database
from verbale.minutes.dossiers import open_dossier
from verbale.minutes.filing import Incoming, file_reading, file_readings
from verbale.minutes.identity import explain, join, part
from verbale.minutes.joiner import Joiner
from verbale.minutes.likeness import join_threshold, propose_threshold
from verbale.minutes.namesakes import same_person
from verbale.minutes.proposed import find_proposed_joins
from verbale.minutes.register import Item, Register
from verbale.minutes.standing import Standing
from verbale.minutes.undoing import undo

PAIRS = list(load_pairs())
MEMBERS = {"United States": ["Steve Witkoff"], "Ukraine": ["Rustem Umerov"]}


def name_of(pair: Pair) -> str:
    return f"{pair.kind}-{pair.talks}-{'same' if pair.same else 'apart'}"


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.same], ids=name_of)
def test_what_is_merely_like_is_not_joined(pair: Pair) -> None:
    found = pair.likeness()
    assert found.score < join_threshold(), found.told()


def test_nine_of_ten_that_are_the_same_are_joined_and_most_others_are_proposed() -> None:
    same = [pair.likeness().score for pair in PAIRS if pair.same]
    assert len(PAIRS) >= 120
    assert sum(score >= join_threshold() for score in same) / len(same) >= 0.88
    assert sum(score >= propose_threshold() for score in same) / len(same) >= 0.95


@pytest.mark.parametrize("pair", PAIRS[::7], ids=name_of)
def test_likeness_is_the_same_from_both_sides(pair: Pair) -> None:
    turned = Pair(pair.half, pair.talks, pair.same, pair.kind, pair.other, pair.one)
    assert turned.likeness().score == pair.likeness().score


def test_a_likeness_says_why_in_plain_words_and_pickles() -> None:
    a = line("meeting", 1, day="2025-11-23", place="Geneva", delegations=MEMBERS, status="planned")
    b = line("meeting", 2, article=2, day="2025-11-23", place="Geneva", delegations=MEMBERS)
    found = weigh(a, b)
    words = [reason.words for reason in found.reasons]
    assert "same place Geneva" in words
    assert "both name Umerov and Witkoff" in words
    assert "one is planned for the day that the other was held" in words
    assert pickle.loads(pickle.dumps(found)) == found


def test_offices_of_other_parties_speak_against_a_bare_family_name() -> None:
    union = figure(1, "person", "Lynch", roles=[("general secretary", "RMT")])
    firm = figure(2, "person", "Michael Lynch", article=2, roles=[("chief executive", "Autonomy")])
    assert same_person(union, firm).score < propose_threshold()


# ---- filing


def reading(
    number: int,
    entries: Sequence[dict[str, Any]] = (),
    *,
    people: Sequence[dict[str, Any] | str] = (),
    parties: Sequence[tuple[str, str]] = (("Russia", "RUS"),),
    text: str | None = None,
    publisher: str | None = None,
    published: str = "2025-11-24T10:00:00",
) -> dict[str, Any]:
    """A reading of an article of its own, its entries' evidence its first sentence."""
    words = text or f"Article {number} of its own kind says {' '.join(f'thing{number}x{k}' for k in range(60))}."
    placed = [{**entry, "evidence": [{"start": 0, "end": 7, "exact": words[:7]}]} for entry in entries]
    persons = [{"name": one, "aliases": [], "roles": []} if isinstance(one, str) else one for one in people]
    return {
        "schema": "verbale.reading/1",
        "article": {
            "url": f"https://example.org/{number}", "headline": f"Headline {number}", "authors": [], "language": "en",
            "publisher": publisher or f"Outlet {number}", "published": published, "zone_known": False, "text": words,
            "blocks": [{"kind": "paragraph", "text": words}],
        },
        "people": [{"aliases": [], "roles": [], "mentions": [], **person} for person in persons],
        "parties": [{"name": name, "id": id, "kind": "state", "mentions": []} for name, id in parties],
        "entries": placed,
    }  # fmt: skip


def meeting(
    day: str | None = "2025-11-23",
    *,
    place: str | None = "Geneva",
    sides: Sequence[str] = ("United States", "Ukraine"),
    **fields: Any,
) -> dict[str, Any]:
    delegations = [{"party": side, "members": MEMBERS.get(side, [])} for side in sides]
    made = line("meeting", day=day, place=place, delegations=delegations, **fields)
    return dict(made.fields)


def proposal(name: str, **fields: Any) -> dict[str, Any]:
    return dict(line("proposal", name=name, **fields).fields)


def subjects(connection: Connection, dossier: Dossier, *kinds: Any) -> list[int]:
    found = Standing(connection, dossier).lines(*kinds, states=("draft", "accepted", "edited", "rejected"))
    return [one.subject for one in sorted(found, key=lambda one: one.entry)]


def file(connection: Connection, dossier: Dossier, *readings: dict[str, Any], join: Joiner | None = None) -> None:
    file_readings(connection, dossier, [Incoming(one) for one in readings], by="Ada", join=join or Joiner())


def test_filing_joins_a_planned_meeting_to_the_same_one_held(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, reading(1, [meeting(status="planned")], published="2025-11-22T10:00:00"))
    file(connection, dossier, reading(2, [meeting(), meeting(sides=("United States", "Russia"))]))
    assert subjects(connection, dossier, "meeting") == [1, 1, 3]


def test_within_one_batch_too_and_two_of_one_article_stay_two(connection: Connection, dossier: Dossier) -> None:
    twins = [meeting(), meeting()]
    file(connection, dossier, reading(1, twins), reading(2, twins), reading(3, twins))
    assert subjects(connection, dossier, "meeting") == [1, 2, 1, 2, 1, 2]


def test_the_change_that_filed_it_says_why(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, reading(1, [meeting()]), reading(2, [meeting()]))
    data = connection.execute(select(tables.change.c.data).order_by(tables.change.c.id.desc())).scalars().first()
    assert data is not None
    assert '"with": 1' in data
    assert "both name Umerov and Witkoff" in data


def test_what_contradicts_another_line_of_a_subject_is_not_joined_to_it(
    connection: Connection, dossier: Dossier
) -> None:
    """`peace plan` is like either; the 28-point plan must not come in by way of it to the 20-point plan."""
    file(connection, dossier, reading(1, [proposal("20-point Geneva plan", points=20, sponsors=["United States"])]))
    file(connection, dossier, reading(2, [proposal("Geneva plan", sponsors=["United States"])]))
    file(connection, dossier, reading(3, [proposal("28-point Geneva plan", points=28, sponsors=["United States"])]))
    first, _, third = subjects(connection, dossier, "proposal")
    assert first != third


def test_people_are_joined_by_full_name_and_by_family_name_where_one_holder_fits(
    connection: Connection, dossier: Dossier
) -> None:
    file(connection, dossier, reading(1, people=["Volodymyr Zelenskyy", "Donald Trump"]))
    file(connection, dossier, reading(2, people=["Zelensky", "Trump"]))
    file(connection, dossier, reading(3, people=["Volodymyr Zelenskiy", "Melania Trump"]))
    file(connection, dossier, reading(4, people=["Trump", "Olena Zelenska"]))
    people = {(one.article, one.name): one.subject for one in Standing(connection, dossier).figures("person")}
    assert people[1, "Volodymyr Zelenskyy"] == people[2, "Zelensky"] == people[3, "Volodymyr Zelenskiy"]
    assert people[1, "Donald Trump"] == people[2, "Trump"] != people[3, "Melania Trump"]
    assert people[4, "Trump"] not in (people[1, "Donald Trump"], people[3, "Melania Trump"])
    assert people[4, "Olena Zelenska"] != people[1, "Volodymyr Zelenskyy"]


def test_parties_are_joined_by_id(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, reading(1, parties=[("Türkiye", "TUR")]), reading(2, parties=[("Turkey", "TUR")]))
    file(connection, dossier, reading(3, parties=[("Sudan", "SDN"), ("South Sudan", "SSD")]))
    assert [one.subject for one in Standing(connection, dossier).figures("party")] == [1, 1, 3, 4]


def test_a_joiner_sees_what_others_changed_meanwhile(connection: Connection, dossier: Dossier) -> None:
    one, other = Joiner(), Joiner()
    file(connection, dossier, reading(1, [meeting()], people=["Ann Archer"]), join=one)
    file(connection, dossier, reading(2, [meeting("2025-12-01")], people=["Bea Baker"]), join=other)
    join(connection, dossier, 1, 2, by="Ada")
    file(connection, dossier, reading(3, [meeting("2025-12-01")], people=["Bea Baker"]), join=one)
    assert subjects(connection, dossier, "meeting") == [1, 1, 1]
    assert [one.subject for one in Standing(connection, dossier).figures("person")] == [1, 3, 3]


def test_a_joiner_forgets_what_was_never_written(url: str) -> None:
    database, joiner = open_database(url), Joiner()
    with database.writing() as connection:
        dossier = open_dossier(connection, "Talks", by="Ada")
        file(connection, dossier, reading(1, [meeting("2025-01-01")]), join=joiner)
    with pytest.raises(RuntimeError), database.writing() as connection:
        file(connection, dossier, reading(2, [meeting()]), join=joiner)
        raise RuntimeError
    with database.writing() as connection:
        file(connection, dossier, reading(3, [meeting("2025-06-06")]), join=joiner)
        file(connection, dossier, reading(4, [meeting()]), join=joiner)
        assert subjects(connection, dossier, "meeting") == [1, 2, 3]
    database.close()


def test_filing_again_adds_nothing_and_leaves_joins(connection: Connection, dossier: Dossier) -> None:
    pages = [reading(number, [meeting()]) for number in (1, 2)]
    file(connection, dossier, *pages)
    file(connection, dossier, *pages)
    assert subjects(connection, dossier, "meeting") == [1, 1]


# ---- by hand


def test_joined_by_hand_with_all_that_are_one_with_either(connection: Connection, dossier: Dossier) -> None:
    days = ("2025-11-23", "2025-11-23", "2025-12-10", "2025-12-10")
    file(connection, dossier, *(reading(number, [meeting(day)]) for number, day in enumerate(days)))
    assert subjects(connection, dossier, "meeting") == [1, 1, 3, 3]
    change = join(connection, dossier, 2, 4, by="Ada", reason="one round")
    assert subjects(connection, dossier, "meeting") == [1, 1, 1, 1]
    assert change.data["score"] < propose_threshold()
    assert "17 days apart" in change.data["why"]
    undo(connection, dossier, change.id, by="Ada")
    assert subjects(connection, dossier, "meeting") == [1, 1, 3, 3]


def test_parted_and_never_joined_again(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, *(reading(number, [meeting()]) for number in range(3)))
    parted = part(connection, dossier, 1, 2, by="Ada", reason="morning and evening")
    assert subjects(connection, dossier, "meeting") == [1, 2, 1]
    assert not find_proposed_joins(connection, dossier, "meeting")
    with pytest.raises(StoreError, match="not to be the same"):
        join(connection, dossier, 2, 3, by="Bea")
    with pytest.raises(StoreError, match="before"):
        part(connection, dossier, 2, 1, by="Bea")
    undo(connection, dossier, parted.id, by="Ada")
    assert subjects(connection, dossier, "meeting") == [1, 1, 1]
    with pytest.raises(StoreError, match="already"):
        join(connection, dossier, 2, 3, by="Bea")


def test_others_go_with_whom_they_are_more_like(connection: Connection, dossier: Dossier) -> None:
    days = ("2025-11-23", "2025-12-10", "2025-11-23", "2025-12-10")
    file(connection, dossier, *(reading(number, [meeting(day)]) for number, day in enumerate(days)))
    join(connection, dossier, 1, 2, by="Ada")
    assert subjects(connection, dossier, "meeting") == [1, 1, 1, 1]
    part(connection, dossier, 1, 2, by="Ada")
    assert subjects(connection, dossier, "meeting") == [1, 2, 1, 2]


@pytest.mark.parametrize(("one", "other", "why"), [(1, 99, "no entry 99"), (1, 1, "itself"), (1, 2, "a proposal")])
def test_what_cannot_be_joined_is_refused(
    connection: Connection, dossier: Dossier, one: int, other: int, why: str
) -> None:
    file(connection, dossier, reading(1, [meeting(), proposal("20-point plan")]))
    with pytest.raises(StoreError, match=why):
        join(connection, dossier, one, other, by="Ada")


def test_figures_and_articles_are_joined_and_parted_alike(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, reading(1, people=["Mahmoud Abbas"]), reading(2, people=["Abu Mazen"]))
    figures = Standing(connection, dossier).figures("person")
    assert figures[0].subject != figures[1].subject
    join(connection, dossier, figures[0].figure, figures[1].figure, by="Ada", what="figure")
    assert len({one.subject for one in Standing(connection, dossier).figures("person")}) == 1
    join(connection, dossier, 1, 2, by="Ada", what="article")
    assert {one.story for one in Standing(connection, dossier).sources().values()} == {1}
    part(connection, dossier, 1, 2, by="Ada", what="article")
    assert {one.story for one in Standing(connection, dossier).sources().values()} == {1, 2}


def test_between_two_thresholds_a_person_is_asked(connection: Connection, dossier: Dossier) -> None:
    plain = {"name": "Trump"}
    file(
        connection,
        dossier,
        reading(1, [meeting(sides=("France", "Ukraine"))], people=["Donald Trump"]),
    )
    near = meeting(None, place=None, sides=("France", "Ukraine"))
    file(connection, dossier, reading(2, [near], people=["Melania Trump"]), reading(3, people=[plain]))
    assert subjects(connection, dossier, "meeting") == [1, 2]
    asked = find_proposed_joins(connection, dossier)
    assert {(pair.what, pair.one, pair.other) for pair in asked} == {("line", 1, 2), ("figure", 1, 5), ("figure", 3, 5)}
    assert all(propose_threshold() <= pair.likeness.score < join_threshold() for pair in asked)
    (met,) = (pair for pair in asked if pair.what == "line")
    assert explain(connection, dossier, 1, 2) == met.likeness


def everything(connection: Connection, dossier: Dossier) -> list[Any]:
    """What all views are made of."""
    standing = Standing(connection, dossier)
    lines = standing.lines(states=("draft", "accepted", "edited", "rejected", "withdrawn"))
    told = [(one.entry, one.subject, one.state, one.text, dict(one.fields)) for one in lines]
    figures = [(one.figure, one.subject, one.name) for one in standing.figures()]
    sources = [(one.article, one.story, one.origin) for one in standing.sources().values()]
    apart = select(tables.apart.c.one, tables.apart.c.other).where(tables.apart.c.until.is_(None))
    return [told, figures, sources, sorted(tuple(row) for row in connection.execute(apart))]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=6))
def test_any_joins_and_partings_undone_leave_all_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[bool, int, int]]
) -> None:
    database = open_database(str(tmp_path_factory.mktemp("joins") / "minutes.db"))
    with database.writing() as connection:
        dossier = open_dossier(connection, "Talks", by="Ada")
        days = ("2025-11-23", "2025-11-23", "2025-12-10", None, "2025-12-11", "2025-11-24")
        file(connection, dossier, *(reading(number, [meeting(day)]) for number, day in enumerate(days)))
        before, done = [everything(connection, dossier)], []
        for joined, one, other in acts:
            try:
                change = (join if joined else part)(connection, dossier, one, other, by="Ada")
            except StoreError:
                continue
            done.append(change.id)
            before.append(everything(connection, dossier))
        for change, was in zip(reversed(done), reversed(before[:-1]), strict=True):
            undo(connection, dossier, change, by="Ada")
            assert everything(connection, dossier) == was
    database.close()


def test_the_undone_filing_of_a_first_article_leaves_the_others_one(connection: Connection, dossier: Dossier) -> None:
    joiner = Joiner()
    filed = file_reading(connection, dossier, reading(1, [meeting()]), by="Ada", join=joiner)
    file(connection, dossier, reading(2, [meeting()]), reading(3, [meeting()]), join=joiner)
    assert filed.change is not None
    undo(connection, dossier, filed.change, by="Ada")
    assert subjects(connection, dossier, "meeting") == [2, 2]
    file(connection, dossier, reading(4, [meeting()]), join=joiner)
    assert subjects(connection, dossier, "meeting") == [2, 2, 2]
    assert set(standing_rows(connection, dossier, "line", [1, 2])) == {2}


@pytest.mark.parametrize(
    "pair", [pair for pair in PAIRS if pair.same and pair.kind not in ("person", "party")], ids=name_of
)
def test_the_search_among_few_finds_what_a_search_among_all_would(pair: Pair) -> None:
    one, other = pair.traits()
    register = Register()
    register.add(Item(1, 1, 1, one))
    assert [item.entry for item in register.candidates(other, 2, keys_of(other))] == [1]


@pytest.mark.parametrize("kind", ["statement", "position", "pledge"])
def test_what_would_be_joined_is_always_weighed(kind: str) -> None:
    traits = [one for pair in PAIRS if pair.kind == kind for one in pair.traits()]
    joined = [(a, b) for a in traits for b in traits if weigh_traits(a, b).score >= join_threshold()]
    assert len(joined) > len(traits)
    assert all(may_join(a, b) for a, b in joined)
    assert not all(may_join(a, b) for a in traits for b in traits)
