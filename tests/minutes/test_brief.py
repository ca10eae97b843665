"""The brief: every sentence has its proof, drafts are called drafts, and the foot says how it was made."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.minutes.lines import line, source
from verbale.minutes.brief import Brief, Since, make_brief
from verbale.minutes.brief_html import to_html
from verbale.minutes.brief_text import to_markdown
from verbale.minutes.citing import Section, Sentence, join_names, stop, the
from verbale.minutes.line import Line
from verbale.minutes.plain import plain

TODAY = "2026-03-10"


def talks() -> list[Line]:
    """A week of talks between Iran and Iraq, told by three outlets."""
    return [
        line("meeting", 1, delegations={"Iran": ["Ann"], "Iraq": ["Bo"]}, day="2026-03-02", place="Muscat",
             text="Iran and Iraq met in Muscat.", quote="The two met in Muscat on Monday."),
        line("meeting", 2, article=2, delegations={"Iran": [], "Iraq": []}, day="2026-03-14", status="planned",
             certainty="planned", text="Iran and Iraq are to meet.", quote="They meet again on Saturday."),
        line("position", 3, party="Iran", stance="demands", issue="borders", what="the islands", toward="Iraq",
             text="Iran demands the islands.", day="2026-03-02"),
        line("position", 4, article=2, party="Iraq", stance="refuses", issue="borders", what="the islands",
             toward="Iran", text="Iraq refuses to give up the islands.", day="2026-03-03", state="accepted",
             reviewer="Ada"),
        line("proposal", 5, name="12-point plan", sponsors=["Oman"], points=12, text="It is under discussion."),
        line("pledge", 6, donor="Qatar", recipient="Iraq", amount={"value": 5e6, "currency": "USD"},
             equivalents=[{"value": 4.5e6, "currency": "EUR"}], purpose="roads", text="Qatar promised roads."),
        line("statement", 7, article=3, speakers=[("Ann", "Iran")], content="it ends by May", issues=["process"],
             outlook={"start": "2026-03-01", "end": "2026-03-12"}, text="Ann said it ends by May.", confidence=0.4),
        line("event", 8, article=3, actor="Iran", recipient="Iraq", type="ACCUSE", certainty="reported",
             text="Iran accused Iraq.", state="rejected"),
    ]  # fmt: skip


SOURCES = {
    1: source(1, published="2026-03-04", headline="Muscat | talks"),
    2: source(2, published="2026-03-05"),
    3: source(3, published="2026-03-06", publisher=None),
}


def brief(lines: list[Line] | None = None, **options: Any) -> Brief:
    return make_brief("Muscat talks", talks() if lines is None else lines, SOURCES, today=TODAY, **options)


def section(made: Brief, heading: str) -> Section:
    return next(one for one in made.sections if one.heading.startswith(heading))


def sentences(made: Brief) -> list[Sentence]:
    cells = [cell for one in made.sections if one.table for row in one.table.rows for cell in row]
    return [made.state, *(sentence for one in made.sections for sentence in one.sentences), *cells]


def test_the_state_of_play_is_one_line_of_who_met_what_is_tabled_and_what_divides() -> None:
    state = brief().state
    assert state.text == (
        "Iran and Iraq last met on 2 March 2026 (Muscat); the next meeting is planned for 14 March 2026; "
        "“12-point plan” is under discussion; the sides stand apart on borders."
    )
    assert len(state.notes) == 5
    assert state.marks == ("partly draft",)  # one of its lines was accepted


def test_every_number_leads_to_a_note_and_every_note_is_cited() -> None:
    made = brief()
    cited = {number for sentence in sentences(made) for number in sentence.notes}
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    assert cited == {note.number for note in made.notes}


def test_a_note_has_outlet_day_headline_and_the_exact_words() -> None:
    note = brief().notes[0]
    assert (note.outlet, note.day, note.headline, note.entry) == ("Outlet 1", "2026-03-04", "Muscat | talks", 1)
    assert note.quote == "The two met in Muscat on Monday."


def test_drafts_and_unsure_things_are_called_so_and_reviewed_ones_are_not() -> None:
    made = brief()
    marks = {sentence.text: sentence.marks for sentence in sentences(made)}
    assert marks["Demands the islands."] == ("draft",)
    assert marks["Refuses to give up the islands."] == ()
    assert marks["Foreseen for 1 to 12 March 2026: Ann said it ends by May."] == ("draft", "unsure")


@pytest.mark.parametrize(
    ("certainty", "mark"),
    [("reported", "reported, not confirmed"), ("possible", "only possible"), ("denied", "denied")],
)
def test_what_is_not_asserted_says_so(certainty: str, mark: str) -> None:
    made = brief([line("event", 1, type="ACCUSE", certainty=certainty, text="Iran accused Iraq.")])
    assert section(made, "New").sentences[0] == Sentence("Iran accused Iraq.", (1,), ("draft", mark))


def test_rejected_lines_are_nowhere() -> None:
    assert "accused" not in json.dumps(plain(brief()))


def test_the_sides_and_what_they_hold_stand_under_their_issue() -> None:
    table = section(brief(), "Where the sides stand").table
    assert table is not None
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["borders", "Iran", "Demands the islands.", "2 March 2026"],
        ["", "Iraq", "Refuses to give up the islands.", "3 March 2026"],
    ]


def test_an_issue_on_which_nobody_is_against_anything_divides_nobody() -> None:
    lines = [line("position", n, party=party, stance="supports") for n, party in enumerate(("Iran", "Iraq"), 1)]
    made = section(brief(lines), "Where the sides stand")
    assert made.table is None
    assert made.sentences[0].text == "On no issue does one side oppose what another is for."


def test_money_keeps_the_original_beside_the_conversion_and_says_whose_it_is() -> None:
    table = section(brief(), "Money").table
    assert table is not None
    assert [cell.text for cell in table.rows[0]] == [
        "announced",
        "pledge",
        "Qatar to Iraq",
        "USD 5 million (EUR 4.5 million, as the article has it)",
        "roads",
    ]


def test_a_sum_is_told_only_of_reviewed_amounts() -> None:
    def pledges(state: str) -> list[Line]:
        amounts = enumerate((5e6, 7e6), 1)
        return [
            line("pledge", n, donor=f"D{n}", amount={"value": value, "currency": "USD"}, state=state)
            for n, value in amounts
        ]

    assert section(brief(pledges("draft")), "Money").sentences == ()
    told = section(brief(pledges("accepted")), "Money").sentences[0]
    assert told == Sentence("2 pledges announced come to USD 12 million.", (2, 1))


def test_what_is_new_is_what_no_entry_known_before_tells() -> None:
    made = brief(since=Since("5 March 2026", frozenset({1, 3, 4, 5, 6})))
    new = section(made, "New since 5 March 2026")
    assert [one.text for one in new.sentences] == [
        "Iran and Iraq are to meet (14 March 2026).",
        "And 1 more, statements among them: the timeline has them all.",
    ]
    nothing = brief(since=Since("9 March 2026", {one.entry for one in talks()}))
    assert section(nothing, "New").sentences == (Sentence("Nothing."),)


def test_what_lies_ahead_has_meetings_and_forecasts_that_are_due() -> None:
    assert [one.text for one in section(brief(), "Ahead").sentences] == [
        "Iran and Iraq are to meet (14 March 2026).",
        "Foreseen for 1 to 12 March 2026: Ann said it ends by May.",
    ]


def test_a_plan_that_nothing_confirms_says_so_and_one_long_past_is_no_news() -> None:
    plan = {"status": "planned", "certainty": "planned", "delegations": {"Iran": [], "Iraq": []}}
    lines = [
        line("meeting", 1, day="2026-03-07", text="They are to meet.", **plan),
        line("meeting", 2, day="2025-03-07", text="They are to meet, long ago.", **plan),
    ]
    assert [one.text for one in section(brief(lines), "Ahead").sentences] == [
        "They are to meet (7 March 2026). Nothing tells yet whether it took place."
    ]


def test_reports_that_disagree_stand_side_by_side() -> None:
    lines = [
        line("position", 1, party="Iran", stance="accepts", issue="borders", day="2026-03-04",
             text="Iran accepts the islands treaty."),
        line("position", 2, article=2, party="Iran", stance="refuses", issue="borders", day="2026-03-04",
             text="Iran refuses the islands treaty."),
    ]  # fmt: skip
    told = section(brief(lines), "What reports disagree on").sentences[0]
    assert "Where does Iran stand on borders?" in told.text
    assert "Iran accepts the islands treaty" in told.text and "Iran refuses the islands treaty" in told.text
    assert (told.notes, told.marks[:1]) == ((1, 2), ("draft",))


def test_the_foot_says_what_was_drafted_reviewed_and_by_whom() -> None:
    made = brief()
    assert (made.made.cited, made.made.accepted, made.made.reviewers) == (7, 1, ("Ada",))
    assert made.disclosure[0] == "This brief rests on 7 lines of the minutes, all of them drafted by machine."
    assert made.disclosure[1] == "Of the cited lines, 1 accepted by Ada; 6 drafts that nobody has reviewed."
    drafts = brief([line("event", 1, type="ACCUSE")])
    assert drafts.disclosure[1] == "Nobody has reviewed any of them: read it as a draft."


def test_an_empty_dossier_says_that_nothing_is_known() -> None:
    made = brief([])
    assert made.notes == ()
    assert made.state.text.startswith("No article of this dossier tells of")
    assert [one.sentences[0].text for one in made.sections] == [
        "Nothing.",
        "No position is known.",
        "No proposal is known.",
        "No pledge, payment, request or need is known.",
        "No meeting is planned and no forecast is due.",
        "On nothing, as far as was found.",
    ]
    assert "# Muscat talks" in to_markdown(made)


def test_the_markdown_has_all_of_it_and_no_article_can_make_markup() -> None:
    lines = [line("event", 1, type="ACCUSE", text="Iran *accused* <b>Iraq</b>.", quote="a | b\n# c [x](y)")]
    text = to_markdown(brief(lines))
    assert "Iran \\*accused\\* \\<b\\>Iraq\\</b\\>. *(draft)* \\[1\\]" in text
    assert "“Muscat \\| talks”: “a \\| b \\# c \\[x\\](y)” Entry 1." in text
    assert text.count("\n# ") == 0 and text.startswith("# Muscat talks\n")
    assert text.endswith("no language model wrote it.\n")


def test_the_same_lines_give_the_same_brief() -> None:
    assert to_markdown(brief()) == to_markdown(brief())


def test_names_and_stops_are_those_of_prose() -> None:
    assert join_names(["Iran", "Oman", "Qatar"]) == "Iran, Oman and Qatar"
    assert join_names("abcdef") == "a, b, c and 3 others"
    assert (the("United States"), the("European Union"), the("Iran")) == (
        "the United States",
        "the European Union",
        "Iran",
    )
    assert (stop("it ends"), stop("“It ends.”"), stop("Why?")) == ("It ends.", "“It ends.”", "Why?")


def test_the_brief_as_html_links_its_notes_and_lets_no_words_be_markup() -> None:
    hostile = line("position", 1, party="Iran", stance="refuses", issue="borders", text="Iran <script>x</script>.",
                   quote="no <b>inch</b> & more")  # fmt: skip
    sources = {1: source(1, url="javascript:alert(1)", headline="<i>Talks</i>")}
    text = to_html(make_brief("Talks & terms", [hostile], sources, today=TODAY))
    assert "<script" not in text and "<b>" not in text and "javascript:" not in text and "<i>" not in text
    assert "Talks &amp; terms" in text and "no &lt;b&gt;inch&lt;/b&gt; &amp; more" in text
    linked = to_html(brief())
    assert {int(n) for n in re.findall(r'href="#note-(\d+)"', linked)} == set(range(1, linked.count("<li id=") + 1))
    assert linked.endswith("</html>\n") and "read it as a draft" not in linked
