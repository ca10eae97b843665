"""Which passages of a page are the story, and what the others are.

Comes in: the passages of a page, what it says of its headline, and the text that trafilatura takes for its body. Goes
out: a kind for each passage. Four things speak: where a passage stands, what the names of its boxes say, what its
words say, and trafilatura. None decides alone: names are void on a box that holds the story, words on long prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.furniture import byline_authors, label_line, related_of
from verbale.page.hints import calls_for
from verbale.page.passages import Box, Passage, Tree
from verbale.page.stamps import is_time_of_day, read_stamp

Kind = BlockKind | FurnitureKind
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "dt", "dd"})
_TEXT_BOXES = frozenset({"p", "li", "blockquote", "dd", "dt", "figcaption", "pre", "q", *_HEADINGS})
_ARTICLES = frozenset({"article", "main"})
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*", re.I)
_SENTENCE_END = re.compile(r"[.!?…:;。！？।][\"'”’»」』)\]]*$")
#: Characters from which a line reads as prose.
_PROSE = 40
#: The share of the prose that a box has to hold to be the story's.
_BULK = 0.85
#: Less prose than this outside all furniture, and the names of boxes are doubted.
_ENOUGH = 200
#: Kinds that hold no story, however much they say.
_NEVER: frozenset[FurnitureKind] = frozenset({"cookie", "comments", "legal", "navigation", "most_read"})
#: Kinds that words may give to a line whose box is said to be something vaguer.
_VAGUE: frozenset[FurnitureKind | None] = frozenset({None, "other", "newsletter", "related", "share"})


@dataclass(slots=True)
class Story:
    """What was decided: `kinds` of the passages, and the stretches (first and last passage) they were decided by."""

    kinds: list[Kind]
    headline: int | None
    body: Box
    scope: Box  #: the body with its headline and what stands between
    opening: int  #: the first passage of the story proper
    ending: int  #: where another article starts, or the end of the body
    others: bool  #: the page holds other articles


@lru_cache(maxsize=4096)
def label_of(text: str) -> FurnitureKind | None:
    """What the words of a line say that it is; remembered, since menus and buttons come again and again."""
    return label_line(text)


def find_story(tree: Tree, headlines: Sequence[str], votes: str) -> Story:
    """Decide what each passage of `tree` is.

    `headlines` are what the page says that its headline is, best first; `votes` is the text that trafilatura takes for
    the story, without white space, or empty where it was not asked.
    """
    passages = tree.passages
    headline = _find_headline(tree, headlines)
    _void_hints(tree, headline)
    weights = [_weigh(passage, votes) for passage in passages]
    if sum(weights) < _ENOUGH:
        _doubt_hints(tree)
        weights = [_weigh(passage, votes) for passage in passages]
    own = _own_article(tree, weights, headline)
    body = _find_body(tree, weights, own or tree.boxes[0])
    scope = _find_scope(tree, body, headline)
    ending = _find_ending(passages, body, headline)
    others = own is not None or ending < body.last
    decision = Story([], headline, body, scope, _opening(passages, weights, body, headline), ending, others)
    labels = _BoxLabels(passages)
    for index in range(len(passages)):
        decision.kinds.append(_decide(index, tree, decision, votes, labels))
    _drop_idle_headings(tree, decision)
    return decision


# ---------------------------------------------------------------------------------------------------- where it stands


def _find_headline(tree: Tree, headlines: Sequence[str]) -> int | None:
    """The passage that is the story's headline."""
    claims = [_squash(claim) for claim in headlines if claim]
    exact: dict[str, int] = {}
    first_h1: list[int] = []
    for index, passage in enumerate(tree.passages):
        if passage.box.hidden or len(passage.text) > 400:
            continue
        level = next((box.tag for box in passage.box.lineage() if box.tag in _HEADINGS), "")
        squashed = _squash(passage.text)
        # A headline may be repeated by a breadcrumb or a share box: the heading counts.
        better = squashed not in exact or (level == "h1" and not _is_in_heading(tree, exact[squashed]))
        if better and squashed in claims and (level or not passage.linked):
            exact[squashed] = index
        if level == "h1" and _heading_kind(passage) not in _NEVER:
            first_h1.append(index)
    for claim in claims:
        if claim in exact and (_is_in_heading(tree, exact[claim]) or not first_h1):
            return exact[claim]
    in_article = [i for i in first_h1 if tree.passages[i].box.within(_ARTICLES)]
    return next(iter(in_article or first_h1), None)


