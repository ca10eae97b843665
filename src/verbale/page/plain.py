"""Scraped plain text, what select-all-and-copy gives, to an article.

Words say what some rows are (`furniture`), their place says the rest: the head above the first paragraph, the story,
the foot below the last. Comes in: a Page. Goes out: an Article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from verbale.errors import PageError
from verbale.page.article import Article, Note, Related
from verbale.page.boxes import label_boxes, label_captions, label_tickers
from verbale.page.furniture import credit_in, disclosure_of, is_weak_label, offers_audio, related_of
from verbale.page.head import Head, read_head
from verbale.page.lines import BLOCK_KINDS, About, Labelled, assemble
from verbale.page.rows import Row, cut_rows, list_marker
from verbale.page.source import Page
from verbale.page.stamps import date_order, is_labelled_stamp, is_time_of_day, leading_time, read_stamp

#: Below the story: no paragraph is looked for behind a row of these kinds that no long paragraph follows.
_FOOT = frozenset({"most_read", "comments", "cookie", "legal", "bio", "tags", "navigation"})
_MOST_HEADING_WORDS = 14
#: Prose that may stand above the byline, and how many rows may lie between it and the first paragraph.
_MOST_STANDFIRSTS, _HEAD_REACH = 3, 14
_MOST_POINTS = 6
#: Where the story ends for those who do not pay.
_WALL = re.compile(r"\bto (?:unlock|continue|keep|read|finish|access)\b|\bunlock\b", re.I)
#: Above the points of a story's summary.
_SUMMARY = re.compile(
    r"(?:key|main) (?:points|takeaways|facts)|(?:ai )?takeaways(?: by .{2,30})?|(?:ai |quick )?summary|highlights|"
    r"at a glance",
    re.I,
)
#: Below a title in a box: when it was published (`3 March`), not a title.
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2}")


def read_plain(page: Page) -> Article:
    """The article of a scraped plain-text page. Raises PageError where the page holds no story."""
    rows = cut_rows(page.text)
    if rows is None:
        raise PageError(page.name, "this text has too many lines for one article", "give one article a page")
    live = _label_live_stamps(rows)
    quotes = label_tickers(rows)
    label_boxes(rows)
    prose = [at for at, row in enumerate(rows) if row.kind is None and row.is_prose]
    if not prose:
        raise _no_story(page, rows)
    label_captions(rows, prose[0])
    _label_summary(rows)
    story = _story_start(rows)
    for row in rows[:story]:
        if row.kind == "related" and is_weak_label(row.text):
            row.kind = None  # "Analysis: …" above the story is its headline
    order = date_order(page.text)
    head = read_head(rows, story, order=order)
    _label_behind_wall(rows, story)
    end = _label_foot(rows, story, head.authors)
    _settle_boxes(rows, end, head.publisher)
    start = _head_end(rows, story)
    _label_opening(rows, start, story)
    _label_story(rows, start, end)
    _drop_idle_headings(rows)
    _label_rest(rows, story, end)
    lines, credits = _labelled(rows)
    return assemble(
        page,
        lines,
        About(
            headline=head.headline,
            publisher=head.publisher,
            authors=head.authors,
            published=head.published and head.published.at,
            published_precise=head.published is not None and head.published.precise,
            updated=head.updated and head.updated.at,
            language=_language(page.text),
            related=_related(rows),
            credits=tuple(dict.fromkeys(credits)),
            disclosures=tuple(d for row in rows if row.kind == "disclosure" and (d := disclosure_of(row.text))),
            quotes=tuple(quotes),
            has_audio=any(row.kind == "listen" and offers_audio(row.text) for row in rows),
            notes=tuple(_find_notes(page, rows, head, live)),
        ),
    )


def _find_notes(page: Page, rows: Sequence[Row], head: Head, live: bool) -> Iterator[Note]:
    if "�" in page.text:
        yield Note("encoding", f"Some bytes of the page could not be decoded as {page.encoding}.")
    if any(row.kind == "paywall" for row in rows) and _is_stub(rows):
        yield Note("paywall", "The page shows a part of the story; the rest is for subscribers.")
    if live:
        yield Note("live_blog", "This is a live blog: several posts, each with a time of its own.")
    if head.published is None:
        yield Note("no_date", "The page does not tell when it was published.")
    elif head.published.ambiguous:
        yield Note("date_order", "Day and month of the date could be swapped; it is read month first.")


def _no_story(page: Page, rows: Sequence[Row]) -> PageError:
    if any(row.kind == "paywall" or re.search(r"\b(?:log|sign) in\b|password", row.text, re.I) for row in rows):
        problem = "this is a log-in or subscription page: there is no story in it"
        return PageError(page.name, problem, "save the story while logged in, and read the saved page")
    return PageError(
        page.name,
        "there is no story in this page",
        "give the page of one article, not a front page, a menu or an index",
    )


def _label_live_stamps(rows: Sequence[Row]) -> bool:
    """Time stamps of a live blog's posts, and whether the page is one. A single time of day makes none."""
    stamps = [row for row in rows if is_time_of_day(row.text)]
    opened = [row for row in rows if leading_time(row.text) and row.words <= _MOST_HEADING_WORDS]
    if len(stamps) + len(opened) < 2:
        return False
    for row in stamps:
        row.kind = "marker"
    return True


