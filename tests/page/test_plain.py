"""Scraped plain text: the head, the story and the foot of pages as a browser's copy gives them."""

from __future__ import annotations

import pytest

from verbale.errors import PageError
from verbale.page.article import Article
from verbale.page.plain import read_plain
from verbale.page.source import decode_page
from verbale.text import Span

PROSE = "The two sides met for six hours in the old customs house and parted without agreeing on a date."
MORE = "A mediator who asked not to be named said that the gap on wages had narrowed to two points."


def read(text: str) -> Article:
    return read_plain(decode_page(text.encode(), name="page.txt"))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.blocks]


PAGE = f"""\
-+ 0.00%
FRT 20 812.40 +0.10%

HARBOUR LEDGER
News   Ports   Opinion
Home > Ports > Labour

Pilots and port authority part without a date

By Ada Rahm and Tom Ekwueme
11/12/2024 18:05 GMT
Facebook  X  Copy link
Listen to this article · 3 min

The picket line at the north gate on Tuesday.
Photo: Harbour pool

{PROSE}

What is on the table

• Nine per cent over two years
• A guard on each launch

{MORE}

Get the Tide Table in your inbox.
Sign me up

Related: Who pilots the pilots?

“We will be back,” said the chair of the branch.

This story was distributed by Meridian Newswire and appears here without changes.

Ada Rahm covers ports for the Ledger.

Most Read
1. Ferry fares rise
2. A crane called Mabel

We use cookies. Accept
© 2024 Harbour Ledger Ltd. All rights reserved.
"""


def test_the_story_is_told_from_the_furniture() -> None:
    article = read(PAGE)
    assert article.headline == "Pilots and port authority part without a date"
    assert article.publisher == "HARBOUR LEDGER" or article.publisher == "Harbour Ledger"
    assert article.authors == ("Ada Rahm", "Tom Ekwueme")
    assert blocks(article) == [
        ("caption", "The picket line at the north gate on Tuesday."),
        ("paragraph", PROSE),
        ("heading", "What is on the table"),
        ("list_item", "Nine per cent over two years"),
        ("list_item", "A guard on each launch"),
        ("paragraph", MORE),
        ("paragraph", "“We will be back,” said the chair of the branch."),
    ]
    assert [(r.label, r.title) for r in article.related] == [("Related", "Who pilots the pilots?")]
    assert article.credits == ("Photo: Harbour pool",)
    assert [d.kind for d in article.disclosures] == ["syndicated"]
    assert len(article.quotes) == 2
    assert article.has_audio


def test_the_zone_settles_a_date_that_could_be_swapped() -> None:
    article = read(PAGE)
    assert article.published is not None
    assert article.published.isoformat() == "2024-12-11T18:05:00+00:00"
    assert not article.notes


def test_a_date_that_nothing_settles_is_marked() -> None:
    article = read(f"Pilots part without a date\n\n11/12/2024\n\n{PROSE}\n\n{MORE}\n")
    assert [note.kind for note in article.notes] == ["date_order"]


def test_every_character_is_in_a_block_or_in_furniture() -> None:
    article = read(PAGE)
    covered: set[int] = set()
    for piece in article.furniture:
        covered.update(range(piece.source.start, piece.source.end))
    for block in article.blocks:
        source = article.offsets.to_source(block.span)
        assert source is not None
        covered.update(range(source.start, source.end))
    assert [c for at, c in enumerate(PAGE) if not c.isspace() and at not in covered] == []


def test_offsets_lead_back_to_the_bytes() -> None:
    article = read(PAGE)
    start = article.text.index("“We will be back,”")
    found = article.source_bytes(Span(start, start + len("“We will be back,”")))
    assert found is not None
    assert article.page.data[found.start : found.end].decode() == "“We will be back,”"


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = """\
Pilots part without a date

By Ada Rahm

The two sides met for six hours in the old customs house on the
harbour and parted without agreeing on a date, said a mediator who
asked not to be named because the talks were held in private rooms.

The pilots want nine per cent over two years and a second guard on
each launch that goes out at night, which the authority has called
a matter for the coast guard and not for the port or its tenants.

A further round may be held in the week after next if both of them
agree by Friday to put what they have offered each other in writing.
"""
    article = read(text)
    assert [block.kind for block in article.blocks] == ["paragraph"] * 3
    assert article.blocks[0].text.startswith("The two sides met for six hours in the old customs house on the harbour")
    assert article.headline == "Pilots part without a date"


def test_a_live_blogs_time_stamps_are_no_part_of_its_posts() -> None:
    text = f"""\
Harbour Ledger

Pilots' strike live: talks resume at the customs house

Published: 18/12/2024 09:26 GMT

09:26 GMT
Talks resume

{PROSE}

Share

08:41 GMT
What the pilots want

{MORE}
"""
    article = read(text)
    assert blocks(article) == [
        ("heading", "Talks resume"),
        ("paragraph", PROSE),
        ("heading", "What the pilots want"),
        ("paragraph", MORE),
    ]
    assert [note.kind for note in article.notes] == ["live_blog"]
    assert [piece.text for piece in article.furniture if piece.kind == "marker"] == ["09:26 GMT", "08:41 GMT"]


def test_unmarked_items_below_a_colon_are_a_list() -> None:
    text = f"""\
Pilots part

{PROSE}
Both sides did agree on three things, the mediator said in a short note to reporters:
A guard on each launch at night
No fines for the days lost
A joint survey of the north channel
{MORE}
"""
    kinds = [block.kind for block in read(text).blocks]
    assert kinds == ["paragraph", "paragraph", "list_item", "list_item", "list_item", "paragraph"]


def test_a_paywall_stub_says_so() -> None:
    article = read(f"Pilots part without a date\n\n{PROSE}\n\nSubscribe to continue reading\n")
    assert "paywall" in [note.kind for note in article.notes]


@pytest.mark.parametrize("text", ["Home\nNews\nSport\n", "Log in\nUser name\nPassword\n", "%%% 0.00%\n", "a"])
def test_a_page_without_a_story_says_so(text: str) -> None:
    with pytest.raises(PageError, match=r"page\.txt: .*story"):
        read(text)


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_kind_give_the_same_story(ends: str) -> None:
    assert blocks(read(PAGE.replace("\n", ends))) == blocks(read(PAGE))