def _is_in_heading(tree: Tree, index: int) -> bool:
    return tree.passages[index].box.within(_HEADINGS)


def _heading_kind(passage: Passage) -> FurnitureKind | None:
    return next((box.kind for box in passage.box.lineage() if box.kind), None)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _void_hints(tree: Tree, headline: int | None) -> None:
    """A box that holds the headline is no furniture, and neither is a `<header>` or a part said to be the story."""
    if headline is not None:
        own = tree.passages[headline].box
        for box in own.lineage():
            if box.kind != "headline":
                box.kind = None
    prose = [0, *accumulate(len(p.text) if p.prose else 0 for p in tree.passages)]
    for box in tree.boxes:
        if box.kind and (box.hint.story or box.tag in _ARTICLES or box.tag in ("body", "html")):
            if prose[box.last] - prose[box.first] >= _PROSE:
                box.kind = None
        elif box.tag == "header" and box.kind is None and (headline is None or not box.first <= headline < box.last):
            near = any(b.tag in _ARTICLES for b in box.lineage())
            box.kind = "other" if near else "navigation"
    makes: dict[tuple[str, str], int] = {}
    for passage in tree.passages:
        if passage.prose:
            make = (passage.box.tag, passage.box.names)
            makes[make] = makes.get(make, 0) + len(passage.text)
    for box in tree.boxes:  # the story's own paragraphs may bear any name
        if box.kind and box.tag == "p" and makes.get((box.tag, box.names), 0) > 0.5 * prose[-1]:
            box.kind = None


def _doubt_hints(tree: Tree) -> None:
    """Too little prose is left: void the hint, or the hiding, that takes most of it away."""
    prose = [0, *accumulate(len(p.text) if p.prose else 0 for p in tree.passages)]
    doubtful = [b for b in tree.boxes if (b.kind or b.hint.hidden) and b.kind not in _NEVER and b.kind != "paywall"]
    most = max(doubtful, key=lambda box: prose[box.last] - prose[box.first], default=None)
    if most is None or prose[most.last] - prose[most.first] < _ENOUGH:
        return
    most.kind = None
    for box in tree.boxes:
        if box.first >= most.first and box.last <= most.last:
            box.hidden = False


def _weigh(passage: Passage, votes: str) -> int:
    if passage.box.hidden or hint_of(passage) or not passage.prose:
        return 0
    size = len(passage.text) - passage.linked
    return size if not votes or is_voted(passage, votes) else size // 3


def is_voted(passage: Passage, votes: str) -> bool:
    return bool(votes) and "".join(passage.text.split()) in votes


def hint_of(passage: Passage) -> FurnitureKind | None:
    """What the boxes around a passage are said to be: the innermost that is definite."""
    vague: FurnitureKind | None = None
    for box in passage.box.lineage():
        if box.kind == "other":
            vague = box.kind
        elif box.kind:
            return box.kind
    return vague


def _own_article(tree: Tree, weights: list[int], headline: int | None) -> Box | None:
    """The `<article>` of the headline, where there are others of its make beside it."""
    if headline is None:
        return None
    totals = [0, *accumulate(weights)]
    for box in tree.passages[headline].box.lineage():
        if box.tag == "article":
            beside = [b for b in tree.boxes if b.parent is box.parent and b.tag == "article" and b is not box]
            enough = totals[box.last] - totals[box.first] >= _ENOUGH
            return box if enough and any(totals[b.last] - totals[b.first] >= _PROSE for b in beside) else None
    return None


def _find_ending(passages: list[Passage], body: Box, headline: int | None) -> int:
    """Where in the body another article starts: a first-level heading like the headline's, with a byline or a date."""
    if headline is None or passages[headline].box.tag != "h1":
        return body.last
    for index in range(max(headline + 1, body.first), body.last):
        box = passages[index].box
        if box.tag == "h1" and box.names == passages[headline].box.names and not box.hidden:
            under = passages[index + 1 : index + 4]
            if any(hint_of(p) in ("byline", "stamp") or (len(p.text) < 80 and read_stamp(p.text)) for p in under):
                return index
    return body.last


