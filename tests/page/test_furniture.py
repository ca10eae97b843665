"""What a line is by its words alone, with the lines that must not be mistaken for furniture beside it."""

from __future__ import annotations

import pytest

from verbale.page.article import Quote
from verbale.page.furniture import (
    byline_authors,
    credit_in,
    disclosure_of,
    is_credit,
    is_weak_label,
    label_line,
    quotes_of,
    related_of,
)

LABELS = {
    "share": [
        "Facebook Twitter Email Print Save",
        "A- A+   WhatsApp   X   Copy URL",
        "Share this article",
        "1,204 views",
    ],
    "listen": [
        "Listen to the news",
        "Listen to this article · 5:12",
        "Audio version available to subscribers",
        "4 minutes",
    ],
    "newsletter": [
        "Get the Harbour Brief in your inbox every weekday.",
        "Enter your e-mail",
        "Sign me up",
        "By signing up you agree to our Terms of Service.",
        ">> Sign up: THE LOG. Tides, tallies, talk. Free.",
    ],
    "related": ["See Also: Who pays for the dam?", "READ NEXT:", "Related Stories", "MORE: The envoy's long week"],
    "most_read": ["Most Read", "TRENDING", "Editors' picks", "Most viewed in politics", "Top stories"],
    "comments": ["Comments (212)", "Have your say: leave a comment below.", "Comments are closed."],
    "cookie": [
        "We use cookies and similar technologies to improve your experience.",
        "Manage preferences",
        "Cookie settings",
    ],
    "legal": ["© 2025 Harbour Media LLC. All rights reserved.", "Quotes delayed at least 15 minutes."],
    "navigation": ["Skip to main content", "Sign in", "Search the archive", "Load older posts", "Live feed has ended"],
    "advertisement": ["ADVERTISEMENT", "Advertisement - scroll to continue", "Article continues below"],
    "paywall": [
        "Subscribe to continue reading",
        "You have 3 free articles left this month",
        "Already a subscriber? Log in",
    ],
    "credit": [
        "Photo: Pool",
        "Image via Stockhouse",
        "PHOTO | PRESIDENTIAL UNIT",
        "Handout via Meridian",
        "Kremlin pool photo",
    ],
    "bio": ["Ada Rahm covers the Sahel for the Ledger.", "About the author"],
    "tags": ["Tags: Geneva, tariffs"],
    "marker": ["___", "* * *"],
    "ticker": ["-+ 0.00%", "SPX 5,204.34 +0.11%"],
}
STORY = [
    "The ministers agreed to share the waters of the lower river, and to print the text in three languages.",
    "“Listen to this: they moved,” the mediator told reporters after the session had ended at dawn.",
    "Follow-up talks are to start on Friday.",
    "Related claims were settled in 1998.",
    "The picture: a mess, said the union's chief negotiator, and no sign of a date for another round of talks.",
    "The draft may not be published before both parliaments have voted, the foreign minister said on Tuesday.",
    "To continue the talks, both sides must accept Article 5 of the interim accord, mediators said.",
    "Donald Trump joined the call.",
    "Wages up 5%",
    "Courtesy calls were paid to the king.",
    "Previously they had refused.",
    "Elsewhere, fighting went on through the night.",
    "Subscribers to the theory that the talks would fail were proved wrong on Monday, an official said.",
    "She said the report had been written with the help of AI and called on the ministry to withdraw it.",
]


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LABELS.items() for line in lines])
def test_furniture_is_known_by_its_words(kind: str, line: str) -> None:
    assert label_line(line) == kind


