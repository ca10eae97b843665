"""HTML to article: the story's blocks, and everything else of the page as labelled furniture.

Comes in: a decoded page. Goes out: an `Article` whose every character leads back to the page's text. Scripts are not
run, styles not applied beyond `display: none`, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from verbale.errors import PageError
from verbale.page.article import Article, Disclosure, Note, Quote, Related
from verbale.page.cuts import cut_passage
from verbale.page.furniture import disclosure_of, offers_audio, quotes_of, related_of
from verbale.page.labels import label_of, label_passages
from verbale.page.lines import About, Labelled, Line, assemble
from verbale.page.markup import Markup, scan_markup
from verbale.page.masthead import name_authors, name_publisher, tell_moments
from verbale.page.metadata import Metadata, join_address, read_metadata
from verbale.page.outline import read_tree
from verbale.page.passages import Passage, Tree
from verbale.page.source import Page
from verbale.page.story import Story, find_story, hint_of
from verbale.settings import Settings

_DEFAULTS = Settings()
#: Pages beyond these are not shown to trafilatura, which copies the tree several times and walks it by recursion.
_VOTE_ELEMENTS, _VOTE_DEPTH, _VOTE_SIZE = 20_000, 150, 2_000_000
#: So many time stamps among the paragraphs make a live blog.
_LIVE_STAMPS = 3
_SCRIPTED = re.compile(r"\b(?:enable|turn on|requires?|need|activate)\b.{0,30}\bjava ?script\b", re.I | re.S)
_LOGIN = re.compile(r"\b(?:log|sign) ?in\b|\bpassword\b", re.I)


def read_html(page: Page, *, settings: Settings = _DEFAULTS) -> Article:
    """The article of an HTML page.

    Raises PageError where the page holds no story, or is larger or more deeply nested than `settings` allow.
    """
    if len(page.data) > settings.max_page_bytes:
        raise PageError(
            page.name,
            f"the page is larger than {settings.max_page_bytes:,} bytes",
            "raise max_page_bytes if it is an article",
        )
    markup = scan_markup(page.text, name=page.name, max_nesting=settings.max_nesting)
    tree = read_tree(markup)
    metadata = read_metadata(tree.head, markup, url=page.url)
    votes = _ask_trafilatura(markup)
    story = find_story(tree, metadata.headlines, votes)
    label_passages(tree, story, votes=votes, authors=metadata.authors)
    try:
        return assemble(page, _cut_lines(tree), _tell_about(page, tree, story, metadata))
    except PageError as error:
        raise _no_story(page, tree) from error


def _cut_lines(tree: Tree, *kinds: str) -> Iterator[Labelled]:
    """The lines of the page, or of its passages of some kinds."""
    for passage in tree.passages:
        if not kinds or passage.kind in kinds:
            for one in cut_passage(tree, passage):
                # One string for the passage, its line and its block: on large pages it counts.
                same = one.line.text == passage.text
                yield Labelled(Line(passage.text, one.line.runs), one.kind) if same else one
            if not kinds:
                passage.fragments = []  # not looked at again, and large pages have hundreds of thousands


def _ask_trafilatura(markup: Markup) -> str:
    """The text of the story in trafilatura's opinion, without white space; empty for pages too large to ask about."""
    if markup.elements > _VOTE_ELEMENTS or markup.depth > _VOTE_DEPTH or len(markup.source) > _VOTE_SIZE:
        return ""
    try:
        root = html.document_fromstring("".join(markup.pieces()))
    except etree.ParserError:  # no element at all
        return ""
    options = Extractor(fast=True, comments=False, with_metadata=False)
    options.min_output_size = 0
    found = bare_extraction(root, options=options)
    body = getattr(found, "body", None)
    return "".join("".join(body.itertext()).split()) if body is not None else ""


def _tell_about(page: Page, tree: Tree, story: Story, metadata: Metadata) -> About:
    headline = tree.passages[story.headline].text if story.headline is not None else None
    moments = tell_moments(tree, story, metadata)
    publisher = name_publisher(tree, story, metadata)
    return About(
        headline=headline or metadata.headline,
        publisher=publisher,
        authors=name_authors(tree, story, metadata, publisher),
        published=moments.published,
        published_precise=moments.precise,
        updated=moments.updated,
        url=metadata.url,
        language=metadata.language and metadata.language.partition("-")[0].lower(),
        related=tuple(_find_related(tree, metadata)),
        credits=tuple(dict.fromkeys(line.text for line in _lines_of(tree, "credit"))),
        disclosures=tuple(_find_disclosures(tree, story)),
        quotes=tuple(_find_quotes(tree)),
        has_audio=tree.audio or any(offers_audio(line.text) for line in _lines_of(tree, "listen")),
        notes=tuple(_find_notes(page, tree, story, metadata, moments.published is None)),
    )