def _find_body(tree: Tree, weights: list[int], body: Box) -> Box:
    """The smallest box inside `body` that holds the bulk of its prose."""
    totals = [0, *accumulate(weights)]
    children: dict[int, list[Box]] = {}
    for box in tree.boxes:
        if box.parent is not None:
            children.setdefault(id(box.parent), []).append(box)
    while True:
        whole = totals[body.last] - totals[body.first]
        if not whole:
            return body
        inner = next((b for b in children.get(id(body), []) if totals[b.last] - totals[b.first] >= _BULK * whole), None)
        if inner is None or inner.tag in _TEXT_BOXES:
            return body
        body = inner


def _find_scope(tree: Tree, body: Box, headline: int | None) -> Box:
    """The box that holds the body and the headline; without a headline, the article that the body is in."""
    for box in body.lineage():
        if headline is not None and box.first <= headline < box.last and box.tag not in ("body", "html"):
            return box
    return next((box for box in body.lineage() if box.tag in _ARTICLES), body)


def _opening(passages: list[Passage], weights: list[int], body: Box, headline: int | None) -> int:
    start = body.first if headline is None or headline >= body.last else max(body.first, headline)
    return next((i for i in range(start, body.last) if weights[i]), body.first)


# -------------------------------------------------------------------------------------------------------- what it is


class _BoxLabels:
    """What the first line of a box says of the others: "Most read" above a list."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.known: dict[int, FurnitureKind | None] = {}

    def of(self, passage: Passage) -> FurnitureKind | None:
        """The kind that the label of the nearest labelled box around a passage names."""
        for box in passage.box.lineage():
            if box.last - box.first > 25 or box.tag in ("body", "html"):
                return None
            if id(box) not in self.known:
                self.known[id(box)] = self._read(box)
            found = self.known[id(box)]
            if found:
                return found
        return None

    def _read(self, box: Box) -> FurnitureKind | None:
        if box.tag in _TEXT_BOXES or box.last - box.first < 2:
            return None
        first = self.passages[box.first]
        if len(first.text) > 60 or first.box is box:
            return None
        kind = label_of(first.text)
        return kind if kind in ("related", "most_read") else None


def _decide(index: int, tree: Tree, story: Story, votes: str, labels: _BoxLabels) -> Kind:
    """What one passage is."""
    passage = tree.passages[index]
    in_body = story.body.first <= index < min(story.body.last, story.ending)
    in_scope = story.scope.first <= index < story.scope.last
    if index == story.headline:
        return "headline"
    if in_body and _is_time(passage) and (index >= story.opening or not read_stamp(passage.text)):
        return "marker"
    hint = hint_of(passage)
    words = _read_words(passage) if hint in _VAGUE else None
    label = labels.of(passage) if hint in _VAGUE else None
    if passage.box.hidden:
        return hint or words or "other"
    if in_scope and hint in (None, "other") and any(box.hint.caption for box in passage.box.lineage()):
        return "caption"  # its credit is cut off later, by its element or its words
    if label and not (in_body and passage.prose):
        return label
    if words and not (words == "navigation" and hint) and _may_be(words, passage):
        return words
    if hint:
        return _named(hint, passage, in_scope)
    if not in_scope:
        return words or "other"
    if index < story.opening:
        return _decide_head(index, passage, story)
    if not in_body and not (is_voted(passage, votes) and passage.prose and _of_one_make(passage, story)):
        return words or "other"
    if words and _may_be(words, passage):
        return words
    if _is_link_box(passage) or _is_call(passage, tree, story):
        return "other"
    return block_kind(passage)


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


def _may_be(words: FurnitureKind, passage: Passage) -> bool:
    """Whether the verdict of the words holds, given the element: a heading is rarely a share bar, or prose a menu."""
    if words == "disclosure":
        return True
    if passage.box.within(_HEADINGS):
        return words in ("related", "most_read", "newsletter", "comments", "advertisement", "share", "cookie")
    return not (len(passage.text) > 200 and words in ("navigation", "tags", "bio", "legal", "comments", "paywall"))


def _named(hint: FurnitureKind, passage: Passage, in_scope: bool) -> Kind:
    if hint == "credit" and not in_scope:
        return "other"
    if hint == "headline":
        return "other"
    return hint


def _decide_head(index: int, passage: Passage, story: Story) -> Kind:
    """What stands between the top of the scope and the story's first sentence."""
    text = passage.text
    if story.headline is not None and index < story.headline:
        words = label_of(text)
        return words or ("stamp" if read_stamp(text) else "navigation")
    if read_stamp(text) or is_time_of_day(text):
        return "stamp"
    if any(box.hint.standfirst for box in passage.box.lineage()) and len(text) >= _PROSE and not passage.linked:
        return "paragraph" if passage.box.within(_HEADINGS) else block_kind(passage)
    words = label_of(text)
    if words:
        return words
    if byline_authors(text) and len(text) < 120 and (re.match(r"\W*(?:\w+ )?by\b", text, re.I) or len(text) < 60):
        return "byline"
    if passage.prose and passage.box.within(_HEADINGS):
        return "paragraph"  # a standfirst
    if passage.prose or passage.box.within(_HEADINGS) or len(text) >= 2 * _PROSE:
        return block_kind(passage)
    in_body = story.body.first <= index < story.body.last and story.body.tag not in _ARTICLES
    return "list_item" if in_body and block_kind(passage) == "list_item" and not passage.linked else "other"


