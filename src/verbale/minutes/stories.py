"""Articles of one story, and copies of one text: so that the minutes can say "six outlets, two origins".

Comes in: sketches of articles as they are filed. Goes out: for a new article the story that it belongs to and the
article whose text it repeats, if any. A story is one piece of news told within days; a copy holds most of another
text, or is held in it. What is told of stories afterwards, `find_same_stories`, is a function of the sources alone.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from verbale.minutes.likeness import UNLIKE, Likeness, Tally, likeness_table, weights
from verbale.minutes.line import Source
from verbale.minutes.sketch import Sketch, held_in

PAGE = 32  #: days that are loaded together
_NEAR = 3  # days between two articles of one story
_LONGEST = 7  # days of a story
_COPIED = 30  # days after which a text is copied no more
_COPY, _CREDITED_COPY = 0.6, 0.35  # of the shorter text; less where both credit one agency
_FILED = 2**32 // 16  # shingles below are filed to find copies by
_TELLING = 40  # terms by which an article is filed
_LOOKED_AT = 8
_MOST_POSTED = 64  # articles with one shingle: more, and it is furniture
_MOST_ARTICLES = 20_000
_BELIEVED = 20  # articles that are taken to be there, so that the first few tell rare words from common ones
_BUCKETS = 2**16  # terms that share one are taken for one
_BUCKET = np.uint32(_BUCKETS - 1)
_ROUNDED = 0.001  # what a likeness may be off by, as it is told to four figures


@dataclass(frozen=True, slots=True)
class SameStory:
    """One story of a dossier: its articles, who printed it, and how many texts there are but for copies."""

    story: int
    articles: tuple[int, ...]
    outlets: tuple[str, ...]
    origins: tuple[int, ...]

    @property
    def told(self) -> str:
        """`six outlets, two origins` in figures: `6 outlets, 2 origins`."""
        outlets, origins = len(self.outlets), len(self.origins)
        return f"{outlets} outlet{'s' * (outlets != 1)}, {origins} origin{'s' * (origins != 1)}"


def find_same_stories(sources: Iterable[Source]) -> list[SameStory]:
    """The stories of some articles, those with most outlets first. An article without a publisher is an outlet."""
    stories: defaultdict[int, list[Source]] = defaultdict(list)
    for source in sources:
        stories[source.story].append(source)
    told = [
        SameStory(
            story,
            tuple(sorted(one.article for one in articles)),
            tuple(sorted({one.publisher or f"article {one.article}" for one in articles})),
            tuple(sorted({one.origin for one in articles})),
        )
        for story, articles in stories.items()
    ]
    return sorted(told, key=lambda one: (-len(one.outlets), one.story))


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as the stories see it; `day` is the proleptic ordinal of its publication."""

    article: int
    story: int
    origin: int
    day: int | None
    sketch: Sketch


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a new article belongs; None where it begins a story, or is its own text. `held` is how much is copied."""

    story: int | None
    origin: int | None
    likeness: Likeness
    held: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How much each term of an article tells; `telling` are those that tell most."""

    buckets: NDArray[np.uint32]
    values: NDArray[np.float32]
    telling: list[int]


