"""The lines of one dossier laid out in memory, so that those which may be the same as a new one are found at once.

Comes in: lines as they stand, some days at a time. Goes out: for the traits of a new line the subject that it is one
with, or none. It holds what it was told; whether that still stands is for `identity` to see to.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from verbale.minutes.alike import may_join, weigh_traits
from verbale.minutes.blocks import drawers, drawers_near, fewest_shared, keys_of, near_keys_of
from verbale.minutes.likeness import UNLIKE, Likeness, join_threshold
from verbale.minutes.traits import Traits

PAGE = 32  #: days that are loaded together
_LOOKED_AT = 5  # candidates that are weighed
_RANKED = 3 * _LOOKED_AT  # candidates among which those of other articles are looked for
_MEMBERS = 6  # lines of one subject that a new one must not contradict
_MOST_FILED = 8  # lines of one subject that are filed: more of the same find nothing more
_MOST_POSTED = 32  # lines of one key and drawer that are counted, the last ones filed
_CONTRADICTS = 0.1
_MOST_LINES = 250_000
Page = tuple[str, int]


class Item(NamedTuple):
    """One line of the register."""

    entry: int
    article: int
    subject: int
    traits: Traits

    @property
    def page(self) -> Page:
        day = self.traits.day
        return self.traits.kind, -1 if day is None else day // PAGE


@dataclass(frozen=True, slots=True)
class Found:
    """The subject that a line is one with, the line of it that is likest, and why. No subject where none is likely."""

    subject: int | None
    entry: int | None
    likeness: Likeness


class Register:
    """The lines of one dossier by kind, day and key."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Page, set[int]] = OrderedDict()  #: what is loaded, the longest unused first
        self._items: dict[int, Item] = {}
        self._members: defaultdict[int, list[int]] = defaultdict(list)
        self._drawers: defaultdict[tuple[str, int], defaultdict[str, list[int]]] = defaultdict(_drawer)

    def add(self, item: Item, keys: Sequence[str] | None = None) -> None:
        """Take a line in, or anew where it is known; `keys` are `keys_of` its traits, where they are at hand."""
        if item.entry in self._items:
            self.drop(item.entry)
        self.pages.setdefault(item.page, set()).add(item.entry)
        self._items[item.entry] = item
        members = self._members[item.subject]
        members.append(item.entry)
        if len(members) > _MOST_FILED:
            return
        keys = keys_of(item.traits) if keys is None else keys
        for day in drawers(item.traits):
            drawer = self._drawers[item.traits.kind, day]
            for key in keys:
                drawer[key].append(item.entry)

    def drop(self, entry: int) -> None:
        """Forget a line."""
        item = self._items.pop(entry, None)
        if item is None:
            return
        self._members[item.subject].remove(entry)
        if entries := self.pages.get(item.page):
            entries.discard(entry)
        keys = keys_of(item.traits)
        for day in drawers(item.traits):
            drawer = self._drawers[item.traits.kind, day]
            for key in keys:
                if entry in drawer.get(key, ()):
                    drawer[key].remove(entry)

    def shrink(self) -> None:
        """Forget the days that were not asked for longest, where there are too many lines."""
        while len(self._items) > _MOST_LINES and len(self.pages) > 1:
            _, entries = self.pages.popitem(last=False)
            for entry in list(entries):
                self.drop(entry)

    def find(self, traits: Traits, article: int, taken: set[int], keys: Sequence[str]) -> Found:
        """The subject with which a line of an article is one; `taken` are those of the article's other lines."""
        best = Found(None, None, UNLIKE)
        for item in self.candidates(traits, article, keys):
            if item.subject in taken or item.subject == best.subject or not may_join(traits, item.traits):
                continue
            likeness = weigh_traits(traits, item.traits)
            if likeness.score > best.likeness.score and not self._contradicts(traits, item.subject):
                best = Found(item.subject, item.entry, likeness)
        return best if best.likeness.score >= join_threshold() else Found(None, best.entry, best.likeness)

    def candidates(self, traits: Traits, article: int, keys: Sequence[str]) -> list[Item]:
        """The lines of other articles that share most keys with a line, a few of them."""
        least = fewest_shared(traits, len(keys))
        keys = near_keys_of(traits, keys)
        posted: list[int] = []
        for day in drawers_near(traits):
            if drawer := self._drawers.get((traits.kind, day)):
                for entries in filter(None, map(drawer.get, keys)):
                    posted += entries if len(entries) <= _MOST_POSTED else entries[-_MOST_POSTED:]
        if not posted:
            return []
        shared = Counter(posted)
        if len(shared) > _RANKED:
            least = max(least, sorted(shared.values())[-_RANKED])
        ranked = sorted([(-count, entry) for entry, count in shared.items() if count >= least])
        found: list[Item] = []
        for _, entry in ranked[:_RANKED]:
            item = self._items[entry]
            if item.article != article:
                found.append(item)
                if len(found) == _LOOKED_AT:
                    break
        return found

    def members(self, subject: int) -> list[Item]:
        return [self._items[entry] for entry in self._members.get(subject, ())]

    def _contradicts(self, traits: Traits, subject: int) -> bool:
        """Whether a line cannot be one with some line of a subject, however like it is to another."""
        members = self._members[subject]
        looked_at = members if len(members) <= _MEMBERS else members[: _MEMBERS // 2] + members[-_MEMBERS // 2 :]
        return any(weigh_traits(traits, self._items[entry].traits).score < _CONTRADICTS for entry in looked_at[1:])


def _drawer() -> defaultdict[str, list[int]]:
    return defaultdict(list)
