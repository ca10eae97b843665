"""What the drafters of entries share: the article, its sentences, people, parties, times and amounts, found once.

Comes in: an article. Goes out: a `Draft` that answers what each entry needs besides its own fields: when, what issues,
on which evidence, by whom, how surely.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Literal

import numpy as np

from verbale.language.money import Amount, find_amounts
from verbale.language.times import TimeExpression, find_times
from verbale.page.article import Article
from verbale.reading.allegiance import complete_roles
from verbale.reading.annotation import annotate, vector
from verbale.reading.cast import Cast, gather_cast
from verbale.reading.described import complete_described
from verbale.reading.entries import Evidence, Origin, Person, When
from verbale.reading.epithets import find_epithets
from verbale.reading.issues import Issues
from verbale.reading.newcomers import find_newcomers
from verbale.reading.parties import Mention, find_mentions
from verbale.reading.people import find_people
from verbale.reading.quotations import Quotation, find_quotations, mask_quotations
from verbale.reading.sentences import sentence_spans
from verbale.reading.titles import complete_titles
from verbale.reading.tree import Doc, Token
from verbale.reading.weighing import Vector
from verbale.text import Span

#: A time in such a place tells which thing is meant.
_TELLING = frozenset("compound nummod amod nmod:desc nmod:poss".split())
#: A longer run of words is no sentence, and reading it would take long.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Draft:
    """An article made ready for drafting.

    `masked` is the text with every quoted word made of underscores; no sentence ends inside a quotation, and headings
    and captions are none.
    """

    article: Article
    doc: Doc
    quotations: tuple[Quotation, ...]
    masked: str
    cast: Cast
    sentences: tuple[Span, ...]
    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    about: Issues
    openings: tuple[int, ...]  #: where each sentence begins

    @property
    def text(self) -> str:
        return self.article.text

    def evidence(self, span: Span) -> Evidence:
        return Evidence(span.start, span.end, span.of(self.text))

    def via(self, *inner: str) -> tuple[str, ...]:
        """The chain of sources from the outlet inwards."""
        outlet = (self.article.publisher,) if self.article.publisher else ()
        return (*outlet, *inner)

    def origin(self, rule: str, method: Literal["rules", "model"] = "rules") -> Origin:
        return Origin(method, f"verbale {_version()}, rule {rule}")

    def issues(self, span: Span) -> tuple[str, ...]:
        """The issues that a span speaks of, the likeliest first."""
        return self.about.of(span, self.place_of(span))

    def meaning(self, words: Span) -> Vector:
        """The mean of the model's states over some words, then over the sentence they begin in; zeros for no words."""
        return np.concatenate([self.doc.mean(*self.words(span)) for span in (words, self.sentence_of(words))])

    def vectors(self, words: Span) -> Vector:
        """The sentence vector of some words, then of the sentence they begin in: what they mean, more than how."""
        return np.concatenate([vector(self.doc, *self.words(span)) for span in (words, self.sentence_of(words))])

    def words(self, span: Span) -> tuple[int, int]:
        """The tokens that a span touches: the first, and past the last."""
        return _words_of(self.doc, span)

    def sentence_of(self, span: Span) -> Span:
        """The sentence that a span begins in."""
        at = self.place_of(span)
        return self.sentences[at] if at is not None else span

    def place_of(self, span: Span) -> int | None:
        """The index of the sentence that a span begins in, or of the last one before it."""
        at = bisect_right(self.openings, span.start) - 1
        return max(0, at) if self.sentences else None

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence before another in the same paragraph."""
        at = self.place_of(sentence)
        if not at or "\n" in self.text[self.sentences[at - 1].end : sentence.start]:
            return None
        return self.sentences[at - 1]

    def when(self, span: Span, *, outside: tuple[Span, ...] = (), past: bool = False) -> When | None:
        """The first dated time of a span, those inside `outside` left out, and, if `past`, those after publication."""
        published = self.article.published
        latest = published.date().isoformat() if past and published else "9"
        for time in self.times_in(span):
            within = any(out.start <= time.span.start < out.end for out in outside) or (time.start or "") > latest + "T"
            if time.type in ("DATE", "TIME") and time.start and time.end and time.grain and not within:
                return When(
                    time.start[:10], time.end[:10], "day" if time.grain in ("hour", "minute") else time.grain, time.text
                )
        return None

    def when_of(self, token: Token, *, past: bool = False) -> When | None:
        """When the act of a word happened: the dated time of its sentence that hangs nearest to it in the tree.

        A time that only tells which thing is meant (`the 2020 election`) is none; with `past`, neither is one to come.
        """
        published = self.article.published
        latest = published.date().isoformat() + "T" if past and published else "9"
        above = [token.i, *(one.i for one in token.ancestors)]
        near: list[tuple[int, int, When]] = []
        for time in self.times_in(self.sentence_of(Span(token.idx, token.idx + len(token)))):
            first, last = self.words(time.span)
            dated = time.type in ("DATE", "TIME") and time.start and time.end and time.text.casefold() != "now"
            if first == last or not dated or not (time.start and time.end and time.grain):
                continue
            root = self.doc[first:last].root
            telling = root.dep_ in _TELLING and root.head.i != token.i and root.head.pos_ in ("NOUN", "PROPN")
            if time.start >= latest or telling:
                continue
            path = [root.i, *(one.i for one in root.ancestors)]
            shared = next((i for i, one in enumerate(path) if one in above), len(path))
            steps = shared + (above.index(path[shared]) if shared < len(path) else 9)
            grain = "day" if time.grain in ("hour", "minute") else time.grain
            when = When(time.start[:10], time.end[:10], grain, time.text)
            near.append((steps, abs(time.span.start - token.idx), when))
        return min(near, key=lambda one: one[:2])[2] if near else None

    def quotations_in(self, span: Span) -> list[Quotation]:
        first = bisect_right(self.quotations, span.start, key=lambda quotation: quotation.span.end)
        last = bisect_left(self.quotations, span.end, key=lambda quotation: quotation.span.start)
        return list(self.quotations[first:last])

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """The time expressions that lie in a span."""
        first = bisect_left(self.times, span.start, key=lambda time: time.span.start)
        last = bisect_right(self.times, span.end, key=lambda time: time.span.end)
        return self.times[first:last]


def make_draft(article: Article) -> Draft:
    """Find in an article what every drafter needs."""
    text = article.text
    quotations = find_quotations(article)
    doc = annotate(text)
    people, mentions = find_named(article, doc)
    people = complete_roles(doc, people, mentions)
    sentences = tuple(_whole_sentences(article, quotations))
    return Draft(
        article,
        doc,
        quotations,
        mask_quotations(text, quotations),
        gather_cast(text, people, mentions, find_epithets(doc, mentions)),
        sentences,
        people,
        mentions,
        find_times(text, anchor=article.published),
        find_amounts(text),
        Issues(text, article.headline or "", sentences, lambda span: vector(doc, *_words_of(doc, span))),
        tuple(sentence.start for sentence in sentences),
    )


def find_named(article: Article, doc: Doc) -> tuple[tuple[Person, ...], tuple[Mention, ...]]:
    """The people that an article names, with their titles, and where it names parties; not yet for whom they act."""
    people = find_people(article)
    mentions = find_newcomers(doc, people, find_mentions(article.text))
    return complete_described(article.text, complete_titles(doc, people, mentions)), mentions


def _words_of(doc: Doc, span: Span) -> tuple[int, int]:
    first = max(0, bisect_right(doc.starts, span.start) - 1)
    last = bisect_left(doc.starts, span.end)
    if first < last and doc.starts[first] + len(doc[first]) <= span.start:
        first += 1
    return first, max(first, last)


def _whole_sentences(article: Article, quotations: tuple[Quotation, ...]) -> list[Span]:
    """The sentences of the story, those that one quotation spans made one."""
    told = {block.start: block for block in article.blocks if block.kind not in ("heading", "caption")}
    starts = sorted(told)
    inside = {offset for q in quotations for offset in range(q.span.start + 1, q.span.end)}
    joined: list[Span] = []
    for span in sentence_spans(article):
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.start >= told[starts[at]].start + len(told[starts[at]].text):
            continue
        if joined and span.start in inside and span.start not in told:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return [span for span in joined if len(span) <= _LONGEST]


@cache
def _version() -> str:
    return version("verbale")