def _lines_of(tree: Tree, kind: str) -> list[Line]:
    """The lines of one kind of furniture, those cut out of captions and bylines included."""
    mixed = ("caption",) if kind == "credit" else ("byline", "stamp", "other")
    return [one.line for one in _cut_lines(tree, kind, *mixed) if one.kind == kind and one.line.text]


def _find_related(tree: Tree, metadata: Metadata) -> Iterator[Related]:
    """Promoted stories, each with the label that it stands under."""
    label, last = "", -2
    for index, passage in enumerate(tree.passages):
        if passage.box.hidden and last == index - 1:
            last = index  # words for screen readers between the links
        if passage.kind != "related":
            continue
        if last != index - 1:
            label = ""
        last = index
        links = _links_of(tree, passage)
        lead = _before_links(tree, passage).strip(" :|–—»>•").removesuffix(":")
        if not links:
            words = label_of(passage.text)
            title = passage.text if words != "related" and len(passage.text.split()) >= 3 and label else ""
            found = _split_label(passage.text)
            if found:
                yield found
            elif title and passage.box.tag == "li":
                yield Related(label, title)
            else:
                label = passage.text.strip(" :")
            continue
        if len(lead.split()) <= 6 and lead:
            label = lead
        for title, address in links:
            if len(title.split()) >= 2 and label_of(title) not in ("newsletter", "share", "navigation", "paywall"):
                base = metadata.base
                yield Related(label, title, join_address(base, address))


def _split_label(text: str) -> Related | None:
    found = related_of(text)
    return found if found and found.title else None


def _links_of(tree: Tree, passage: Passage) -> list[tuple[str, str]]:
    links: dict[int, list[int]] = {}
    for index, fragment in enumerate(passage.fragments):
        if fragment.link >= 0:
            links.setdefault(fragment.link, []).append(index)
    found = [(tree.text_of([passage.fragments[i] for i in parts]), tree.links[link]) for link, parts in links.items()]
    return [(title, address) for title, address in found if title]


def _before_links(tree: Tree, passage: Passage) -> str:
    """The words in front of the first link: `See also` in `See also: the list`."""
    return tree.text_of(list(takewhile(lambda fragment: fragment.link < 0, passage.fragments)))


def _find_disclosures(tree: Tree, story: Story) -> Iterator[Disclosure]:
    for index, passage in enumerate(tree.passages):
        if passage.kind == "disclosure":
            found = disclosure_of(passage.text)
            if found:
                yield found
            elif story.scope.first <= index < story.scope.last and len(passage.text) >= 30:
                yield Disclosure("other", passage.text)


def _find_quotes(tree: Tree) -> Iterator[Quote]:
    for passage in tree.passages:
        if passage.kind == "ticker":
            yield from quotes_of(passage.text)


def _find_notes(page: Page, tree: Tree, story: Story, metadata: Metadata, undated: bool) -> Iterator[Note]:
    if "�" in page.text:
        yield Note("encoding", f"Some bytes of the page could not be decoded as {page.encoding}.")
    size = sum(len(p.text) for p in tree.passages if p.kind == "paragraph")
    walled = any(p.kind == "paywall" for p in tree.passages[story.scope.first : story.scope.last])
    if walled or (metadata.free is False and size < 1_200):
        yield Note("paywall", "The page shows a part of the story; the rest is for subscribers.")
    stamps = sum(p.kind == "marker" for p in tree.passages[story.body.first : story.body.last])
    if metadata.live or stamps >= _LIVE_STAMPS:
        yield Note("live_blog", "This is a live blog: several posts, each with a time of its own.")
    if metadata.articles > 1 or story.others:
        yield Note("several_articles", "The page holds several articles; this is the main one.")
    if undated:
        yield Note("no_date", "The page does not tell when it was published.")


def _no_story(page: Page, tree: Tree) -> PageError:
    text = " ".join(passage.text for passage in tree.passages[:200])
    if _SCRIPTED.search(text):
        return PageError(
            page.name,
            "there is no story in this page, which needs JavaScript",
            "save it from a browser once it is shown",
        )
    if any(hint_of(p) == "cookie" for p in tree.passages) and sum(len(p.text) for p in tree.passages) < 3_000:
        return PageError(
            page.name,
            "there is no story in this page, only a notice about cookies",
            "save it from a browser after answering the notice",
        )
    if _LOGIN.search(text):
        return PageError(
            page.name,
            "there is no story in this page, only a way to log in",
            "save it from a browser that is logged in",
        )
    return PageError(
        page.name,
        "there is no story in this page",
        "give the page of one article, not a front page, a menu or a log-in form",
    )
