"""Filing's joiner: new lines, people, parties and articles are put with those of the dossier that they are one with.

Comes in: the rows of new articles before they are written. Goes out: their subjects, stories, origins and sketches, set
in place, and for each join its reasons in the change's data. Existing lines are never moved by filing; two lines of one
article are never one, as their reader told them apart.

A `Joiner` keeps what it has seen of a few dossiers, so use one for a whole run. Each time it asks the log whether what
it knows still stands, so several writers may have one each.
"""

from __future__ import annotations

import json
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from verbale.minutes import tables
from verbale.minutes.blocks import keys_of
from verbale.minutes.change import Dossier
from verbale.minutes.collecting import uncollected
from verbale.minutes.filing import Fresh
from verbale.minutes.line import Figure
from verbale.minutes.memory import Memory
from verbale.minutes.register import Item
from verbale.minutes.sketch import make_sketch
from verbale.minutes.stories import Printed
from verbale.minutes.traits import Traits, day_number, read_traits

_DOSSIERS = 8  # that are kept in memory
_EXACT = 0.995  # a likeness that needs no telling


class Joiner:
    """What `file_readings` takes as `join`. Not for several threads at once."""

    def __init__(self) -> None:
        self._memories: OrderedDict[tuple[str, int], Memory] = OrderedDict()

    def __call__(self, connection: Connection, dossier: Dossier, fresh: Fresh) -> None:
        key = (str(connection.engine.url), dossier.id)
        memory = self._memories.pop(key, None)
        if memory is None or not memory.catch_up(connection):
            memory = Memory(connection, dossier)
        with uncollected():
            _Placing(memory).place(connection, fresh)
        self._memories[key] = memory
        while len(self._memories) > _DOSSIERS:
            self._memories.popitem(last=False)


class _Placing:
    """New rows put with what is remembered, and remembered themselves."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.register, self.stories, self.faces = memory.register, memory.stories, memory.faces

    def place(self, connection: Connection, fresh: Fresh) -> None:
        """Set what each new row is one with, and take it in."""
        published = {row["article"]: row["published"] for row in fresh.articles}
        lines: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in fresh.lines:
            lines[row["article"]].append(row)
        figures: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in fresh.figures:
            figures[row["article"]].append(row)
        items = [
            Item(row["entry"], row["article"], row["entry"], _traits(row, published.get(row["article"])))
            for row in fresh.lines
        ]
        taken = self._taken(connection, fresh)
        self.memory.load_lines(connection, items)
        self.memory.load_stories(connection, [day_number(row["published"]) for row in fresh.articles])
        by_article: defaultdict[int, list[Item]] = defaultdict(list)
        for item in items:
            by_article[item.article].append(item)
        for row in fresh.articles:
            article, told = row["article"], fresh.joined[row["article"]]
            self._place_figures(figures[article], taken["figure"][article], told)
            self._place_lines(lines[article], by_article[article], taken["line"][article], told)
            self._place_article(row, fresh.texts[article], figures[article], by_article[article], told)
            if not told:
                del fresh.joined[article]
            self.memory.pending.append((article, row["page"]))
        self.register.shrink()
        self.stories.shrink()

    def _place_figures(self, rows: Sequence[dict[str, Any]], taken: set[int], told: list[Any]) -> None:
        found: list[Figure] = []
        for row in rows:
            figure = self.faces.figure(row)
            subject, likeness = self.faces.find(figure, taken)
            if subject is not None:
                row["subject"] = subject
                figure = figure._replace(subject=subject)
                if likeness.score < _EXACT:
                    told.append(_why("figure", row["figure"], subject, likeness.score, likeness.told()))
            taken.add(figure.subject)
            found.append(figure)
        for figure in found:
            self.faces.add(figure)

    def _place_lines(
        self, rows: Sequence[dict[str, Any]], items: Sequence[Item], taken: set[int], told: list[Any]
    ) -> None:
        placed: list[tuple[Item, list[str]]] = []
        for row, item in zip(rows, items, strict=True):
            keys = keys_of(item.traits)
            found = self.register.find(item.traits, item.article, taken, keys)
            if found.subject is not None:
                row["subject"] = found.subject
                told.append(_why("line", item.entry, found.entry, found.likeness.score, found.likeness.told(3)))
            taken.add(row["subject"])
            placed.append((Item(item.entry, item.article, row["subject"], item.traits), keys))
        for item, keys in placed:
            self.register.add(item, keys)

    def _place_article(
        self,
        row: dict[str, Any],
        text: str,
        figures: Sequence[Mapping[str, Any]],
        items: Sequence[Item],
        told: list[Any],
    ) -> None:
        places = [item.traits.place[0] for item in items if item.traits.place]
        sketch = make_sketch(text, [*(figure["name"] for figure in figures), *dict.fromkeys(places)])
        row["sketch"] = sketch.to_bytes()
        article, day = row["article"], day_number(row["published"])
        if row["version"] == 1 and row["story"] == article and row["origin"] == article:
            placed = self.stories.place(article, day, sketch)
            if placed.origin is not None:
                row["origin"] = placed.origin
                told.append(_why("origin", article, placed.origin, round(placed.held, 3), "the same text"))
            if placed.story is not None:
                row["story"] = placed.story
                told.append(_why("story", article, placed.story, placed.likeness.score, placed.likeness.told(2)))
        self.stories.add(Printed(article, row["story"], row["origin"], day, sketch))

    def _taken(self, connection: Connection, fresh: Fresh) -> dict[str, defaultdict[int, set[int]]]:
        """The subjects that the articles' lines and figures have already, where they are filed anew."""
        found = {"line": defaultdict[int, set[int]](set), "figure": defaultdict[int, set[int]](set)}
        again = [row["article"] for row in fresh.articles if row["version"] > 1]
        for name, table in (("line", tables.line), ("figure", tables.figure)) if again else ():
            row = table.c
            query = select(row.article, row.subject).where(
                row.dossier == self.memory.dossier.id, row.until.is_(None), row.article.in_(again)
            )
            for article, subject in connection.execute(query):
                found[name][article].add(subject)
        return found


def _traits(row: Mapping[str, Any], published: str | None) -> Traits:
    fields = json.loads(row["fields"]) if isinstance(row["fields"], str) else row["fields"]
    return read_traits(row["kind"], row["label"], row["day"], row["last_day"], row["certainty"], fields, published)


def _why(what: str, number: int, to: int | None, score: float, why: str) -> dict[str, Any]:
    return {"what": what, "number": number, "with": to, "score": score, "why": why}
