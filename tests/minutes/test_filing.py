"""Filing adds what is new, once; an edited page changes what it changes, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, func, select, text

from tests.minutes.paper import any_reading, position, reading
from verbale.errors import StoreError
from verbale.minutes import tables
from verbale.minutes.amending import Version, amend, revised, standing_rows
from verbale.minutes.change import Dossier, begin_change
from verbale.minutes.columns import line_columns
from verbale.minutes.database import Database, take_numbers
from verbale.minutes.filing import Filed, Fresh, Incoming, file_reading, file_readings, mark_vanished
from verbale.minutes.history import find_change
from verbale.minutes.line import Line
from verbale.minutes.standing import Standing

LIFTED = "Iran demands that all sanctions be lifted at once."
TALKS = "The envoy said that talks would go on in Vienna on Friday."
NEVER = "Tehran refuses to give up its stocks of uranium."


def file(connection: Connection, dossier: Dossier, *entries: dict[str, Any] | str, **options: Any) -> Filed:
    return file_reading(connection, dossier, reading(entries, **options), by="Ada")


def judge(connection: Connection, dossier: Dossier, entry: int, state: str, **values: Any) -> None:
    row = standing_rows(connection, dossier, "line", [entry])[entry]
    change = begin_change(connection, dossier, "accepted", by="Bob")
    amend(connection, change, [revised("line", row, state=state, reviewer="Bob", **values)])


def lines(connection: Connection, dossier: Dossier) -> dict[int, Line]:
    every = ("draft", "accepted", "edited", "rejected", "withdrawn")
    return {line.entry: line for line in Standing(connection, dossier).lines(states=every)}


def holds(connection: Connection, dossier: Dossier) -> None:
    """Each evidence of each line that stands is what its article says there."""
    standing = Standing(connection, dossier)
    for line in standing.lines():
        text = standing.article_json(line.article)["text"]
        assert all(text[p["start"] : p["end"]] == p["exact"] for p in line.fields["evidence"])


def test_what_is_filed_stands(connection: Connection, dossier: Dossier) -> None:
    filed = file_reading(connection, dossier, reading([LIFTED, NEVER]), b"<html>", by="Ada", moment="2025-12-23")
    assert filed == Filed(1, "new", 2, new=(1, 2))
    standing = Standing(connection, dossier)
    first, second = standing.lines("position")
    assert (first.entry, first.subject, first.state, first.party, first.issue) == (1, 1, "draft", "Iran", "process")
    assert (first.label, first.day, first.last_day, first.method) == ("demands", "2025-12-19", "2025-12-19", "rules")
    assert first.quote == LIFTED and second.fields["what"] == NEVER
    source = standing.sources()[1]
    assert (source.headline, source.story, source.origin, source.version, source.gone) == (
        "Talks go on",
        1,
        1,
        1,
        False,
    )
    assert [(one.kind, one.name, one.subject) for one in standing.figures()] == [
        ("person", "Ann Archer", 1),
        ("party", "Iran", 2),
    ]
    assert standing.page(1) == b"<html>"
    assert standing.article_json(1)["headline"] == "Talks go on"
    assert find_change(connection, dossier, 2).data == {"article": 1, "new": [1, 2]}


@pytest.mark.parametrize("again", ["the same", "other bytes", "another address for it", "without an address"])
def test_the_same_page_twice_adds_nothing(connection: Connection, dossier: Dossier, again: str) -> None:
    file_reading(connection, dossier, reading([LIFTED, NEVER]), b"page", by="Ada")
    url = {
        "another address for it": "http://www.example.org/talks/?utm_source=mail#top",
        "without an address": None,
    }.get(again, "https://example.org/talks")
    page = b"other" if again == "other bytes" else b"page"
    filed = file_reading(connection, dossier, reading([LIFTED, NEVER], url=url), page, by="Ada")
    assert filed == Filed(1, "unchanged", unchanged=(1, 2))
    assert connection.execute(select(func.count()).select_from(tables.change)).scalar() == 2
    assert len(lines(connection, dossier)) == 2


def test_a_wire_copy_at_another_address_is_an_article_of_its_own(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED)
    filed = file(connection, dossier, LIFTED, url="https://other.example/talks", publisher="Other")
    assert filed == Filed(2, "new", 3, new=(2,))


def test_an_edited_page_without_an_address_is_known_by_its_headline(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, TALKS, url=None)
    assert file(connection, dossier, LIFTED, TALKS, url=None, before="Updated.").outcome == "changed"
    assert file(connection, dossier, LIFTED, TALKS, url=None, before="Updated.").outcome == "unchanged"
    assert file(connection, dossier, NEVER, url=None).outcome == "new"  # of one headline, and no word in common


def test_lines_that_an_edit_only_moved_keep_number_and_state(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, NEVER)
    judge(connection, dossier, 1, "accepted")
    judge(connection, dossier, 2, "rejected")
    filed = file(connection, dossier, LIFTED, NEVER, before="Updated: a first paragraph was put before all others.")
    assert filed == Filed(1, "changed", 5, unchanged=(1, 2))
    found = lines(connection, dossier)
    assert [(one.state, one.reviewer) for one in found.values()] == [("accepted", "Bob"), ("rejected", "Bob")]
    assert found[1].fields["evidence"][0]["start"] > 50
    assert Standing(connection, dossier).sources()[1].version == 2
    holds(connection, dossier)


def test_a_line_whose_words_changed_goes_back_to_review_with_the_difference(
    connection: Connection, dossier: Dossier
) -> None:
    file(connection, dossier, position(LIFTED, what="sanctions lifted at once"), NEVER)
    judge(connection, dossier, 1, "accepted")
    edited = LIFTED.replace("at once", "by spring")
    filed = file(connection, dossier, position(edited, what="sanctions lifted by spring"), NEVER)
    assert (filed.changed, filed.unchanged, filed.new, filed.withdrawn) == ((1,), (2,), (), ())
    line = Standing(connection, dossier).line(1)
    assert (line.state, line.reviewer, line.quote) == ("draft", None, edited)
    assert filed.change
    diff = find_change(connection, dossier, filed.change).data["changed"]["1"]
    assert diff["what"] == ["sanctions lifted at once", "sanctions lifted by spring"]
    assert diff["evidence"] == [[LIFTED], [edited]]


def test_lines_that_are_gone_are_withdrawn_and_new_ones_are_drafts(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, NEVER)
    filed = file(connection, dossier, LIFTED, TALKS)
    assert (filed.unchanged, filed.withdrawn, filed.new) == ((1,), (2,), (3,))
    assert lines(connection, dossier)[2].state == "withdrawn"
    assert [line.entry for line in Standing(connection, dossier).lines()] == [1, 3]


def test_a_line_that_comes_back_is_a_draft_of_its_old_number(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, NEVER)
    judge(connection, dossier, 2, "accepted")
    file(connection, dossier, LIFTED)
    filed = file(connection, dossier, LIFTED, NEVER)
    assert (filed.changed, filed.new) == ((2,), ())
    assert Standing(connection, dossier).line(2).state == "draft"


def test_what_a_person_accepted_stands_as_long_as_its_words_do(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, NEVER, TALKS)
    judge(connection, dossier, 1, "accepted")
    filed = file(connection, dossier, TALKS, more=[LIFTED, NEVER])  # the reader finds neither any more
    assert (filed.unchanged, filed.withdrawn) == ((1, 3), (2,))
    assert lines(connection, dossier)[1].state == "accepted"
    holds(connection, dossier)


def test_an_accepted_line_whose_words_were_edited_goes_back_to_review(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, TALKS)
    judge(connection, dossier, 1, "accepted")
    filed = file(connection, dossier, TALKS, more=[LIFTED.replace("at once", "soon")])
    line = lines(connection, dossier)[1]
    assert (filed.changed, line.state, line.quote) == ((1,), "draft", LIFTED.replace("at once", "soon"))
    holds(connection, dossier)


def test_what_a_person_edited_stands_when_the_machine_reads_the_same_again(
    connection: Connection, dossier: Dossier
) -> None:
    file(connection, dossier, LIFTED, NEVER)
    fields = {**dict(lines(connection, dossier)[1].fields), "what": "an end of sanctions"}
    judge(connection, dossier, 1, **{**line_columns(fields), "state": "edited"})
    filed = file(connection, dossier, LIFTED, NEVER, before="Updated.")
    line = lines(connection, dossier)[1]
    assert (filed.unchanged, line.state, line.fields["what"]) == ((1, 2), "edited", "an end of sanctions")
    holds(connection, dossier)


def test_a_line_that_a_person_added_is_not_withdrawn_for_being_unread(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, more=[NEVER])
    text = Standing(connection, dossier).article_json(1)["text"]
    entry = {**position(NEVER), "origin": {"method": "person", "by": "Bob"}}
    entry["evidence"] = [{"start": text.index(NEVER), "end": len(text), "exact": NEVER}]
    (number,) = take_numbers(connection, entry=1)["entry"]
    values = {"entry": number, "subject": number, "article": 1, "state": "accepted", "reviewer": "Bob", "mark": None}
    change = begin_change(connection, dossier, "edited", by="Bob")
    amend(connection, change, [Version("line", None, {**line_columns(entry), **values})])
    file(connection, dossier, LIFTED, before="Updated.", more=[NEVER])
    assert lines(connection, dossier)[number].state == "accepted"
    holds(connection, dossier)
    file(connection, dossier, LIFTED, before="Updated again.")
    assert lines(connection, dossier)[number].state == "withdrawn"


def test_two_lines_of_one_sentence_stay_two(connection: Connection, dossier: Dossier) -> None:
    two = [position(LIFTED, what="sanctions"), position(LIFTED, what="sanctions")]
    file(connection, dossier, *two)
    filed = file(connection, dossier, *two, before="Updated.")
    assert (filed.unchanged, filed.new, filed.withdrawn) == ((1, 2), (), ())
    assert file(connection, dossier, *two[:1]).withdrawn == (2,)


def test_people_and_parties_of_an_edited_page_are_what_it_names_now(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED, people=["Ann Archer", "Bo Baker"])
    file(connection, dossier, LIFTED, before="Updated.", people=["Ann Archer", "Cy Cole"])
    people = Standing(connection, dossier).figures("person")
    assert [(one.figure, one.name) for one in people] == [(1, "Ann Archer"), (4, "Cy Cole")]
    assert [one.name for one in Standing(connection, dossier, 2).figures("person")] == ["Ann Archer", "Bo Baker"]


def test_a_page_read_again_by_a_better_reader_is_compared_line_by_line(
    connection: Connection, dossier: Dossier
) -> None:
    file(connection, dossier, LIFTED, more=[NEVER])
    better = Incoming(reading([LIFTED, NEVER]))
    assert file_readings(connection, dossier, [better], by="Ada")[0].outcome == "unchanged"
    filed = file_readings(connection, dossier, [better], by="Ada", again=True)[0]
    assert (filed.outcome, filed.unchanged, filed.new) == ("changed", (1,), (2,))
    assert Standing(connection, dossier).sources()[1].version == 1


def test_a_vanished_page_is_marked_and_its_lines_stand(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED)
    change = mark_vanished(connection, dossier, 1, by="Ada", reason="404")
    assert change and (change.act, change.reason) == ("vanished", "404")
    assert mark_vanished(connection, dossier, 1, by="Ada") is None
    assert Standing(connection, dossier).sources()[1].gone
    assert [line.state for line in Standing(connection, dossier).lines()] == ["draft"]
    assert file(connection, dossier, LIFTED).unchanged == (1,)
    assert not Standing(connection, dossier).sources()[1].gone
    with pytest.raises(StoreError, match="no article 7"):
        mark_vanished(connection, dossier, 7, by="Ada")


def test_the_lines_of_an_article_that_was_taken_back_are_withdrawn(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED)
    mark_vanished(connection, dossier, 1, by="Ada", withdraw=True)
    assert Standing(connection, dossier).lines() == []
    file(connection, dossier, LIFTED)
    assert [line.state for line in Standing(connection, dossier).lines()] == ["draft"]


def test_many_readings_are_filed_in_their_order_and_repeats_once(connection: Connection, dossier: Dossier) -> None:
    readings = [any_reading(number) for number in (1, 2, 3, 2, 1, 4)]
    filed = file_readings(connection, dossier, [Incoming(one) for one in readings], by="Ada", moment="2025-12-24")
    assert [(one.article, one.outcome) for one in filed] == [
        (1, "new"), (2, "new"), (3, "new"), (2, "unchanged"), (1, "unchanged"), (4, "new")
    ]  # fmt: skip
    assert [one.change for one in filed] == [2, 3, 4, None, None, 5]
    assert len(lines(connection, dossier)) == 20


def test_dossiers_keep_apart_what_they_file_of_one_page(connection: Connection, dossier: Dossier) -> None:
    other = Dossier(2, "Other")
    connection.execute(tables.dossier.insert().values(id=2, name="Other"))
    file(connection, dossier, LIFTED)
    file(connection, other, LIFTED)
    assert [line.entry for line in Standing(connection, other).lines()] == [2]
    assert connection.execute(select(func.count()).select_from(tables.page)).scalar() == 1
    with pytest.raises(StoreError, match="no entry 1"):
        Standing(connection, other).line(1)


def test_who_joins_lines_sees_them_before_they_are_written(connection: Connection, dossier: Dossier) -> None:
    file(connection, dossier, LIFTED)

    def join(_: Connection, __: Dossier, fresh: Fresh) -> None:
        assert fresh.texts[fresh.articles[0]["article"]].startswith("Iran demands")
        fresh.lines[0]["subject"] = 1
        fresh.figures[0]["subject"] = 1
        fresh.articles[0]["story"] = 1
        fresh.joined[fresh.articles[0]["article"]].append({"entry": fresh.lines[0]["entry"], "to": 1, "why": "same"})

    copy = reading([LIFTED, NEVER], url="https://other.example/talks")
    filed = file_reading(connection, dossier, copy, by="Ada", join=join)
    standing = Standing(connection, dossier)
    assert [line.subject for line in standing.lines()] == [1, 1, 3]
    assert standing.sources()[2].story == 1
    assert standing.figures("person")[1].subject == 1
    assert filed.change
    assert find_change(connection, dossier, filed.change).data["joined"] == [{"entry": 2, "to": 1, "why": "same"}]


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ({"schema": "verbale.reading/2"}, "its schema is 'verbale.reading/2'"),
        (
            {"entries": [{**position(LIFTED), "evidence": [{"start": 3, "end": 9, "exact": "nothing"}]}]},
            "evidence at 3",
        ),
        ({"entries": [{"kind": "position"}]}, "not whole"),
        ({"entries": [{**position(LIFTED), "kind": "song", "evidence": []}]}, "not whole"),
        ({"article": {"url": None}}, "not whole"),
        ({"people": None}, "not whole"),
    ],
)
def test_what_is_no_whole_reading_is_refused_and_nothing_is_written(
    connection: Connection, dossier: Dossier, spoil: dict[str, Any], told: str
) -> None:
    bad = Incoming({**reading([LIFTED]), **spoil}, name="talks.json")
    with pytest.raises(StoreError, match=told) as error:
        file_readings(connection, dossier, [Incoming(any_reading(1)), bad], by="Ada")
    assert error.value.about == "talks.json"
    assert lines(connection, dossier) == {}


def test_any_letters_can_be_filed(connection: Connection, dossier: Dossier) -> None:
    odd = "Nul \0, half \ud800, whole \U0001f54a, \u202e and e\u0301."
    filed = file(connection, dossier, odd, people=[odd], headline=odd)
    assert Standing(connection, dossier).line(filed.new[0]).fields["evidence"][0]["exact"] == odd
    assert file(connection, dossier, odd, people=[odd], headline=odd).outcome == "unchanged"


def test_lines_are_found_by_their_words(database: Database) -> None:
    with database.writing() as connection:
        dossier = Dossier(1, "Peace talks")
        connection.execute(tables.dossier.insert().values(id=1, name="Peace talks"))
        file(connection, dossier, LIFTED, NEVER)
        query = (
            "SELECT rowid FROM line_words WHERE line_words MATCH 'sanction'"
            if connection.dialect.name == "sqlite"
            else "SELECT \"row\" FROM line_words WHERE words @@ websearch_to_tsquery('english', 'sanction')"
        )
        rows = connection.execute(text(query)).scalars().all()
        found = connection.execute(select(tables.line.c.entry).where(tables.line.c.row.in_(rows))).scalars().all()
    assert found == [1]