def _label_summary(rows: Sequence[Row]) -> None:
    """The points of a summary that stands above the story, below a row that says so."""
    label = next((at for at, row in enumerate(rows) if row.kind is None and _SUMMARY.fullmatch(row.text)), None)
    if label is None or sum(row.is_prose for row in rows[:label]) > 1:
        return
    rows[label].kind = "other"
    points = [row for row in rows[label + 1 :] if row.group == rows[label].group][:_MOST_POINTS]
    if not points:
        points = [row for row in rows[label + 1 : label + 1 + _MOST_POINTS] if row.group == rows[label + 1].group]
    for row in points:
        if row.kind is not None or len(row.text) > 200:
            return
        row.kind = "list_item" if row.words >= 4 else "other"  # `Hide`, `Companies`


def _story_start(rows: Sequence[Row]) -> int:
    """The first paragraph. A standfirst, and what a picture shows, are prose too, and stand above the byline."""
    prose = [at for at, row in enumerate(rows) if row.kind is None and row.is_prose]
    for count, at in enumerate(prose[:_MOST_STANDFIRSTS]):
        signed = any(_signs(row) for row in rows[:at])
        following = prose[count + 1] if count + 1 < len(prose) else at
        if signed or following - at > _HEAD_REACH or len(prose) - count < 3:
            break
        if any(_signs(row) or (row.kind is None and read_stamp(row.text)) for row in rows[at + 1 : following]):
            return following
    return prose[0] if prose else len(rows)


def _signs(row: Row) -> bool:
    return row.words <= 12 and re.match(r"by\s+\S", row.text, re.I) is not None and not row.ends_as_sentence


def _head_end(rows: Sequence[Row], story: int) -> int:
    """Where the head ends: behind the last row above the first paragraph that is known to be of the head."""
    known = [at for at in range(story) if rows[at].kind not in (None, "caption", "marker")]
    return max(known, default=-1) + 1


def _is_point(row: Row, first: Row) -> bool:
    return row.kind is None and row.words >= 7 and not row.ends_as_sentence and row.group == first.group


def _settle_boxes(rows: Sequence[Row], end: int, publisher: str | None) -> None:
    """Below the story, what is recommended, or more from the outlet, is no related story."""
    kind = "related"
    for row in rows[end:]:
        if row.kind != "related":
            kind = "related"
            continue
        related = related_of(row.text)
        if related is not None and not related.title:
            label = related.label.casefold()
            ours = label.startswith("more from") and publisher is not None and label.endswith(publisher.casefold())
            kind = "most_read" if label.startswith("recommended") or ours else "related"
        row.kind = "most_read" if kind == "most_read" else "related"


