"""Where in a page the story stands: its headline, the box of its body, its beginning and its end.

Comes in: the passages of a page, what it says of its headline, and the text that trafilatura takes for its body. Goes
out: a `Story`. What the names of boxes say is void where they hold the story: that is settled here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from verbale.page.article import BlockKind, FurnitureKind
from verbale.page.passages import Box, Passage, Tree
from verbale.page.stamps import read_stamp

Kind = BlockKind | FurnitureKind
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_BOXES = frozenset({"p", "li", "blockquote", "dd", "dt", "figcaption", "pre", "q", *_HEADINGS})
_ARTICLES = frozenset({"article", "main"})
#: Characters from which a line reads as prose.
_PROSE = 40
#: The share of the prose that a box has to hold to be the story's.
_BULK = 0.85
#: Less prose than this outside all furniture, and the names of boxes are doubted.
_ENOUGH = 200
#: Kinds that hold no story, however much they say.
_NEVER: frozenset[FurnitureKind] = frozenset({"cookie", "comments", "legal", "navigation", "most_read"})


@dataclass(slots=True)
class Story:
    """Where the story stands."""

    headline: int | None
    body: Box
    scope: Box  #: the body with its headline and what stands between
    opening: int  #: the first passage of the story proper
    ending: int  #: where another article starts, or the end of the body
    others: bool  #: the page holds other articles


def find_story(tree: Tree, headlines: Sequence[str], votes: str) -> Story:
    """Find the story in `tree`.

    `headlines` are what the page says that its headline is, best first; `votes` is the text that trafilatura takes for
    the story, without white space, or empty where it was not asked.
    """
    passages = tree.passages
    headline = _find_headline(tree, headlines)
    _void_hints(tree, headline)
    _settle_hints(tree)
    weights = [_weigh(passage, votes) for passage in passages]
    if sum(weights) < _ENOUGH:
        _doubt_hints(tree)
        _settle_hints(tree)
        weights = [_weigh(passage, votes) for passage in passages]
    own = _own_article(tree, weights, headline)
    body = _find_body(tree, weights, own or tree.boxes[0])
    scope = _find_scope(tree, body, headline)
    ending = _find_ending(passages, body, headline)
    others = own is not None or ending < body.last
    return Story(headline, body, scope, _opening(passages, weights, body, headline), ending, others)


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
            titled = any(p.box.within(_HEADINGS) for p in tree.passages[box.first : box.last])
            box.kind = "navigation" if not near else None if titled else "other"  # a live blog's posts have titles
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
    return passage.box.settled


def _settle_hints(tree: Tree) -> None:
    """What the boxes around a passage say together; an outer box stands before its inner ones in the list."""
    for box in tree.boxes:
        outer = box.parent.settled if box.parent else None
        by_tag = bool(outer) and not box.hint.by_name  # a button in a sign-up form
        box.settled = outer or box.kind if by_tag or box.kind in (None, "other") else box.kind


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
    """The first sentence of the story, its standfirst left aside."""
    start = body.first if headline is None or headline >= body.last else max(body.first, headline)
    prose = [i for i in range(start, body.last) if weights[i]][:4]
    return next((i for i in prose if not _is_above(passages[i].box, body)), prose[0] if prose else body.first)


def _is_above(box: Box, body: Box) -> bool:
    """Whether a box stands in the body's header, or is named the standfirst."""
    for outer in box.lineage():
        if outer is body:
            return False
        if outer.tag == "header" or outer.hint.standfirst:
            return True
    return False
