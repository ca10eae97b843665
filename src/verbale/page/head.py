"""The head of a plain page: headline, publisher, authors and date, found among menus above the story.

Comes in: the rows above the first paragraph, and the rest for what confirms a guess (the copyright line, the dateline).
Goes out: a `Head`; the rows that it used are labelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.page.furniture import byline_authors
from verbale.page.rows import Row
from verbale.page.stamps import Moment, Order, Stamp, read_stamp

_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?P<after>[^.|,©]{2,60}?)(?:\s+\d{4})?\s*(?:[.|,]|$)"
    r"|(?P<before>[A-Z][^.|©]{2,50}?)\s*(?:©|\(c\))\s*\d{4}",
    re.I,
)
_COMPANY = re.compile(
    r"[\s,]+(?:LLC|L\.L\.C\.|L\.?P\.?|LLP|Ltd|Limited|Inc|Incorporated|Corp|Co|Company|plc|GmbH|AG|S\.?A\.?S?|srl|S\.?p\.?A|Pty|BV|NV|"
    r"Media|Publishing|Publications?|Holdings?|Group|Newspapers?|News & Media|Cooperative|Newsgroup)\.?$",
    re.I,
)
_DATELINE = re.compile(r"^[A-Z][^()]{1,40}\((?P<outlet>[^()]{2,40})\)\s*[—–-]")
_SLOGAN = re.compile(
    r"\b(?:since|est\.?|established|founded)\s+(?:in\s+)?1[6-9]\d\d|\b(?:your|our)\b.*\bsource\b", re.I
)
#: Today's date at the top of a page (`Monday, December 22, 2025`) says nothing of the story.
_MASTHEAD_DATE = re.compile(r"[A-Z][a-z]+day,? [A-Z][a-z]+ \d{1,2},? \d{4}|[A-Z][a-z]+day,? \d{1,2} [A-Z][a-z]+ \d{4}")
_PERSON = r"(?:[^\W\d_][\w’'.-]+ ){1,3}[^\W\d_][\w’'.-]+ in [A-Z]\w+(?: [A-Z]\w+)*"
#: `Jocelyn Thrale in London and Kwabena Asante in Accra` signs a story, and is no headline.
_SIGNED = re.compile(rf"{_PERSON}(?:(?:,| and) {_PERSON})*")
#: Words that headlines have and menus have not.
_FUNCTION = re.compile(
    r"\b(?:an?|the|of|in|on|to|for|with|after|as|at|by|from|over|is|are|be|says?|not|who|what|how|why)\b", re.I
)
#: Words that outlets are called by.
_OUTLET = re.compile(
    r"\b(?:times|post|news|tribune|herald|gazette|chronicle|journal|courier|ledger|observer|guardian|telegraph|mail|express|star|sun|"
    r"mirror|independent|press|wire|agency|radio|weekly|daily|review|record|standard|dispatch|broadcasting|sentinel|echo|standard)\b",
    re.I,
)
_BYLINE = re.compile(r"^(?:by|words by|story by|from our)\b", re.I)
#: A headline has so many words; a standfirst below it has more, and gains nothing by that.
_ENOUGH_WORDS = 7
#: Rows at the very top among which a masthead stands.
_TOP_ROWS = 8
#: A row farther from the story than this is a menu, not its headline.
_HEAD_ROWS = 40


@dataclass(frozen=True, slots=True)
class Head:
    headline: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published: Moment | None
    updated: Moment | None


def read_head(rows: Sequence[Row], story: int, *, order: Order | None) -> Head:
    """The head of a page whose first paragraph is `rows[story]`; labels the rows it is made of."""
    stamps = _stamps(rows, story, order)
    owner = _owner(rows, story)
    headline = _headline(rows, story, owner)
    if headline is not None:
        for row in rows:  # breadcrumbs, share boxes and dialogs repeat it
            if row.kind is None and row.text == rows[headline].text:
                row.kind = "headline"
    beside = [part for stamp in stamps.values() for part in stamp.rest]
    publisher = _publisher(rows, story, headline, beside, owner)
    authors = _authors(rows, story, headline, beside, publisher)
    for at, row in enumerate(rows[:story]):
        if row.kind is None and (headline is None or at < headline or row.menu_items):
            named = publisher is not None and _same(publisher, row.text)
            row.kind = "publisher" if named else "navigation"
    published = [s.published for s in stamps.values() if s.published]
    updated = [s.updated for s in stamps.values() if s.updated]
    precise = [moment for moment in published if moment.precise]
    return Head(
        headline=rows[headline].text if headline is not None else None,
        publisher=publisher,
        authors=authors,
        published=(precise or published or updated or [None])[0],
        updated=updated[0] if updated and published else None,
    )


def _stamps(rows: Sequence[Row], story: int, order: Order | None) -> dict[int, Stamp]:
    """The stamps above the story, or, where there are none, the first one below it."""
    found: dict[int, Stamp] = {}
    for places in (range(story), range(len(rows) - 1, story, -1)):
        for at in places:
            row = rows[at]
            stamp = read_stamp(row.text, order=order) if row.kind in (None, "stamp", "byline") else None
            if stamp and len(" ".join(stamp.rest).split()) <= 9 and not row.is_prose:
                row.kind = "stamp"
                found[at] = stamp
        if found:
            break
    return found


def _headline(rows: Sequence[Row], story: int, owner: str | None) -> int | None:
    """The row that is the headline: several words, no full stop, near the byline or the date."""
    dated = [at for at in range(story) if rows[at].kind == "stamp" and not _MASTHEAD_DATE.fullmatch(rows[at].text)]
    marks = [*dated, *(at for at in range(story) if _BYLINE.match(rows[at].text))]
    best, best_score = None, 0.0
    for at in range(max(0, story - _HEAD_ROWS), story):
        row = rows[at]
        if row.kind is not None or _BYLINE.match(row.text) or _SIGNED.fullmatch(row.text):
            continue
        score = min(row.words, _ENOUGH_WORDS) / 2
        if _FUNCTION.search(row.text):
            score += 1.5
        nearest = min((mark - at for mark in marks if mark > at), default=_HEAD_ROWS)
        if nearest <= 12:
            score += 3 - nearest / 10
        if re.search(r"(?<!\.)\.$|:$", row.text):
            score -= 4
        if row.menu_items >= 3 or (row.menu_items and row.words < 8):
            score -= 8
        if row.words < 3 or (owner and _same(owner, row.text)):
            score -= 4
        if re.search(
            r"\b(?:since|est\.?|established|founded)\s+(?:in\s+)?1[6-9]\d\d|\b(?:your|our)\b.*\bsource\b",
            row.text,
            re.I,
        ):
            score -= 4
        repeated = best is not None and row.text == rows[best].text  # the first was a breadcrumb's
        # What stands right below a headline is its standfirst, however well it would do as one.
        below = best is not None and at - best <= 3
        if score > best_score + (0.5 if below else 0) or repeated:
            best, best_score = at, score
    alone = [at for at in range(story) if rows[at].kind is None and rows[at].words >= 2]
    return alone[0] if best is None and len(alone) == 1 else best


def _owner(rows: Sequence[Row], story: int) -> str | None:
    """The outlet as the copyright line, or the dateline of the story, names it."""
    for row in reversed(rows):
        text = re.sub(r"\bL\.(?:P|L\.C|L\.P)\.", ".", row.text)
        match = _OWNER.search(text) if row.kind in ("legal", "cookie") else None
        if match:
            return _bare(match["after"] or match["before"])
    match = _DATELINE.match(rows[story].text) if story < len(rows) else None
    return match["outlet"] if match else None


def _bare(name: str) -> str:
    """A company's name without its legal form: `Continental Ledger Media LLC` is Continental Ledger."""
    name = re.split(r",\s|\s-\s", name.strip())[0]
    while (shorter := _COMPANY.sub("", name)) != name and len(shorter.split()) >= 1:
        if (
            len(shorter.split()) == 1
            and _COMPANY.search(name)
            and not re.search(r"(?:LLC|Ltd|Inc|plc|Co)\.?$", name, re.I)
        ):
            break  # "Northmoor Media" may well be the whole name
        name = shorter
    return name.strip()