def _label_opening(rows: Sequence[Row], start: int, story: int) -> None:
    """What stands above the first paragraph: a standfirst below the headline, pictures' captions, a lead-in."""
    headline = next((at for at, row in enumerate(rows[:story]) if row.kind == "headline"), story)
    for at in range(headline + 1, story):
        row = rows[at]
        if row.kind is not None or row.menu_items or list_marker(row.text):
            continue
        if row.text.endswith(":") and row.words >= 5:
            row.kind = "paragraph"
        elif at == headline + 1 and at + 1 < start and _is_point(row, row) and _is_point(rows[at + 1], row):
            row.kind = rows[at + 1].kind = "list_item"  # a summary in points
        elif at < start and row.words >= (6 if row.ends_as_sentence else 8):
            row.kind = "paragraph" if at == headline + 1 else "caption"
        elif at >= start and row.words >= 6 and not row.ends_as_sentence and rows[at - 1].kind != "marker":
            row.kind = "caption"


def _label_behind_wall(rows: Sequence[Row], story: int) -> None:
    """Behind `Subscribe to continue reading` stand offers, unless most of the story does."""
    wall = next(
        (at for at in range(story, len(rows)) if rows[at].kind == "paywall" and _WALL.search(rows[at].text)), None
    )
    if wall is None:
        return
    sizes = [len(row.text) if row.kind is None and row.is_prose else 0 for row in rows]
    if sum(sizes[wall:]) < sum(sizes[:wall]):
        for row in rows[wall:]:
            row.kind = row.kind or "paywall"


def _label_foot(rows: Sequence[Row], story: int, authors: Sequence[str]) -> int:
    """The end of the story: behind its last paragraph. Labels the authors' biographies on the way."""
    for row in rows[story + 1 :]:
        named = any(row.text.startswith((author, author.split()[-1])) for author in authors)
        about = re.search(
            r"\b(?:cover|report|write|present|join|edit)(?:s|ed)?\b|\b(?:is|was) (?:a|an|the)\b", row.text
        )
        if row.kind is None and named and about and len(row.text) <= 250 and not re.search(r"[“\"]", row.text):
            row.kind = "bio"
    prose = [at for at in range(story, len(rows)) if rows[at].kind is None and rows[at].is_prose]
    last = prose[-1] if prose else story
    # A sentence or a list item too short for a paragraph by its look may still close the story.
    for at in range(last + 1, len(rows)):
        row = rows[at]
        if row.kind in _FOOT:
            break
        short = row.ends_as_sentence and row.words >= 4
        listed = list_marker(row.text) > 0 and (at == last + 1 or list_marker(rows[at - 1].text) > 0)
        if row.kind is None and (short or listed):
            last = at
    return min(last + 1, len(rows))  # the one long row may have turned out to be a caption


def _label_story(rows: Sequence[Row], start: int, end: int) -> None:
    """Headings, list items, quotes and paragraphs among the rows of the story that nobody labelled."""
    for at in range(start, end):
        row = rows[at]
        if row.kind is not None:
            continue
        if is_labelled_stamp(row.text):
            row.kind = "stamp"
        elif list_marker(row.text):
            row.kind = "list_item"
        elif row.text.startswith("> "):
            row.kind = "quote"
        elif _opens_list(rows, at, end):
            for item in range(at, end):
                if not _could_be_item(rows[item], rows[at]):
                    break
                rows[item].kind = "list_item"
        elif _could_be_heading(rows, at, end):
            row.kind = "quote" if row.words >= 6 and _is_pulled(rows, row) else "heading"
        else:
            row.kind = "paragraph"


def _drop_idle_headings(rows: Sequence[Row]) -> None:
    """Three headings on end head nothing: the answers of a poll, or a menu within the story."""
    for _, run in groupby(rows, key=lambda row: (row.kind, row.group)):
        members = list(run)
        if members[0].kind == "heading" and len(members) >= 3:
            for row in members:
                row.kind = "other"


