"""What each passage of a page is: a block of the story, or a kind of furniture.

Comes in: the passages, and where the story stands among them. Goes out: a kind for each passage. Three things speak:
where a passage stands, what the names of its boxes say, and what its words say. None decides alone: words are void on
long prose, and where they know better than a vague name, they win.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.furniture import byline_authors, label_line, quotes_of, related_of
from verbale.page.hints import calls_for
from verbale.page.passages import HEADINGS, Box, Kind, Passage, Tree
from verbale.page.stamps import is_labelled_stamp, is_time_of_day, read_stamp
from verbale.page.story import Story, hint_of, is_voted

_ITEMS = frozenset({"li", "dt", "dd"})
_TEXT_BOXES = frozenset({"p", "li", "blockquote", "dd", "dt", "figcaption", "pre", "q", "ul", "ol", "table", *HEADINGS})
_ARTICLES = frozenset({"article", "main"})
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*", re.I)
_RECOMMENDED = re.compile(r"(?:recommended|suggested)\b", re.I)
_PROSE = 40
#: Kinds that a vaguer hint gives way to, where the words know better.
_VAGUE: frozenset[FurnitureKind | None] = frozenset({None, "other", "newsletter", "related", "share", "ticker"})
_OF_HEADINGS = frozenset({"related", "most_read", "newsletter", "comments", "advertisement", "share", "cookie"})
_NOT_OF_PROSE = frozenset({"navigation", "tags", "bio", "legal", "comments", "paywall"})
#: A box with more passages than this is not a promo, nor labelled by its first line.
_SMALL_BOX = 25


def label_passages(tree: Tree, story: Story, *, votes: str, authors: Sequence[str]) -> None:
    """Set the kind of each passage of `tree`.

    `votes` is what trafilatura takes for the story, without white space; `authors` those that the page names.
    """
    labeller = _Labeller(tree, story, votes, tuple(authors))
    for index, passage in enumerate(tree.passages):
        passage.kind = labeller.label(index)
    _drop_idle_headings(tree, story)


@lru_cache(maxsize=4096)
def label_of(text: str) -> FurnitureKind | None:
    """What the words of a line say that it is; remembered, since menus and buttons come again and again."""
    return label_line(text)


@dataclass(slots=True)
class _Labeller:
    tree: Tree
    story: Story
    votes: str
    authors: tuple[str, ...]
    box_labels: dict[int, FurnitureKind | None] = field(default_factory=dict[int, "FurnitureKind | None"])
    calls: dict[int, bool] = field(default_factory=dict[int, bool])

    def label(self, index: int) -> Kind:
        passage, story = self.tree.passages[index], self.story
        in_body = story.body.first <= index < min(story.body.last, story.ending)
        in_scope = story.scope.first <= index < story.scope.last
        if index == story.headline:
            return "headline"
        hint = hint_of(passage)
        if passage.box.hidden:
            return "other" if hint in ("related", "most_read", "credit", None) else hint
        if in_body and _is_time(passage) and (index >= story.opening or not read_stamp(passage.text)):
            return "marker"
        if in_scope and is_labelled_stamp(passage.text):
            return "stamp"
        if in_scope and hint in (None, "other") and passage.box.caption:
            return "caption"  # its credit is cut off later, by its element or its words
        if hint == "navigation" and in_scope and self._label_of_box(passage) == "related":
            return "related"  # `<nav>` is used for lists of stories too
        if hint in _VAGUE:
            told = self._told_by_words(passage, hint, in_body=in_body)
            if told:
                return told
        if hint == "share" and in_body and passage.prose and not passage.linked:
            hint = None  # a sentence is no button, whatever its box is called
        if hint:
            return _settled(hint, passage, in_scope=in_scope, in_body=in_body)
        if not in_scope:
            return "other"
        if index > (story.headline or -1) and self._is_under_picture(passage):
            return "caption"
        if index < story.opening:
            return self._label_head(index, passage)
        if not in_body and not self._is_parted_off(passage):
            return "other"
        if _is_link(passage) or self._is_call(passage) or _is_tail(passage):
            return "other"
        if self._is_about_author(passage):
            return "bio"
        return _inline_kind(passage) or block_kind(passage)

    def _told_by_words(self, passage: Passage, hint: FurnitureKind | None, *, in_body: bool) -> FurnitureKind | None:
        label = self._label_of_box(passage)
        if label and not (in_body and passage.prose):
            return label
        if in_body and _promotes(self.tree, passage):
            return "related"
        words = _read_words(passage)
        if not words or (hint and words == "navigation") or not _may_be(words, passage):
            return None
        return None if hint == "share" and words == "newsletter" and len(passage.text) < _PROSE else words

    def _label_head(self, index: int, passage: Passage) -> Kind:
        """What stands between the top of the scope and the story's first sentence."""
        text = passage.text
        if self.story.headline is not None and index < self.story.headline:
            return "stamp" if read_stamp(text) else "navigation"
        if read_stamp(text) or is_time_of_day(text):
            return "stamp"
        if self.authors and len(text) < 150 and all(name.casefold() in text.casefold() for name in self.authors):
            return "byline"
        inline = _inline_kind(passage)
        if inline:
            return inline
        if passage.box.standfirst and len(text) >= _PROSE and not passage.linked:
            return "paragraph" if passage.box.within(HEADINGS) else block_kind(passage)
        if byline_authors(text) and len(text) < 120 and (re.match(r"\W*(?:\w+ )?by\b", text, re.I) or len(text) < 60):
            return "byline"
        if passage.prose or passage.box.within(HEADINGS) or len(text) >= 2 * _PROSE:
            return block_kind(passage)
        in_body = self.story.body.first <= index < self.story.body.last and self.story.body.tag not in _ARTICLES
        return "list_item" if in_body and block_kind(passage) == "list_item" and not passage.linked else "other"

    def _label_of_box(self, passage: Passage) -> FurnitureKind | None:
        """What the first line of a box says of the others: "Most read" above a list."""
        for box in passage.box.lineage():
            if box.last - box.first > _SMALL_BOX or box.tag in ("body", "html"):
                return None
            if id(box) not in self.box_labels:
                self.box_labels[id(box)] = self._read_label(box)
            found = self.box_labels[id(box)]
            if found:
                return found
        return None

    def _read_label(self, box: Box) -> FurnitureKind | None:
        if (box.tag in _TEXT_BOXES and box.tag not in ("ul", "ol", "table")) or box.last - box.first < 2:
            return None
        first = self.tree.passages[box.first]
        if len(first.text) > 60 or first.prose:
            return None
        if hint_of(first) == "related" and _RECOMMENDED.match(first.text):
            return "related"
        kind = label_of(first.text)
        return kind if kind in ("related", "most_read") else None

    def _is_parted_off(self, passage: Passage) -> bool:
        """Whether a passage outside the body stands in a box like it, as where an advertisement parts the story."""
        if not passage.prose or not is_voted(passage, self.votes):
            return False
        body = self.story.body
        for box in passage.box.lineage():
            if box is self.story.scope:
                return False
            if box.parent is body.parent and box.tag == body.tag and box.names == body.names:
                return True
        return False

    def _is_about_author(self, passage: Passage) -> bool:
        """ "Priya Hallam is deputy editor": no story tells what its author is."""
        return any(
            len(passage.text) < 330
            and re.match(rf"{re.escape(name)} (?:is|was|has|covers|writes|reports)\b", passage.text)
            for name in self.authors
        )

    def _is_under_picture(self, passage: Passage) -> bool:
        """Whether a passage shares a small box with a picture."""
        for box in passage.box.lineage():
            if box is self.story.body or box.last - box.first > 3:
                return False
            if box.picture and box.tag not in _TEXT_BOXES:
                return len(passage.text) < 400
        return False

    def _is_call(self, passage: Passage) -> bool:
        """A short box of its own among the paragraphs, with a link that calls for something: "See the list"."""
        box: Box | None = passage.box
        while box is not None and box.parent is not self.story.body:
            box = box.parent
        if box is None or box.tag in _TEXT_BOXES or box.last - box.first > _SMALL_BOX:
            return False
        if id(box) not in self.calls:
            inside = self.tree.passages[box.first : box.last]
            links = (self.tree.text_of([f]) for p in inside for f in p.fragments if f.link >= 0)
            self.calls[id(box)] = sum(len(p.text) for p in inside) <= 400 and any(map(calls_for, links))
        return self.calls[id(box)]