def _publisher(
    rows: Sequence[Row], story: int, headline: int | None, beside: Sequence[str], owner: str | None
) -> str | None:
    """The outlet: at the head of the page as the foot confirms it, else a masthead, else beside the date."""
    above = rows[: story if headline is None else headline]
    names = [(at, row, _masthead(row)) for at, row in enumerate(above) if row.kind in (None, "publisher")]
    said = [*(name for _, _, name in names), *beside, *(row.text for row in rows[:story])]
    for name in said:
        if owner and _same(owner, name):
            return _best_case(name, owner)
    for name in (row.text.split("|")[-1].strip() for row in rows[:story] if "|" in row.text and _is_byline(row)):
        if any(_same(name, other) for _, _, other in names):
            return name
    likely = [
        (-(row.text.isupper() + bool(_OUTLET.search(name)) + (at == 0)), at, name)
        for at, row, name in names
        if not row.menu_items and len(name.split()) <= 6 and re.search(r"[^\W\d_]{3}", name)
        if at < _TOP_ROWS or row.text.isupper()
    ]
    if likely:
        _, at, name = min(likely)
        if owner and at > 0 and not _OUTLET.search(name):
            return owner
        return _best_case(name, owner) if owner else name
    return next((part for part in beside if not byline_authors(part)), None) or owner


