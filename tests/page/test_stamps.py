"""Printed stamps: the forms of a moment that news pages use."""

from __future__ import annotations

import pytest

from verbale.page.stamps import date_order, is_time_of_day, leading_time, read_stamp

PUBLISHED = [
    ("Quayside·12/22/2025 11:10:09", "2025-12-22T11:10:09", ("Quayside",)),
    ("Dec. 19, 2025 4:12 p.m. ET", "2025-12-19T16:12:00-05:00", ()),
    ("July 19, 2025 4:12 p.m. ET", "2025-07-19T16:12:00-04:00", ()),
    ("19 December 2025, 16:12 GMT", "2025-12-19T16:12:00+00:00", ()),
    ("Published Thursday, Oct. 26, 2023 | 11:15 a.m.", "2023-10-26T11:15:00", ()),
    ("Issued: Monday, 28 July 2025, 21:47 (UTC+8)", "2025-07-28T21:47:00+08:00", ()),
    ("Aug. 18, 2025 | Updated 10:25 p.m. EDT", "2025-08-18T22:25:00-04:00", ()),
    ("SATURDAY AUGUST 11 2018 07:30", "2018-08-11T07:30:00", ()),
    ("PUBLISHED: 16:52 BST, 27 April 2018", "2018-04-27T16:52:00+01:00", ()),
    ("Fri 17 June 2022 14.10 BST", "2022-06-17T14:10:00+01:00", ()),
    ("First published on Fri 3 Mar 2017 15.40 CET", "2017-03-03T15:40:00+01:00", ()),
    ("The Wharf · 19/12/2025 11:52 CET · 3 min read", "2025-12-19T11:52:00+01:00", ("The Wharf",)),
    ("Wed, Jul 23, 2025 7:48 PM JST", "2025-07-23T19:48:00+09:00", ()),
    ("Dec 22, 2025, 11:10am EST", "2025-12-22T11:10:00-05:00", ()),
    ("2025-12-22T11:10:09+02:00", "2025-12-22T11:10:09+02:00", ()),
    ("2025-12-22T11:10:09.000Z", "2025-12-22T11:10:09+00:00", ()),
    ("Ada Rahm, Lagos | 10 July 2015, 19:30 WAT", "2015-07-10T19:30:00+01:00", ("Ada Rahm, Lagos",)),
    ("3rd of March 2020, 1830 hrs IST", "2020-03-03T18:30:00+05:30", ()),
]


@pytest.mark.parametrize(("line", "moment", "rest"), PUBLISHED)
def test_a_printed_moment_is_read_with_its_zone(line: str, moment: str, rest: tuple[str, ...]) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert stamp.published is not None
    assert stamp.published.precise
    assert stamp.published.at.isoformat() == moment
    assert stamp.rest == rest


@pytest.mark.parametrize(
    "line", ["22 Dec 2025", "Published Oct 01, 2018  •  3 minute read", "11 April 1998. City edition, page 1"]
)
def test_a_date_without_a_time_stays_a_date(line: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert stamp.published is not None
    assert not stamp.published.precise


def test_published_and_updated_are_told_apart() -> None:
    stamp = read_stamp("Published: 10:36 EST, 19 December 2025 | Updated: 12:01 EST, 19 December 2025")
    assert stamp is not None
    assert stamp.published is not None
    assert stamp.updated is not None
    assert stamp.published.at.isoformat() == "2025-12-19T10:36:00-05:00"
    assert stamp.updated.at.isoformat() == "2025-12-19T12:01:00-05:00"


def test_an_update_alone_is_no_publication() -> None:
    stamp = read_stamp("Updated 1830 GMT, 3 March 2020")
    assert stamp is not None
    assert stamp.published is None
    assert stamp.updated is not None


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    stamp = read_stamp("2 June 2021 at 24:00")
    assert stamp is not None
    assert stamp.published is not None
    assert stamp.published.at.isoformat() == "2021-06-03T00:00:00"


def test_swapped_days_and_months_are_marked_until_the_page_decides() -> None:
    alone = read_stamp("11/12/2024 08:00")
    told = read_stamp("11/12/2024 08:00", order="day_first")
    assert alone is not None
    assert told is not None
    assert alone.published is not None
    assert told.published is not None
    assert alone.published.ambiguous
    assert alone.published.at.month == 11
    assert not told.published.ambiguous
    assert told.published.at.month == 12


@pytest.mark.parametrize(
    ("page", "order"),
    [
        ("Posted 11/12/2024. See also 23/12/2024.", "day_first"),
        ("Posted 11/12/2024. See also 12/23/2024.", "month_first"),
        ("09.06.2025 18:47", "day_first"),
        ("11/12/2024 9:00 p.m. EST", "month_first"),
        ("11/12/2024 21:00 GMT", "day_first"),
        ("11/12/2024. The labour centre", "day_first"),
        ("11/12/2024. The labor center", "month_first"),
        ("11/12/2024", None),
    ],
)
def test_the_page_itself_tells_the_order(page: str, order: str | None) -> None:
    assert date_order(page) == order


@pytest.mark.parametrize(
    "line", ["no date here", "Version 3.11.7", "31/02/2024", "call 555-0199 now", "a 20-point plan"]
)
def test_what_is_no_date_is_no_stamp(line: str) -> None:
    assert read_stamp(line) is None


def test_times_of_day_open_live_posts() -> None:
    assert is_time_of_day("09:26 GMT")
    assert is_time_of_day("10:20 p.m.")
    assert not is_time_of_day("at 10:20 p.m. they left")
    assert leading_time("10:20 p.m. Back to the table") == len("10:20 p.m. ")
    assert leading_time("12 people left") == 0