def _read_words(passage: Passage) -> FurnitureKind | None:
    """What the words of a passage say, those before its link apart from those in it."""
    if len(passage.text) > 650:
        return None
    if passage.linked:
        lead = passage.text[: len(passage.text) - passage.linked].strip(" :|–—»>")
        if lead and len(lead.split()) <= 6 and passage.text.startswith(lead) and passage.linked > 12:
            related = related_of(f"{lead}: {passage.text[len(lead) :].strip(' :|–—»>')}")
            if related and related.title:
                return "related"
    return label_of(passage.text)


def _promotes(tree: Tree, passage: Passage) -> bool:
    """A label and the title of a story, linked: "You may also like: Who is …?"."""
    if passage.linked < 12 or passage.linked * 2 < len(passage.text):
        return False
    lead = tree.text_of([f for f in passage.fragments if f.link < 0]).strip(" :|–—»>")
    opens = passage.fragments[0].link < 0 and passage.text.startswith(lead)
    return opens and 0 < len(lead.split()) <= 6 and label_of(lead) in ("related", "most_read")


def _may_be(words: FurnitureKind, passage: Passage) -> bool:
    """Whether the verdict of the words holds, given the element: a heading is rarely a menu, nor is long prose."""
    if words == "disclosure":
        return True
    if passage.box.within(HEADINGS):
        return words in _OF_HEADINGS
    return not (len(passage.text) > 200 and words in _NOT_OF_PROSE)


