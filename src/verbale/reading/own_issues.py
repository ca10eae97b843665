"""What an entry is about among issues that somebody follows beside the default ones: a dossier's own.

Comes in: issues by their names, each with other words that tell it (`grain corridor`: `wheat`, `Black Sea ports`), and
an entry. Goes out: the entry with those that it is about. An issue is told where the sentence has all the words of its
name or of one of the others, or where what the evidence means is very near. Default issues are told by what was learned
of them (`verbale.reading.issues`), whatever is said of them here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from verbale.reading.annotation import annotate, vector
from verbale.reading.draft import Draft
from verbale.reading.entries import Entry, Evidence, Position
from verbale.reading.issues import MOST, default_issues
from verbale.reading.topics import stems
from verbale.reading.tree import Doc
from verbale.reading.weighing import Vector
from verbale.text import Span

Followed: TypeAlias = Mapping[str, Sequence[str]]  # issues by name, each with other words that tell it
NO_ISSUES: Followed = MappingProxyType({})
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM"))
#: A cosine from which four of five stretches are about what a few words name, were the default issues only named.
_NEAR = 0.55


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """`told` has the stems of its name and of each of its other words; `meanings` (those, 384) are directions."""

    name: str
    told: tuple[frozenset[str], ...]
    meanings: Vector


@lru_cache(maxsize=1000)
def own_issue(name: str, others: tuple[str, ...] = ()) -> OwnIssue:
    """An issue made ready to be looked for."""
    docs = [annotate(phrase) for phrase in (name, *others)]
    meanings = np.array([_direction(vector(doc, 0, len(doc))) for doc in docs])
    return OwnIssue(name, tuple(map(_content_of, docs)), meanings)


def with_own_issues(draft: Draft, entry: Entry, issues: Followed) -> Entry:
    """The entry with those issues that it is about before its others; a position's issue is the first of them."""
    own = [own_issue(name, tuple(others)) for name, others in issues.items() if name not in default_issues()]
    found = _find(draft, entry.evidence[0], own) if own else ()
    if not found:
        return entry
    told = (*found, *entry.issues)[:MOST]
    if isinstance(entry, Position):
        return replace(entry, issues=told, issue=told[0])
    return replace(entry, issues=told)


def _find(draft: Draft, evidence: Evidence, own: Sequence[OwnIssue]) -> tuple[str, ...]:
    """Which issues a piece of evidence is about."""
    span = Span(evidence.start, evidence.end)
    words = frozenset(stems(draft.sentence_of(span).of(draft.text)))
    near = np.array([_direction(part) for part in np.split(draft.vectors(span), 2)]).T
    return tuple(
        one.name
        for one in own
        if any(told and told <= words for told in one.told) or (one.meanings @ near).max(initial=0.0) >= _NEAR
    )


def _content_of(phrase: Doc) -> frozenset[str]:
    """The stems of its words but "of", "the" and their like."""
    return frozenset(stems(" ".join(word.text for word in phrase if word.pos_ in _CONTENT)))


def _direction(vector: Vector) -> Vector:
    size = float(np.linalg.norm(vector))
    return vector / size if size else vector
