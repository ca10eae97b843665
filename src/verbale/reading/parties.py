"""The parties of an article: the states, blocs, organizations and groups that act or speak in it.

Comes in: an article. Goes out: `Party`s in the order of their first mention. A state that is only a place ("in Qatar",
"Geneva, Switzerland") is no party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.page.article import Article
from verbale.reading.entries import Party, Person
from verbale.reading.names import Form, Named, form_pattern, named_by
from verbale.text import Span

#: Named so often, a state is in the story, and not only on its map.
_OFTEN = 3
#: Before a name: it is a place here.
_PLACE = re.compile(
    r"\b(?:in|at|near|across|into|throughout|inside|around|outside|through|via|over|border of|city of)\s+(?:the\s+)?$",
    re.I,
)
#: Behind an adjective: whoever this is acts for the state.
_ACTS = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:government|officials?|negotiators?|delegation|delegates?|diplomats?|ministers?|ministry|president|premier|"
    r"chancellor|leaders?|envoys?|authorities|army|military|forces|troops|side|spokes(?:man|woman|person)|lawmakers?|counterparts?|"
    r"ambassador|embassy|foreign|prime|secretary|administration|cabinet|parliament|mediators?|intelligence|team|union|companies|buyers|exporters)\b"
)
_VERB = re.compile(
    r"(?:[’']s\b|\s+(?:(?!based|led|mediated|brokered|occupied|sponsored|backed|united|related|elected|born)[a-z]{3,}ed|has|have|had|will|would|is|was|are|were|said|says|wants?|wanted|agreed?|agrees|rejected|rejects|accepted|accepts|"
    r"refused|refuses|offered|offers|demands?|demanded|insists?|insisted|signed|denied|denies|could|must|may|can|should|pledged|"
    r"accused|called|calls|announced|opposes?|backs?|backed|supports?|supported|welcomed|condemned|warned|threatened|to)\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article names a party, and whether the party acts there."""

    span: Span
    party: Named
    form: Form
    acts: bool


def find_parties(article: Article, people: tuple[Person, ...] = ()) -> tuple[Party, ...]:
    """The parties of an article, those that its people act for among them."""
    found: dict[str, list[Mention]] = {}
    for mention in find_mentions(article.text):
        found.setdefault(mention.party.id, []).append(mention)
    represented = {role.party for person in people for role in person.roles}
    return tuple(
        Party(party.name, party.id, party.kind, tuple((m.span.start, m.span.end) for m in group))
        for group in found.values()
        for party in [group[0].party]
        if party.name in represented or any(m.acts for m in group) or len(group) >= _OFTEN
    )


def find_mentions(text: str) -> list[Mention]:
    """Every mention of a known party, and of the names that the article itself explains by an abbreviation."""
    own = dict(_abbreviated(text))
    own.update(_explained(text))
    mentions = [*_known(text), *_own(text, own)]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _known(text: str) -> Iterator[Mention]:
    for match in form_pattern().finditer(text):
        named = named_by(match[0])
        if named is None:
            continue
        party, form = named
        span = Span(match.start(), match.end())
        if form == "seat" and not _seat_acts(text, span):
            continue
        yield Mention(span, party, form, _acts(text, span, form))


def _acts(text: str, span: Span, form: Form) -> bool:
    place = _PLACE.search(text[max(0, span.start - 24) : span.start]) is not None
    if form == "adjective":
        return _ACTS.match(text, span.end) is not None or _VERB.match(text, span.end) is not None
    return not place and (form == "seat" or _VERB.match(text, span.end) is not None or _between(text, span))


def _seat_acts(text: str, span: Span) -> bool:
    """A capital means its government where it does what governments do; elsewhere it is a city."""
    if _PLACE.search(text[max(0, span.start - 24) : span.start]) or re.match(r",\s+[A-Z]", text[span.end :]):
        return False
    before = text[max(0, span.start - 14) : span.start]
    joined = (
        re.search(r"\b(?:by|with|from|and|between|that|against|both)\s+(?:the\s+)?$|^$|[.“\"\n]\s*$", before)
        is not None
    )
    return _VERB.match(text, span.end) is not None or (
        joined and re.search(r"[’']s\b|\s+and\b", text[span.end : span.end + 5]) is not None
    )


def _between(text: str, span: Span) -> bool:
    """`between Iran and Israel`, `with Russia`, `by China`, `against Hamas`, `to Ukraine`."""
    before = text[max(0, span.start - 16) : span.start]
    return (
        re.search(r"\b(?:between|with|by|against|to|for|and|from|toward|towards|both)\s+(?:the\s+)?$", before)
        is not None
    )


def _explained(text: str) -> Iterator[tuple[str, Named]]:
    """`the United Auto Workers (UAW)`: a name and its abbreviation, both from then on."""
    for match in re.finditer(
        r"((?:[A-Z][\w’&-]+\s+(?:(?:of|for|and|the|de|in)\s+){0,2}){1,6}[A-Z][\w’&-]+|[A-Z][\w’&-]+)\s+\((?:the\s+)?([A-Z][A-Za-z-]{1,9})\)",
        text,
    ):
        name, short = match[1], match[2]
        capitals = [c for c in short if c.isupper()]
        initials = [word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper()]
        if (
            len(capitals) < 2
            or sum(c in initials for c in capitals) < len(capitals) * 0.6
            or named_by(short)
            or named_by(name)
        ):
            continue
        named = Named(name, re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-"), "organization")
        yield name, named
        yield short, named


def _abbreviated(text: str) -> Iterator[tuple[str, Named]]:
    """`the UAW said`: an abbreviation that the article never explains, where it acts and is named again."""
    counts = Counter(re.findall(r"(?<![\w$€£-])[A-Z]{3,7}(?:-[A-Z]{2,7})?(?![\w-])", text))
    for short, count in counts.items():
        if count >= 2 and not named_by(short) and re.search(rf"(?<![\w-]){short}(?:[’']s\b|{_VERB.pattern})", text):
            yield short, Named(short, short.casefold(), "organization")


def _own(text: str, own: dict[str, Named]) -> Iterator[Mention]:
    for form, named in own.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
            span = Span(match.start(), match.end())
            yield Mention(span, named, "name", acts=True)