def _settled(hint: FurnitureKind, passage: Passage, *, in_scope: bool, in_body: bool) -> Kind:
    """What a box's names come to in its place."""
    if hint == "headline" or (hint == "credit" and not in_scope):
        return "other"
    if hint == "ticker" and not quotes_of(passage.text):
        return "most_read"  # headlines that pass by
    if hint == "newsletter" and in_body and passage.linked * 10 > 8 * len(passage.text):
        # A promo that is nothing but the title of a story promotes that story.
        return "related" if len(passage.text.split()) >= 4 and not calls_for(passage.text) else hint
    return hint


def _inline_kind(passage: Passage) -> FurnitureKind | None:
    """What a short passage is whose every word stands in an inline element of one kind: a time, a byline."""
    kinds = {f.kind for f in passage.fragments}
    kind = next(iter(kinds))
    return (
        kind
        if len(kinds) == 1 and kind in ("stamp", "byline", "credit", "tags", "share") and not passage.prose
        else None
    )


def block_kind(passage: Passage) -> BlockKind:
    """The kind of block that the element of a passage makes."""
    for box in passage.box.lineage():
        if box.tag in HEADINGS:
            return "paragraph" if passage.text.endswith(".") and len(passage.text) > 2 * _PROSE else "heading"
        if box.tag in _ITEMS:
            return "list_item"
        if box.tag == "blockquote":
            return "quote"
        if box.hint.caption or box.tag in ("figcaption", "caption"):
            return "caption"
        if box.tag in ("article", "main", "section", "body"):
            break
    return "paragraph"


def _is_link(passage: Passage) -> bool:
    """A line that is mostly a link: a promo, unless it is a heading."""
    return passage.linked * 10 > 6 * len(passage.text) and not passage.box.within(HEADINGS) and not passage.prose


def _is_tail(passage: Passage) -> bool:
    """A call with an address in it: "Follow our coverage at https://…"."""
    return len(passage.text) < 160 and "http" in passage.text and calls_for(passage.text[:50])


def _is_time(passage: Passage) -> bool:
    """A time of day by itself, as stands above a live blog's posts: `Wed 21:32`, or a `<time>` and nothing else."""
    if len(passage.text) > 40 or passage.box.within(HEADINGS):
        return False
    return all(f.tag == "time" for f in passage.fragments) or is_time_of_day(_WEEKDAY.sub("", passage.text))


def _drop_idle_headings(tree: Tree, story: Story) -> None:
    """A heading with nothing of the story under it, or in its own box, headed something else."""
    blocks = ("paragraph", "quote", "list_item")
    passages = tree.passages
    headings = [i for i, passage in enumerate(passages) if passage.kind == "heading"]
    for index, following in pairwise([*headings, len(passages)]):
        under = passages[index + 1 : following]
        box: Box | None = passages[index].box
        while box is not None and box.parent is not story.body:
            box = box.parent
        if box is not None and index < box.last - 1 <= following:
            under = passages[index + 1 : box.last]
        if not any(passage.kind in blocks for passage in under):
            first = next((p.kind for p in under if p.kind not in ("caption", "credit")), None)
            if first is None and following < len(passages):
                continue  # the next heading stands right below
            passages[index].kind = first if first in ("related", "most_read", "newsletter") else "other"
