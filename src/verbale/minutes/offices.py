"""The offices of one person, as far as the articles show.

Comes in: every title that an article gives the person, with its party and its day. Goes out: each office once,
however the articles word it, with the first and last day on which one gave it. It does not know when an office began or
ended, and does not guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from verbale.language.gazetteer import forms_of

_FORMER = re.compile(r"^(?:the )?(?:former|ex-|one-time|onetime|erstwhile|late)\s*", re.IGNORECASE)
_LEADING = re.compile(r"^(?:the|then|then-|current|incumbent|new|newly appointed)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A title as one article gives it. `day` is the article's."""

    title: str
    party: str | None
    day: str | None
    article: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office; `former` where the articles call it past. `first` and `last` are days of articles that give it."""

    title: str
    party: str | None
    former: bool
    first: str | None
    last: str | None
    articles: tuple[int, ...]


def hold_offices(seen: Iterable[Seen]) -> tuple[Office, ...]:
    """Each office once, the newest first; "Russian President" and "President" of Russia are one.

    An office whose party no article names is that of the same title whose party one names, where there is only one.
    """
    groups: dict[tuple[str, str | None, bool], list[Seen]] = {}
    for one in seen:
        former = _FORMER.match(one.title) is not None
        groups.setdefault((_core(one), one.party, former), []).append(one)
    for core, party, former in list(groups):
        others = [key for key in groups if key[0] == core and key[1] and key[2] == former]
        if party is None and len(others) == 1:
            groups[others[0]] += groups.pop((core, party, former))
    offices = [_office(party, former, held) for (_, party, former), held in groups.items()]
    return tuple(sorted(offices, key=lambda one: (one.former, _newest(one), one.title)))


def _core(seen: Seen) -> str:
    """A title without what is said of time and whose: "the former Russian president" is `president`."""
    title = _FORMER.sub("", _LEADING.sub("", seen.title.replace("’", "'")))
    for form in sorted(forms_of(seen.party) if seen.party else (), key=len, reverse=True):
        for begin in (f"{form}'s ", f"{form} "):
            if title.startswith(begin) and len(title) > len(begin):
                return title.removeprefix(begin).casefold()
    return title.casefold()


def _office(party: str | None, former: bool, held: list[Seen]) -> Office:
    titles = Counter(one.title for one in held)
    days = [one.day for one in held if one.day]
    return Office(
        title=max(titles, key=lambda title: (titles[title], -len(title), title)),
        party=party,
        former=former,
        first=min(days, default=None),
        last=max(days, default=None),
        articles=tuple(sorted({one.article for one in held})),
    )


def _newest(office: Office) -> tuple[int, ...]:
    return tuple(-int(part) for part in (office.last or "0-0-0").split("-"))
