"""The words of an article with their tags and trees, as plain objects that rules walk.

`tree_making.py` makes them. A `Doc` of `Token`s has the names that spaCy gives everything, and knows no more than the
rules ask. spaCy takes long to load, and makes a word anew each time that it is asked for; here each word is made once,
which is several times quicker to walk.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, Literal, overload

import numpy as np
import numpy.typing as npt

States = npt.NDArray[np.float32]


class Token:
    """A word. `head` is itself at a root; `ancestors` come from there upwards, `children` in the order of the text.

    The edges are the first and last word of its subtree.
    """

    __slots__ = (
        "ancestors", "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_space", "left_edge",
        "lemma_", "like_num", "lower_", "pos_", "right_edge", "sent", "tag_", "text",
    )  # fmt: skip
    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_punct: bool
    is_space: bool
    like_num: bool
    head: Token
    ancestors: tuple[Token, ...]
    children: list[Token]
    left_edge: Token
    right_edge: Token
    sent: DocSpan

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and all below it, each between those left and right of it."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    def is_ancestor(self, other: Token) -> bool:
        """Whether it stands above another word."""
        return self in other.ancestors

    def nbor(self, by: int = 1) -> Token:
        """The word so many further on. Raises IndexError where there is none."""
        if not 0 <= self.i + by < len(self.doc):
            raise IndexError(f"no word {by} from {self.text!r}")
        return self.doc[self.i + by]


class DocSpan:
    """Words from `start` up to `end` of a document."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, at: int) -> Token:
        return self.doc.tokens[self.start : self.end][at]

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The word that stands highest, the first of several, and punctuation only where nothing else leads out."""
        words = self.doc.tokens[self.start : self.end]
        for one in words:
            if one.head is one:
                return one
        out = [one for one in words if not self.start <= one.head.i < self.end]
        return min(out, key=_height, default=self.doc.tokens[self.start])


class Doc:
    """A text's words. `spans` and `attributions` are what the model found, `tensor` (words, ·) its states."""

    __slots__ = ("_means", "attributions", "sents", "spans", "starts", "tensor", "text", "tokens", "user_data")

    def __init__(self, text: str, tokens: list[Token], tensor: States) -> None:
        self.text, self.tokens, self.tensor = text, tokens, tensor
        self.starts = tuple(token.idx for token in tokens)
        self.sents: tuple[DocSpan, ...] = ()
        self.spans: Mapping[str, tuple[DocSpan, ...]] = {}
        self.attributions: tuple[tuple[int, int | None, int | None], ...] = ()
        self.user_data: dict[str, Any] = {}  # what rules have worked out of the words already
        self._means: dict[tuple[int, int], States] = {}
        for token in tokens:
            token.doc = self

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> DocSpan: ...
    def __getitem__(self, at: int | slice) -> Token | DocSpan:
        if isinstance(at, int):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return DocSpan(self, start, max(start, end))

    def mean(self, first: int, last: int) -> States:
        """The mean state of the words from `first` up to `last`, worked out once; zeros for no words."""
        if (first, last) not in self._means:
            states = self.tensor[first:last]
            self._means[first, last] = np.add.reduce(states) / np.float32(max(1, len(states)))
        return self._means[first, last]

    def char_span(self, start: int, end: int, *, alignment_mode: Literal["expand"]) -> DocSpan | None:
        """The words that characters `start` up to `end` touch; None outside the text."""
        if not (0 <= start < len(self.text) and 0 < end <= len(self.text)):
            return None
        first, last = (bisect_right(self.starts, at) - 1 for at in (start, end - 1))
        if start == self.starts[first] + len(self.tokens[first].text):
            first += 1
        return DocSpan(self, first, last + 1)


def _height(token: Token) -> int:
    """How far a word stands below its root; a mark or a blank that nothing hangs on, farther than any other."""
    return len(token.ancestors) if token.children or not (token.is_punct or token.is_space) else len(token.doc)
