"""Who met whom: meetings that were held, are planned or were called off, one entry for each.

Comes in: a draft and its actors. Goes out: candidates for `Meeting`s in the order of the text. Mentions of one meeting
are joined: a later "the talks" is the meeting told before, unless its parties, place or day speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from verbale.language.gazetteer import named_by
from verbale.reading.accounts import FRESH, PRESENT, overlap, sentence
from verbale.reading.actors import Actors, Standing
from verbale.reading.clause import case_of
from verbale.reading.delegates import Delegates, find_delegates
from verbale.reading.draft import Draft
from verbale.reading.entries import Actor, Certainty, Delegation, Meeting, MeetingFormat, MeetingStatus, When
from verbale.reading.gatherings import Mention, find_gatherings
from verbale.reading.meeting_words import GOING
from verbale.reading.places import story_place
from verbale.reading.weighing import Candidate
from verbale.text import Span

#: So many sentences away, a sentence may tell who sat in a meeting's delegations.
_NEAR = 4
#: So many meetings back, the same one may be named again.
_RECENT = 12
_MOST_TOLD = 12
#: A host that is one of so many parties named most may be the other side.
_SIDES = 2
_SIGNING = ("sign", "initial")


@dataclass(slots=True)
class _Met:
    """The mentions that mean one meeting, and what they tell together."""

    mentions: list[Mention]
    told: list[Standing] = field(default_factory=list[Standing])

    @property
    def parties(self) -> set[str]:
        return {one.actor.principal for one in self.told}

    @property
    def place(self) -> str | None:
        return next((one.place for one in self.mentions if one.place), None)

    @property
    def when(self) -> When | None:
        return next((one.when for one in self.mentions if one.when), None)

    @property
    def status(self) -> MeetingStatus:
        return self.mentions[0].status

    @property
    def format(self) -> MeetingFormat:
        for one in self.mentions:
            if one.format != "unknown":
                return one.format
        return "unknown"


def propose_meetings(draft: Draft, actors: Actors) -> list[Candidate[Meeting]]:
    """The meetings that an article may tell of, with what speaks for and against each."""
    met: list[_Met] = []
    telling = {p.name for p in draft.people if any("spokes" in role.title.casefold() for role in p.roles)}
    for mention in find_gatherings(draft, actors):
        same = next((one for one in reversed(met[-_RECENT:]) if _is_same(one, mention)), None)
        if same is None:
            same = _Met([])
            met.append(same)
        same.mentions.append(mention)
        known = [other.actor for other in same.told]
        same.told += [_without(one, telling) for one in mention.told if one.actor not in known and not _is_vague(one)]
    delegates = list(find_delegates(draft))
    return [made for one in met if (made := _write(draft, actors, one, delegates))]


def _without(one: Standing, telling: set[str]) -> Standing:
    """A spokesman tells of a meeting, and was hardly there: his party was."""
    party = one.actor.party
    return Standing(Actor(party, party), one.by) if party and one.actor.name in telling else one


def _is_vague(one: Standing) -> bool:
    """`ministers met`: a group of one small word tells no side."""
    return one.by == "group" and " " not in one.actor.name


def _is_same(met: _Met, more: Mention) -> bool:
    """Whether a mention means a meeting told before: nothing parts them, and something joins them."""
    first = met.mentions[0]
    if (first.status in PRESENT) != (more.status in PRESENT):
        return False
    if ("call" in (met.format, more.format)) and met.format != more.format:
        return False
    if met.when and more.when and not overlap(met.when, more.when):
        return False
    if met.place and more.place and not (met.place in more.place or more.place in met.place):
        return False
    parties, others = met.parties, more.parties
    shared = parties & others
    if len(parties) >= 2 and len(others) >= 2 and len(shared) < 2:
        return False
    if first.sentence == more.sentence and len(shared) < 2 and not (others <= parties):
        return False
    if more.word in _SIGNING and first.status == more.status and _signs_for(more):
        return any(one.word in (*_SIGNING, "signing", "ceremony") for one in met.mentions)
    if more.verb:
        return len(shared) >= 2
    determiner = next((one for one in more.features if one.startswith("det:")), "")
    if determiner in ("det:a", "det:an", "det:another") and not (met.when and met.when == more.when):
        return False
    return others <= parties or len(shared) >= 2 or (met.place is not None and met.place == more.place)


def _signs_for(mention: Mention) -> bool:
    """`Orlov signed for Russia`, `who signed on its behalf`: one of the names below a paper told of before."""
    return any(case_of(child) in ("for", "on") for child in mention.token.children if child.dep_ == "obl")


def _write(draft: Draft, actors: Actors, met: _Met, delegates: Sequence[Delegates]) -> Candidate[Meeting] | None:
    told = list(met.told)[:_MOST_TOLD]
    explicit = len(met.parties)
    features = {feature for mention in met.mentions for feature in mention.features}
    told += _unsaid(actors, met)
    spans = list(dict.fromkeys(mention.sentence for mention in met.mentions))
    sat = _sat(draft, {one.actor.party for one in told}, spans, delegates)
    told += [Standing(Actor(name, one.party), "name") for one in sat for name in one.members]
    delegations = _delegations(told, actors.persons)
    if len(delegations) < 2 and not (delegations and met.place):
        return None
    spans += [one.sentence for one in sat if one.sentence not in spans]
    place = None if met.format == "call" else met.place or _story_place(draft, met)
    people = sum(1 for side in delegations for _ in side.members)
    features |= {
        f"told:{min(explicit, 3)}",
        f"mentions:{min(len(met.mentions), 4)}",
        f"place:{met.place is not None}",
        f"when:{met.when is not None}",
        f"people:{min(people, 2)}",
        f"format:{met.format}",
        f"first:{min((draft.place_of(spans[0]) or 0) // 3, 4)}",
        f"told:{min(explicit, 2)} when:{met.when is not None} place:{met.place is not None}",
        f"told:{min(explicit, 2)} word:{met.mentions[0].word}",
        f"told:{min(explicit, 2)} status:{met.status}",
    }
    features |= {f"by:{one.by}" for one in met.told}
    entry = Meeting(
        text=sentence(met.status, met.format, delegations, place),
        when=met.when,
        certainty=_certainty(met, features),
        evidence=tuple(draft.evidence(span) for span in spans),
        via=draft.via(),
        origin=draft.origin("meeting"),
        confidence=0.0,
        name=_name(met, delegations, place),
        place=place,
        format=met.format,
        status=met.status,
        delegations=delegations,
    )
    word = met.mentions[0].token
    return Candidate(entry, frozenset(features), draft.meaning(Span(word.idx, word.idx + len(word))))


def _story_place(draft: Draft, met: _Met) -> str | None:
    """The story's own place for a meeting of its days that it puts nowhere else."""
    published = draft.article.published
    old = met.when and published and (published.date() - date.fromisoformat(met.when.end)).days > FRESH
    return story_place(draft) if met.status in PRESENT and not old else None


