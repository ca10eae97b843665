"""The parties of an article: the states, blocs, organizations and groups that act or speak in it.

Comes in: an article. Goes out: `Party`s in the order of their first mention. A state that is only a place ("in Qatar",
"Geneva, Switzerland") is no party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from verbale.language.gazetteer import Form, Named, form_pattern, former_seats, named_by, party_called
from verbale.page.article import Article
from verbale.reading.entries import Entry, Event, Meeting, Party, Person, Pledge, Position
from verbale.reading.organizations import find_organizations
from verbale.reading.words import find_whole, load_table, one_of
from verbale.text import Span

#: Named so often, a state is in the story, and not only on its map.
_OFTEN = 2
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
#: Verbs of speaking in the present: `the White House argues`.
_SAYS = one_of(
    [
        form
        for lines in load_table("speech")["speech"].values()
        for line in lines
        for form in line.replace("+", " ").split()
        if form.endswith("s") and form.isalpha() and form not in ("plans", "reports", "notes")
    ]
)
_VERB = re.compile(
    r"(?:[’'‘]s\b|\s+(?:(?!based|led|mediated|brokered|occupied|sponsored|backed|united|related|elected|born)[a-z]{3,}ed|has|have|had|will|would|is|was|are|were|said|says|wants?|wanted|agreed?|agrees|rejected|rejects|accepted|accepts|"
    r"refused|refuses|offered|offers|demands?|demanded|insists?|insisted|signed|denied|denies|could|must|may|can|should|pledged|"
    r"accused|called|calls|announced|opposes?|backs?|backed|supports?|supported|welcomed|condemned|warned|threatened|to|"
    rf"hopes|fears|seeks|blames|sees|expects|keeps|hails|rejects|disputes|denies|{_SAYS})\b)"
)


#: `the presidents of Argentina, Brazil, Paraguay and Uruguay`: each of them acts.
_OFFICES_OF = re.compile(
    r"\b(?:presidents?|(?:prime |foreign )?ministers?|leaders?|governments?|envoys?|emir|king|chancellors?|officials)"
    r"\s+of\s+(?:the\s+)?(?:[A-Z]\w+(?:\s[A-Z]\w+)?,?\s+(?:and\s+)?)*$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article names a party, and whether the party acts there."""

    span: Span
    party: Named
    form: Form
    acts: bool


def find_parties(
    article: Article,
    people: tuple[Person, ...] = (),
    acting: frozenset[str] = frozenset(),
    mentions: Sequence[Mention] = (),
) -> tuple[Party, ...]:
    """The parties of an article, those that its people act for among them, even where only their offices tell it.

    `acting` are names of parties that speak, give or meet in its entries; `mentions` where it names parties, if found.
    """
    found: dict[str, tuple[Named, list[Mention]]] = {}
    for mention in mentions or find_mentions(article.text):
        found.setdefault(mention.party.id, (mention.party, []))[1].append(mention)
    represented = {role.party for person in people for role in person.roles if role.party} | acting
    for name in sorted(represented):
        party = party_called(name)
        if party:
            found.setdefault(party.id, (party, []))
    return tuple(
        Party(party.name, party.id, party.kind, tuple((m.span.start, m.span.end) for m in group))
        for party, group in found.values()
        if party.name in represented or any(m.acts for m in group) or len(group) >= _OFTEN
    )


def parties_of(entry: Entry) -> Iterator[str]:
    """Whom an entry tells to act, hold, give, get or meet, by the party."""
    match entry:
        case Position():
            told = (entry.party, entry.toward)
        case Event():
            told = (entry.actor.party, entry.recipient.party)
        case Pledge():
            told = (entry.donor, entry.recipient)
        case Meeting():
            told = tuple(side.party for side in entry.delegations)
        case _:
            told = ()
    yield from filter(None, told)


@lru_cache(maxsize=4)  # people, parties and drafts ask for the same text
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every mention of a known party, and of the names that the article itself explains by an abbreviation."""
    mentions = [*_known(text), *_own(text, find_organizations(text, _VERB))]
    mentions.sort(key=lambda mention: (mention.span.start, -mention.span.end))
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return tuple(kept)


def _known(text: str) -> Iterator[Mention]:
    """Mentions of the parties that everybody knows. A seat means a state of the past where only that one is named."""
    found = [(match, named) for match in form_pattern().finditer(text) if (named := named_by(match[0]))]
    named_states = {party.name for _, (party, form) in found if form != "seat"}
    for match, (party, form) in found:
        span = Span(match.start(), match.end())
        former = former_seats().get(match[0]) if form == "seat" else None
        if former and former.name in named_states and party.name not in named_states:
            party = former
        if former == party and party.name not in named_states:
            continue  # `Bonn` is a city today
        if match[0] == "Security Council" and not re.search(r"\bU\.?N\b|United Nations", text):
            continue  # a state's own
        if form == "seat" and not _seat_acts(text, span):
            continue
        if " " in match[0] and re.search(
            r"\b(?:National|Supreme|Federal)\s+$", text[max(0, span.start - 12) : span.start]
        ):
            continue  # `Iran’s Supreme National Security Council` is not the United Nations’
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
        joined and re.search(r"[’'‘]s\b|\s+and\b", text[span.end : span.end + 5]) is not None
    )


def _between(text: str, span: Span) -> bool:
    """`between Iran and Israel`, `with Russia`, `by China`, `against Hamas`, `to Ukraine`."""
    before = text[max(0, span.start - 90) : span.start]
    governed = re.search(
        r"\b(?:between|with|by|against|to|for|and|from|toward|towards|both)\s+(?:the\s+)?$", before[-16:]
    )
    return governed is not None or _OFFICES_OF.search(before) is not None


def _own(text: str, own: dict[str, Named]) -> Iterator[Mention]:
    for form, named in own.items():
        for span in find_whole(form, text):
            yield Mention(span, named, "name", acts=True)
