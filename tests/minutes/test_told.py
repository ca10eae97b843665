"""Lines with the articles that tell them."""

from __future__ import annotations

from tests.minutes.lines import figure, line, source
from verbale.minutes.told import back, names_of, surest, tell


def test_rejected_and_withdrawn_lines_are_no_minutes() -> None:
    states = ("draft", "accepted", "edited", "rejected", "withdrawn")
    told = tell([line("event", n, state=state) for n, state in enumerate(states)], {})
    assert [one.line.state for one in told] == ["draft", "accepted", "edited"]


def test_a_line_without_a_day_counts_for_the_day_of_its_article_and_says_so() -> None:
    own, of_article, unknown = tell(
        [line("event", 1, day="2026-03-01"), line("event", 2), line("event", 3, article=2)],
        {1: source(1), 2: source(2, published=None)},
    )
    assert (own.day, own.dated) == ("2026-03-01", True)
    assert (of_article.day, of_article.dated) == ("2026-03-04", False)
    assert unknown.day is None


def test_a_vague_time_tells_of_the_day_on_which_it_was_told() -> None:
    of_a_year, ahead = tell(
        [line("position", 1, day="2026-01-01", last_day="2026-12-31"), line("position", 2, day="2026-05-01")],
        {1: source(1)},
    )
    assert of_a_year.as_of == "2026-03-04"
    assert ahead.as_of == "2026-03-04"


def test_names_of_the_same_party_become_one() -> None:
    names = names_of(
        [
            figure(1, "party", "Islamic Republic", subject=1),
            figure(2, "party", "Iran", subject=1),
            figure(3, "party", "Iran", subject=1),
            figure(4, "person", "Lee", subject=4),
            figure(5, "person", "Lee", subject=5),
            figure(6, "person", "Lee Chong", subject=5),
        ]
    )
    assert names == {"Islamic Republic": "Iran"}, "two people are called Lee"
    (told,) = tell([line("position", party="Islamic Republic")], {}, names)
    assert told.line.party == "Iran"


def test_a_row_counts_outlets_origins_and_reviews() -> None:
    told = tell(
        [line("event", 1, article=1), line("event", 2, article=2, state="accepted", certainty="reported")],
        {1: source(1, origin=1), 2: source(2, origin=1)},
    )
    backing = back(told)
    assert (backing.outlets, backing.origins, backing.reviewed, backing.state) == (2, 1, 1, "accepted")
    assert backing.entries == (1, 2) and backing.certainties == ("asserted", "reported")
    assert surest(told).line.entry == 2, "a person reviewed it"