def _sat(
    draft: Draft, parties: set[str | None], spans: Sequence[Span], delegates: Sequence[Delegates]
) -> list[Delegates]:
    """The delegations of a meeting's parties that a sentence near it tells of."""
    places = [at for span in spans if (at := draft.place_of(span)) is not None]
    return [
        one
        for one in delegates
        if one.party in parties and any(abs((draft.place_of(one.sentence) or 0) - at) <= _NEAR for at in places)
    ]


def _unsaid(actors: Actors, met: _Met) -> list[Standing]:
    """Who else was there: `flew to Moscow for talks`: the place's own; `met Zelensky`: the first other side.

    `the talks` are between both sides of the story; a summit of one bloc is its own.
    """
    parties = met.parties
    place = met.place
    named = named_by(place.rpartition(", ")[2]) if place else None
    if not parties and named and not actors.two_sided and not _is_bare(met):
        return [Standing(Actor(named[0].name, named[0].name), "place")]  # `a donors' meeting is planned in Rome`
    if len(parties) >= 2 or (not parties and (not actors.two_sided or _is_bare(met))):
        return []
    going = any(one.word in GOING for one in met.mentions)
    near = named is not None and (going or actors.rank(named[0].name) < _SIDES)
    if len(parties) == 1 and named and near and named[0].name not in parties:
        return [Standing(Actor(named[0].name, named[0].name), "place")]
    if parties and place and met.format == "summit":
        return []
    others = [Standing(actor, "both") for actor in actors.sides() if actor.party not in parties]
    return others[: 2 - len(parties)]


def _is_bare(met: _Met) -> bool:
    """`before anyone can sign`: a verb alone, without who or where, tells no meeting of the two sides."""
    return all(one.verb and one.format != "call" for one in met.mentions) and not met.place


def _certainty(met: _Met, features: set[str]) -> Certainty:
    if met.status == "planned":
        return "possible" if "is modal" in features or "is conditional" in features else "planned"
    return "denied" if "is negated" in features and met.status == "held" else "asserted"


def _delegations(told: Sequence[Standing], persons: frozenset[str]) -> tuple[Delegation, ...]:
    """The parties in the order of the text, each with its people; people of no known party stand alone."""
    members: dict[str, list[str]] = {}
    for one in told:
        party = one.actor.principal
        group = members.setdefault(party, [])
        if one.actor.name in persons and one.actor.name not in group:
            group.append(one.actor.name)
    return tuple(Delegation(None if party in names else party, tuple(names)) for party, names in members.items())


def _name(met: _Met, sides: Sequence[Delegation], place: str | None) -> str:
    noun = next((one.word for one in met.mentions if not one.verb), "meeting")
    noun = {"talk": "talks", "negotiation": "negotiations", "discussion": "discussions"}.get(noun, noun)
    if place:
        return f"{place} {noun}"
    short = [side.members[0].split()[-1] if side.members else side.party or "" for side in sides[:2]]
    return "–".join(short) + f" {noun}"