def block_kind(passage: Passage) -> BlockKind:
    """The kind of block that the element of a passage makes."""
    for box in passage.box.lineage():
        if box.tag in _HEADINGS:
            return "heading"
        if box.tag in _ITEMS:
            return "list_item"
        if box.tag == "blockquote":
            return "quote"
        if box.hint.caption or box.tag in ("figcaption", "caption"):
            return "caption"
        if box.tag in ("article", "main", "section", "body"):
            break
    return "paragraph"


def _of_one_make(passage: Passage, story: Story) -> bool:
    """Whether a passage outside the body stands in boxes like those of the body, as where an advertisement parts it."""
    for box in passage.box.lineage():
        if box is story.scope:
            return False
        if box.parent is story.body.parent and box.tag == story.body.tag and box.names == story.body.names:
            return True
    return False


def _is_link_box(passage: Passage) -> bool:
    """A line that is mostly a link: a promo, unless it is a heading."""
    return passage.linked * 10 > 6 * len(passage.text) and not passage.box.within(_HEADINGS) and not passage.prose


def _is_time(passage: Passage) -> bool:
    """A time of day by itself, as stands above a live blog's posts: `Wed 21:32`, or a `<time>` and nothing else."""
    if len(passage.text) > 40 or passage.box.within(_HEADINGS):
        return False
    return all(f.tag == "time" for f in passage.fragments) or is_time_of_day(_WEEKDAY.sub("", passage.text))


def _is_call(passage: Passage, tree: Tree, story: Story) -> bool:
    """A short box of its own among the paragraphs, with a link that calls for something: "See the list"."""
    box: Box | None = passage.box
    while box is not None and box.parent is not story.body:
        box = box.parent
    if box is None or box.tag in _TEXT_BOXES or box.tag in ("ul", "ol", "table"):
        return False
    inside = tree.passages[box.first : box.last]
    if sum(len(p.text) for p in inside) > 400:
        return False
    links = (tree.text_of([f]) for p in inside for f in p.fragments if f.link >= 0)
    return any(calls_for(text) for text in links)


def _drop_idle_headings(tree: Tree, story: Story) -> None:
    """A heading with nothing of the story under it headed something else."""
    blocks = ("paragraph", "quote", "list_item")
    headings = [i for i, kind in enumerate(story.kinds) if kind == "heading"]
    for index, following in pairwise([*headings, len(story.kinds)]):
        under = story.kinds[index + 1 : following]
        if not any(kind in blocks for kind in under):
            next_kind = next((kind for kind in under if kind not in ("caption", "credit")), None)
            is_last = following == len(story.kinds)
            if is_last or next_kind not in (None, "heading"):
                story.kinds[index] = next_kind if next_kind in ("related", "most_read", "newsletter") else "other"