def _is_pulled(rows: Sequence[Row], row: Row) -> bool:
    """A quotation pulled out of the story: its words stand in a paragraph as well."""
    words = row.text.strip("“”\"‘’' ")
    return any(words in other.text for other in rows if other is not row and other.is_prose)


def _could_be_item(row: Row, first: Row) -> bool:
    return row.kind is None and row.group == first.group and not row.ends_as_sentence and len(row.text) <= 220


def _opens_list(rows: Sequence[Row], at: int, end: int) -> bool:
    """Unmarked list items: two or more rows together, none ended, below a heading or a colon."""
    above = next((row for row in reversed(rows[:at]) if row.kind in BLOCK_KINDS), None)
    if above is None or not (above.text.endswith(":") or above.kind == "heading"):
        return False
    if above.kind == "heading" and above.group == rows[at].group:
        return False
    return at + 1 < end and all(_could_be_item(row, rows[at]) and row.words >= 3 for row in rows[at : at + 2])


def _could_be_heading(rows: Sequence[Row], at: int, end: int) -> bool:
    row = rows[at]
    if row.words > _MOST_HEADING_WORDS or len(row.text) > 100 or re.search(r"[.,;:…][”’\"']?$", row.text):
        return False
    below = next((other for other in rows[at + 1 : end] if other.kind in (None, *BLOCK_KINDS)), None)
    if below is None:
        return False
    spoken = re.search(r"^[“\"].*[”\"]$", row.text) and row.ends_as_sentence and row.words > 6
    return not spoken


def _label_rest(rows: Sequence[Row], story: int, end: int) -> None:
    """Rows of the head and the foot that are still unknown."""
    for at, row in enumerate(rows):
        if row.kind is not None:
            continue
        if at < story:
            row.kind = "other"
        elif row.menu_items:
            row.kind = "navigation"
        else:
            row.kind = "other"


def _labelled(rows: Sequence[Row]) -> tuple[list[Labelled], list[str]]:
    """The rows as labelled lines; list markers, live stamps and captions' credits become lines of their own."""
    lines: list[Labelled] = []
    credits: list[str] = []
    for row in rows:
        kind = row.kind or "other"
        line, cut = row.line, 0
        if kind == "list_item":
            cut = list_marker(row.text)
        elif kind == "caption" and (numbered := re.match(r"\[\d+/\d+\]\s*", row.text)):
            cut = numbered.end()
        elif kind == "heading":
            cut = leading_time(row.text)
        elif row.text.startswith("> "):
            cut = 2
        if cut:
            lines.append(Labelled(line.part(0, cut), "marker"))
            line = line.part(cut, len(line.text))
        credit = credit_in(line.text) if kind == "caption" else None
        if credit:
            lines.append(Labelled(line.part(0, credit[0]), "caption"))
            line, kind = line.part(*credit), "credit"
        if kind == "credit":
            credits.append(line.text.strip("()") if line.text.startswith("(") else line.text)
        lines.append(Labelled(line, kind))
    return lines, credits


def _related(rows: Sequence[Row]) -> tuple[Related, ...]:
    found: list[Related] = []
    label, box = "Related", -1
    for row in rows:
        if row.kind != "related":
            continue
        related = related_of(row.text)
        if related is not None and not related.title:
            label, box = related.label, row.group
        elif related is not None and row.group != box:
            found.append(related)
        elif not _DAY.fullmatch(row.text):
            found.append(Related(label, row.text[list_marker(row.text) :]))
    return tuple(found)


def _is_stub(rows: Sequence[Row]) -> bool:
    """Whether little story stands before a notice for subscribers."""
    words = sum(row.words for row in rows if row.kind in ("paragraph", "quote", "list_item"))
    return words < 180


def _language(text: str) -> str | None:
    """`en` where a page reads as English, else None: the languages of others are not guessed."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    common = sum(word in {"the", "of", "and", "to", "in", "a", "that", "for", "on", "said"} for word in words)
    return "en" if common > len(words) * 0.12 else None