class Stories:
    """The articles of one dossier, by day, by their telling terms and by their shingles."""

    def __init__(self) -> None:
        self.pages: OrderedDict[int, set[int]] = OrderedDict()
        self._articles: dict[int, Printed] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        self._known = np.zeros(_BUCKETS, np.int32)  # how many articles have a term
        self._weights: dict[int, Weights] = {}
        self._scratch = np.zeros(_BUCKETS, np.float32)  # the weights of the article that is being placed
        self._by_term: defaultdict[int, defaultdict[int, list[int]]] = defaultdict(_drawer)
        self._by_shingle: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, printed: Printed) -> None:
        """Take an article in, or anew where it is known."""
        self.drop(printed.article)
        self._articles[printed.article] = printed
        self.pages.setdefault(self.page(printed.day), set()).add(printed.article)
        self._known[printed.sketch.terms & _BUCKET] += 1
        weighed = self._weights[printed.article] = self._weigh(printed.sketch)
        drawer = self._by_term[-1 if printed.day is None else printed.day]
        for term in weighed.telling:
            drawer[term].append(printed.article)
        for shingle in _filed(printed.sketch):
            self._by_shingle[shingle].append(printed.article)
        if printed.day is not None:
            first, last = self._spans.get(printed.story, (printed.day, printed.day))
            self._spans[printed.story] = min(first, printed.day), max(last, printed.day)

    def drop(self, article: int) -> None:
        """Forget an article."""
        printed = self._articles.pop(article, None)
        if printed is None:
            return
        self._known[printed.sketch.terms & _BUCKET] -= 1
        del self._weights[article]
        self.pages.get(self.page(printed.day), set[int]()).discard(article)
        for entries in self._by_term[-1 if printed.day is None else printed.day].values():
            if article in entries:
                entries.remove(article)
        for shingle in _filed(printed.sketch):
            if article in self._by_shingle[shingle]:
                self._by_shingle[shingle].remove(article)

    def shrink(self) -> None:
        """Forget the days that were not asked for longest, where there are too many articles."""
        while len(self._articles) > _MOST_ARTICLES and len(self.pages) > 1:
            _, articles = self.pages.popitem(last=False)
            for article in list(articles):
                self.drop(article)

    @staticmethod
    def page(day: int | None) -> int:
        return -1 if day is None else day // PAGE

    def place(self, article: int, day: int | None, sketch: Sketch) -> Placed:
        """The story and the origin of a new article."""
        copied, held = self._copied(article, day, sketch)
        weighed = self._weigh(sketch)
        self._scratch[weighed.buckets] = weighed.values
        story: int | None = None
        best = UNLIKE
        near = self._near(article, day, weighed.telling)
        if copied is not None and copied.article not in near:
            near.append(copied.article)
        for number in near:
            other = self._articles[number]
            if not self._may_grow(other.story, day):
                continue
            weights = self._weights[other.article]
            alike = float(self._scratch[weights.buckets] @ weights.values)
            if alike >= (_least_alike() if copied is not other else 0.0):
                likeness = self._likeness(day, other, alike, held if copied is other else 0.0)
                if likeness.score > best.score:
                    story, best = other.story, likeness
        self._scratch[weighed.buckets] = 0.0
        if best.score < likeness_table()["thresholds"]["story"]:
            story = None
        return Placed(story, copied.origin if copied else None, best, held)

    def _copied(self, article: int, day: int | None, sketch: Sketch) -> tuple[Printed | None, float]:
        posted = (self._by_shingle.get(shingle, ()) for shingle in _filed(sketch))
        shared = Counter(chain.from_iterable(entries for entries in posted if len(entries) <= _MOST_POSTED))
        best: tuple[Printed | None, float] = (None, 0.0)
        for number, _ in shared.most_common(_LOOKED_AT):
            other = self._articles[number]
            if number == article or (day is not None and other.day is not None and abs(day - other.day) > _COPIED):
                continue
            held = held_in(sketch, other.sketch)
            least = _CREDITED_COPY if set(sketch.agencies) & set(other.sketch.agencies) else _COPY
            if held >= least and held > best[1]:
                best = other, held
        return best

    def _near(self, article: int, day: int | None, telling: list[int]) -> list[int]:
        days = (-1,) if day is None else range(day - _NEAR, day + _NEAR + 1)
        there = [drawer for near in days if (drawer := self._by_term.get(near))]
        posted = chain.from_iterable(filter(None, map(drawer.get, telling)) for drawer in there)
        shared = Counter(chain.from_iterable(posted))
        return [number for number, count in shared.most_common(_LOOKED_AT) if number != article and count > 1]

    def _likeness(self, day: int | None, other: Printed, alike: float, held: float) -> Likeness:
        tally = Tally("story")
        tally.add("words", lambda: f"{alike:.0%} of the telling words in common", alike)
        if held:
            tally.add("copy", lambda: f"{held:.0%} of the shorter text stands in the other")
        if day is not None and other.day is not None:
            apart = abs(day - other.day)
            tally.add(
                "same_day" if apart == 0 else "days_apart", f"{apart} days apart", 1.0 if apart < 2 else apart - 1
            )
        return tally.likeness()

    def _may_grow(self, story: int, day: int | None) -> bool:
        first, last = self._spans.get(story, (day, day))
        return day is None or first is None or last is None or max(last, day) - min(first, day) < _LONGEST

    def _weigh(self, sketch: Sketch) -> Weights:
        """TF-IDF over the articles here, of length one."""
        buckets = sketch.terms & _BUCKET
        rarity = np.log((len(self._articles) + _BELIEVED) / (self._known[buckets] + 1))
        values = ((1 + np.log(sketch.counts)) * np.maximum(rarity, 0.1)).astype(np.float32)
        values /= float(np.linalg.norm(values)) or 1.0
        telling = buckets[np.argsort(-values, kind="stable")[:_TELLING]]
        return Weights(buckets, values, telling.tolist())


@cache
def _least_alike() -> float:
    """The share of telling words under which two texts, neither a copy of the other, are not of one story."""
    weighs, threshold = weights("story"), likeness_table()["thresholds"]["story"]
    odds = math.log(threshold / (1 - threshold)) - weighs["bias"] - weighs["same_day"]
    return odds / weighs["words"] - _ROUNDED


def _filed(sketch: Sketch) -> list[int]:
    end = int(np.searchsorted(sketch.shingles, _FILED))
    return sketch.shingles[:end].tolist()


def _drawer() -> defaultdict[int, list[int]]:
    return defaultdict(list)