def _is_byline(row: Row) -> bool:
    return row.kind == "byline" or _BYLINE.match(row.text) is not None


def _masthead(row: Row) -> str:
    """`TRAWL & QUAY | seafood business daily` is the name, and what the outlet says of itself."""
    return re.sub(r"\s+(?:homepage|home page|home)$", "", re.split(r"\s+[|–—-]\s+", row.text)[0], flags=re.I)


def _best_case(name: str, owner: str | None) -> str:
    return owner if owner and name.isupper() and _same(owner, name) and len(owner) == len(name) else name


def _same(a: str, b: str) -> bool:
    def key(name: str) -> str:
        return re.sub(r"^the\s+|\W+", "", name.casefold())

    return bool(key(a)) and (key(a) == key(b) or (len(key(b)) > 4 and key(a).startswith(key(b))))


def _authors(
    rows: Sequence[Row], story: int, headline: int | None, beside: Sequence[str], publisher: str | None
) -> tuple[str, ...]:
    """Who wrote it: the lines that say so, else a bare name between headline and story, else beside the date."""
    below = rows[0 if headline is None else headline + 1 : story]
    said = [row for row in below if row.kind in (None, "byline") and _says_who(row)]
    found = [name for row in said for name in byline_authors(row.text)]
    for row in said:
        row.kind = "byline"
    for row in below:
        if row.kind is not None or row.ends_as_sentence or row.words > 14 or (row.menu_items and "|" not in row.raw):
            continue
        names = [name for name in byline_authors(row.text) if not (publisher and _same(publisher, name))]
        office = re.search(r"\b(?:staff|correspondents?|reporters?|editors?|desk)\b", row.text, re.I) and row.words <= 7
        if office or (names and (set(names) <= set(found) or not found) and _only_names(row.text, names)):
            row.kind = "byline"
            found += names
    if not found:
        found = [n for part in beside if not (publisher and _same(publisher, part)) for n in byline_authors(part)]
    return tuple(dict.fromkeys(name for name in found if not (publisher and _same(publisher, name))))


def _says_who(row: Row) -> bool:
    return _BYLINE.match(row.text) is not None or row.text.casefold().startswith("now with ")


def _only_names(text: str, names: Sequence[str]) -> bool:
    """Whether a line is little more than these names: places, offices and the outlet may stand beside them."""
    return sum(len(name.split()) for name in names) * 3 >= len(re.findall(r"\w+", text))