@pytest.mark.parametrize("line", STORY)
def test_the_story_is_left_alone(line: str) -> None:
    assert label_line(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (
            "Disclaimer: This content was partly written with the help of AI tools and reviewed by editors.",
            "ai_assisted",
        ),
        ("Key points are generated with an AI summarizer and reviewed by editors.", "ai_assisted"),
        ("Correction: An earlier version of this story gave the wrong day. It is Sunday.", "correction"),
        ("This article has been amended to correct the spelling of a name.", "correction"),
        ("An AI tool helped translate quotes in this report.", "ai_assisted"),
        ("Updated on 3 May to correct the date of the vote.", "correction"),
        ("In an earlier version of this report a name was misspelt.", "correction"),
        ("Paid content by the Port of Antwerp", "sponsored"),
        ("Reporting for this story was supported by a grant from the River Fund.", "sponsored"),
        ("From wire reports", "syndicated"),
        ("Views expressed here do not reflect those of the paper.", "other"),
        ("This story was distributed by Meridian Newswire and appears here without changes.", "syndicated"),
        ("Republished with permission.", "syndicated"),
        ("Disclosure: The author holds shares in two of the companies named.", "conflict_of_interest"),
        ("The Ledger may earn a commission from links on this page.", "conflict_of_interest"),
        ("This article is for information only and is not investment advice.", "other"),
    ],
)
def test_disclosures_have_their_kind(line: str, kind: str) -> None:
    found = disclosure_of(line)
    assert found is not None
    assert found.kind == kind
    assert found.text == line


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ("-+ 0.00%", [Quote(None, None, 0.0)]),
        ("GX 500 ▲ 0.41%", [Quote("GX 500", None, 0.41)]),
        ("GULF COMP ▼ 0.12%", [Quote("GULF COMP", None, -0.12)]),
        ("LDG Global 100 1,204.11 +0.42%", [Quote("LDG Global 100", 1204.11, 0.42)]),
        ("Brent -- 0.00%", [Quote("Brent", None, 0.0)]),
        ("ABCD $189.20 (+1.2%)", [Quote("ABCD", 189.2, 1.2)]),
        ("XYZ 500 5,123.41 -12.30 -0.24%", [Quote("XYZ 500", 5123.41, -0.24)]),
        ("SPX 0.00% NDX 1.00%", [Quote("SPX", None, 0.0), Quote("NDX", None, 1.0)]),
        ("Inflation falls 2%", []),
        ("95 per cent there", []),
    ],
)
def test_ticker_lines_give_their_instruments(line: str, quotes: list[Quote]) -> None:
    assert list(quotes_of(line)) == quotes


def test_a_related_line_has_a_label_and_a_title() -> None:
    found = related_of("READ NEXT: How the river was shared")
    assert found is not None
    assert (found.label, found.title) == ("READ NEXT", "How the river was shared")
    alone = related_of("See Also:")
    assert alone is not None
    assert alone.title == ""


def test_some_labels_may_open_a_headline() -> None:
    assert is_weak_label("Analysis: Why the talks in Doha stalled")
    assert not is_weak_label("See also: Why the talks in Doha stalled")


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Families drive south on the first morning of the truce. HARBOUR WIRE/Pool", "HARBOUR WIRE/Pool"),
        ("Vans line the street by the embassy. Photo: L. Castellano", "Photo: L. Castellano"),
        ("The chair at an earlier sitting. (U.N. handout photo)", "(U.N. handout photo)"),
        ("The two leaders on the steps [Ada Rahm/Reuters]", "[Ada Rahm/Reuters]"),
    ],
)
def test_a_credit_is_cut_from_its_caption(caption: str, credit: str) -> None:
    place = credit_in(caption)
    assert place is not None
    assert caption[slice(*place)] == credit


def test_a_name_and_an_outlet_are_a_credit_beside_a_caption_only() -> None:
    assert not is_credit("Dale Prewitt / Chesapeake Public Media")
    assert is_credit("Dale Prewitt / Chesapeake Public Media", beside_caption=True)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Marta Ellison and Jonas Pride", ("Marta Ellison", "Jonas Pride")),
        ("Now with Imogen Stray (first) and Pavel Dorn (earlier)", ("Imogen Stray", "Pavel Dorn")),
        ("By SALLY PENROSE FOR LANTERN ONLINE", ("Sally Penrose",)),
        ("Ivo Keller in Geneva", ("Ivo Keller",)),
        ("Gaz Pemberton, US Correspondent", ("Gaz Pemberton",)),
        ("Zahra Kidane-Warsame", ("Zahra Kidane-Warsame",)),
        ("By our Political Correspondent", ()),
        ("Dispatch staff", ()),
    ],
)
def test_bylines_name_people(line: str, authors: tuple[str, ...]) -> None:
    assert byline_authors(line) == authors
