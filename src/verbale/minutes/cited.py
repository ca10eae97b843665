"""Whether lines of the minutes say only what their evidence says: the gate of cited words, on the kept articles.

Comes in: entries, the article's JSON as it was filed, and its people. Goes out: what is neither in the sentences of the
evidence nor what the article resolves there: a full name for "he" or "the minister", a day for "then". Numbers and
quoted words are never so explained. It forbids nothing: who accepts a line against an objection gives a reason, and
that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from verbale.minutes.line import Figure
from verbale.minutes.wording import whole_day

if TYPE_CHECKING:
    from verbale.reading.entries import Entry, Statement
    from verbale.reading.gate import Objection
    from verbale.text import Span

#: The reason that may be given for a line whose names and dates a reader of the article knows from further up.
SAID_EARLIER = "its names and dates stand earlier in the article"
#: Words that stand for somebody whom the article names elsewhere, beside nouns of the lexicon behind an article.
_PRONOUNS = r"he|she|they|him|his|hers?|them|theirs?|it|its|who|whom|we|us|ours?|i|me|my|both"
_ARTICLES = (
    r"the|each|an?|one|two|three|four|six|another|this|that|these|those|some|senior|former|his|her|its|their|our"
)
_SHORTEST = 3  # words of a piece of a statement that leaves out what stands between
_FIELDS = ("text", "name")  # in which a name may stand that a field of its own has


@dataclass(frozen=True, slots=True)
class Checked:
    """What speaks against a line: empty for one that may pass.

    `said_earlier`: all of it is names and dates that the article gives up to the end of the evidence's sentences, but
    to which no word there refers.
    """

    objections: tuple[Objection, ...]
    said_earlier: bool

    def to_json(self) -> list[dict[str, str]]:
        """The objections as they are kept beside the decision that was made against them."""
        return [{"reason": one.reason, "field": one.field, "problem": one.problem} for one in self.objections]


class Gate:
    """The gate for the lines of one article, which is laid out once."""

    def __init__(self, article: Mapping[str, Any], people: Iterable[Figure]) -> None:
        from verbale.minutes.rebuilt import rebuild_article, rebuild_people
        from verbale.reading.grounds import find_grounds
        from verbale.reading.sentences import sentence_spans

        self._grounds = find_grounds(rebuild_article(article), rebuild_people(people))
        self._text = self._grounds.article.text
        self._sentences = sentence_spans(self._grounds.article)

    def check(self, entry: Entry) -> Checked:
        """What of an entry neither its sentences say nor the article resolves there."""
        from verbale.reading.gate import find_objections

        entry = _in_whole_days(entry)
        against = find_objections(entry, self._grounds)
        if not against or any(one.reason == "evidence" for one in against):
            return Checked(against, False)
        sentences = self._sentences_of(entry)
        against = tuple(one for one in self._left(against, entry, sentences) if not self._is_cut(one, entry, sentences))
        end = max(span.end for span in sentences)
        above = [block.span for block in self._grounds.article.blocks if block.start < end]
        left = self._left(against, entry, above)
        refers = any(_referring().search(span.of(self._text)) for span in sentences)
        own = set(_names_of(entry))
        held = tuple(one for one in against if one in left or not _is_resolved(one, own, refers=refers))
        return Checked(held, bool(held) and not left and all(one.reason in ("name", "date") for one in held))

    def _left(self, against: Sequence[Objection], entry: Entry, spans: Iterable[Span]) -> tuple[Objection, ...]:
        """What still speaks against a line where all of some spans is cited for it."""
        from verbale.reading.entries import Evidence
        from verbale.reading.gate import LONGEST_EVIDENCE, find_objections

        pieces = tuple(
            Evidence(span.start, span.end, span.of(self._text))
            for span in spans
            if span.end - span.start <= LONGEST_EVIDENCE
        )
        left = find_objections(replace(entry, evidence=pieces), self._grounds) if against else ()
        return tuple(one for one in against if one in left)

    def _sentences_of(self, entry: Entry) -> list[Span]:
        """The sentences in which the evidence stands."""
        return [
            span
            for span in self._sentences
            if any(piece.start < span.end and span.start < piece.end for piece in entry.evidence)
        ]

    def _is_cut(self, objection: Objection, entry: Entry, sentences: Sequence[Span]) -> bool:
        """Whether a statement only leaves out what stands between: “We shall not yield”, he said, “and not now”."""
        if objection.field != "content":
            return False
        statement: Statement = entry  # pyright: ignore[reportAssignmentType]
        said = _words(" ".join(span.of(self._text) for span in sentences))
        return _is_pieced(_words(statement.content), said)


@cache
def _referring() -> re.Pattern[str]:
    """A pronoun, or a noun for people and bodies that an article or a number stands before: `the foreign minister`."""
    from verbale.reading.words import load_table

    sources, actors = load_table("sources"), load_table("actors")
    nouns = {*sources["people"], *sources["bodies"], *sources["documents"]}
    nouns |= {office.split()[-1] for office in load_table("people")["offices"]}
    nouns |= {word for name in ("agents", "both", "halves", "paired", "groups") for word in actors[name].split()}
    plural = "|".join(sorted(re.escape(noun.casefold()).removesuffix("y") for noun in nouns))
    return re.compile(rf"\b(?:{_PRONOUNS}|(?:{_ARTICLES})\s+(?:\w+\s+){{0,3}}?(?:{plural})(?:s|y|ies)?)\b", re.I)


def _is_resolved(objection: Objection, own: Iterable[str], *, refers: bool) -> bool:
    """Whether the article may explain what a line has beyond its sentences: days, and those named in its own fields."""
    if objection.reason != "name" or not refers:
        return objection.reason == "date"
    if objection.field not in _FIELDS:
        return True
    words = objection.problem.partition(": ")[2].strip("'\"…")
    return any(words in name or name in words for name in own)


def _names_of(entry: Entry) -> Iterator[str]:
    """Whom the fields of a line name."""
    from verbale.reading.gate import NAMES

    for path in NAMES[entry.kind]:
        held: list[Any] = [entry]
        for part in path.split("."):
            found = [getattr(one, part) for one in held]
            held = [one for value in found for one in (value if isinstance(value, tuple) else (value,))]  # pyright: ignore[reportUnknownVariableType]
        yield from (name for name in held if name)


def _in_whole_days(entry: Entry) -> Entry:
    """A line whose `when` is as coarse as a month as one of its days."""
    when = entry.when
    if when is None or len(when.start) >= 10:
        return entry
    try:
        days = (whole_day(when.start), whole_day(when.end, last=True))
    except ValueError:
        return entry
    return replace(entry, when=replace(when, start=days[0], end=days[1]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("’", "'").casefold())


def _is_pieced(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether words are pieces of what was said, in its order, each of some length or standing at an end."""
    at, pieces = 0, [0]
    for place, word in enumerate(words):
        if at < len(said) and said[at] == word:
            at += 1
            continue
        rest = words[place : place + _SHORTEST]
        while at < len(said) and list(said[at : at + len(rest)]) != list(rest):
            at += 1
        if at >= len(said):
            return False
        pieces.append(place)
        at += 1
    lengths = [end - start for start, end in pairwise((*pieces, len(words)))]
    return bool(words) and len(pieces) <= _SHORTEST and all(length >= _SHORTEST for length in lengths[1:-1])
