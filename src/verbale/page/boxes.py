"""Boxes beside the story of a plain page: ticker strips, promos, lists of titles, pictures with their credits.

Comes in: the rows of a page, labelled by their words. Goes out: the same rows, those beside a labelled one labelled
too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from verbale.page.article import Quote
from verbale.page.furniture import credit_in, is_agency, is_credit, quotes_of, related_of
from verbale.page.rows import Row, list_marker
from verbale.page.stamps import is_time_of_day, read_stamp

#: The level of an instrument, alone on its row.
_LEVEL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+")
#: What screen readers are told of a list, between its items.
_LISTED = re.compile(r"list of \d+ items?|list \d+ of \d+", re.I)
#: A player's label: what stands with it is the video's title.
_VIDEO = re.compile(r"(?:watch|play|video)(?: now| live| video| the video)?:?(?:\s*\d{1,2}:\d\d)?", re.I)
_MOST_TITLES = 12
_MOST_PROMO_ROWS = 9
_LONGEST_CAPTION = 330


def label_tickers(rows: Sequence[Row]) -> list[Quote]:
    """The instruments of the page; symbol and level may stand on rows of their own above the change."""
    quotes: list[Quote] = []
    for at, row in enumerate(rows):
        if row.kind != "ticker":
            continue
        for quote in quotes_of(row.text):
            above = at - 1
            if quote.symbol is None and quote.last is None and above >= 0 and _LEVEL.fullmatch(rows[above].text):
                rows[above].kind = "ticker"
                quote = replace(quote, last=float(rows[above].text.replace(",", "")))
                above -= 1
            symbol = rows[above] if above >= 0 and rows[above].kind is None else None
            if quote.symbol is None and symbol and symbol.words <= 4 and (quote.last or symbol.text.isupper()):
                symbol.kind = "ticker"
                quote = replace(quote, symbol=symbol.text)
            quotes.append(quote)
    return quotes


def label_boxes(rows: Sequence[Row]) -> None:
    """Short rows beside a labelled row of a box, and the titles below a label, are of its kind."""
    groups: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        groups.setdefault(row.group, []).append(at)
    for members in groups.values():
        promos = [at for at in members if rows[at].kind in ("newsletter", "paywall")]
        if promos and len(members) <= _MOST_PROMO_ROWS:
            _label_promo(rows, members, promos)
        if len(members) > 1 and _VIDEO.fullmatch(rows[members[0]].text):
            for at in members:
                rows[at].kind = rows[at].kind or "other"
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        between = above.kind == "newsletter" and below.kind == "newsletter"
        if row.kind is None and between and len(row.text) < 200 and not re.search(r"[“”\"]", row.text):
            row.kind = "newsletter"
    labels = [
        at for at, row in enumerate(rows) if row.kind == "most_read" or (row.kind == "related" and is_bare_label(row))
    ]
    for at in labels:
        _label_titles(rows, at)


def _label_promo(rows: Sequence[Row], members: Sequence[int], promos: Sequence[int]) -> None:
    """The other rows of a promo: what stands above its last known row, and short words below."""
    first = rows[members[0]]
    titled = first.kind is not None or not first.ends_as_sentence or first.words <= 4
    for at in members:
        row = rows[at]
        prose = row.ends_as_sentence and row.words >= 8
        belongs = at < promos[-1] and titled and len(row.text) < 200 and len(promos) >= (2 if row.is_prose else 1)
        if row.kind is None and (belongs if prose or at < promos[-1] else row.words < 8):
            row.kind = rows[promos[0]].kind


def is_bare_label(row: Row) -> bool:
    related = related_of(row.text)
    return related is not None and not related.title


def _label_titles(rows: Sequence[Row], label: int) -> None:
    """The titles below a label: to the end of its group, or, where it stands alone, the rows that follow."""
    kind = rows[label].kind
    alone = label + 1 >= len(rows) or rows[label + 1].group != rows[label].group
    numbered = alone and label + 1 < len(rows) and list_marker(rows[label + 1].text) > 0
    for at in range(label + 1, len(rows)):
        row = rows[at]
        known = row.kind in (None, "newsletter", "comments", "bio", "related", "stamp") or _LISTED.fullmatch(row.text)
        if not known or row.is_prose or is_time_of_day(row.text) or at > label + _MOST_TITLES:
            return
        if _LISTED.fullmatch(row.text):
            continue
        if re.match(r"by\s", row.text, re.I) or credit_in(row.text) or read_stamp(row.text):
            return
        if not alone and row.group != rows[label].group:
            return
        if alone and kind == "related" and (at > label + 1 or row.text.endswith(":")):
            return
        if alone and numbered and not list_marker(row.text):
            return
        if row.kind in (None, "bio") or (row.kind == "related" and not is_bare_label(row)):
            row.kind = kind


def label_captions(rows: Sequence[Row], story: int) -> None:
    """What pictures show: a short row beside a credit, or one that ends in a credit."""
    sizes = Counter(row.group for row in rows)
    for at, row in enumerate(rows):
        if row.kind is None and len(row.text) <= _LONGEST_CAPTION and credit_in(row.text):
            row.kind = "caption"
        above = rows[at - 1] if at and rows[at - 1].group == row.group else None
        below = rows[at + 1] if at + 1 < len(rows) and rows[at + 1].group == row.group else None
        beside = sizes[row.group] <= 3 or at <= story + 1
        if above and _shows(above, row, beside=beside or (at > 1 and rows[at - 2].text == above.text)):
            sentence = below is not None and below.kind is None and below.ends_as_sentence and not below.is_prose
            if above.ends_as_sentence or not sentence:
                row.kind, above.kind = "credit", "caption"
                continue
        agency = row.kind == "credit" or (row.kind is None and is_agency(row.text))
        if agency and below and below.kind is None and beside and 4 <= below.words <= 40:
            row.kind, below.kind = "credit", "caption"
    _drop_alternative_texts(rows, sizes)


def _shows(caption: Row, credit: Row, *, beside: bool) -> bool:
    """Whether the row above a credit is its caption. `Lenny Krause | Sentinel` may sign the story as well."""
    if caption.kind is not None or len(caption.text) > _LONGEST_CAPTION or not beside:
        return False
    signed = "|" in credit.text and not caption.ends_as_sentence
    named = credit.kind is None and is_credit(credit.text, beside_caption=True)
    return credit.kind == "credit" or (named and not signed)


def _drop_alternative_texts(rows: Sequence[Row], sizes: Counter[int]) -> None:
    """What a picture says to those who cannot see it stands above its caption, or repeats it."""
    for above, row in pairwise(rows):
        if row.kind == "caption" and above.kind is None and above.group == row.group and sizes[row.group] <= 4:
            above.kind = "other" if credit_in(row.text) else None
    shown = {row.text for row in rows if row.kind == "caption"}
    seen: set[str] = set()
    for row in rows:
        if row.text in shown and row.kind in (None, "caption"):
            row.kind = "other" if row.text in seen else "caption"
            seen.add(row.text)
