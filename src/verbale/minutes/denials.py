"""Statements that deny, each with what else is told of the same matter.

Comes in: lines. Goes out: denials, newest first. What they deny is looked for among the lines of the same story, by the
words that both have; a bare "blatantly false" denies what was said just before it. Where none is found, the denial
stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verbale.minutes.sides import matter_of
from verbale.minutes.told import Told

_SHARED = 2  # words that a denial has in common with what it denies, at least
_PART = 0.3  # of the denial's words, at least
_ANSWERED = frozenset(("statement", "position", "event"))  # what a denial may be about
_BARE = 3  # words of a denial that does not say what it denies
_NEAR = 200  # letters of the article between what was said and a bare denial of it
_MOST = 5  # lines beside a denial; more of them say no more


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody denies something. `against` are lines by others of the same matter, the most alike first."""

    speaker: str
    party: str | None
    text: str
    day: str | None
    denial: Told
    against: tuple[Told, ...]


def find_denials(told: Iterable[Told]) -> list[Denial]:
    """The statements of manner or certainty `denied`, newest first."""
    told = list(told)
    denials = [one for one in told if one.line.kind == "statement" and _denies(one)]
    stories = {_story(one) for one in denials}
    there: dict[tuple[str, int], list[tuple[Told, str]]] = {}
    for one in told:
        if one.line.kind in _ANSWERED and _story(one) in stories:
            there.setdefault(_story(one), []).append((one, one.line.text.casefold()))
    found = [
        Denial(
            speaker=" and ".join(speaker["name"] for speaker in one.line.fields["speakers"]),
            party=one.line.party,
            text=one.line.text,
            day=one.as_of,
            denial=one,
            against=_against(one, there.get(_story(one), ())),
        )
        for one in denials
    ]
    return sorted(found, key=lambda one: (one.day or "", one.denial.line.entry), reverse=True)


def _denies(one: Told) -> bool:
    return one.line.label == "denied" or one.line.certainty == "denied"


def _story(one: Told) -> tuple[str, int]:
    return ("story", one.source.story) if one.source else ("article", one.line.article)


def _against(denial: Told, there: Sequence[tuple[Told, str]]) -> tuple[Told, ...]:
    """What the denial may be about: names alone do not show it, a word that is none has to be there too."""
    words = matter_of(denial)
    plain = {word for word in words if word in denial.line.text}  # written small
    found: list[tuple[int, Told]] = []
    for one, text in there:
        if one.line.party == denial.line.party or not any(word in text for word in plain) or _denies(one):
            continue
        shared = [word for word in words if word in text]
        if len(shared) >= max(_SHARED, _PART * len(words)):
            found.append((-len(shared), one))
    found.sort(key=lambda each: (each[0], each[1].line.entry))
    if not found and len(denial.line.fields["content"].split()) <= _BARE:
        return _just_before(denial, (one for one, _ in there))
    return tuple(one for _, one in found[:_MOST])


def _just_before(denial: Told, there: Iterable[Told]) -> tuple[Told, ...]:
    """The last statement of somebody else in the lines above a denial."""
    begin = denial.line.fields["evidence"][0]["start"]
    speakers = denial.line.fields["speakers"]
    ends = [
        (one.line.fields["evidence"][-1]["end"], one)
        for one in there
        if one.line.kind == "statement"
        and one.line.article == denial.line.article
        and not _denies(one)
        and one.line.fields["speakers"] != speakers
    ]
    near = [(end, one) for end, one in ends if begin - _NEAR <= end <= begin]
    return (max(near, key=lambda each: each[0])[1],) if near else ()
